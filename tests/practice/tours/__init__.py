"""Practice is toured by clients that we did not write, each doing what a Page bot does."""
