"""The records of a Page: result slips, exports for whoever asks, and what is kept for good."""
