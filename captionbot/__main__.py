"""``python -m captionbot``."""

from captionbot.cli import main

main()
