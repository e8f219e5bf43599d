"""Words as Pango sets them with our fonts."""

import os

import pytest
import pyvips

from captionbot.photos.card.fonts import chosen_for
from captionbot.photos.card.lettering import Hand, register, set_in_lines

SIZE = 60


def inked(text: str, *, width: int = 3000, weight: str = "Semi-Bold") -> pyvips.Image:
    """The text, set with the fonts that it needs."""
    fonts = chosen_for(text + "5<&;>", ())
    register(fonts)
    return set_in_lines(text, Hand(fonts, weight), SIZE, width, anywhere=True)


@pytest.mark.parametrize("keycap", ["5\ufe0f\u20e3", "5\u20e3", "#\ufe0f\u20e3"])
def test_a_keycap_is_one_sign(keycap: str) -> None:
    """The digit stands in its key, and not beside an empty one."""
    assert inked(keycap).width == pytest.approx(inked("\N{HORSE FACE}").width, rel=0.25)


@pytest.mark.parametrize(
    "sequence",
    [
        "\N{POLICE OFFICER}\u200d\N{FEMALE SIGN}\ufe0f",
        "\N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}",
        "\N{REGIONAL INDICATOR SYMBOL LETTER U}\N{REGIONAL INDICATOR SYMBOL LETTER S}",
        "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}\u200d\N{BOY}",
        "\N{HEAVY BLACK HEART}\ufe0f",
        "\N{WAVING WHITE FLAG}\ufe0f\u200d\N{RAINBOW}",
    ],
    ids=ascii,
)
def test_a_sequence_of_emoji_is_one_sign(sequence: str) -> None:
    """Families, flags, colours of skin: as broad as one emoji, or a little more."""
    assert inked(sequence).width < 1.5 * inked("\N{HORSE FACE}").width


@pytest.mark.parametrize("weight", ["", "Medium", "Semi-Bold"])
def test_no_sign_of_a_word_is_drawn_as_nothing(weight: str) -> None:
    """Not even the basmala, which FreeType gives up in the heavier weights."""
    for sign in ("\ufdfd", "\ufdfa", "W", "\u0e4f", "\u9aa8"):
        assert inked(sign, weight=weight).avg() > 5


def test_markup_is_nothing_but_signs() -> None:
    """What looks like Pango's is drawn as it was written."""
    for text in ("<b>5</b>", "&lt;5", "</span>5", "&#65;5", "<!-- 5", "]]>5"):
        assert inked(text).width > inked("5").width * 2


@pytest.mark.parametrize("weight", ["Medium", "Semi-Bold"])
@pytest.mark.parametrize("text", ["שלום", "طلبت", "कलम", "Neigh"])
def test_every_script_has_the_weight(text: str, weight: str) -> None:
    """A heavier hand leaves more ink, in whatever script."""
    heavy, plain = inked(text, weight=weight), inked(text, weight="")

    assert heavy.avg() * heavy.width * heavy.height > 1.03 * plain.avg() * plain.width * plain.height


def test_lines_are_as_far_apart_in_every_font_of_a_text() -> None:
    """A second line begins a pitch below the first, whichever signs stand on it."""
    one, two = inked("H\nH"), inked("H\nH\nH")

    assert two.height - one.height == pytest.approx(SIZE * 1.26, abs=1)


def test_nothing_that_is_started_later_inherits_our_fonts() -> None:
    """A browser or another program that finds a file without fonts in its environment may not start at all."""
    before = dict(os.environ)
    register(chosen_for("a", ()))
    assert dict(os.environ) == before
