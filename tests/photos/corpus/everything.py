"""The whole corpus, and what staff are told of each file."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from captionbot.intake.verdicts import SMALL, VERY_DARK
from tests.photos.corpus import bombs, damaged, ofjpeg, ofphones, ofpng, ofrest, oftiff, strangers, twofold
from tests.photos.corpus.piece import Answer, Piece
from tests.photos.corpus.trying import Trial, Tried

CHAPTERS = {
    "JPEG": ofjpeg,
    "PNG": ofpng,
    "TIFF": oftiff,
    "WebP, BMP and GIF": ofrest,
    "HEIC and AVIF": ofphones,
    "Damaged on the way": damaged,
    "No photos at all": strangers,
    "Bombs": bombs,
    "Two things at once; sizes and shades": twofold,
}
"""By what they are about."""


@cache
def chapter(title: str) -> tuple[Piece, ...]:
    """The files of one chapter."""
    return tuple(CHAPTERS[title].pieces())


def corpus() -> Iterator[Piece]:
    """Every file."""
    for title in CHAPTERS:
        yield from chapter(title)


def try_piece(piece: Piece, folder: Path, trial: Trial) -> Tried:
    """Make a file and try it."""
    path = folder / piece.name
    path.write_bytes(piece.make())
    return trial.of(path)


def told(tried: Tried) -> tuple[Answer | None, str]:
    """The answer and its sentence, with what the queue remarks on by itself."""
    if tried.answer is not Answer.READY:
        return tried.answer, tried.sentence
    remarks = []
    if tried.sent_width < SMALL[0] or tried.sent_height < SMALL[1]:
        remarks.append(f"small: {tried.sent_width} x {tried.sent_height} pixels")
    if tried.brightness < VERY_DARK:
        remarks.append("very dark")
    return (Answer.REMARK if remarks else Answer.READY), ", ".join(remarks)
