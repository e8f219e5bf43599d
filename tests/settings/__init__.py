"""The settings, their mistakes and their example file."""
