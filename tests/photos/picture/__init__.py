"""The picture: what is refused, and what goes out."""
