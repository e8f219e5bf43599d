"""The words beside a photo."""
