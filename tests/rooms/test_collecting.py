"""Reading captions, and closing: complete or said to be incomplete, and never on half a reading."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select

from captionbot.contest.comment import Comment, CommentPage
from captionbot.contest.stages import Stage
from captionbot.errors import Gone, GraphError, Incomplete, NotSent, PermissionLost
from captionbot.store.schema import CommentText, Reading
from tests.contest.made import CLOSES, PAGE
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, HOUR, MINUTE, SLOT

CUT_SHORT = Incomplete("The comments could be read only as far as 3.", "It is tried again.")


@pytest.fixture
def open_week(week: Week) -> Week:
    """A contest that takes captions."""
    week.posted()
    return week


def _last(week: Week) -> Reading:
    with week.store.view() as record:
        reading = record.comments.last_reading(1)
    assert reading
    return reading


def test_captions_are_read_every_quarter_of_an_hour(open_week: Week) -> None:
    """And not between."""
    before = len(open_week.page.facts.reads)
    open_week.tick(SLOT + 14 * MINUTE)
    assert [name for name, _ in open_week.page.facts.reads[before:]] == []

    open_week.comment(1, votes=3)
    open_week.tick(SLOT + 15 * MINUTE)
    with open_week.store.view() as record:
        assert [row.votes for row in record.comments.of_contest(1)] == [3]


def test_a_long_reading_takes_at_most_a_tenth_of_the_time(open_week: Week) -> None:
    """On a viral thread the interval stretches."""
    slow = open_week.page._seen_comments

    def for_ten_minutes(under: str) -> Iterator[Comment]:
        open_week.clock.on(minutes=10)
        return slow(under)

    open_week.page._seen_comments = for_ten_minutes  # type: ignore[method-assign] # this one Page's
    open_week.tick(SLOT + HOUR)

    assert open_week.contest().next_reading_at == SLOT + HOUR + 10 * MINUTE + 90 * MINUTE


def test_a_reading_that_is_cut_short_is_said_to_be(open_week: Week) -> None:
    """It withdraws nobody, and staff are told once a day."""
    open_week.comment(1)
    open_week.tick(SLOT + HOUR)
    open_week.page.facts.trouble = {"comment_pages": CUT_SHORT}
    for hour in (2, 3):
        assert open_week.tick(SLOT + hour * HOUR).unfinished

    reading = _last(open_week)
    assert (reading.complete, reading.note) == (False, CUT_SHORT.message)
    assert [notice.text for notice in open_week.notices] == [CUT_SHORT.message]
    with open_week.store.view() as record:
        assert record.comments.of_contest(1)[0].withdrawn_at is None


def test_entries_close_by_a_complete_reading_only(open_week: Week) -> None:
    """Tried at every tick until one is; its hour is the hour of the votes."""
    open_week.comment(1, votes=3)
    open_week.page.facts.trouble = {"comment_pages": CUT_SHORT}
    open_week.tick(CLOSES)
    open_week.tick(CLOSES + MINUTE)
    assert open_week.stages == ["open"]

    open_week.page.facts.trouble = {}
    open_week.tick(CLOSES + 2 * MINUTE)
    row = open_week.contest()
    assert (row.stage, row.votes_at, row.doubts) == (Stage.REVIEW, CLOSES + 2 * MINUTE, [])


@pytest.mark.parametrize(("late", "doubts"), [(60, 0), (61, 1)])
def test_a_close_that_is_an_hour_late_waits_for_a_person(open_week: Week, late: int, doubts: int) -> None:
    """Those who came late voted late."""
    open_week.comment(1, votes=3)
    open_week.tick(CLOSES + late * MINUTE)

    assert len(open_week.contest().doubts) == doubts


@pytest.mark.parametrize(("total", "doubts"), [(3, 0), (8, 0), (9, 1)])
def test_a_count_far_above_what_is_shown_waits_for_a_person(open_week: Week, total: int, doubts: int) -> None:
    """A little above is normal: Facebook counts what it hides."""
    for number in (1, 2, 3):
        open_week.comment(number)
    open_week.page.facts.total = total
    open_week.tick(CLOSES)

    assert len(open_week.contest().doubts) == doubts


def test_at_the_close_it_is_read_until_nothing_new_comes(open_week: Week) -> None:
    """A ranking that moves hides rows from one pass."""
    open_week.comment(1, votes=3)
    passes = []
    whole = open_week.page._seen_comments

    def more_each_time(under: str) -> Iterator[Comment]:
        passes.append(under)
        if len(passes) == 2:
            open_week.comment(2, votes=5)
        return whole(under)

    open_week.page._seen_comments = more_each_time  # type: ignore[method-assign] # this one Page's
    open_week.tick(CLOSES)

    assert len(passes) == 3
    with open_week.store.view() as record:
        decision = record.contests.decision(record.contests.get(1))
    assert decision
    assert decision.comment_id == "2"


def test_words_that_change_between_two_passes_are_kept(open_week: Week) -> None:
    """What was counted stays as the first pass had it; the other text is in the record as well."""
    open_week.comment(1, votes=3)
    passes = []
    whole = open_week.page._seen_comments

    def changes_once(under: str) -> Iterator[Comment]:
        passes.append(under)
        if len(passes) == 2:
            open_week.page.changes("1", text="Other words", votes=50)
        return whole(under)

    open_week.page._seen_comments = changes_once  # type: ignore[method-assign] # this one Page's
    open_week.tick(CLOSES)

    with open_week.store.view() as record:
        [row] = record.comments.of_contest(1)
        texts = [one.text for one in record._session.scalars(select(CommentText).order_by(CommentText.reading))]
        decision = record.contests.decision(record.contests.get(1))
    assert texts == ["Caption number 1", "Other words"]
    assert (row.text, row.votes, row.counted_votes) == ("Caption number 1", 3, 3)
    assert decision
    assert (decision.caption, decision.votes) == ("Caption number 1", 3)


def test_a_comment_that_a_page_shows_twice_is_one(open_week: Week) -> None:
    """A ranking may move while Facebook answers."""
    one = open_week.comment(1, votes=3)
    open_week.page.shows(one, open_week.page.own()[0].post_id)
    open_week.tick(CLOSES)

    with open_week.store.view() as record:
        assert [(row.comment_id, row.counted_votes) for row in record.comments.of_contest(1)] == [("1", 3)]
    assert open_week.stages == ["review"]


@pytest.mark.parametrize(
    ("rows", "doubts"),
    [(0, []), (1, ["1 comment could not be understood"]), (2, ["2 comments could not be understood"])],
)
def test_what_could_not_be_understood_is_counted_once(open_week: Week, rows: int, doubts: list[str]) -> None:
    """Though the closing reading walks past it more than once."""
    open_week.comment(1, votes=3)
    pages = open_week.page.comment_pages

    def with_odd_rows(post_id: str, *, counted: tuple[str, ...] = (), limit: int = 100) -> Iterator[CommentPage]:
        for page in pages(post_id, counted=counted, limit=limit):
            yield replace(page, malformed=rows)

    open_week.page.comment_pages = with_odd_rows  # type: ignore[method-assign] # this one Page's
    open_week.tick(CLOSES)

    assert open_week.contest().doubts == doubts
    assert _last(open_week).note == "".join(doubts)


def test_who_is_late_or_the_page_itself_does_not_win(open_week: Week) -> None:
    """Whatever their votes."""
    open_week.comment(1, votes=3)
    open_week.comment(2, votes=50, at=CLOSES)
    open_week.comment(3, votes=60, by=PAGE)
    open_week.comment(4, votes=70, reply_to="1")
    open_week.tick(CLOSES)

    with open_week.store.view() as record:
        rows = {row.comment_id: row.reason for row in record.comments.of_contest(1)}
        decision = record.contests.decision(record.contests.get(1))
    assert rows == {"1": None, "2": "after the window", "3": "the Page itself", "4": "a reply"}
    assert decision
    assert decision.comment_id == "1"


def test_without_entries_the_week_ends_quietly(open_week: Week) -> None:
    """Void at the hour of the announcement, nothing said; until then staff may pick."""
    open_week.tick(CLOSES)
    assert open_week.stages == ["review"]
    assert "no entries" in open_week.contest().note
    open_week.tick(ANNOUNCES)

    assert open_week.stages == ["void"]
    assert open_week.page.acts("publish", "reply") == ["publish"]


@pytest.mark.parametrize("error", [PermissionLost("May not.", code=10), NotSent("No route to Facebook.")])
def test_the_clock_is_asked_for_before_entries_close(open_week: Week, error: GraphError) -> None:
    """Any answer tells Facebook's time, a refusal too; without one nothing is closed."""
    open_week.page.facts.trouble = {"me": error}
    open_week.tick(CLOSES)

    assert open_week.stages == ["open" if isinstance(error, NotSent) else "review"]


def test_a_deleted_post_ends_the_contest_when_it_was_looked_for_twice(open_week: Week) -> None:
    """Ten minutes apart, by the Page's own list; it is never posted again."""
    open_week.photo("zebra.jpg")
    open_week.page.loses(open_week.contest().post_id or "")
    open_week.tick(SLOT + HOUR)
    assert open_week.stages == ["open"]
    open_week.tick(SLOT + HOUR + 9 * MINUTE)
    assert open_week.stages == ["open"]
    open_week.tick(SLOT + HOUR + 20 * MINUTE)

    assert open_week.stages == ["void"]
    assert "deleted" in open_week.contest().note
    assert open_week.page.acts("publish") == ["publish"]
    assert any("deleted" in notice.text for notice in open_week.notices)


def test_a_clock_that_is_set_ends_no_contest_early(open_week: Week) -> None:
    """Ten minutes are Facebook's: a clock that is put right by fourteen makes them no shorter."""
    open_week.page.facts.ahead = 14 * MINUTE
    open_week.page.loses(open_week.contest().post_id or "")
    open_week.tick(SLOT + HOUR)
    assert open_week.contest().gone_since == SLOT + HOUR + 14 * MINUTE
    open_week.page.facts.ahead = 0 * MINUTE
    open_week.tick(SLOT + HOUR + 23 * MINUTE)
    assert open_week.stages == ["open"]
    open_week.tick(SLOT + HOUR + 39 * MINUTE)
    assert open_week.stages == ["void"]


def test_a_post_that_comes_back_was_never_gone(open_week: Week) -> None:
    """A list that lacked it once proves nothing; the count begins anew."""
    [post] = open_week.page.own()
    open_week.page.loses(post.post_id)
    open_week.tick(SLOT + HOUR)
    open_week.page.shows(post)
    open_week.tick(SLOT + 2 * HOUR)
    open_week.page.loses(post.post_id)
    open_week.tick(SLOT + 3 * HOUR)

    assert open_week.stages == ["open"]


def test_a_post_that_is_listed_but_can_not_be_read_is_not_gone(open_week: Week) -> None:
    """The same answer comes for a lost permission."""
    open_week.page.facts.trouble = {"comment_pages": Gone("not to be seen", code=100, subcode=33)}
    for hour in (1, 2, 3):
        open_week.tick(SLOT + hour * HOUR)

    assert open_week.stages == ["open"]
    assert any("permission" in notice.text for notice in open_week.notices)


def test_a_permission_that_is_lost_ends_nothing(open_week: Week) -> None:
    """Told, and tried again."""
    open_week.page.facts.trouble = {"comment_pages": PermissionLost("May not read.", "Get another.", code=10)}
    open_week.tick(SLOT + HOUR)
    open_week.page.facts.trouble = {}
    open_week.tick(SLOT + 2 * HOUR)

    assert [notice.text for notice in open_week.notices] == ["May not read."]
    assert _last(open_week).complete


@pytest.mark.parametrize("at", [CLOSES - MINUTE, CLOSES])
def test_a_withdrawn_caption_is_no_entry(open_week: Week, at: datetime) -> None:
    """Whenever it was deleted; what it said stays in the record."""
    open_week.comment(1, votes=9)
    open_week.comment(2, votes=3)
    open_week.tick(SLOT + HOUR)
    open_week.page.loses("1")
    open_week.tick(at)
    open_week.tick(CLOSES)

    with open_week.store.view() as record:
        gone = record.comments.get(1, "1")
    assert gone
    assert (gone.text, gone.reason) == ("Caption number 1", "withdrawn")


def test_nothing_at_all_is_no_reading(open_week: Week) -> None:
    """A person's token is shown no comment and no count, under HTTP 200; with the right one all of them are back."""
    open_week.comment(1, votes=3)
    open_week.tick(SLOT + HOUR)
    shown = open_week.page.comment_pages
    open_week.page.comment_pages = lambda *_, **__: iter([CommentPage((), None)])  # type: ignore[method-assign] # this one's
    report = open_week.tick(CLOSES)

    assert (_last(open_week).complete, open_week.stages) == (False, ["open"])
    told = "Facebook shows none of the comments that were there (1), and counts none. Is FACEBOOK_PAGE_TOKEN the"
    assert told in report.lines[0]

    open_week.page.comment_pages = shown  # type: ignore[method-assign] # the same
    open_week.tick(CLOSES + MINUTE)
    assert open_week.stages == ["review"]


def test_a_contest_without_comments_is_read_as_it_is(open_week: Week) -> None:
    """Where none was ever shown, none and no count is what there is."""
    open_week.page.comment_pages = lambda *_, **__: iter([CommentPage((), None)])  # type: ignore[method-assign] # this one's
    open_week.tick(CLOSES)

    assert (_last(open_week).complete, open_week.stages) == (True, ["review"])
