"""How it stands with what is said, in words for staff: plain, whole, and by the contest's own wall clock."""

from datetime import datetime

import pytest

from captionbot.contest.stages import Stage
from captionbot.errors import Unknown
from captionbot.runner import standing
from captionbot.store.record import Record
from captionbot.store.schema import Utterance
from captionbot.store.utterances import Kind
from captionbot.utter import Heard, State
from tests.store.made import HOUR, MARKER, MINUTE, SLOT, begun, contest, utterance

AT = SLOT + 10 * MINUTE
STANDS = {
    (Kind.POST, False): "is posted (1_2)",
    (Kind.POST, True): "was found on the Page and is not said again (1_2)",
    (Kind.REPLY, False): "the winner has a reply (1_2)",
    (Kind.REPLY, True): "the reply was found on the Page and is not said again (1_2)",
    (Kind.ANNOUNCEMENT, False): "the announcement is posted (1_2)",
    (Kind.ANNOUNCEMENT, True): "the announcement was found on the Page and is not said again (1_2)",
    (Kind.EDIT, False): "the post is edited (1_2)",
    (Kind.EDIT, True): "the post names the winner already and is not edited again (1_2)",
}


@pytest.mark.parametrize(("kind", "adopted"), STANDS)
def test_what_stands_is_said_with_its_id(kind: Kind, adopted: bool) -> None:  # noqa: FBT001 - a table's column
    """In the words of its kind, and whether it was there before."""
    assert standing.said(kind, Heard(State.SAID, "1_2", adopted=adopted)) == STANDS[kind, adopted]


AWAITED: dict[str, tuple[str, Heard, str]] = {
    "looked for, with an hour": (
        Kind.POST,
        Heard(State.SETTLING, at=AT),
        (
            "nobody can tell yet whether its post is live; "
            "it is looked for on the Page until Friday 27 November at 10:10 AM CST"
        ),
    ),
    "looked for, just sent": (
        Kind.REPLY,
        Heard(State.SETTLING, why=Unknown("Facebook answered 500.")),
        "nobody can tell yet whether its reply is live; it is looked for on the Page",
    ),
    "looked for, and named": (
        Kind.ANNOUNCEMENT,
        Heard(State.SETTLING, note="Facebook names the post 1_2 for its photo and does not show it as ours"),
        (
            "nobody can tell yet whether its announcement is live; "
            "Facebook names the post 1_2 for its photo and does not show it as ours"
        ),
    ),
    "an edit": (
        Kind.EDIT,
        Heard(State.SETTLING),
        "nobody can tell yet whether its post was edited; it is looked for on the Page",
    ),
    "absent": (
        Kind.REPLY,
        Heard(State.LATER, at=AT),
        "the reply is not on the Page; it is tried again on Friday 27 November at 10:10 AM CST",
    ),
    "not sent": (Kind.EDIT, Heard(State.LATER), "the edit could not be sent; the next tick tries again"),
    "too late": (
        Kind.ANNOUNCEMENT,
        Heard(State.MISSED),
        "the time for the announcement is over, and nothing of it was said",
    ),
    "too late, after a refusal": (
        Kind.ANNOUNCEMENT,
        Heard(State.MISSED, note="The token may not post."),
        "the time for the announcement is over, and nothing of it was said (The token may not post)",
    ),
}


@pytest.mark.parametrize(("kind", "heard", "words"), AWAITED.values(), ids=AWAITED)
def test_what_is_not_said_has_its_reason(kind: str, heard: Heard, words: str) -> None:
    """Never an empty one, and no hour in UTC."""
    assert standing.awaited(contest(), kind, heard) == words


def test_what_nobody_can_tell_is_one_sentence() -> None:
    """Of however many acts."""
    acts = [(utterance(kind=kind), Heard(State.STUCK)) for kind in Kind]

    assert standing.in_doubt(acts[:1]) == "nobody can tell whether its post is live"
    assert standing.in_doubt(acts) == (
        "nobody can tell whether its post is live, nor whether its reply is live, "
        "nor whether its announcement is live, nor whether its post was edited, "
        "nor whether its old reply was edited, nor whether its old announcement was edited, "
        "nor whether its reply was edited, nor whether its announcement was edited, "
        "nor whether its contest post was edited"
    )


def _tried(record: Record, act: Utterance, *tries: tuple[datetime, str]) -> None:
    for number, (at, outcome) in enumerate(tries, start=1):
        record.utterances.begin_attempt(act, 1, at)
        record._session.flush()
        record.utterances.leaves(act.id, number, at)
        record.utterances.end_attempt(act, outcome, at)
        record._session.flush()


FIRST, THEN, LAST = (SLOT, "absent"), (SLOT + 10 * MINUTE, "absent"), (SLOT + 3 * HOUR, "unknown")
REFUSED, UNSENT = (SLOT + MINUTE, "refused"), (SLOT + 2 * MINUTE, "not sent")
KNOWN: dict[str, tuple[Kind, list[tuple[datetime, str]], str]] = {
    "a post sent once": (
        Kind.POST,
        [FIRST],
        (
            "The post was sent once, on Friday 27 November at 10:00 AM CST, without a clear answer. "
            f"Its photo was uploaded as 77. Look for the line “{MARKER}”."
        ),
    ),
    "a post sent twice, refused and not sent between": (
        Kind.POST,
        [FIRST, REFUSED, UNSENT, THEN],
        (
            "The post was sent twice, on Friday 27 November at 10:00 AM CST and on Friday 27 November at 10:10 AM CST, "
            f"without a clear answer. Its photo was uploaded as 77. Look for the line “{MARKER}”."
        ),
    ),
    "an announcement sent three times": (
        Kind.ANNOUNCEMENT,
        [FIRST, THEN, LAST],
        (
            "The announcement was sent 3 times, first on Friday 27 November at 10:00 AM CST "
            "and last on Friday 27 November at 1:00 PM CST, without a clear answer. "
            f"Its photo was uploaded as 77. Look for the line “{MARKER}”."
        ),
    ),
    "a reply": (
        Kind.REPLY,
        [LAST],
        (
            "The reply was sent once, on Friday 27 November at 1:00 PM CST, without a clear answer. "
            "It answers the comment 9_1."
        ),
    ),
    "an edit": (
        Kind.EDIT,
        [LAST],
        (
            "The edit was sent once, on Friday 27 November at 1:00 PM CST, without a clear answer. "
            "It is added to the post 9_1."
        ),
    ),
}


@pytest.mark.parametrize(("kind", "tries", "words"), KNOWN.values(), ids=KNOWN)
def test_all_that_is_known_of_an_act_in_doubt_is_said(
    record: Record, kind: Kind, tries: list[tuple[datetime, str]], words: str
) -> None:
    """Since when, how often, and the ids by which a person finds it."""
    row, posts = begun(record, stage=Stage.ANNOUNCING), kind in {Kind.POST, Kind.ANNOUNCEMENT}
    act = record.utterances.intend(
        utterance(kind=kind, decision=1, target="" if posts else "9_1", photo_id="77" if posts else None)
    )
    _tried(record, act, *tries)

    assert standing.known(record, row, act, Heard(State.STUCK)) == words
    assert standing.known(record, row, act, Heard(State.STUCK, note="Facebook names 1_2")) == (
        f"{words} Facebook names 1_2."
    )


def test_a_contest_is_asked_about_under_one_key() -> None:
    """As long as a notice's may be."""
    assert standing.asks(3, "on hold: a funeral") == "asks 3 on hold: a funeral"
    assert standing.asks(3, "x" * 500) == "asks 3 " + "x" * 113
