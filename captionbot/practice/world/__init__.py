"""What there is on the pretend Facebook, what can happen to it, and the diary that remembers it."""
