"""What we say in public: complete, never bait, and with no line in it that isn't ours."""

import re
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.contest import wording
from captionbot.contest.terms import Terms
from captionbot.contest.wording import (
    BUILT_IN,
    Credited,
    MarkerKind,
    Result,
    announcement,
    carries_marker,
    contest_post,
    marker,
    said_votes,
    winner_reply,
)

from .made import CLOSES, OPENS, PROPERTY, TERMS

CHICAGO = ZoneInfo("America/Chicago")
ANNOUNCES = CLOSES + timedelta(days=1)
CONTEST_MARKER = "Beat the Caption · Friday 27 November 2026"
CORRECTION_MARKER = "Beat the Caption · correction of Friday 27 November 2026"
RESULT_MARKER = "Beat the Caption · result of Friday 27 November 2026"
NORA = Credited("We were told there would be oats.", "Nora Bell", 96)
RESULT = Result(number=7, slot=OPENS, closes_at=CLOSES, counted_at=CLOSES + timedelta(minutes=3), winner=NORA)
HOSTILE = [
    "{name}{caption}{0}",
    "%s %(x)s $name ${count}",
    f"\n{CONTEST_MARKER}\n",
    f"\u2028{RESULT_MARKER}\u2028",
    f"\r{CONTEST_MARKER}\x85{RESULT_MARKER}\x0b",
    "@[1234:0] @[4]",
    "\u202eecila",
    "e" + "\u0301" * 9_000,
    "🐴" * 20_000,
    "n" * 100_000,
    "\x00\ud83d",
    '"',
    "",
]
FACEBOOK_TAKES = 63_206


def post(words: str = "", *, terms: Terms = TERMS, credit: str = "", number: int = 7) -> str:
    """The contest post of an ordinary Friday."""
    return contest_post(
        terms,
        number=number,
        words=words,
        credit=credit,
        closes_at=CLOSES,
        announces_at=ANNOUNCES,
        marker=CONTEST_MARKER,
        slot=OPENS,
        zone=CHICAGO,
        wordings=BUILT_IN,
    )


def announced(result: Result = RESULT, *, terms: Terms = TERMS, fact: str = "", credit: str = "") -> str:
    """The announcement of an ordinary Tuesday."""
    return announcement(terms, result, fact=fact, credit=credit, marker=RESULT_MARKER, zone=CHICAGO, wordings=BUILT_IN)


def test_the_contest_post_says_all_it_must() -> None:
    """Staff's words, when entries close and in which zone, credit, prize, rules, contact, release, marker."""
    terms = replace(
        TERMS,
        organiser="The Springfield Police",
        rules_url="https://example.org/rules",
        contact="captions@example.org",
        prize="a mug",
    )

    assert post("They promised oats.\n\nWhat's the caption?", terms=terms, credit="City Library") == (
        "They promised oats.\n"
        "\n"
        "What's the caption?\n"
        "\n"
        "Entries close on Monday 30 November at 10:00 AM CST. "
        "We plan to name the winner on Tuesday 1 December at 10:00 AM CST.\n"
        "\n"
        "Photo: City Library\n"
        "Prize: a mug\n"
        "Rules: https://example.org/rules\n"
        "Questions: captions@example.org\n"
        "\n"
        "Beat the Caption is run by The Springfield Police. It is in no way sponsored, endorsed or administered by, "
        "or associated with, Facebook. "
        "By entering you acknowledge this and completely release Facebook from all liability.\n"
        "\n"
        "Beat the Caption · Friday 27 November 2026"
    )


def test_without_words_credit_and_organiser_it_is_whole_all_the_same() -> None:
    """An invitation of ours, no empty lines, no label without a value."""
    said = post(" \n ")

    assert said.startswith(BUILT_IN.invitation[7])
    assert "\n\n\n" not in said
    assert not re.search(r"(Photo|Prize|Rules|Questions):", said)
    assert "Beat the Caption is in no way sponsored" in said


def test_two_contests_in_a_row_are_worded_differently() -> None:
    """By their numbers, so that one contest keeps its words however often they are made."""
    assert post(number=7) != post(number=8)
    assert winner_reply(TERMS, RESULT, CHICAGO, BUILT_IN) != winner_reply(
        TERMS, replace(RESULT, number=8), CHICAGO, BUILT_IN
    )
    assert announced(RESULT) != announced(replace(RESULT, number=8))


def test_the_winner_is_congratulated_by_name_with_the_votes_and_their_hour() -> None:
    """The first of the replies, in full."""
    assert winner_reply(TERMS, replace(RESULT, number=7), CHICAGO, BUILT_IN) == (
        "Congratulations, Nora Bell! “We were told there would be oats.” is the winner of Beat the Caption of "
        "Friday 27 November 2026, with 96 reactions when entries closed, Monday 30 November at 10:00 AM CST."
    )


def test_what_is_added_to_the_contest_post_names_caption_and_winner() -> None:
    """On one line, so that it can be found again in words that staff have changed."""
    assert wording.added_to_post(TERMS, replace(RESULT, number=10), CHICAGO, BUILT_IN) == (
        "The winner: “We were told there would be oats.” by Nora Bell, with 96 reactions when entries closed, "
        "Monday 30 November at 10:00 AM CST."
    )


def test_the_winner_is_told_of_the_prize_and_where_to_get_it() -> None:
    """Only where there is one."""
    terms = replace(TERMS, prize="a mug", contact="the front desk")

    assert winner_reply(terms, RESULT, CHICAGO, BUILT_IN).endswith(
        "\n\nYour prize: a mug. To receive it: the front desk"
    )
    assert "receive" not in winner_reply(replace(terms, prize=""), RESULT, CHICAGO, BUILT_IN)


def test_the_announcement_says_all_it_must() -> None:
    """Caption, name, votes and their hour, runners-up, what really happened, credit, thanks, marker."""
    result = replace(
        RESULT, number=56, runners_up=(Credited("Neigh means neigh.", "Al Bo", 41), Credited("Whoa.", None, 1))
    )

    assert announced(result, fact="Biscuit was banned from the diner.", credit="City Library") == (
        "We have a winner! “We were told there would be oats.” by Nora Bell wins Beat the Caption of "
        "Friday 27 November 2026, with 96 reactions when entries closed, Monday 30 November at 10:00 AM CST.\n"
        "\n"
        "Runners-up:\n"
        "“Neigh means neigh.” — Al Bo (41 reactions)\n"
        "“Whoa.” — a fan (1 reaction)\n"
        "\n"
        "What really happened: Biscuit was banned from the diner.\n"
        "\n"
        "Photo: City Library\n"
        "\n"
        "Thank you to everyone who sent a caption.\n"
        "\n"
        "Beat the Caption · result of Friday 27 November 2026"
    )


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("name", [None, "", " \u202e "])
def test_a_winner_without_a_name_is_a_fan(name: str | None, number: int) -> None:
    """Facebook withholds some names; the reply then greets nobody by name."""
    result = replace(RESULT, number=number, winner=replace(NORA, name=name))

    assert " a fan" in announced(result)
    assert not re.search(r",\s*!", winner_reply(TERMS, result, CHICAGO, BUILT_IN))


@pytest.mark.parametrize("number", range(3))
def test_every_wording_has_caption_name_votes_and_day(number: int) -> None:
    """Whichever turn it is."""
    result = replace(RESULT, number=number)

    for said in (announced(result), winner_reply(TERMS, result, CHICAGO, BUILT_IN)):
        for fact in ("“We were told there would be oats.”", "Nora Bell", "96 reactions", "Friday 27 November 2026"):
            assert fact in said


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (timedelta(hours=1), "96 reactions when entries closed, Monday 30 November at 10:00 AM CST"),
        (timedelta(hours=3), "96 reactions, counted on Monday 30 November at 1:00 PM CST"),
    ],
)
def test_votes_counted_late_carry_their_real_hour(late: timedelta, words: str) -> None:
    """More than an hour after closing is not "when entries closed"."""
    assert words in announced(replace(RESULT, counted_at=CLOSES + late))


def test_a_favourite_without_votes_is_named_without_them() -> None:
    """Staff may pick a caption that nobody reacted to."""
    result = replace(RESULT, winner=replace(NORA, votes=0), runners_up=(Credited("Whoa.", "Al Bo", 0),))

    assert "reaction" not in announced(result) + winner_reply(TERMS, result, CHICAGO, BUILT_IN)


@pytest.mark.parametrize(("votes", "words"), [(1, "1 reaction"), (2, "2 reactions"), (1214, "1,214 reactions")])
def test_votes_are_said_as_reactions(votes: int, words: str) -> None:
    """One is singular."""
    assert said_votes(votes) == words


@pytest.mark.parametrize(
    ("kind", "edition", "line"),
    [
        (MarkerKind.CONTEST, 1, CONTEST_MARKER),
        (MarkerKind.CONTEST, 2, CONTEST_MARKER + " · 2"),
        (MarkerKind.RESULT, 1, RESULT_MARKER),
        (MarkerKind.RESULT, 3, RESULT_MARKER + " · 3"),
        (MarkerKind.CORRECTION, 1, CORRECTION_MARKER),
        (MarkerKind.CORRECTION, 2, CORRECTION_MARKER + " · 2"),
    ],
)
def test_each_kind_and_edition_has_a_marker_of_its_own(kind: MarkerKind, edition: int, line: str) -> None:
    """By the slot's date in the Page's zone."""
    assert marker("Beat the Caption", OPENS, CHICAGO, kind, edition) == line


@pytest.mark.parametrize(
    ("text", "carried"),
    [
        pytest.param(CONTEST_MARKER, True, id="alone"),
        pytest.param(f"Words.\n\n{CONTEST_MARKER}", True, id="last-line"),
        pytest.param(f"Words.\r\n  {CONTEST_MARKER} \r\nWords staff added.", True, id="spaces-around"),
        pytest.param(f"“{CONTEST_MARKER}”", False, id="quoted"),
        pytest.param(f"Remember {CONTEST_MARKER}", False, id="inside-a-line"),
        pytest.param(f"{CONTEST_MARKER} · 2", False, id="another-edition"),
        pytest.param(RESULT_MARKER, False, id="another-kind"),
        pytest.param(CONTEST_MARKER.lower(), False, id="another-case"),
        pytest.param(CONTEST_MARKER.replace("·", "-"), False, id="another-dot"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_a_marker_counts_only_where_it_stands_alone_on_a_line(text: str, *, carried: bool) -> None:
    """Anything looser is not ours."""
    assert carries_marker(text, CONTEST_MARKER) is carried


def test_a_marker_is_found_however_its_accents_are_spelled() -> None:
    """A Mac may write é as two code points into .env, and Facebook may give back one."""
    apart = marker("Le\u0301gende", OPENS, CHICAGO, MarkerKind.CONTEST)

    assert apart == "L\u00e9gende · Friday 27 November 2026"
    assert carries_marker("Le\u0301gende · Friday 27 November 2026", apart)


@pytest.mark.parametrize("pasted", [CONTEST_MARKER, RESULT_MARKER, f"  {CONTEST_MARKER} · 2\r"])
def test_an_old_marker_that_staff_paste_into_the_words_is_none_in_the_post(pasted: str) -> None:
    """Else last month's post and this one could be taken for each other."""
    said = post(f"Again!\n{pasted}\nWhat's the caption?")

    assert "Friday 27 November 2026" in said.splitlines()[1]
    assert not carries_marker(said.rpartition("\n")[0], pasted)


@PROPERTY
@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=40), min_size=6, max_size=6))
def test_hostile_words_make_no_line_of_ours_and_no_text_too_long(hostile: list[str]) -> None:
    """Captions, names, words, facts and credits: one marker, at the end, and no mention of anybody."""
    caption, name, other_caption, other_name, words, credit = hostile
    result = replace(
        RESULT,
        number=len(words),
        winner=Credited(caption, name, 3),
        runners_up=(Credited(other_caption, other_name, 2),) * 2,
    )

    for said, ours in ((post(words, credit=credit), CONTEST_MARKER), (announced(result, fact=words), RESULT_MARKER)):
        lines = [line.strip() for line in said.splitlines()]
        assert [line for line in lines if line in {CONTEST_MARKER, RESULT_MARKER}] == [ours]
        assert lines[-1] == ours
        assert len(said.encode("utf-16-le", "surrogatepass")) // 2 < FACEBOOK_TAKES
    for said in (announced(result, fact=words), winner_reply(TERMS, result, CHICAGO, BUILT_IN)):
        assert "@[" not in said
        assert said.encode()


def test_braces_in_a_caption_stay_braces() -> None:
    """What others wrote is filled in once, and never read as a template."""
    result = replace(RESULT, winner=Credited("{name} {0} {{x}}", "{caption}", 2))

    assert "“{name} {0} {{x}}” by {caption} wins" in announced(replace(result, number=56))
