"""An export on its way to a browser: written whole into a file without a name, which is gone when it has been sent."""

from collections.abc import Iterator
from os import SEEK_END
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

from flask import Response

from captionbot.desk.source import source, word
from captionbot.overview import View
from captionbot.records.exporting import Asked, showings, write_export
from captionbot.records.showing import Showing

TYPES: Final = {"zip": "application/zip", "html": "text/html", "csv": "text/csv", "json": "application/json"}
PIECE = 1 << 16


def attached(asked: Asked, kind: str, because: str) -> Response:
    """The file that was asked for; raises NotNow where no contest is meant, StoreError where it can't be written."""
    with TemporaryDirectory(prefix="captionbot-") as folder:
        with source().viewing() as view:
            several = showings(view, asked)
            name = _name(several, kind)
            file = Path(folder) / name
            write_export(view, several, kind, file)
        with source().recording() as view:
            _note(view, asked, kind, several, because)
        content = file.open("rb")  # it can be read to its end when the folder is gone
        size = content.seek(0, SEEK_END)
    headers = {"Content-Disposition": f"attachment; filename={name}", "Content-Length": str(size)}
    response = Response(_poured(content), mimetype=TYPES[kind], headers=headers)
    response.call_on_close(content.close)
    return response


def _poured(content: BinaryIO) -> Iterator[bytes]:
    with content:
        content.seek(0)
        while piece := content.read(PIECE):
            yield piece


def _name(several: list[Showing], kind: str) -> str:
    numbers = [one.number for one in several]
    which = f"contest-{numbers[0]}" if len(numbers) == 1 else f"contests-{min(numbers)}-to-{max(numbers)}"
    public = "-public" if several[0].public else ""
    return f"{which}{public}.{kind}"


def _note(view: View, asked: Asked, kind: str, several: list[Showing], because: str) -> None:
    """Who took names out of the house stands in the log."""
    what = ["a public copy" if asked.public else "with names", _name(several, kind)]
    what += [f"without {', '.join(asked.withhold)}"] if asked.withhold else []
    said = word(because)
    view.record.staff.note(said.at, said.by, "export", contest=asked.contest, because=because, detail=", ".join(what))
