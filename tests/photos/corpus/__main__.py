"""Make every file of the corpus, try each, and print what happened: `python -m tests.photos.corpus`."""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.photos.corpus.everything import CHAPTERS, chapter, corpus, told, try_piece
from tests.photos.corpus.piece import Piece
from tests.photos.corpus.trying import Trial, Tried, sent_of, trial

HEAD = """# What was tried

Every file below is drawn by `python -m tests.photos.corpus` and given to the process that examines photos.
`make test` does the same.
[photos.md](photos.md) says what the answers mean.
The time is that of a whole process on a busy machine with two processors, and the memory its peak.
"""


def main() -> int:
    """Try everything; leave with 1 where an answer isn't the expected one."""
    parser = argparse.ArgumentParser(prog="python -m tests.photos.corpus", description=__doc__)
    parser.add_argument("--out", type=Path, help="keep the files, and what is sent of each, in this folder")
    parser.add_argument("--table", type=Path, help="write the table into this file (docs/photos-tried.md)")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as spare, trial() as trying:
        folder = wanted.out or Path(spare)
        folder.mkdir(parents=True, exist_ok=True)
        found = {piece: _tried(piece, folder, trying, keep=bool(wanted.out)) for piece in corpus()}
    lines = list(_lines(found))
    if wanted.table:
        wanted.table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(summary(found) if wanted.table else lines) + "\n")
    return 1 if _unexpected(found) else 0


def _tried(piece: Piece, folder: Path, trying: Trial, *, keep: bool) -> Tried:
    found = try_piece(piece, folder, trying)
    if not keep:
        (folder / piece.name).unlink()
        sent_of(folder / piece.name).unlink(missing_ok=True)
    return found


def _lines(found: dict[Piece, Tried]) -> Iterator[str]:
    yield from HEAD.splitlines()
    yield ""
    yield from summary(found)
    for title in CHAPTERS:
        yield from (
            "",
            f"## {title}",
            "",
            "| File | What it is | Expected | What was said | Seconds | MB |",
            "|---|---|---|---|---|---|",
        )
        yield from (_row(piece, found[piece]) for piece in chapter(title))


def _row(piece: Piece, tried: Tried) -> str:
    answer, sentence = told(tried)
    if not piece.fits(answer, sentence):
        sentence = f"**{answer}** {sentence}"
    said = sentence.removeprefix(f"{piece.name} ") or "ready"
    cells = (f"`{piece.name}`", piece.what, piece.answer, said, f"{tried.seconds:.1f}", f"{tried.megabytes:.0f}")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def summary(found: dict[Piece, Tried]) -> list[str]:
    """How many, with which answers, and the worst of each cost."""
    answers = Counter(told(tried)[0] for tried in found.values())
    slowest, largest = max(one.seconds for one in found.values()), max(one.megabytes for one in found.values())
    left = sum(one.left for one in found.values())
    counted = ", ".join(f"{many} {answer}" for answer, many in answers.most_common())
    return [
        f"{len(found)} files: {counted}.",
        f"{len(_unexpected(found))} answers were not as expected, and {left} processes were left behind.",
        f"The slowest took {slowest:.1f} seconds, and the largest process {largest:.0f} MB.",
    ]


def _unexpected(found: dict[Piece, Tried]) -> list[Piece]:
    return [piece for piece, tried in found.items() if not piece.fits(*told(tried))]


if __name__ == "__main__":
    sys.exit(main())
