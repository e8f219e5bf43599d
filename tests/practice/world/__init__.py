"""What there is, and the diary that remembers it."""
