"""`rehearse`: every act once, whatever it is broken off by, and what is known then."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from captionbot.errors import GraphError, Incomplete, NotNow, Refused, TokenDead, Unknown
from captionbot.graph.tokens import NEEDED, TokenFacts
from captionbot.rehearsing import ACTS, Audience, Notebook, Question, audience_of, refuse_public, standing
from captionbot.rehearsing.acts import LIVE
from captionbot.rehearsing.questions import ASKED, NOT_TRIED
from captionbot.store.record import Record
from tests.contest.made import OPENS, PAGE, comment
from tests.rooms.made import said_post
from tests.rooms.pretend import LOST, Answer, SetClock, lies
from tests.rooms.rehearsed import YES, BrokenOff, Rehearsal, Someone, TryingPage

FAN = comment(1, "A horse walks in.", votes=0)
TRIED = set(Question) - NOT_TRIED.keys()
"""What a rehearsal finds out by itself, and with a person's help."""


def _on_a_good_page(clock: SetClock, path: Path) -> Rehearsal:
    """On a Page that does everything as hoped."""
    page = TryingPage(clock)
    page.facts.tells = True
    return Rehearsal(clock, page, Someone(page, comment=FAN), path)


@pytest.fixture
def rehearsal(clock: SetClock, tmp_path: Path) -> Rehearsal:
    """One that is yet to begin."""
    return _on_a_good_page(clock, tmp_path / "rehearsal.json")


def answer(book: Notebook, question: Question) -> tuple[str, bool]:
    """What is known, and whether it is fine so."""
    return book.known[question].answer, book.known[question].fine


def test_every_act_is_done_once_and_tells_something(rehearsal: Rehearsal) -> None:
    """Two posts and a reply are left there, and each question that can be tried has a good answer."""
    book = rehearsal.goes()

    assert rehearsal.page.acts() == ["upload", "publish", "reply", "edit", "edit", "upload", "publish"]
    assert set(book.known) == TRIED
    assert set(ASKED) == set(Question)
    assert [one for one, known in book.known.items() if not known.fine] == []
    assert book.ended_at
    assert [post.text.splitlines()[-1] for post in rehearsal.page.own()] == [
        "These words were added afterwards.",
        f"{book.mark} · announcement",
    ]
    assert standing(book) == [post.post_id for post in rehearsal.page.own()]


def test_the_notebook_has_neither_names_nor_words_of_others(rehearsal: Rehearsal) -> None:
    """It may be sent to whoever helps."""
    rehearsal.goes()
    kept = rehearsal.path.read_text(encoding="utf-8")

    assert not [word for word in ("Fan 1", "fan-1", "horse", "Springfield") if word in kept]


@pytest.mark.parametrize("at", range(1, len(ACTS) + 1))
def test_a_pause_that_comes_meanwhile_lets_nothing_more_out(rehearsal: Rehearsal, at: int) -> None:
    """Somebody is waited for between two acts; after the pause the same command goes on."""
    rehearsal.pauses_at = at
    with pytest.raises(NotNow, match="The Page is paused"):
        rehearsal.goes()
    assert rehearsal.book.done == [act.__name__ for act in ACTS[: at - 1]]

    assert rehearsal.goes().ended_at
    assert rehearsal.page.acts() == ["upload", "publish", "reply", "edit", "edit", "upload", "publish"]


@pytest.mark.parametrize(("done_first", "least"), [(False, 20), (True, 5)])
def test_broken_off_anywhere_it_goes_on_and_says_nothing_twice(
    clock: SetClock, tmp_path: Path, *, done_first: bool, least: int
) -> None:
    """Before each of its calls, and after each that writes: two posts and one reply stand there in the end."""
    for at in count():
        rehearsal = _on_a_good_page(clock, tmp_path / f"{at}.json")
        rehearsal.page.calls_left, rehearsal.page.done_first = at, done_first
        broken = False
        try:
            rehearsal.goes()
        except BrokenOff:
            broken = True
            rehearsal.goes()
        assert rehearsal.book.ended_at, at
        assert (len(rehearsal.page.own()), len(rehearsal.page.own_replies())) == (2, 1), at
        if not broken:
            break
    assert at >= least


@pytest.mark.parametrize(("minutes", "fine"), [(0.1, True), (8, False)])
def test_a_lag_is_measured(rehearsal: Rehearsal, minutes: float, *, fine: bool) -> None:
    """And where it is near SETTLE_MINUTES, that wants to be longer."""
    rehearsal.page.facts.tells = False
    rehearsal.page.answers(Answer(lag=timedelta(minutes=minutes)))
    told, good = answer(rehearsal.goes(), Question.LAG)

    assert f"after {minutes * 60:.0f} s" in told
    assert good is fine is ("Set SETTLE_MINUTES" not in told)


def test_a_post_that_is_never_shown_ends_it(rehearsal: Rehearsal) -> None:
    """For now: the same command looks again."""
    rehearsal.page.facts.tells = False
    rehearsal.page.answers(Answer(lag=timedelta(hours=1)))
    with pytest.raises(NotNow, match="After 10 minutes Facebook doesn't show the post at all"):
        rehearsal.goes()
    rehearsal.clock.on(hours=1)

    assert rehearsal.goes().ended_at
    assert len(rehearsal.page.own()) == 2


def test_an_unclear_answer_is_looked_into(rehearsal: Rehearsal) -> None:
    """What stands is taken, and what doesn't is for the next time."""
    rehearsal.page.answers(lies(lag=2))
    rehearsal.person.comment = None
    with pytest.raises(NotNow, match="No comment came within 1 minute"):
        rehearsal.goes()
    assert len(rehearsal.page.own()) == 1
    rehearsal.person.comment = FAN
    rehearsal.page.answers(Answer(), Answer(), Answer(), LOST)
    with pytest.raises(Unknown):
        rehearsal.goes()

    assert rehearsal.goes().ended_at
    assert len(rehearsal.page.own()) == 2


def test_who_wrote_a_comment_is_known_by_a_strangers_alone(rehearsal: Rehearsal) -> None:
    """Somebody with a role, whom Facebook names to anybody, proves nothing."""
    rehearsal.person.says["no role"] = False
    told, fine = answer(rehearsal.goes(), Question.AUTHORS)

    assert (fine, "Of fans that is not known yet" in told) == (False, True)


@pytest.mark.parametrize(
    ("author", "told"), [(None, "No. Rules about one person's entries"), ("fan-1", "By an id alone, without a name.")]
)
def test_a_withheld_author_is_told(rehearsal: Rehearsal, author: str | None, told: str) -> None:
    """With what follows from it."""
    rehearsal.person.comment = replace(FAN, entrant_id=author, entrant_name=None)

    assert answer(rehearsal.goes(), Question.AUTHORS)[0].startswith(told)


def test_what_nobody_could_say_is_asked_again(rehearsal: Rehearsal) -> None:
    """Without a terminal all the rest is done; the next run asks, and does nothing else."""
    rehearsal.person.says = {}
    book = rehearsal.goes()
    assert (book.ended_at, Question.VISIBLE in book.known, Question.LIKES in book.known) == ("", False, False)
    said = rehearsal.page.acts()
    rehearsal.person.says = {**YES, "see the post": False}
    book = rehearsal.goes()

    assert (bool(book.ended_at), rehearsal.page.acts()) == (True, said)
    assert answer(book, Question.VISIBLE) == (f"No. {LIVE}", False)
    assert answer(book, Question.AUTHORS) == ("Yes, by name and id.", True)


def test_what_facebook_does_otherwise_is_told(rehearsal: Rehearsal) -> None:
    """No trace of the photo, another hour, no heart counted, edits not shown, another version."""
    page = rehearsal.page
    page.facts.tells, page.served, page.usage = False, "v25.0", 12.0
    page.facts.ahead = timedelta(hours=3)
    page.facts.token = TokenFacts(
        valid=True, kind="PAGE", page_id=PAGE, app_id="9", permissions=NEEDED, expires_at=None, reads_until=OPENS
    )
    rehearsal.person.says["the hour"] = False
    page.answers(Answer(), Answer(), Answer(lag=timedelta(days=1)))
    page.changes = lambda *_words, **_changed: None  # type: ignore[method-assign] # nothing that is done shows
    book = rehearsal.goes()

    assert answer(book, Question.TRACE)[0].endswith("Not by the photo's own word for its post (page_story_id).")
    assert answer(book, Question.SHOWN_HOUR) == ("Another than that at which it went out.", False)
    assert answer(book, Question.LIKES) == ("No heart was counted within 10 minutes.", False)
    assert answer(book, Question.EDITS) == ("They were taken, and are not shown.", False)
    assert answer(book, Question.VERSION) == ("Asked for v26.0, served v25.0.", False)
    assert answer(book, Question.USAGE)[0] == "Now: 12 %."
    assert answer(book, Question.READS_UNTIL)[0] == "Until: Friday 27 November 2026."


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (Refused("No.", code=803), "It refuses, with code 803/0."),
        (Incomplete("Facebook was silent."), "Facebook was silent."),
        (None, "Facebook has something under it."),
    ],
)
def test_an_id_that_leads_nowhere_is_refused_somehow(
    rehearsal: Rehearsal, trouble: GraphError | None, told: str
) -> None:
    """By whichever code; a token that has died meanwhile is no answer."""
    rehearsal.page.nowhere = TokenDead("It is dead.", code=190)
    with pytest.raises(TokenDead):
        rehearsal.goes()
    rehearsal.page.nowhere = trouble

    assert answer(rehearsal.goes(), Question.MISSING)[0] == told


@pytest.mark.parametrize(
    ("audience", "why"),
    [
        (Audience(None, 0), "Facebook doesn't say how many people follow this Page."),
        (Audience(51, 0), "51 people follow this Page."),
        (Audience(50, 11), "This Page has made 11 posts in the last two months."),
    ],
)
def test_a_page_that_people_read_is_refused(audience: Audience, why: str) -> None:
    """Or of which nobody knows."""
    with pytest.raises(NotNow) as refused:
        refuse_public(None, audience)
    assert refused.value.message == why
    assert "--yes-this-page" in refused.value.do


def test_a_page_with_contests_is_refused(record: Record) -> None:
    """Whoever follows it."""
    refuse_public(record, Audience(0, 0))
    said_post(record)
    with pytest.raises(NotNow, match="This Page has 1 contest on record"):
        refuse_public(record, Audience(0, 0))


def test_an_earlier_rehearsals_posts_are_no_audience(rehearsal: Rehearsal) -> None:
    """They stand there until somebody deletes them."""
    rehearsal.goes()

    assert audience_of(rehearsal.page, rehearsal.clock.now()) == Audience(0, 0)


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"form": 2}', '{"form": 1, "known": {}, "colour": "red"}'])
def test_a_notebook_that_cannot_be_read_is_not_written_over(rehearsal: Rehearsal, written: str) -> None:
    """Somebody has edited it, or another captionbot wrote it."""
    rehearsal.path.write_text(written, encoding="utf-8")
    with pytest.raises(NotNow, match="can't be read"):
        rehearsal.goes()
    assert rehearsal.path.read_text(encoding="utf-8") == written


def test_a_notebook_that_cannot_be_written_stops_it_before_anything_is_said(rehearsal: Rehearsal) -> None:
    """What it can't remember it doesn't do."""
    rehearsal.path = rehearsal.path.parent / "nowhere" / "rehearsal.json"
    with pytest.raises(NotNow, match="can't be written"):
        rehearsal.goes()
    assert rehearsal.page.acts("publish") == []


def test_a_comment_that_is_gone_wants_another(rehearsal: Rehearsal) -> None:
    """Its writer has deleted it before anybody could say whose it was."""
    rehearsal.person.says = {}
    rehearsal.goes()
    rehearsal.page.loses(FAN.comment_id)
    with pytest.raises(NotNow, match="The comment isn't there any more"):
        rehearsal.goes()
