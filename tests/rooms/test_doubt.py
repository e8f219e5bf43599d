"""What is in doubt: when it is surely absent, by whose clock, and what a look that fails proves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from captionbot.errors import Blocked, ClockWrong, Gone, NotSent, PermissionLost, Refused, Unknown
from captionbot.store.utterances import LONGEST_CALL, Outcome
from captionbot.utter import CLOCKS_APART, Heard, State
from tests.contest.made import PAGE
from tests.rooms.pretend import LOST, NOT_SENT, STANDS, lies, refuses
from tests.rooms.speaking import SETTLE, UNTIL, Speaker
from tests.store.made import HOUR, MINUTE, SLOT


def _set_clock(speaker: Speaker, minutes: float) -> None:
    """Somebody sets our clock; Facebook's goes on as it did."""
    speaker.clock.on(minutes=minutes)
    facts = speaker.page.facts
    facts.ahead = (facts.ahead or timedelta(0)) - minutes * MINUTE


@pytest.mark.parametrize("minutes", [-14, 14])
def test_it_is_waited_for_by_facebooks_clock(speaker: Speaker, minutes: int) -> None:
    """Ours may be set meanwhile: that makes the waiting neither shorter nor longer."""
    speaker.page.facts.ahead = minutes * MINUTE / 2
    sent_at = SLOT + minutes * MINUTE / 2
    speaker.page.answers(LOST)
    assert speaker.say().state == State.SETTLING

    _set_clock(speaker, minutes)
    speaker.clock.on(minutes=9.9)
    assert speaker.say() == Heard(State.SETTLING, at=sent_at + SETTLE)
    assert speaker.sent == 1
    assert [one.ended_at for one in speaker.attempts] == [sent_at]

    speaker.clock.at = SLOT + 30 * MINUTE
    assert speaker.say().state == State.SAID
    assert [one.outcome for one in speaker.attempts] == ["absent", "said"]


def _slow(speaker: Speaker, minutes: float, error: BaseException, then: Callable[[], None] = lambda: None) -> None:
    """The next thing said stands, is seen ten minutes later, and the call breaks after so long."""
    page = speaker.page

    def late(begun: Any) -> Any:
        def call(*words: str, **more: str) -> None:
            speaker.clock.on(minutes=minutes)
            page.answers(lies(10))
            with pytest.raises(Unknown):
                begun(*words, **more)
            page.publish, page.reply, page.edit_post, page.edit_comment = before  # type: ignore[method-assign] # as it was
            then()
            raise error

        return call

    before = page.publish, page.reply, page.edit_post, page.edit_comment
    page.publish, page.reply, page.edit_post, page.edit_comment = map(late, before)  # type: ignore[method-assign] # its own


def test_the_waiting_begins_when_the_call_is_over(speaker: Speaker) -> None:
    """What Facebook accepts at the end of a long call is seen so much later."""
    _slow(speaker, 1.9, Unknown("silence"))
    assert speaker.say().state == State.SETTLING
    over = SLOT + 1.9 * MINUTE
    [tried] = speaker.attempts
    assert (tried.ended_at, tried.outcome, tried.detail) == (over, "unknown", "silence")

    speaker.clock.at = SLOT + 11.8 * MINUTE
    assert speaker.say() == Heard(State.SETTLING, at=over + SETTLE)
    speaker.clock.at = SLOT + 11.9 * MINUTE
    assert (speaker.say().state, speaker.sent, speaker.standing) == (State.SAID, 1, 1)


def test_without_a_look_nobody_knows_when_the_call_was_over(speaker: Speaker) -> None:
    """Then it may have lasted as long as the longest."""
    page, no_route = speaker.page, NotSent("No route to Facebook.")
    _slow(speaker, 0, Unknown("silence"), lambda: page.facts.trouble.update(dict.fromkeys(LOOKS, no_route)))
    assert speaker.say().state == State.SETTLING
    assert [(one.begun_at, one.ended_at) for one in speaker.attempts] == [(SLOT, None)]

    page.facts.trouble = {}
    assert speaker.say() == Heard(State.SETTLING, at=SLOT + LONGEST_CALL + SETTLE)


LOOKS = ("recent_posts", "replies", "post", "comment")


class Killed(BaseException):
    """The process is gone."""


def test_killed_in_the_middle_of_a_call(speaker: Speaker) -> None:
    """What it may have done is waited for from the instant its first byte left, by Facebook's clock."""
    speaker.page.facts.ahead = 3 * MINUTE
    _slow(speaker, 0, Killed())
    with pytest.raises(Killed):
        speaker.say()
    assert [(one.begun_at, one.ended_at, one.outcome) for one in speaker.attempts] == [
        (SLOT + 3 * MINUTE, None, "unknown")
    ]

    speaker.clock.at = SLOT + 9.9 * MINUTE
    assert speaker.say() == Heard(State.SETTLING, at=SLOT + 15 * MINUTE)
    speaker.clock.at = SLOT + 10 * MINUTE
    assert (speaker.say().state, speaker.sent, speaker.standing) == (State.SAID, 1, 1)


REFUSALS = [PermissionLost("May not.", code=10), Blocked("Blocked.", code=368), Refused("No.", code=100)]


@pytest.mark.parametrize("error", REFUSALS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("call", ["recent_posts", "story_of", "post"])
def test_a_look_that_is_refused_proves_nothing(poster: Speaker, call: str, error: Refused) -> None:
    """Nothing is sent again while the list, the photo's story or the post that it names may not be read."""
    page = poster.page
    page.answers(lies(11 if call == "recent_posts" else 500))
    poster.say()
    page.facts.tells, page.facts.trouble = call == "post", {call: error}
    for minute in (1, 20, 400):
        poster.clock.at = SLOT + minute * MINUTE
        with pytest.raises(type(error)):
            poster.say()
    assert (poster.sent, poster.row.outcome) == (1, Outcome.UNKNOWN)

    page.facts.tells, page.facts.trouble = True, {}
    assert (poster.say().state, poster.sent) == (State.SAID, 1)


def test_a_post_that_facebook_names_and_does_not_show_is_never_absent(poster: Speaker) -> None:
    """It is waited for to the end of its time; then a person looks."""
    page, hidden = poster.page, Gone("not to be seen", code=100, subcode=33)
    page.answers(lies(400))
    poster.say()
    page.facts.tells, page.facts.trouble = True, {"post": hidden}
    note = f"Facebook names the post {page.own()[0].post_id} for its photo and does not show it as ours"

    poster.clock.at = SLOT + 9 * MINUTE
    assert poster.say() == Heard(State.SETTLING, at=SLOT + SETTLE)
    for minute in (10, 359):
        poster.clock.at = SLOT + minute * MINUTE
        assert poster.say() == Heard(State.SETTLING, note=note)
    poster.clock.at = UNTIL
    assert poster.say() == Heard(State.STUCK, note=note)
    assert (poster.sent, poster.row.outcome) == (1, Outcome.UNKNOWN)

    page.facts.trouble = {}
    assert poster.say() == Heard(State.SAID, page.own()[0].post_id, adopted=True)


def test_a_post_with_our_photo_is_ours_though_its_words_were_changed(poster: Speaker) -> None:
    """Staff may have taken the marker out; Facebook names the post for our very photo."""
    page = poster.page
    page.facts.tells = True
    page.answers(LOST)
    poster.say()
    theirs = page.publish("Come and see us!", photo_id="photo-1")
    page.facts.things[-1].seen_from = SLOT + 400 * MINUTE

    assert poster.say() == Heard(State.SAID, theirs, adopted=True)


def test_the_story_of_another_utterance_is_no_trace(poster: Speaker) -> None:
    """What we said under another heading is never taken, nor waited for."""
    page = poster.page
    page.answers(LOST)
    poster.say()
    page.facts.tells, page.facts.story = True, f"{PAGE}_77"
    with poster.store.transaction() as record:
        other = record.utterances.get(poster.utterance_id)
        twin = record.utterances.intend(type(other)(**_ordinary(other), decision=5))
        record.utterances.said(twin, f"{PAGE}_77", SLOT)

    poster.clock.on(minutes=10)
    assert poster.say().state == State.SAID
    assert poster.sent == 2


def _ordinary(row: object) -> dict[str, object]:
    names = ("contest", "kind", "text", "marker", "target", "not_before", "outcome", "attempts", "note")
    return {name: getattr(row, name) for name in names}


@pytest.mark.parametrize("answer", [LOST, refuses(), NOT_SENT], ids=["lost", "refused", "not sent"])
def test_a_clock_that_is_ahead_ends_nothing(speaker: Speaker, answer: object) -> None:
    """Neither stuck nor missed is written by a clock that Facebook's contradicts."""
    speaker.page.answers(answer)  # type: ignore[arg-type] # one of the three
    speaker.say()
    _set_clock(speaker, 60 * 24 * 3650)
    speaker.clock.on(minutes=15)
    with pytest.raises(ClockWrong):
        speaker.say()

    _set_clock(speaker, -60 * 24 * 3650)
    assert speaker.say().state == State.SAID


def test_an_upload_is_as_old_as_facebook_says(poster: Speaker) -> None:
    """Ours may have been set since."""
    poster.page.facts.ahead = -CLOCKS_APART
    poster.page.answers(NOT_SENT)
    poster.say()
    assert poster.row.photo_uploaded_at == SLOT - CLOCKS_APART
    poster.page.facts.ahead = CLOCKS_APART
    poster.clock.on(hours=5.4)
    assert poster.say().state == State.SAID
    assert len(poster.page.acts("upload")) == 1


def test_the_next_attempt_has_its_hour(speaker: Speaker) -> None:
    """Ten minutes after the first, then thirty; after a refusal one minute, then two, ten at most."""
    speaker.page.answers(LOST, LOST)
    speaker.say()
    speaker.clock.at = SLOT + 10 * MINUTE
    speaker.say()
    speaker.clock.at = SLOT + 20 * MINUTE
    assert speaker.say() == Heard(State.LATER, at=SLOT + 30 * MINUTE)


def test_a_refusal_is_tried_again_ever_more_seldom(speaker: Speaker) -> None:
    """One minute after the first, two after the second … ten at most."""
    waited = []
    for _ in range(12):
        speaker.page.answers(refuses())
        assert speaker.say().state == State.REFUSED
        heard = speaker.say()
        assert heard.at
        assert heard == Heard(State.LATER, at=heard.at)
        waited.append((heard.at - speaker.clock.at) / MINUTE)
        speaker.clock.at = heard.at

    assert waited == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10]


def test_a_refusal_that_lasts_is_its_reason(speaker: Speaker) -> None:
    """When the time is over, it is known why."""
    speaker.page.answers(refuses(PermissionLost("The token may not post.", code=200)))
    speaker.say()
    speaker.clock.at = UNTIL

    assert speaker.say() == Heard(State.MISSED, note="The token may not post.")


def test_what_never_left_has_no_hour(speaker: Speaker) -> None:
    """It is tried at every tick."""
    speaker.page.answers(NOT_SENT)
    heard = speaker.say()

    assert heard == Heard(State.LATER, why=NOT_SENT.error)
    assert speaker.say().state == State.SAID


def test_a_clear_answer_is_waited_for_no_longer(speaker: Speaker) -> None:
    """An attempt that was in doubt and was then found is over."""
    speaker.page.answers(lies(5))
    heard = speaker.say()
    assert (heard.state, heard.at, str(heard.why)) == (State.SETTLING, None, "Facebook answered 500.")
    speaker.clock.on(minutes=5)
    speaker.page.answers(STANDS)

    assert speaker.say().adopted
    [tried] = speaker.attempts
    assert (tried.outcome, tried.ended_at) == ("found", SLOT + 5 * MINUTE)
    speaker.clock.on(hours=10)
    assert speaker.say() == Heard(State.SAID, speaker.row.said_id or "")
    assert speaker.clock.at > SLOT + 10 * HOUR
