"""Saying a thing once: whatever Facebook answers, it stands on the Page once or not at all."""

from dataclasses import dataclass

import pytest

from captionbot.errors import Blocked, Incomplete, PermissionLost, RateLimited, Refused, TokenDead
from captionbot.store.utterances import EDITS, Outcome
from captionbot.utter import Heard, Picture, State
from tests.rooms.pretend import LOST, NOT_SENT, STANDS, Answer, lies, refuses
from tests.rooms.speaking import PICTURE, SETTLE, Speaker
from tests.store.made import HOUR, MINUTE, SLOT


@dataclass(frozen=True)
class Turn:
    """A tick so many minutes after the slot: what the next write would be answered, and what comes of the tick."""

    minute: float
    answer: Answer
    state: State


SAID, SETTLING, LATER, REFUSED, STUCK, MISSED = (
    State.SAID,
    State.SETTLING,
    State.LATER,
    State.REFUSED,
    State.STUCK,
    State.MISSED,
)
COURSES: dict[str, tuple[list[Turn], int, list[str]]] = {
    "said at once": ([Turn(0, STANDS, SAID)], 1, ["said"]),
    "nothing left this machine": (
        [Turn(0, NOT_SENT, LATER), Turn(1, NOT_SENT, LATER), Turn(1.5, STANDS, SAID)],
        3,
        ["not sent", "not sent", "said"],
    ),
    "a 500 lied": ([Turn(0, lies(), SAID)], 1, ["found"]),
    "a 500 lied, and the list lags": (
        [Turn(0, lies(3), SETTLING), Turn(2, STANDS, SETTLING), Turn(3, STANDS, SAID)],
        1,
        ["found"],
    ),
    "a 500 lied, and it shows when its time is over": (
        [Turn(0, lies(400), SETTLING), Turn(9, STANDS, SETTLING), Turn(401, STANDS, SAID)],
        1,
        ["found"],
    ),
    "lost, and surely absent": (
        [Turn(0, LOST, SETTLING), Turn(5, STANDS, SETTLING), Turn(9.9, STANDS, SETTLING), Turn(10, STANDS, SAID)],
        2,
        ["absent", "said"],
    ),
    "lost again and again": (
        [
            Turn(0, LOST, SETTLING),
            Turn(10, LOST, SETTLING),
            Turn(20, STANDS, LATER),
            Turn(29.9, STANDS, LATER),
            Turn(30, LOST, SETTLING),
            Turn(89, STANDS, LATER),
            Turn(90, STANDS, SAID),
        ],
        4,
        ["absent", "absent", "absent", "said"],
    ),
    "lost until its time is over": (
        [Turn(at, LOST, SETTLING) for at in (0, 10, 30, 90, 270)]
        + [Turn(359, STANDS, LATER), Turn(360, STANDS, STUCK)],
        5,
        ["absent"] * 5,
    ),
    "unknown when its time is over": (
        [Turn(355, LOST, SETTLING), Turn(360, STANDS, SETTLING), Turn(365, STANDS, STUCK)],
        1,
        ["absent"],
    ),
    "never left until its time is over": (
        [Turn(0, NOT_SENT, LATER), Turn(359, NOT_SENT, LATER), Turn(360, STANDS, MISSED)],
        2,
        ["not sent", "not sent"],
    ),
    "its time is over before it began": ([Turn(360, STANDS, MISSED)], 0, []),
    "refused, then taken": (
        [Turn(0, refuses(), REFUSED), Turn(0.5, STANDS, LATER), Turn(1, STANDS, SAID)],
        2,
        ["refused", "said"],
    ),
    "refused all the time": (
        [Turn(0, refuses(), REFUSED), Turn(1, refuses(), REFUSED), Turn(360, STANDS, MISSED)],
        2,
        ["refused", "refused"],
    ),
    "refused once and lost once": (
        [Turn(0, refuses(), REFUSED), Turn(1, LOST, SETTLING), Turn(360, STANDS, STUCK)],
        2,
        ["refused", "absent"],
    ),
    "lost, then nothing left": (
        [Turn(0, LOST, SETTLING), Turn(10, NOT_SENT, LATER), Turn(11, STANDS, SAID)],
        3,
        ["absent", "not sent", "said"],
    ),
}


@pytest.mark.parametrize(("turns", "sent", "attempts"), COURSES.values(), ids=COURSES)
def test_it_is_said_once_or_not_at_all(speaker: Speaker, turns: list[Turn], sent: int, attempts: list[str]) -> None:
    """And every tick says how it stands; when it is said, no later tick says it again."""
    for turn in turns:
        speaker.clock.at = SLOT + turn.minute * MINUTE
        speaker.page.facts.answers.clear()
        speaker.page.answers(turn.answer)
        assert speaker.say().state == turn.state, f"minute {turn.minute}"
        assert speaker.standing <= 1

    assert speaker.sent == sent
    assert [one.outcome for one in speaker.attempts] == attempts
    if turns[-1].state == SAID:
        before = len(speaker.page.facts.reads)
        assert speaker.say() == Heard(SAID, speaker.row.said_id or "")
        assert (speaker.standing, speaker.sent, len(speaker.page.facts.reads)) == (1, sent, before)


def test_the_first_look_adopts_what_stands_already(speaker: Speaker) -> None:
    """A restored backup, a lost database: it was said, though this record knows nothing of it."""
    earlier = speaker.has_said()
    speaker.clock.on(hours=1)
    before = speaker.sent

    heard = speaker.say()

    assert speaker.sent == before
    assert heard == Heard(SAID, earlier, adopted=True)
    assert (speaker.row.outcome, speaker.row.said_at) == (Outcome.SAID, SLOT + HOUR)
    assert speaker.attempts == []


def test_of_two_that_stand_the_older_is_adopted_and_staff_are_told(speaker: Speaker) -> None:
    """Once, with what to do about the other; an edit is of one post, however often its words stand there."""
    ids = []
    for _ in range(2):
        ids.append(speaker.has_said())
        speaker.clock.on(minutes=1)

    assert speaker.say() == Heard(SAID, ids[0], adopted=True)

    kind = speaker.row.kind
    with speaker.store.view() as record:
        told = [(one.text, one.do, one.contest) for one in record.staff.notices()]
    what = f"The {kind} of contest no. 1 stands on the Page 2 times: {', '.join(ids)}."
    do = f"{ids[0]} is taken as the contest's; hide the others on Facebook."
    assert told == ([] if kind in EDITS else [(what, do, 1)])


@pytest.mark.parametrize("error", [Incomplete("cut short"), TokenDead("dead", code=190)])
def test_a_look_that_fails_proves_nothing(speaker: Speaker, error: Incomplete | TokenDead) -> None:
    """So nothing is sent."""
    speaker.page.facts.trouble = dict.fromkeys(("recent_posts", "replies", "post", "comment"), error)

    with pytest.raises(type(error)):
        speaker.say()
    assert speaker.page.acts() == []
    assert speaker.row.outcome == Outcome.INTENDED


def test_a_look_that_fails_right_after_a_500_leaves_it_unknown(speaker: Speaker) -> None:
    """It is looked for again at the next tick."""
    speaker.page.answers(lies())
    looks = {"recent_posts", "replies", "post", "comment"}

    def fails_once_it_was_sent(name: str, *_: object) -> None:
        if name in looks and speaker.sent:
            raise Incomplete("cut short")

    speaker.page._read = fails_once_it_was_sent  # type: ignore[method-assign] # this one Page's
    assert speaker.say().state == SETTLING
    assert (speaker.row.outcome, speaker.standing) == (Outcome.UNKNOWN, 1)


@pytest.mark.parametrize(
    "error", [Blocked("blocked", code=368), RateLimited("slow", code=4), TokenDead("no", code=190)]
)
def test_what_stops_everything_is_raised(speaker: Speaker, error: Blocked | RateLimited | TokenDead) -> None:
    """The attempt is written down as refused all the same."""
    speaker.page.answers(refuses(error))

    with pytest.raises(type(error)):
        speaker.say()
    assert (speaker.row.outcome, speaker.row.note) == (Outcome.REFUSED, error.message)
    assert [(one.outcome, one.detail) for one in speaker.attempts] == [("refused", f"{error.code}/0")]


def test_a_refusal_is_kept_with_its_code(speaker: Speaker) -> None:
    """And handed on, for staff to read."""
    error = PermissionLost("The token may not post.", code=200, subcode=1705)
    speaker.page.answers(refuses(error))

    assert speaker.say() == Heard(REFUSED, why=error, note="The token may not post.")
    assert speaker.attempts[0].detail == "200/1705"


@pytest.mark.parametrize("tells", [True, False])
def test_the_story_of_our_photo_is_a_trace_too(poster: Speaker, *, tells: bool) -> None:
    """The list may lag behind the photo; what Facebook names must bear our marker all the same."""
    poster.page.facts.tells = tells
    poster.page.answers(lies(60))

    assert poster.say().state == (SAID if tells else SETTLING)
    assert (poster.standing, poster.sent) == (1, 1)


def test_a_story_without_our_marker_is_no_trace(poster: Speaker) -> None:
    """Staff may have posted the photo with words of their own."""
    poster.page.answers(LOST)
    poster.say()
    theirs = poster.page.publish("Look at this!", photo_id="another")
    poster.page.facts.tells = True
    poster.page.facts.story = theirs

    assert poster.say().state == SETTLING


def test_an_answer_that_comes_after_another_worker_found_it_is_told(poster: Speaker) -> None:
    """It stands under two ids: the first is the contest's, and staff hear of both."""
    publish = poster.page.publish

    def late(text: str, *, photo_id: str) -> str:
        with poster.store.transaction() as record:
            record.utterances.said(record.utterances.get(poster.utterance_id), "1_99", SLOT)
        return publish(text, photo_id=photo_id)

    poster.page.publish = late  # type: ignore[method-assign] # this one Page's
    assert poster.say().said_id == "1_99"

    with poster.store.view() as record:
        [notice] = record.staff.notices()
    assert ("2 times" in notice.text, "1_99" in notice.do) == (True, True)


def test_a_photo_is_uploaded_once_and_attached(poster: Speaker) -> None:
    """With its alternative text; every attempt attaches the same one."""
    poster.page.answers(LOST)
    poster.say()
    poster.clock.on(minutes=10)
    poster.say()

    assert poster.page.acts() == ["upload", "publish", "publish"]
    first = poster.page.facts.heard[0]
    assert (first.text, first.jpeg) == (PICTURE.alt, PICTURE.jpeg)
    assert {one.photo_id for one in poster.page.facts.heard[1:]} == {"photo-1"}


@pytest.mark.parametrize(("hours", "uploads"), [(19.9, 1), (20, 2)])
def test_an_upload_that_grows_old_is_made_again(poster: Speaker, hours: float, uploads: int) -> None:
    """Facebook deletes an unused one after about a day."""
    poster.page.answers(NOT_SENT)
    poster.say()
    poster.clock.on(hours=hours)
    poster.mouth.say(poster.utterance_id, until=SLOT + 99 * HOUR, settle=SETTLE, picture=lambda: PICTURE)

    assert len(poster.page.acts("upload")) == uploads
    assert poster.page.facts.heard[-1].photo_id == poster.row.photo_id


@pytest.mark.parametrize(
    ("error", "uploads"),
    [(Refused("Invalid parameter: no such photo.", code=100), 2), (PermissionLost("May not post.", code=200), 1)],
)
def test_after_a_refusal_the_photo_is_uploaded_anew(poster: Speaker, error: Refused, uploads: int) -> None:
    """The upload may be gone; a lost permission is not about it."""
    poster.page.answers(refuses(error))
    poster.say()
    first = poster.row.photo_id
    poster.clock.on(minutes=1)

    assert poster.say().state == SAID
    assert len(poster.page.acts("upload")) == uploads
    assert (poster.row.photo_id == first) is (uploads == 1)


def test_no_photo_is_opened_that_need_not_be(poster: Speaker) -> None:
    """Neither where the post stands, nor where it is too late, nor where it is held."""

    def opened() -> Picture:
        raise AssertionError("the photo was opened")

    assert poster.say(held="a funeral", picture=opened).state == State.PAUSED
    poster.page.publish(poster.row.text, photo_id="x")
    assert poster.say(picture=opened).state == SAID
