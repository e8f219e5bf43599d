"""`explain` on a record: finds the comment, and says what became of it."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from captionbot.contest.comment import Comment
from captionbot.contest.entries import Reason
from captionbot.contest.stages import Stage
from captionbot.errors import NotNow
from captionbot.explaining import Explained, explain
from captionbot.overview import View
from captionbot.photos.folder import PhotosFolder
from captionbot.store.record import Record
from captionbot.store.schema import Disqualified
from captionbot.store.utterances import Kind
from tests.contest.made import CLOSES, OPENS, comment
from tests.rooms.conftest import SettingsWith
from tests.rooms.made import reviewed, said_post
from tests.store.made import ANNOUNCES, HOUR, MINUTE, decision, utterance

CAPTIONS = (
    comment(11, "He asked for the stable special.", votes=40, minute=1),
    comment(12, "Two horses walk into a diner and pay.", votes=40, minute=2),
    comment(13, "Neigh means neigh around here.", votes=12, by="juno", minute=3),
    comment(14, "Oats before bros, officer.", votes=3, by="juno", minute=4),
    comment(15, "HE ASKED for the stable special!!", votes=7, minute=5),
    comment(16, "🐎🐎", votes=70, minute=6),
    comment(17, "Sorry, I came late to the diner.", votes=99, at=CLOSES + 4 * MINUTE),
    comment(18, "Neigh means neigh around here!", votes=1, by="juno", minute=7),
    comment(19, "Nobody knows who wrote this one.", votes=2, by=None, minute=8),
)
Looking = Callable[..., View]


@pytest.fixture
def looking(record: Record, photos: PhotosFolder, settings_with: SettingsWith) -> Looking:
    """Look at the record at an hour, with some settings."""

    def look(more: str = "", now: datetime = CLOSES + HOUR) -> View:
        record._session.flush()
        record._session.expire_all()
        return View(record, settings_with(more), photos, now)

    return look


def _seen(
    record: Record, *comments: Comment, complete: bool = True, now: datetime = OPENS + HOUR, **terms: Any
) -> None:
    """A contest that is open, with comments that one reading showed."""
    row = said_post(record)
    row.terms = row.terms | terms
    reading = record.comments.begin_reading(row.number, now)
    record.comments.keep(row.number, reading.id, comments, now)
    record.comments.end_reading(reading.id, now + MINUTE, complete=complete, rows=len(comments), total=len(comments))
    row.last_reading_at = now


def _announced(record: Record, **changes: Any) -> None:
    """The contest in review is announced; its decision is the tally's, or another."""
    row = record.contests.get(1)
    record.contests.decide(row, decision(**({"comment_id": "11", "votes": 40} | changes)))
    row.stage = Stage.ANNOUNCED


def _one(view: View, what: str) -> Explained:
    [found] = explain(view, what)
    return found


WAYS = {
    "its number": "12",
    "its number in two parts": "9_12",
    "its number in three parts": "1_9_12",
    "its words": "Two horses WALK, into a diner and pay!",
    "words of it": "horses walk into a diner",
    "the name": "fan 12",
    "a link": "https://www.facebook.com/springfield/posts/555?comment_id=555_12",
}


@pytest.mark.parametrize("what", WAYS.values(), ids=WAYS)
def test_a_comment_is_found_by_whatever_a_fan_gives(record: Record, looking: Looking, what: str) -> None:
    """Id, words, name or link, however they are spelled."""
    reviewed(record, *CAPTIONS)

    assert _one(looking(), what).row.comment_id == "12"


SENTENCES = {
    "11": "1st of 4 with 40 votes; no winner yet",
    "12": "2nd of 4 with 40 votes; no winner yet",
    "13": "3rd of 4 with 12 votes; no winner yet",
    "14": "left out: second entry; the same person's “Neigh means neigh around here.” stands, 3rd with 12 votes",
    "15": "left out: same caption as an earlier entry, written on Friday 27 November at 10:01 AM CST",
    "16": "left out: no words",
    "17": "left out: posted 4 minutes after entries closed",
}


@pytest.mark.parametrize(("comment_id", "sentence"), SENTENCES.items())
def test_what_the_tally_says_is_told(record: Record, looking: Looking, comment_id: str, sentence: str) -> None:
    """The same while entries are open, by the last reading, and once they have closed."""
    reviewed(record, *CAPTIONS)
    closed = _one(looking(), comment_id)
    record.contests.get(1).votes_at = None
    record.contests.get(1).stage = Stage.OPEN
    still_open = _one(looking(), comment_id)

    assert closed.sentence == still_open.sentence == sentence
    assert closed.as_of.startswith("By the votes of Monday 30 November at 10:00 AM CST")
    assert still_open.as_of.startswith("By the reading of Monday 30 November at 10:00 AM CST; entries close on")


WON = {
    "11": "1st of 4 with 40 votes; it won",
    "12": "2nd of 4 with 40 votes; the winner had as many and was written earlier",
    "13": "3rd of 4 with 12 votes; the winner had 40",
}
PICKED = {
    "11": "1st of 4 with 40 votes; staff chose another caption: a better joke",
    "13": "3rd of 4 with 12 votes; it won, as staff chose it: a better joke",
    "19": "4th of 4 with 2 votes; the winner had 12",
}


@pytest.mark.parametrize(("comment_id", "sentence"), WON.items())
def test_the_winner_by_votes_is_told(record: Record, looking: Looking, comment_id: str, sentence: str) -> None:
    """With how many votes it had, or why it stands first."""
    reviewed(record, *CAPTIONS)
    _announced(record)

    assert _one(looking(), comment_id).sentence == sentence


@pytest.mark.parametrize(("comment_id", "sentence"), PICKED.items())
def test_staffs_choice_is_told(record: Record, looking: Looking, comment_id: str, sentence: str) -> None:
    """Staff read their own reason; the fan's reply leaves it out."""
    reviewed(record, *CAPTIONS)
    _announced(record, kind="pick", comment_id="13", votes=12, because="a better joke")
    found = _one(looking(), comment_id)

    assert found.sentence == sentence
    assert "joke" not in found.reply


def test_what_became_of_it_since_is_told(record: Record, looking: Looking) -> None:
    """Withdrawn, hidden, or left out by staff; once the winner is public that changes nothing any more."""
    reviewed(record, *CAPTIONS)
    record.comments.of_contest(1)[0].withdrawn_at = CLOSES + MINUTE
    record.comments.of_contest(1)[1].hidden = True
    gone = [_one(looking(), one).sentence for one in ("11", "12")]
    _announced(record)

    assert gone == ["left out: withdrawn", "left out: hidden on Facebook"]
    assert _one(looking(), "11").sentence == "1st of 4 with 40 votes; it won"


def test_what_staff_left_out_has_its_reason(record: Record, looking: Looking) -> None:
    """That of the published list; whatever staff wrote beside it stays with them."""
    _seen(record, *CAPTIONS)
    record.staff.disqualify(
        Disqualified(
            contest=1, comment_id="12", reason=str(Reason.COPIED), because="from a film", by="maria", at=CLOSES
        )
    )
    found = _one(looking(), "12")

    assert found.sentence == "left out: copied, by staff"
    assert found.asked.reason is Reason.COPIED
    assert "film" not in found.reply


STAGES: dict[str, tuple[Stage, str, str]] = {
    "announcing": (Stage.ANNOUNCING, "no winner yet", "; the winner is due on"),
    "stuck": (Stage.STUCK, "no winner yet", "; the contest is stuck until somebody settles it"),
    "void": (Stage.VOID, "the contest had no winner (called off by maria: a funeral)", ""),
    "retracted": (Stage.RETRACTED, "the result was taken back", ""),
}


@pytest.mark.parametrize(("stage", "outcome", "coming"), STAGES.values(), ids=STAGES)
def test_every_end_is_told(record: Record, looking: Looking, stage: Stage, outcome: str, coming: str) -> None:
    """And nobody is called the winner who is not public."""
    row = reviewed(record, *CAPTIONS)
    row.stage, row.note = stage, "called off by maria: a funeral"
    found = _one(looking(), "12")

    assert found.sentence == f"2nd of 4 with 40 votes; {outcome}"
    assert coming in found.as_of


def test_a_correction_under_way_is_told(record: Record, looking: Looking) -> None:
    """A winner was public, so that nobody is told that there was none yet."""
    row = reviewed(record, *CAPTIONS)
    said = record.utterances.intend(utterance(kind=Kind.REPLY, decision=1))
    record.utterances.said(said, "9_99", ANNOUNCES)
    row.stage = Stage.ANNOUNCING
    before = _one(looking(), "12").sentence
    record.contests.decide(row, decision(comment_id="12"))

    assert before == "2nd of 4 with 40 votes; no winner yet"
    assert _one(looking(), "12").sentence == "2nd of 4 with 40 votes; the result is being corrected"


def test_an_hour_that_has_passed_was_due(record: Record, looking: Looking) -> None:
    """Nobody is told to wait for what is overdue."""
    reviewed(record, *CAPTIONS)

    assert "the winner was due on Tuesday" in _one(looking(now=ANNOUNCES + HOUR), "12").as_of


def test_a_reading_cut_short_is_told(record: Record, looking: Looking) -> None:
    """What it didn't show may change the place."""
    _seen(record, *CAPTIONS, complete=False)

    assert "at 11:00 AM CST, which was cut short; entries close" in _one(looking(), "12").as_of


def test_a_contest_that_was_called_off_unread_says_so(record: Record, looking: Looking) -> None:
    """There is a comment only if a reading showed it, but a record may have lost the reading."""
    row = reviewed(record, *CAPTIONS)
    row.votes_at, row.stage = None, Stage.VOID
    found = _one(looking(), "12")

    assert found.as_of == "By the reading of Monday 30 November at 10:00 AM CST."
    assert found.sentence.startswith("2nd of 4 with 40 votes; the contest had no winner")


def test_several_hits_are_all_given(record: Record, looking: Looking) -> None:
    """Those of a person who wrote often, and those of later contests first."""
    reviewed(record, *CAPTIONS)
    later = said_post(record, slot_key="2026-W49", slot_at=OPENS + timedelta(days=7))
    reading = record.comments.begin_reading(later.number, CLOSES)
    record.comments.keep(later.number, reading.id, [comment(21, "Oats before bros, officer.")], CLOSES)
    view = looking()

    assert [(one.contest, one.row.comment_id) for one in explain(view, "neigh means neigh")] == [(1, "13"), (1, "18")]
    assert [(one.contest, one.row.comment_id) for one in explain(view, "oats before bros, officer")] == [
        (2, "21"),
        (1, "14"),
    ]
    assert [one.row.comment_id for one in explain(view, "oats before bros, officer", 1)] == ["14"]


def test_the_whole_name_is_meant_before_a_part_of_a_caption(record: Record, looking: Looking) -> None:
    """Somebody may be called Diner."""
    named = comment(31, "Nothing to see here at all.", votes=1)
    row = reviewed(record, *CAPTIONS, named)
    record.comments.of_contest(row.number)[-1].entrant_name = "x"
    next(one for one in record.comments.of_contest(1) if one.comment_id == "31").entrant_name = "Diner"

    assert [one.row.comment_id for one in explain(looking(), "diner")] == ["31"]


def test_a_short_word_is_meant_as_a_name_alone(record: Record, looking: Looking) -> None:
    """Half of all captions hold "he"; a first name may be as short."""
    reviewed(record, *CAPTIONS)
    next(one for one in record.comments.of_contest(1) if one.comment_id == "13").entrant_name = "He Zhang"

    assert [one.row.comment_id for one in explain(looking(), "he")] == ["13"]


def test_words_that_were_changed_are_found_still(record: Record, looking: Looking) -> None:
    """A fan remembers what they wrote first."""
    _seen(record, comment(11, "A typo in the stabel."))
    reading = record.comments.begin_reading(1, OPENS + 2 * HOUR)
    record.comments.keep(1, reading.id, [comment(11, "A typo in the stable.")], OPENS + 2 * HOUR)

    assert _one(looking(), "typo in the stabel").row.comment_id == "11"


def test_emoji_alone_are_found(record: Record, looking: Looking) -> None:
    """Nothing of them is left to compare folded."""
    reviewed(record, *CAPTIONS)

    assert _one(looking(), " 🐎🐎 ").sentence == "left out: no words"


def test_facebooks_own_link_is_known_again(record: Record, looking: Looking) -> None:
    """However its numbers are hidden, it is the one that came with the comment."""
    reviewed(record, *CAPTIONS)
    record.comments.of_contest(1)[1].permalink = "https://www.facebook.com/x/posts/pfbid0abc?comment_id=me"

    assert _one(looking(), "m.facebook.com/x/posts/pfbid0abc?comment_id=me").row.comment_id == "12"


def test_what_is_not_there_says_where_it_looked(record: Record, looking: Looking) -> None:
    """And until when, for what came later can't be known."""
    _seen(record, *CAPTIONS)
    with pytest.raises(NotNow) as raised:
        explain(looking(), "a caption that nobody wrote")

    assert raised.value.message == (
        "No comment of contest no. 1 has those words, that name or that id: 9 comments looked at, "
        "read until Friday 27 November at 11:00 AM CST."
    )
    assert raised.value.do == "What was written after that, or taken away before any reading, can't be known."


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("https://www.facebook.com/x/posts/1?comment_id=404", "No comment of contests no. 1 to 2 has that id"),
        ("https://www.facebook.com/x/posts/1", "That link leads to no comment that captionbot knows."),
        ("404", "No comment of contests no. 1 to 2 has those words, that name or that id: none has been read yet."),
    ],
)
def test_a_link_or_number_that_is_not_there(record: Record, looking: Looking, what: str, said: str) -> None:
    """Each has its own way to go on."""
    said_post(record)
    said_post(record, slot_key="2026-W49", slot_at=OPENS + timedelta(days=7))
    with pytest.raises(NotNow, match=said) as raised:
        explain(looking(), what)

    assert raised.value.do


def test_without_a_contest_there_is_nothing_to_look_in(looking: Looking) -> None:
    """Staff are told what is coming instead."""
    with pytest.raises(NotNow, match="No contest has been posted yet"):
        explain(looking(), "anything")


def test_the_reply_links_the_rules_in_force(record: Record, looking: Looking) -> None:
    """Those of the settings; where there are none, those that the contest began with."""
    reviewed(record, *CAPTIONS)
    row = record.contests.get(1)
    row.terms = row.terms | {"rules_url": "https://example.org/old"}

    assert _one(looking(), "12").reply.endswith("https://example.org/old")
    assert _one(looking("RULES_URL=https://example.org/new\n"), "12").reply.endswith("https://example.org/new")


def test_json_has_all_that_scripts_rely_on(record: Record, looking: Looking) -> None:
    """For an entry, for what was left out, and for an entrant whom Facebook withholds."""
    reviewed(record, *CAPTIONS)
    entry, out, withheld = (_one(looking(), one).json() for one in ("12", "17", "19"))

    assert entry["sentence"] == SENTENCES["12"]
    assert [entry[key] for key in ("contest", "comment_id", "rank", "of", "votes", "reason", "won")] == [
        *(1, "12", 2, 4, 40, None, False)
    ]
    assert (out["rank"], out["votes"], out["reason"]) == (None, 99, "after the window")
    assert (entry["entrant"], withheld["entrant"]) == ({"id": "fan-12", "name": "Fan 12"}, None)
    assert json.loads(json.dumps(entry)) == entry
