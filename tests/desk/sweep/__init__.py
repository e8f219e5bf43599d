"""Every route that the desk has, found from the desk itself: who may come in, what changes, what is answered."""
