"""Everything that people drop into a folder, given to the process that examines photos: its answer, and the cost."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from captionbot.photos.picture.examined import LONG_SIDE, MOST_BYTES
from tests.photos.corpus.everything import CHAPTERS, chapter, corpus, told, try_piece
from tests.photos.corpus.piece import Answer, Piece
from tests.photos.corpus.trying import Trial, sent_of, trial
from tests.photos.corpus.wire import strange
from tests.photos.pictures import GPS_WORDS, RED, near

MOST_SECONDS, MOST_MEGABYTES = 10, 600
WITHIN = 24
"""How far a colour may be from what is expected: JPEG, and the shades that a profile moves."""


@pytest.fixture(scope="module")
def trying() -> Iterator[Trial]:
    """The small process that tries one file after the other."""
    with trial() as started:
        yield started


@pytest.mark.parametrize("piece", tuple(corpus()), ids=lambda piece: piece.name)
def test_every_file_gets_its_answer(piece: Piece, trying: Trial, tmp_path: Path) -> None:
    """As expected, in words, in time and in bounded memory, and no process is left behind."""
    found = try_piece(piece, tmp_path, trying)
    answer, sentence = told(found)

    assert piece.fits(answer, sentence), (answer, sentence, found.do)
    assert found.seconds < MOST_SECONDS
    assert found.megabytes < MOST_MEGABYTES
    assert not found.left
    if found.answer is Answer.READY:
        assert_postable(sent_of(tmp_path / piece.name).read_bytes(), piece)
    else:
        assert found.do
        assert piece.name in sentence


def assert_postable(jpeg: bytes, piece: Piece) -> None:
    """What is sent is an RGB JPEG within Facebook's bounds, upright, and nothing is in it but the picture."""
    assert strange(jpeg) == []
    assert len(jpeg) < MOST_BYTES
    with Image.open(io.BytesIO(jpeg)) as image:
        image.load()
        assert (image.format, image.mode) == ("JPEG", "RGB")
        assert max(image.size) <= LONG_SIDE
        assert not image.getexif()
        assert not image.info.keys() & {"exif", "xmp", "icc_profile", "comment", "photoshop"}
        first = image.getpixel((image.width // 40, image.height // 24))
        last = image.getpixel((image.width * 39 // 40, image.height * 23 // 24))
    if piece.corner is not None:
        assert near(first, piece.corner, WITHIN), first
    if piece.corner == RED and piece.opposite is not None:
        assert near(last, piece.opposite, WITHIN), last


def test_no_two_files_have_one_name() -> None:
    """Each file can be named."""
    names = [piece.name for piece in corpus()]

    assert len(names) == len(set(names)) >= 150


def test_the_corpus_holds_what_must_not_leave() -> None:
    """Files that are sent without their words had them."""
    with_words = [piece.name for piece in chapter("JPEG") if GPS_WORDS.encode() in piece.make()]

    assert {"gps.jpg", "comment.jpg", "everything.jpg", "mpo.jpg"} <= set(with_words)


def test_bytes_beside_the_picture_are_found() -> None:
    """The look into a JPEG sees a comment, EXIF, a profile, a picture in JFIF's header and what follows the end."""
    pieces = {piece.name: piece for piece in chapter("JPEG")}
    for name in ("comment.jpg", "gps.jpg", "srgb.jpg", "iptc.jpg", "mpo.jpg", "cmyk.jpg"):
        with pytest.raises((AssertionError, ValueError)):
            assert strange(pieces[name].make()) == []
    with pytest.raises(ValueError, match="follow its end"):
        strange(pieces["tail.jpg"].make())
    assert strange(pieces["baseline.jpg"].make()) == []


def test_the_table_in_the_documents_is_of_this_corpus() -> None:
    """Every file stands in docs/photos-tried.md with what it is and the expected answer."""
    text = (Path(__file__).parents[2] / "docs" / "photos-tried.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| `")]

    expected = [(f"| `{piece.name}`", piece.what, str(piece.answer)) for piece in corpus()]
    assert [tuple(row[:3]) for row in rows] == expected
    assert "0 answers were not as expected" in text


def test_every_chapter_has_files() -> None:
    """No kind of file was forgotten."""
    assert all(chapter(title) for title in CHAPTERS)
