"""Which fonts a card's words need, and which signs none of them has."""

import shutil
from pathlib import Path

import pytest
import uharfbuzz

from captionbot.photos.card import fonts
from captionbot.photos.card.drawn import NotDrawn
from captionbot.photos.card.fonts import Chosen, chosen_for
from captionbot.photos.card.signs import is_unseen
from captionbot.photos.card.texts import texts_of
from tests.photos.card.cases import CASES, Case

NOWHERE = ("/nowhere",)
NONE_OF_OURS = "\U0001202d"
"""A cuneiform sign."""


def families(chosen: Chosen) -> list[str]:
    """The fonts' names, in order."""
    return [font.family for font in chosen.fonts]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“Łódź — voilà”", ["Noto Sans"]),
        ("Ελλάδα, Привет", ["Noto Sans"]),
        ("a שלום", ["Noto Sans", "Noto Sans Hebrew"]),
        ("नमस्ते", ["Noto Sans Devanagari"]),
        ("a 🐴", ["Noto Sans", "Noto Emoji"]),
        ("1\ufe0f\u20e3", ["Noto Sans", "Noto Sans Symbols", "Noto Emoji"]),
        ("骨", ["Noto Sans CJK SC"]),
        ("圖書館", ["Noto Sans CJK TC"]),
        ("骨の", ["Noto Sans CJK JP"]),
        ("骨 뼈", ["Noto Sans CJK KR"]),
        ("\u200d\u2060 \ufe0e", []),
    ],
)
def test_no_more_fonts_than_the_words_need(text: str, wanted: list[str]) -> None:
    """Chinese characters are drawn in the way of the language that the other signs tell of."""
    chosen = chosen_for(text, NOWHERE)

    assert (families(chosen), chosen.missing) == (wanted, "")


def test_what_no_font_has_is_told_in_order_and_once() -> None:
    """Whoever reads the notice sees which signs they are."""
    assert chosen_for(f"b{NONE_OF_OURS}a\ue000{NONE_OF_OURS}", NOWHERE).missing == f"{NONE_OF_OURS}\ue000"


@pytest.fixture
def elsewhere(tmp_path: Path) -> str:
    """A folder of this machine's with fonts in it, among other things."""
    folder = tmp_path / "fonts" / "truetype"
    folder.mkdir(parents=True)
    ours = next(file for file in fonts._files("manimgx_fonts") if "Hebrew" in file.name)
    shutil.copy(ours, folder / "Any.ttf")
    (folder / "broken.ttf").write_bytes(b"no font")
    (folder / "empty.otf").write_bytes(b"")
    (folder / "words.txt").write_text("no font either")
    return str(tmp_path)


def test_this_machine_s_fonts_help_where_ours_lack_a_sign(elsewhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are no fonts are passed over."""
    monkeypatch.setattr(fonts, "OURS", ("email", "email"))  # packages without fonts

    assert families(chosen_for("שלום", (elsewhere,))) == ["Noto Sans Hebrew"]
    assert chosen_for("שלום", (elsewhere,)).missing == ""
    assert chosen_for("שלום", NOWHERE).missing == "שלום"


def test_without_any_font_no_card_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Boxes would be worse than the photo alone."""
    monkeypatch.setattr(fonts, "OURS", ("email", "captionbot_has_no_such_package"))
    monkeypatch.setattr(fonts, "_machines", lambda _folders: iter(()))

    with pytest.raises(NotDrawn, match="no font") as failed:
        texts_of(CASES[0].words)
    assert "Install captionbot again" in failed.value.do


def test_this_machine_s_fonts_are_not_looked_at_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same card comes out of every machine, as long as ours have the signs."""
    monkeypatch.setattr(fonts, "_machines", lambda _folders: pytest.fail("looked at this machine's fonts"))

    for case in CASES:
        if case.name != "no font":
            words = case.words
            assert chosen_for(words.caption + words.by + words.credit + words.organiser).missing == ""


def test_a_font_of_coloured_pictures_or_of_boxes_is_passed_over() -> None:
    """Neither could be drawn in the card's ink, or would say anything."""
    assert not fonts._PICTURES.isdisjoint({"glyf", "CBDT"})
    assert all(fonts._PLACEHOLDERS.search(name) for name in ("LastResort", ".LastResort", "Adobe Blank", "Last Resort"))
    assert not fonts._PLACEHOLDERS.search("Noto Sans Cuneiform")


@pytest.mark.parametrize("case", [case for case in CASES if case.name != "no font"], ids=lambda case: case.name)
def test_no_box_is_drawn(case: Case) -> None:
    """Each sign, shaped by the first of the chosen fonts that has it, has a shape that isn't the box."""
    text = case.caption + case.by
    chosen = chosen_for(text, NOWHERE)
    for char in set(text.replace("\n", "")):
        if is_unseen(char):
            continue
        font = next(font for font in chosen.fonts if font.has(char))
        assert 0 not in _shaped(font, char), f"{char} in {font.family}"


def _shaped(font: fonts.Font, text: str) -> list[int]:
    """The glyphs that HarfBuzz chooses; 0 is the box."""
    blob = uharfbuzz.Blob.from_file_path(font.file)
    faces = [uharfbuzz.Face(blob, index) for index in range(uharfbuzz.Face(blob).count)]
    face = next(face for face in faces if fonts._family(face) == font.family)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(face), buffer)
    return [info.codepoint for info in buffer.glyph_infos]
