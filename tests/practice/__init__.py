"""The pretend Facebook is held to what the real one was seen to do."""
