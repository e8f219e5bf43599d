"""The rules of the game: pure, no I/O and no clock. Read this folder to know how a contest is judged."""
