"""Why a caption did or did not win: the sentence for staff, and the reply for the fan."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from captionbot.contest import answering
from captionbot.contest.answering import reply_to
from captionbot.contest.entries import BY_STAFF, Reason
from captionbot.contest.explaining import Asked, Ending, Instead, Won, characters, sentence_of, span
from captionbot.contest.worded import ordinal
from tests.contest.made import CLOSES, OPENS

MINUTE = timedelta(minutes=1)
WINNER = Won("1", votes=96, created_at=OPENS + MINUTE, rank=1)
PICKED = replace(WINNER, comment_id="9", votes=12, rank=9, by_staff=True, because="Otto Bell is her cousin.")
ASKED = Asked(
    comment_id="7",
    created_at=OPENS + 5 * MINUTE,
    opens_at=OPENS,
    closes_at=CLOSES,
    zone=ZoneInfo("America/Chicago"),
    votes=31,
    ending=Ending.WON,
    rank=7,
    of=212,
    winner=WINNER,
    length=412,
    caption_max=300,
    cooldown_weeks=4,
)
OWN = Instead("Hay there.", OPENS + MINUTE, same_person=True, rank=2, votes=40)
THEIRS = Instead("Neigh.", OPENS + MINUTE, same_person=False, rank=2, votes=40)
RULES_URL = "https://example.org/rules"

ENTRIES: dict[str, tuple[dict[str, Any], str, str]] = {
    "behind the winner": (
        {},
        "7th of 212 with 31 votes; the winner had 96",
        "It came 7th of 212 with 31 reactions when entries closed; the winning caption had 96.",
    ),
    "with one vote": (
        {"votes": 1},
        "7th of 212 with 1 vote; the winner had 96",
        "It came 7th of 212 with 1 reaction when entries closed; the winning caption had 96.",
    ),
    "while entries are open": (
        {"ending": Ending.OPEN, "rank": 2, "of": 9, "votes": 30, "winner": None},
        "2nd of 9 with 30 votes; no winner yet",
        "It takes part; entries close on Monday 30 November at 10:00 AM CST, and the winner comes then.",
    ),
    "in review": (
        {"ending": Ending.UNDECIDED, "rank": 2, "of": 9, "votes": 30, "winner": None},
        "2nd of 9 with 30 votes; no winner yet",
        "It takes part, and the winner has not been named yet.",
    ),
    "the winner": (
        {"comment_id": "1", "rank": 1, "votes": 96},
        "1st of 212 with 96 votes; it won",
        "It is the winner of this contest.",
    ),
    "the first that staff chose": (
        {"comment_id": "1", "rank": 1, "votes": 96, "winner": replace(WINNER, by_staff=True, because="funny")},
        "1st of 212 with 96 votes; it won",
        "It is the winner of this contest.",
    ),
    "the one that staff chose": (
        {"comment_id": "9", "rank": 9, "votes": 12, "winner": PICKED},
        "9th of 212 with 12 votes; it won, as staff chose it: Otto Bell is her cousin",
        "It is the winner of this contest.",
    ),
    "passed over": (
        {"rank": 1, "of": 9, "votes": 40, "winner": PICKED},
        "1st of 9 with 40 votes; staff chose another caption: Otto Bell is her cousin",
        (
            "It came 1st of 9 with 40 reactions when entries closed; "
            "our staff have the last word, and chose another caption this time."
        ),
    ),
    "passed over for one of the shortlist": (
        {"rank": 1, "of": 9, "votes": 40, "winner": replace(PICKED, rank=3)},
        "1st of 9 with 40 votes; staff chose another caption: Otto Bell is her cousin",
        (
            "It came 1st of 9 with 40 reactions when entries closed; "
            "our staff have the last word, and chose another of the shortlist, as the rules let them."
        ),
    ),
    "behind the one that staff chose": (
        {"rank": 11, "votes": 2, "winner": PICKED},
        "11th of 212 with 2 votes; the winner had 12",
        "It came 11th of 212 with 2 reactions when entries closed; the winning caption had 12.",
    ),
    "tied": (
        {"rank": 2, "votes": 96},
        "2nd of 212 with 96 votes; the winner had as many and was written earlier",
        (
            "It came 2nd of 212 with 96 reactions when entries closed: as many as the winning caption had, "
            "which was written earlier and so stands first."
        ),
    ),
    "tied to the second": (
        {"rank": 2, "votes": 96, "created_at": WINNER.created_at},
        "2nd of 212 with 96 votes; the winner had as many and has the lower comment number",
        (
            "It came 2nd of 212 with 96 reactions when entries closed: as many as the winning caption had, "
            "which has the lower comment number and so stands first."
        ),
    ),
    "of a void contest": (
        {"ending": Ending.VOID, "winner": None, "note": "called off by maria: a funeral"},
        "7th of 212 with 31 votes; the contest had no winner (called off by maria: a funeral)",
        "This contest ended without a winner.",
    ),
    "of a result that is being corrected": (
        {"ending": Ending.CORRECTING, "winner": None},
        "7th of 212 with 31 votes; the result is being corrected",
        "We are correcting the result of this contest just now.",
    ),
    "of a retracted result": (
        {"ending": Ending.RETRACTED, "winner": None},
        "7th of 212 with 31 votes; the result was taken back",
        "We have taken the result of this contest back.",
    ),
}
LEFT_OUT: dict[str, tuple[dict[str, Any], str, str]] = {
    "forgotten": (
        {"reason": Reason.ASKED, "forgotten": True},
        "left out: as they asked",
        "It was left out because we were asked to leave it out.",
    ),
    "late": (
        {"reason": Reason.AFTER, "created_at": CLOSES + 4 * MINUTE},
        "left out: posted 4 minutes after entries closed",
        "It was written 4 minutes after entries closed, so it could not take part.",
    ),
    "late by nothing": (
        {"reason": Reason.AFTER, "created_at": CLOSES},
        "left out: posted in the very second in which entries closed",
        "It was written in the very second in which entries closed, so it could not take part.",
    ),
    "early": (
        {"reason": Reason.BEFORE, "created_at": OPENS - 3 * MINUTE},
        "left out: posted 3 minutes before the contest opened",
        "It was written before the contest opened, so it could not take part.",
    ),
    "without words": (
        {"reason": Reason.NO_WORDS},
        "left out: no words",
        "Without names, links and emoji there were no words left in it, so it could not take part.",
    ),
    "too long": (
        {"reason": Reason.TOO_LONG},
        "left out: too long (412 characters; 300 are the most)",
        "It is longer than the 300 characters a caption may have.",
    ),
    "by a recent winner": (
        {"reason": Reason.RECENT_WINNER},
        "left out: recent winner (who has won can't win again for 4 weeks)",
        "Whoever has won can't win again for 4 weeks.",
    ),
    "a second entry": (
        {"reason": Reason.SECOND_ENTRY, "instead": OWN},
        "left out: second entry; the same person's “Hay there.” stands, 2nd with 40 votes",
        "Each person has one entry, and “Hay there.” stands for you.",
    ),
    "a copy of somebody's": (
        {"reason": Reason.SAME_CAPTION, "instead": THEIRS},
        "left out: same caption as an earlier entry, written on Friday 27 November at 10:01 AM CST",
        "The very same caption was sent earlier, on Friday 27 November at 10:01 AM CST, and the first has the credit.",
    ),
    "a copy of their own": (
        {"reason": Reason.SAME_CAPTION, "instead": replace(OWN, rank=0)},
        "left out: same caption as an earlier entry; the same person's “Hay there.” stands",
        "You had sent the same caption before, and the first of the two takes part.",
    ),
    "a copy of what nobody knows any more": (
        {"reason": Reason.SAME_CAPTION},
        "left out: same caption as an earlier entry",
        "The very same caption was sent earlier, and the first has the credit.",
    ),
    "by staff": (
        {"reason": Reason.CRUDE},
        "left out: crude or abusive, by staff",
        "Our staff left it out for a reason on the list in our rules: “crude or abusive”.",
    ),
}
ALL = ENTRIES | LEFT_OUT


@pytest.mark.parametrize(("changes", "sentence", "_reply"), ALL.values(), ids=ALL)
def test_one_sentence_says_why(changes: dict[str, Any], sentence: str, _reply: str) -> None:
    """Place and votes, or the reason; then what decided."""
    assert sentence_of(replace(ASKED, **changes)) == sentence


@pytest.mark.parametrize(("changes", "_sentence", "reply"), ALL.values(), ids=ALL)
def test_the_reply_says_the_same_to_the_fan(changes: dict[str, Any], _sentence: str, reply: str) -> None:
    """It thanks, says why, and names the rules; what staff wrote for themselves is not in it."""
    said = reply_to(replace(ASKED, **changes), RULES_URL)

    assert said.startswith("Thank you")
    assert said.endswith(f"{reply} How we judge stands in our rules: {RULES_URL}")
    assert "Otto" not in said
    assert "Neigh" not in said


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_its_words(reason: Reason) -> None:
    """None of the closed list is left without a sentence and a reply."""
    asked = replace(ASKED, reason=reason, created_at=CLOSES + MINUTE)

    assert sentence_of(asked).startswith("left out: ")
    assert reply_to(asked, "").endswith(". How we judge stands in the contest's rules.")
    assert [reason in answering.WHY, reason in answering.HOW, reason in BY_STAFF].count(True) == 1 + (
        reason is Reason.ASKED
    )


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 seconds"), (1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (3599, "59 minutes"), (7200, "2 hours"),
     (86_399, "23 hours"), (200_000, "2 days")],
)  # fmt: skip
def test_a_length_of_time_is_told_in_its_largest_unit(seconds: int, said: str) -> None:
    """As people say it."""
    assert span(timedelta(seconds=seconds)) == said


def test_places_are_told_as_english_has_them() -> None:
    """The teens are their own kind."""
    told = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 112: "112th"}

    assert {number: ordinal(number) for number in told} == told
    assert ordinal(1_203) == "1,203rd"


def test_characters_are_those_a_reader_counts() -> None:
    """A family emoji is one, and the spaces around a caption are none."""
    assert characters(" né👩‍👩‍👧 ") == 3


def test_the_page_does_not_thank_itself() -> None:
    """Its own comment is no caption of a fan's."""
    said = reply_to(replace(ASKED, reason=Reason.PAGE_ITSELF), "")

    assert said.startswith("It is the Page's own comment")


def test_what_staff_have_said_is_for_staff_alone() -> None:
    """Until the winner is public, the fan's reply says no more than before."""
    asked = replace(ASKED, ending=Ending.UNDECIDED, winner=None, by_staff="picked by dana")

    assert sentence_of(asked).endswith("; no winner yet; picked by dana")
    assert "dana" not in reply_to(asked, "")
