"""A queue as only an enemy, a broken disk or a very odd computer would leave it."""

import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.photos.pictures import put
from tests.photos.unlike import file_unlike

ESC, TURNED = "\x1b[31m\x1b]0;owned\x07", "\u202egpj.exe"
NAMES: Mapping[str, str] = {
    "newlines, 255 bytes": ("line\n" * 51)[:251] + ".jpg",
    "escape codes": f"{ESC}red.jpg",
    "turned writing": f"{TURNED}.jpg",
    "a byte that is no UTF-8": os.fsdecode(b"caf\xe9.jpg"),
    "UTF-8's forbidden parts": os.fsdecode(b"\xed\xa0\x80\xff.jpg"),
    "é in one sign": "caf\u00e9.jpg",
    "é in two": "cafe\u0301.jpg",
    "capitals": "TWIN.JPG",
    "small letters": "twin.jpg",
    "dots at its end": "a...",
    "spaces": "   ",
    "a word for rm": "-rf",
    "an option": "--help",
    "an option with an ending": "--json.jpg",
    "a format": "%s%n{0}{name}.jpg",
    "quotes": "'\"`$(reboot)`;&|.jpg",
    "a pattern": "*?[a-z].jpg",
    "markup of the terminal": "[bold red]x.jpg",
    "markup of the web": "<script>alert(1)&lt;.jpg",
    "a backslash": "C:\\photos\\x.jpg",
    "nothing visible": "\u200b\u2060.jpg",
    "a tab and a bell": "\t\a.jpg",
}
"""What is odd about a name, and the name."""


def named(queue: Path) -> None:
    """A sound photo under each of the names, no two the same."""
    for number, name in enumerate(NAMES.values()):
        put(queue, name, file_unlike(number))
    put(queue, "twin.txt", "Alt: small letters")
    put(queue, "TWIN.TXT", "Alt: capitals")


def bind_socket(path: Path) -> None:
    """A socket in the file system (its path may be too long for one, so by a short way)."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


NO_FILES: Mapping[str, Callable[[Path, Path], None]] = {
    "link-out.jpg": lambda path, outside: path.symlink_to(outside / "secret.jpg"),
    "link-to-text.jpg": lambda path, _: path.symlink_to("/etc/hostname"),
    "link-to-folder.jpg": lambda path, outside: path.symlink_to(outside),
    "link-to-itself.jpg": lambda path, _: path.symlink_to(path),
    "link-to-nothing.jpg": lambda path, _: path.symlink_to("gone.jpg"),
    "pipe.jpg": lambda path, _: os.mkfifo(path),
    "socket.jpg": lambda path, _: bind_socket(path),
    "folder.jpg": lambda path, _: path.mkdir(),
}
"""What has a photo's name and is no file, and how it is made; ``outside`` is a folder that isn't the queue."""


def no_files(queue: Path, outside: Path) -> None:
    """All of them, and a secret beside the queue that none of them may give away."""
    put(outside, "secret.jpg", file_unlike(100))
    for name, make in NO_FILES.items():
        make(queue / name, outside)
