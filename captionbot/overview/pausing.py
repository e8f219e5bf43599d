"""Whether anything is said at all, and what ends a pause."""

from captionbot.errors import PhotosFolderError
from captionbot.overview.view import Json, View, iso

GO_ON = {"staff": "`captionbot resume`", "file": "Take the file away", "folder": "Mend the folder"}
"""What ends a pause, by its source."""


def paused(view: View) -> Json | None:
    """The pause in force, if there is one; a PAUSE file counts before any tick has seen it."""
    rows = view.record.staff.pauses()
    if rows:
        row = rows[0]
        since, until = iso(row.since), iso(row.until)
        return {"because": row.because, "by": row.by, "since": since, "until": until, "source": row.source}
    try:
        word = view.photos.pause_word()
    except PhotosFolderError as error:
        return _unsaid(error.message, "the photos folder", "folder")
    return None if word is None else _unsaid(word, "PAUSE file", "file")


def paused_by(stop: Json) -> str:
    """Who or what pauses, as a sentence names it."""
    return "a PAUSE file" if stop["source"] == "file" else str(stop["by"])


def _unsaid(because: str, by: str, source: str) -> Json:
    """A pause that nobody has written down."""
    return {"because": because, "by": by, "since": None, "until": None, "source": source}
