"""The picture itself: what a file is, and what is sent of it."""
