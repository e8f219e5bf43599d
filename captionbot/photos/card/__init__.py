"""The winner's card: the caption drawn with the photo."""
