"""The hall of fame as a room: what is public, written into a folder."""
