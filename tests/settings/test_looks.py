"""How cards look: three colours that can be read, and a logo that is a picture."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from captionbot.errors import LogoError, SettingsError
from captionbot.settings import load_settings
from captionbot.settings.looks import LARGEST_LOGO, Colours, contrast, read_logo
from tests.photos.pictures import drawing, file_of
from tests.settings.written import written

REQUIRED = "FACEBOOK_PAGE_ID=1\nFACEBOOK_PAGE_TOKEN=EAABpretend\nTIMEZONE=America/Chicago\n"
PNG = b"\x89PNG\r\n\x1a\n"

PAIRS = {
    ("#ffffff", "#000000"): 21.0,
    ("#777777", "#ffffff"): 4.48,
    ("#767676", "#ffffff"): 4.54,
    ("#ff0000", "#ffffff"): 4.0,
    ("#123456", "#123456"): 1.0,
}
"""Figures that are widely known."""


@pytest.mark.parametrize(("pair", "ratio"), PAIRS.items())
def test_contrast_is_that_of_wcag(pair: tuple[str, str], ratio: float) -> None:
    """Whichever of the two is the lighter."""
    assert contrast(*pair) == pytest.approx(ratio, abs=0.01)
    assert contrast(*reversed(pair)) == contrast(*pair)


def _colours(folder: Path, line: str) -> Colours:
    return load_settings(written(folder, f"{REQUIRED}{line}\n"), {}).card_colours


@pytest.mark.parametrize(
    "line",
    [
        "",
        "CARD_COLOURS=",
        "CARD_COLOURS='#14213d #ffffff #fcbf49'",
        'CARD_COLOURS="#14213D,#FFF,#FCBF49"',
        "CARD_COLOURS=14213d fff fcbf49",
        "CARD_COLOURS=#14213d,#fff, fcbf49",
    ],
)
def test_colours_are_written_in_many_ways(tmp_path: Path, line: str) -> None:
    """With # or without, short or long, with spaces or commas between."""
    assert _colours(tmp_path, line) == Colours("#14213d", "#ffffff", "#fcbf49")


WRONG = {
    "CARD_COLOURS='navy white gold'": "has “navy”, which is no colour; write each as # and six digits",
    "CARD_COLOURS='#14213 #fff #fff'": "has “#14213”, which is no colour",
    "CARD_COLOURS='#000 #fff'": "names 2 colours; write three",
    "CARD_COLOURS=#14213d #ffffff #fcbf49": "names 1 colour; write three, for band, ink and accent, in quotation "
    "marks: '#14213d #ffffff #fcbf49' (without them a # after a space begins a remark)",
    "CARD_COLOURS='#fff #777 #000'": "can't be read well: the ink #777777 has a contrast of 4.4:1 on the band #ffffff, "
    "and words need 4.5:1; take another band, or an ink such as #767676",
    "CARD_COLOURS='#14213d #fff #7a4f00'": "the accent #7a4f00 has a contrast of 2.2:1 on the band #14213d",
}


@pytest.mark.parametrize(("line", "told"), WRONG.items())
def test_what_can_not_be_read_is_refused_with_the_figure(tmp_path: Path, line: str, told: str) -> None:
    """And with a colour that would do."""
    with pytest.raises(SettingsError) as error:
        _colours(tmp_path, line)

    [problem] = error.value.problems
    assert "CARD_COLOURS" in problem
    assert told in problem


@pytest.mark.parametrize("band", ["#000", "#fff", "#777", "#767676", "#f00", "#00f", "#0f0", "#808080"])
def test_the_colour_that_would_do_does(tmp_path: Path, band: str) -> None:
    """On any band there is one, on the way to white or to black."""
    line = f"CARD_COLOURS='{band} {band} {band}'"
    with pytest.raises(SettingsError) as error:
        _colours(tmp_path, line)
    offered = error.value.problems[0].partition("such as ")[2][:7]

    assert _colours(tmp_path, f"CARD_COLOURS='{band} {offered} {offered}'").ink == offered


def test_a_logo_lies_beside_env(tmp_path: Path) -> None:
    """A relative path is relative to it, as every other."""
    settings = load_settings(written(tmp_path, f"{REQUIRED}CARD_LOGO=logo.png\n"), {})

    assert settings.card_logo == tmp_path / "logo.png"


@pytest.mark.parametrize("content", [PNG + b"more", file_of(drawing())], ids=["png", "jpeg"])
def test_a_logo_is_read_as_it_is(tmp_path: Path, content: bytes) -> None:
    """A PNG or a JPEG; whether it is sound the drawing tells."""
    (tmp_path / "logo").write_bytes(content)

    assert read_logo(tmp_path / "logo") == content


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _link(path: Path) -> None:
    path.with_name("elsewhere.png").write_bytes(PNG)
    path.symlink_to(path.with_name("elsewhere.png"))


NO_LOGO: dict[str, tuple[Callable[[Path], object], str]] = {
    "gone": (lambda _path: None, "can't be read: No such file or directory"),
    "folder": (Path.mkdir, "is no file but a link, a folder or a device"),
    "pipe": (_fifo, "is no file but a link, a folder or a device"),
    "link": (_link, "is no file but a link, a folder or a device"),
    "large": (lambda path: path.write_bytes(PNG + bytes(LARGEST_LOGO)), "is larger than 5 MB"),
    "svg": (lambda path: path.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "is neither a PNG nor a JPEG"),
    "empty": (lambda path: path.write_bytes(b""), "is neither a PNG nor a JPEG"),
}


@pytest.mark.parametrize("kind", NO_LOGO)
def test_what_is_no_logo_is_told_with_its_place(tmp_path: Path, kind: str) -> None:
    """Nothing else is opened, and nothing waits for a pipe."""
    make, told = NO_LOGO[kind]
    path = tmp_path / "logo.png"
    make(path)

    with pytest.raises(LogoError, match=told) as error:
        read_logo(path)
    assert str(path) in error.value.message
    assert "CARD_LOGO" in error.value.do
