"""Our own wordings: enough of them for a year, none that begs, and each one of a kind that may hold it."""

from dataclasses import asdict, fields, replace
from datetime import timedelta
from itertools import pairwise
from math import gcd

import pytest
import regex

from captionbot.contest import wording
from captionbot.contest.bait import bait_in
from captionbot.contest.terms import Terms
from captionbot.contest.wording import BUILT_IN, FIELDS, KINDS, Kind, Result, Wordings, filled, winner_reply

from .made import TERMS
from .test_wording import CHICAGO, RESULT, announced, post

A_YEAR = 52
SEVERAL = [kind for kind in KINDS if len(kind.of(BUILT_IN)) > 1]
VALUES = dict.fromkeys(FIELDS, "“…”")


def first_sentence(text: str) -> str:
    """Up to its first full stop, colon, exclamation or question mark."""
    return regex.split(r"(?<=[.!?:])\s", text, maxsplit=1)[0]


def test_a_year_of_contest_posts_reads_52_times_otherwise() -> None:
    """Without words beside the photo; and no two neighbours begin alike, the turn of the year among them."""
    posts = [post(number=number) for number in range(1, A_YEAR + 2)]

    assert len(set(posts[:A_YEAR])) == A_YEAR
    assert all(first_sentence(one) != first_sentence(other) for one, other in pairwise(posts))


def test_a_year_of_announcements_reads_52_times_otherwise() -> None:
    """Of the very same winner; and no two neighbours begin alike."""
    said = [announced(replace(RESULT, number=number)) for number in range(1, A_YEAR + 2)]

    assert len(set(said[:A_YEAR])) == A_YEAR
    assert all(first_sentence(one) != first_sentence(other) for one, other in pairwise(said))


@pytest.mark.parametrize(("one", "other"), [("invitation", "hours"), ("announcement", "thanks")])
def test_what_makes_up_one_post_takes_turns_without_a_common_factor(one: str, other: str) -> None:
    """So that a year goes by before two are worded alike."""
    lengths = len(getattr(BUILT_IN, one)), len(getattr(BUILT_IN, other))

    assert gcd(*lengths) == 1
    assert lengths[0] * lengths[1] >= A_YEAR


@pytest.mark.parametrize("kind", SEVERAL, ids=str)
def test_wordings_that_take_turns_are_all_different(kind: Kind) -> None:
    """Three at least: Facebook takes the same words week after week for spam."""
    wordings = kind.of(BUILT_IN)

    assert len(set(wordings)) == len(wordings) >= 3


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.heading)
def test_no_wording_of_ours_begs(kind: Kind) -> None:
    """Nor shouts: one exclamation mark at most."""
    for said in kind.of(BUILT_IN):
        assert bait_in(filled(said, **VALUES)) == ""
        assert said.count("!") <= 1


def test_each_kind_is_a_field_of_the_wordings_and_each_field_a_kind() -> None:
    """In the same order, so that a file reads as a contest goes."""
    assert [kind.attribute for kind in KINDS] == [field.name for field in fields(Wordings)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.heading)
def test_each_wording_of_ours_keeps_the_rules_that_staff_keep(kind: Kind) -> None:
    """It has what its kind needs, and knows no other field."""
    for said in kind.of(BUILT_IN):
        assert set(regex.findall(r"\{(.*?)\}", said)) <= set(kind.fields) <= set(FIELDS)
        assert all(needed in said for needed in kind.needs)


OURS = Terms(
    timezone=TERMS.timezone,
    close_at=TERMS.close_at,
    announce_at=TERMS.announce_at,
    organiser="Acme {and} Sons",
    rules_url="https://example.org/{and}",
    contact="{and}",
    prize="a mug {and} oats",
)


@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize(
    "empty", [(), ("organiser",), ("rules_url",), ("contact",), ("prize",), ("organiser", "prize")]
)
def test_nothing_public_goes_out_with_a_field_unfilled(number: int, empty: tuple[str, ...]) -> None:
    """Whichever turn it is, and whichever settings are empty."""
    terms = Terms(**{**asdict(OURS), **dict.fromkeys(empty, "")})
    result = replace(RESULT, number=number, runners_up=(RESULT.winner, replace(RESULT.winner, votes=0)))
    week = (terms, number, RESULT.slot, CHICAGO, BUILT_IN)
    said = [
        post("", terms=terms, number=number),
        announced(result, terms=terms, fact="It ran."),
        winner_reply(terms, result, CHICAGO, BUILT_IN),
        wording.added_to_post(terms, result, CHICAGO, BUILT_IN),
        wording.correction(terms, result, fact="", credit="", marker="m", zone=CHICAGO, wordings=BUILT_IN),
        wording.correction_reply(terms, result, CHICAGO, BUILT_IN),
        wording.added_correction(terms, result, 2, CHICAGO, BUILT_IN),
        wording.corrected("", number, BUILT_IN),
        wording.no_contest(terms, RESULT.slot, CHICAGO, BUILT_IN),
        wording.nothing_found(*week),
        wording.withdrawn_by_hand(*week),
        *(one for sample in wording.samples(BUILT_IN, TERMS, CHICAGO).values() for one in sample),
    ]

    for text in said:
        assert not {"{", "}"} & set(text.replace("{and}", "and"))
        assert "\n\n\n" not in text


@pytest.mark.parametrize("number", range(7))
def test_every_reply_greets_and_thanks_whoever_is_known_or_not(number: int) -> None:
    """With a name, and without one."""
    named = Result(number, RESULT.slot, RESULT.closes_at, RESULT.closes_at + timedelta(minutes=1), RESULT.winner)
    nameless = replace(named, winner=replace(RESULT.winner, name=None))

    assert ", Nora Bell" in winner_reply(TERMS, named, CHICAGO, BUILT_IN)
    assert "fan" not in winner_reply(TERMS, nameless, CHICAGO, BUILT_IN)
    assert not regex.search(r",\s*[!.:]", winner_reply(TERMS, nameless, CHICAGO, BUILT_IN))
