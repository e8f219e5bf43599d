"""Staff are told by mail, chat or text message: each thing once, at its hour, to everybody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from captionbot.contest.notices import About
from captionbot.errors import NotSent, PhotosFolderError
from captionbot.overview import View
from captionbot.photos.folder import PhotosFolder
from captionbot.runner import sending
from captionbot.store.schema import Notice
from captionbot.telling.outcome import failing, went
from tests.contest.made import CLOSES
from tests.rooms.outlets import Kept
from tests.rooms.week import Week, days
from tests.store.made import ANNOUNCES, HOUR, MINUTE, SLOT

DAY = timedelta(days=1)
BEFORE = SLOT - DAY
"""Nothing else is due."""
TWO = ("json://one.example", "slack://two")
SETTINGS = "NOTIFY_URLS=json://one.example,slack://two\n"
BACKUP = "NOTIFY_BACKUP=sms://three\n"


def _with(week: Week, *, backup: bool = False) -> tuple[Kept, Kept]:
    """Two addresses, and one more where nobody acts."""
    post, others = Kept(TWO), Kept(("sms://three",) if backup else (), backup=True)
    week.runner.bot = replace(week.runner.bot, outlets=post, backup=others)
    return post, others


@pytest.fixture
def made(make_week: Callable[..., Week]) -> Callable[..., Week]:
    """Make a bot whose queue is not short of photos, of which staff would hear too."""

    def make(more: str) -> Week:
        week = make_week(more)
        for number in (1, 2):
            week.photo(f"later-{number}.jpg")
        return week

    return make


@pytest.fixture
def told(made: Callable[..., Week]) -> Week:
    """A bot whose staff have two addresses."""
    return made(SETTINGS)


def _tell(week: Week, key: str, about: About = About.NOTE) -> None:
    with week.store.transaction() as record:
        record.staff.tell(key, f"About {key}.", week.clock.now(), about=about)


def _row(week: Week, key: str) -> Notice:
    with week.store.view() as record:
        row = record.notices.get(key)
        assert row is not None
        return row


def _outcome(week: Week, key: str) -> str:
    with week.store.view() as record:
        row = record.notices.get(key)
        assert row is not None
        return went(View(record, week.settings, week.photos, week.clock.now()), row)


def _failing(week: Week) -> str:
    with week.store.view() as record:
        found = failing(View(record, week.settings, week.photos, week.clock.now()))
        return found.what if found else ""


def test_a_good_week_is_three_messages(told: Week) -> None:
    """The photo of the day before with its picture, the shortlist, the winner; each once, however often it ticks."""
    post, _ = _with(told)
    told.photo("horse.jpg", "Alt: A horse.\n\nWhat's the caption?")
    for at in (BEFORE, BEFORE + 2 * HOUR, SLOT - 2 * HOUR, SLOT, SLOT + HOUR):
        told.tick(at)
    told.comment(1, votes=9)
    told.comment(2, votes=5)
    for at in (CLOSES, CLOSES + MINUTE, ANNOUNCES, ANNOUNCES + MINUTE, ANNOUNCES + DAY):
        told.tick(at)

    titles = [title for title, _, _ in post.sent]
    assert len(titles) == 3
    assert "horse.jpg" in titles[0]
    assert [picture is not None for picture in post.pictures] == [True, False, False]
    assert {wanted for *_, wanted in post.sent} == {(1, 2)}
    assert _outcome(told, "closed 1") == "Sent on Monday 30 November at 10:00 AM CST."


def test_without_addresses_the_rows_are_only_shown(week: Week) -> None:
    """And old news isn't sent once there are some."""
    _tell(week, "old", About.TROUBLE)
    assert _outcome(week, "old") == ""
    week.tick(BEFORE)
    post, _ = _with(week)
    week.tick(BEFORE + MINUTE)

    assert post.sent == []
    assert [notice.key for notice in week.notices] == ["old"]
    assert _outcome(week, "old") == ""


def test_several_at_once_are_one_message(told: Week) -> None:
    """The one that is urgent first."""
    post, _ = _with(told)
    _tell(told, "a card")
    _tell(told, "a knot", About.TROUBLE)
    report = told.tick(BEFORE)

    [(_, text, _)] = post.sent
    assert text.index("About a knot.") < text.index("About a card.")
    assert any(line.startswith("Staff were told, by no. 1 (a web address), no. 2 (slack): ") for line in report.lines)


def test_whoever_takes_nothing_is_tried_again_alone(told: Week) -> None:
    """At growing distances, and the desk and `check` say who it is."""
    post, _ = _with(told)
    post.deaf.add(2)
    _tell(told, "one")
    for minutes in (0, 0.5, 1, 3, 6):
        told.tick(BEFORE + minutes * MINUTE)

    assert [wanted for *_, wanted in post.sent] == [(1, 2), (2,), (2,)]
    assert _failing(told).startswith(
        "The notice of Thursday 26 November at 10:06 AM CST was not taken by no. 2 (slack)"
    )
    assert _outcome(told, "one") == (
        "Not taken by no. 2 (slack) on Thursday 26 November at 10:06 AM CST; "
        "tried again on Thursday 26 November at 10:21 AM CST."
    )
    post.deaf.clear()
    told.tick(BEFORE + 21 * MINUTE)
    assert _failing(told) == ""
    assert _outcome(told, "one") == "Sent on Thursday 26 November at 10:21 AM CST."


def test_whoever_has_it_is_spared_when_the_addresses_change(told: Week) -> None:
    """`check` says to mend the one that takes nothing: taken out, moved or replaced, nobody hears anything twice."""
    post, _ = _with(told)
    post.deaf.add(1)
    _tell(told, "one")
    told.tick(BEFORE - DAY)
    moved = Kept(("slack://two", "json://new.example"))
    told.runner.bot = replace(told.runner.bot, outlets=moved)
    for minutes in (2, 30, 300):
        told.tick(BEFORE - DAY + minutes * MINUTE)

    assert [wanted for *_, wanted in post.sent] == [(1, 2)]
    assert moved.sent == []


def test_a_photo_that_nobody_was_shown_is_told_when_it_is_out(told: Week) -> None:
    """The mail server was down from the day before the slot until after it."""
    post, _ = _with(told)
    post.deaf.update((1, 2))
    for at in (BEFORE, BEFORE + HOUR, SLOT - HOUR, SLOT, SLOT + MINUTE):
        told.tick(at)
    post.sent.clear()
    post.deaf.clear()
    for minutes in range(2, 60, 5):
        told.tick(SLOT + minutes * MINUTE)

    assert any(
        "later-1.jpg was posted" in text and "Nobody was shown it the day before." in text for text in post.texts
    )


def test_it_is_given_up_after_two_days(told: Week) -> None:
    """Nobody wants the news of last week."""
    post, _ = _with(told)
    post.deaf.update((1, 2))
    told.clock.at = BEFORE - 3 * DAY
    _tell(told, "one")
    for hours in range(0, 60, 4):
        told.tick(BEFORE - 3 * DAY + hours * HOUR)

    assert _row(told, "one").try_at is None
    assert _outcome(told, "one").startswith("Not taken by no. 1 (a web address), no. 2 (slack) on ")
    assert len(post.sent) < 14


@pytest.mark.parametrize(("about", "sent"), [(About.TROUBLE, 2), (About.NOTE, 1)])
def test_a_tick_that_was_killed_while_it_sent(told: Week, about: About, sent: int) -> None:
    """What is urgent is sent once more, for worse than to be told twice is never to be told; all else never."""
    post, _ = _with(told)
    post.dies.append(KeyboardInterrupt())
    _tell(told, "one", about)
    with pytest.raises(KeyboardInterrupt):
        told.tick(BEFORE)
    for minutes in (1, 9, 10, 11, 30):
        told.tick(BEFORE + minutes * MINUTE)

    assert len(post.sent) == sent


def test_a_fault_in_the_words_keeps_nobody_from_hearing(told: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes out as it stands in the record."""

    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    post, _ = _with(told)
    monkeypatch.setattr(sending, "message", stumble)
    _tell(told, "a knot", About.TROUBLE)
    told.tick(BEFORE - DAY)

    assert post.texts == ["About a knot."]


def test_what_nobody_acts_on_goes_to_others_once(made: Callable[..., Week]) -> None:
    """After four hours in which it was so still."""
    week = made(SETTINGS + BACKUP + "REVIEW=required\n")
    post, others = _with(week, backup=True)
    week.in_review()
    post.sent.clear()
    for hours in range(10):
        week.tick(ANNOUNCES + hours * HOUR)

    assert len(post.sent) == 1
    [(title, text, _)] = others.sent
    assert title.startswith("Nobody has acted yet: ")
    assert "nobody has done anything" in text
    assert _outcome(week, _asked(week)) == (
        "Sent on Tuesday 1 December at 2:00 PM CST, also to NOTIFY_BACKUP: nobody had acted."
    )


def _asked(week: Week) -> str:
    return next(notice.key for notice in week.notices if notice.about == About.WAITS)


def test_whoever_acts_keeps_it_from_others(made: Callable[..., Week]) -> None:
    """A line in the log about that contest, by a person: for four hours."""
    week = made(SETTINGS + BACKUP + "REVIEW=required\n")
    _, others = _with(week, backup=True)
    week.in_review()
    week.tick(ANNOUNCES)
    with week.store.transaction() as record:
        record.staff.note(ANNOUNCES + HOUR, "maria", "disqualify", contest=1)
    for hours in range(5):
        week.tick(ANNOUNCES + hours * HOUR)
    assert others.sent == []
    week.tick(ANNOUNCES + 5 * HOUR)
    assert len(others.sent) == 1, "and what it did not mend is told four hours after it"


def test_others_hear_at_once_where_nobody_can_be_reached(made: Callable[..., Week]) -> None:
    """After three vain tries: nobody waits four hours for a mail server that is down. What they don't take waits."""
    week = made(SETTINGS + BACKUP)
    post, others = _with(week, backup=True)
    post.deaf.update((1, 2))
    others.deaf.add(1)
    for minutes in range(60):
        week.clock.at = BEFORE + minutes * MINUTE
        _tell(week, "a knot", About.TROUBLE)
        week.tick()

    [(title, *_)] = others.sent
    assert title.startswith("Nobody has acted yet")
    assert set(_row(week, "a knot").lacking.split()) == {*post.keys, *others.keys}
    others.deaf.clear()
    week.tick(BEFORE + 5 * HOUR)
    assert set(_row(week, "a knot").lacking.split()) == set(post.keys)
    assert len(others.sent) == 2


def test_what_ends_by_itself_is_told_to_nobody(told: Week) -> None:
    """A minute without a network is no message, and twenty are; the desk shows both."""
    post, _ = _with(told)
    told.posted()
    post.sent.clear()
    told.page.facts.trouble = {"comment_pages": NotSent("Facebook can't be reached.", "See to the network.")}
    told.tick(SLOT + HOUR)
    told.page.facts.trouble = {}
    for minutes in range(61, 135, 15):
        told.tick(SLOT + minutes * MINUTE)
    assert post.sent == []
    assert _row(told, "NotSent 2026-11-27").tries == 0

    told.page.facts.trouble = {"comment_pages": NotSent("Facebook can't be reached.", "See to the network.")}
    for minutes in range(240, 270, 5):
        told.tick(SLOT + minutes * MINUTE)
    assert [title for title, _, _ in post.sent] == ["Facebook can't be reached"]


def test_what_is_over_is_sent_to_nobody(told: Week) -> None:
    """A contest that was waiting, and somebody has said yes before the tick could tell."""
    post, _ = _with(told)
    told.in_review()
    post.sent.clear()
    with told.store.transaction() as record:
        record.staff.tell("asks", "Yes?", told.clock.now(), contest=1, about=About.WAITS)
    told.tick(CLOSES + MINUTE)

    assert post.sent == []
    assert _row(told, "asks").sent_at is not None


def test_at_the_weekly_pace_there_is_one_message(made: Callable[..., Week]) -> None:
    """When entries close; what is urgent comes at once."""
    week = made(SETTINGS + "NOTIFY_PACE=weekly\n")
    post, _ = _with(week)
    _tell(week, "a card")
    assert _outcome(week, "a card") == "Goes out with the week's message."
    week.in_review()
    week.tick(CLOSES + HOUR)

    [(title, text, _)] = post.sent
    assert title.startswith("This week: ")
    assert "About a card." in text
    _tell(week, "a knot", About.TROUBLE)
    assert _outcome(week, "a knot") == "Not sent yet."
    week.tick(CLOSES + 2 * HOUR)
    assert post.texts[1].startswith("About a knot.")


def test_a_folder_that_is_away_keeps_nobody_from_hearing(told: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tick goes on to what waits to be sent."""

    def away(_: object) -> None:
        raise PhotosFolderError("The photos folder is away.", "Bring it back.")

    post, _ = _with(told)
    monkeypatch.setattr(PhotosFolder, "pause_word", away)
    _tell(told, "a knot", About.TROUBLE)
    told.tick(BEFORE)

    assert len(post.sent) == 1


def test_nothing_is_known_of_the_addresses_before_anything_was_sent(told: Week) -> None:
    """Nor by what was sent weeks ago."""
    assert _failing(told) == ""
    post, _ = _with(told)
    post.deaf.add(1)
    _tell(told, "one")
    told.tick(BEFORE)
    assert _failing(told)
    told.clock.at = days(30)
    assert _failing(told) == ""
