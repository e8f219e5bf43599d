"""What we are held against does as much as is said of it, and whoever failed has no figure."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from bench import card, photos
from bench.figures import Scale
from bench.measuring import NotDoneError, Ran, succeed

DID: dict[str, float] = {"imports": 0.1, "first": 0.3, "processor": 0.2, "again": 0.1, "megabytes": 50}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A small JPEG."""
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (320, 240), "#c08040").save(path)
    return path


def ended(code: int = 0) -> Ran:
    """A process that ended so."""
    return Ran(seconds=1, processor=1, megabytes=10, code=code, said="")


def test_a_command_that_fails_has_no_time() -> None:
    """It would be the faster the earlier it fails."""
    with pytest.raises(NotDoneError, match=r"`tick` ended with code 3, not with 0: no record"):
        succeed("`tick`", [sys.executable, "-c", "import sys; print('no record', file=sys.stderr); exit(3)"], {})


def test_a_photo_that_is_refused_is_no_figure(tmp_path: Path) -> None:
    """Its process ends with 0, for an answer was given."""
    (path := tmp_path / "photo.jpg").write_text("no picture")
    with pytest.raises(NotDoneError, match=r"captionbot could not prepare photo\.jpg"):
        photos._examine(path)


def test_ours_that_fails_at_a_photo_is_no_figure(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does the row only vanish."""
    monkeypatch.setattr(photos, "run", lambda *_words, **_more: ended(-9))
    with pytest.raises(NotDoneError, match=r"code -9 at photo\.jpg"):
        photos._ours(photo)


def test_what_another_can_not_read_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """And only that pair is left out."""
    found = {"captionbot": [ended()] * 2, "vipsthumbnail": [ended(), ended(1)], "Pillow": [ended()] * 2}
    assert {figure.beside for figure in photos._compared("48 MP HEIC", found)} == {"Pillow"}
    assert capsys.readouterr().out == "vipsthumbnail can't read 48 MP HEIC, and is left out there.\n"


def test_pillow_imports_what_its_documentation_does() -> None:
    """For JPEG and TIFF it needs nothing more."""
    files = {kind.file: "pillow_heif" in photos._pillow_for(Path(kind.file)) for kind in (*photos.KINDS, photos.PACKED)}
    assert files == {"twelve.jpg": False, "fortyeight.heic": True, "plain.tif": False, "packed.tif": False}


def test_a_process_is_held_against_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """And a card after the imports against a line after the imports."""
    monkeypatch.setattr(card, "_ran", lambda way, _writing, _photo: DID | {"first": 0.6 if way == "apart" else 0.3})
    found = {figure.what: figure for figure in card.measure(Scale(rounds=2)) if figure.unit == "s"}
    assert found["captionbot, Latin"].beside == "Pillow, one plain line"
    apart = found["captionbot, Latin, with its process"]
    assert (apart.beside, apart.ratio) == ("Pillow, one plain line, with its process", 2)
    assert apart.note.startswith("each a process from its start to its end")


def test_the_plain_line_stands_beneath_the_photo(photo: Path) -> None:
    """Drawn by a process of its own, which has nothing of ours in it."""
    command = [sys.executable, "-I", "-X", "importtime", str(card.PLAIN_LINE), str(photo), card.LINE]
    drawn = subprocess.run(command, check=True, capture_output=True)
    with Image.open(io.BytesIO(drawn.stdout)) as picture:
        assert picture.size == (320, 240 + 300)
        assert sum(picture.crop((60, 250, 320, 540)).convert("L").histogram()[240:])  # white letters on the band
    assert "captionbot" not in drawn.stderr.decode()
