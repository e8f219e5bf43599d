"""Stray bytes in a JPEG: before its first scan they are junk that programs leave, in its rows they are damage."""

from collections.abc import Callable

import pytest

from tests.photos.picture.examining import examined, refusal
from tests.photos.pictures import RED, drawing, exif, file_of, near, noise, seen, swapped_profile

TABLES = b"\xff\xdb"
FRAME = b"\xff\xc0"
SCAN = b"\xff\xda"
END = b"\xff\xd9"
JUNK = b"\x00\x27\x9c\x01\x40"


def before(marker: bytes, stray: bytes, raw: bytes, *, last: bool = False) -> bytes:
    """The file with stray bytes before the first such marker, or the last."""
    place = raw.rindex(marker) if last else raw.index(marker)
    return raw[:place] + stray + raw[place:]


def of_another_revision(raw: bytes) -> bytes:
    """The file with a JFIF segment that says version 2."""
    return raw.replace(b"JFIF\0\x01", b"JFIF\0\x02")


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda raw: before(TABLES, JUNK, raw), id="between segments"),
        pytest.param(lambda raw: before(FRAME, JUNK * 200, raw), id="a thousand bytes"),
        pytest.param(lambda raw: before(TABLES, b"\xff\x00\xff\xd0\xff\x01" + JUNK, raw), id="with markers in it"),
        pytest.param(lambda raw: before(SCAN, JUNK, raw), id="before the scan"),
        pytest.param(of_another_revision, id="JFIF 2"),
    ],
)
def test_junk_before_the_rows_is_no_reason_to_refuse_a_photo(spoil: Callable[[bytes], bytes]) -> None:
    """Every row is there, and so are the turn, the words and the colours that the file tells of."""
    icc = swapped_profile()
    raw = file_of(drawing(), exif=exif(6), icc_profile=icc)
    spoiled = spoil(raw)
    assert spoiled != raw

    found = examined(spoiled)

    assert seen(found.jpeg).tobytes() == seen(examined(raw).jpeg).tobytes()
    assert found.drafts == examined(raw).drafts
    assert not near(seen(found.jpeg).getpixel((230, 10)), RED)


@pytest.mark.parametrize("junk", [b"", JUNK], ids=["clean", "junk"])
@pytest.mark.parametrize("marker", [SCAN, END], ids=["a later scan", "the end"])
def test_stray_bytes_in_the_rows_are_damage(marker: bytes, junk: bytes) -> None:
    """Rows that went out of step leave bytes over, and junk before them hides that from nobody."""
    raw = before(TABLES, junk, file_of(noise(120, 80), progressive=True))

    assert "broken" in refusal(before(marker, JUNK * 9, raw, last=True))


@pytest.mark.parametrize("junk", [b"", JUNK], ids=["clean", "junk"])
@pytest.mark.parametrize("progressive", [False, True], ids=["baseline", "progressive"])
def test_zeros_in_the_rows_are_damage(junk: bytes, *, progressive: bool) -> None:
    """A piece that never came is told where it ends: the rows after it are out of step."""
    raw = before(TABLES, junk, file_of(noise(300, 200), progressive=progressive, restart_marker_rows=1))
    middle = len(raw) // 2

    assert refusal(raw[:middle] + bytes(4000) + raw[middle + 4000 :])


@pytest.mark.parametrize("cut", [SCAN, FRAME])
def test_junk_and_no_picture_is_refused(cut: bytes) -> None:
    """A beginning alone is no photo."""
    raw = before(TABLES, JUNK, file_of(drawing()))

    assert refusal(raw[: raw.index(cut)])
    assert refusal(raw[: raw.index(cut)] + END)
