"""Lists of words, the Page's own and ours, and the disguises they see through."""

# Letters that look like others are what is tried here.
# ruff: noqa: RUF001

import pytest

from captionbot.contest.screens import NO_WORDS, Flag, Mark, marks, read_words, screen, screen_text
from captionbot.contest.screens.crude_words import CRUDE, ROUGH
from captionbot.contest.screens.disguise import unmasked

from .made import comment

OURS = read_words(
    """
    # what the chief doesn't want to read
    donut*, Chief Wiggum
    crème
    !donut day
    """
)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("One donut, please", True),
        ("DONUTS!", True),
        ("d o n u t", True),
        ("d0nuts", True),
        ("dоnut", True),
        ("donuuuuuts", True),
        ("chief-wiggum rides again", True),
        ("ChiefWiggum", True),
        ("Creme brulee", True),
        ("Happy Donut Day", False),
        ("doughnut", False),
        ("the chief, and Wiggum", False),
        ("redonut", False),
        ("crèmes", False),
    ],
)
def test_a_page_has_words_of_its_own(text: str, *, listed: bool) -> None:
    """A word as it stands, with * any ending; two words together or apart; with ! what means no harm."""
    assert (Flag.LISTED in screen(comment(text=text), OURS)) is listed
    assert (Flag.LISTED in screen_text(text, OURS)) is listed
    assert Flag.LISTED not in screen(comment(text=text), NO_WORDS)


def test_a_line_that_says_nothing_is_told_and_stops_nothing() -> None:
    """The list goes on screening; `check` can name the line."""
    words = read_words("donut\n*\n!!\nx\n" + "y" * 100 + "\n(oats hay)+\n")

    assert words.unusable == ("*", "!!", "x", "y" * 100)
    assert words.holds(unmasked("oats hay"))
    assert not words.holds(unmasked("hayhay"))


@pytest.mark.parametrize("listed", ["", "# only a remark", "\ufeff", "!donut"])
def test_an_empty_list_holds_nothing(listed: str) -> None:
    """As a file that was just made is."""
    assert not read_words(listed).holds(unmasked("donut"))


def test_our_own_lists_are_read_to_the_last_line() -> None:
    """A word that can't be read would be missed in silence."""
    assert read_words(CRUDE).unusable == ()
    assert read_words(ROUGH).unusable == ()


@pytest.mark.parametrize(
    "text",
    [
        "f u c k", "f.u.c.k", "f_u_c_k", "f-u-c-k", "fսсk", "ƒuck", "f\u200bu\u200bc\u200bk",
        "f\u00adu\u00adck", "fuuuuuck", "FÜCK", "ｆｕｃｋ", "𝖋𝖚𝖈𝖐",
        "🅵🆄🅲🅺", "🇫🇺🇨🇰", "ⓕⓤⓒⓚ", "f\u0336u\u0336c\u0336k\u0336", "sh1t", "$hit", "sh!t", "s h i t", "a$$",
        "@sshole", "b!tch", "n1gger", "wh0re",
        "f**k", "f*ck", "f@#k", "sh*t", "s**t", "f-ing", "f'ing", "b***h", "a**hole", "@#$%!", "#$@&%*!",
    ],
)  # fmt: skip
def test_disguises_are_seen_through(text: str) -> None:
    """Spelled out, dressed up, masked: it is what a reader makes of it."""
    assert Flag.CRUDE in screen(comment(text=f"He said {text} to the horse"))


@pytest.mark.parametrize(
    "text",
    [
        "Scunthorpe", "class", "assassin", "Essex", "cockpit", "Moby Dick", "Mr. Van Dyke",
        "a chink in the armor", "Homo sapiens", "pussycat",
        "shiitake", "Artisanal hay", "I'm a horse", "A+ in a-b-c", "T.G.I.F.", "5 * 3 = 15", "#1 horse!", "$$$",
        "C'mon!!!", "24/7", "rapping",
    ],
)  # fmt: skip
def test_innocent_words_are_left_alone(text: str) -> None:
    """What only looks like it."""
    assert Flag.CRUDE not in screen(comment(text=text))


def test_a_rough_word_is_a_mark_and_holds_nothing() -> None:
    """Some would print it."""
    assert marks(comment(text="Get your butt back here")) == (Mark.ROUGH,)
    assert screen(comment(text="Get your butt back here")) == ()


def test_names_are_screened_as_captions_are() -> None:
    """A display name stands in the announcement; that it is a name is no fault of it."""
    assert screen_text("Jordan Avery") == ()
    assert screen_text("Shithead McGee") == (Flag.CRUDE,)
    assert screen_text("CheapSaddles.com") == (Flag.LINK,)
