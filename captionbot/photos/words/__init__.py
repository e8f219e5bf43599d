"""What stands in words beside a photo, and in it."""
