"""Winner cards, drawn with the real fonts and read by their pixels."""
