"""Whole stories: captionbot as its users start it, against a pretend Facebook in another process."""
