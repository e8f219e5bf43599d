"""Comments under a post, read by captionbot and by what people would use instead, from one server of our own."""
