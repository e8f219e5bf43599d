"""A record that was restored, and a Page that has gone on since: nothing is corrected twice, nobody beside another."""

from captionbot import decisions
from captionbot.contest.comment import Post
from captionbot.runner.named import NAMED
from captionbot.store.utterances import Kind, Outcome
from tests.rooms.public import DAY, MARKER, correct, said_by
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, MINUTE


def _another(week: Week, text: str) -> None:
    week.page.shows(Post("100200300_900", week.clock.now(), f"{text}\n\n{MARKER}", ("photo-900",), 1))


def test_a_correction_that_stands_is_found_and_not_said_again(announced: Week) -> None:
    """The record has forgotten it, and staff say it once more."""
    _another(announced, "Correction: “Caption number 2” wins.")
    correct(announced)
    announced.tick()

    assert announced.page.acts("publish") == []
    assert said_by(announced, 2)[Kind.ANNOUNCEMENT] == "100200300_900"


def test_a_correction_that_names_somebody_else_waits_for_a_person(announced: Week) -> None:
    """Two are not to stand beside each other; taken down and released, ours is said."""
    _another(announced, "Correction: “Caption number 3” wins.")
    correct(announced)
    for minutes in (0, 1):
        announced.tick(ANNOUNCES + DAY + minutes * MINUTE)
    assert (announced.page.acts(), announced.contest().held) == ([], NAMED)

    announced.page.loses("100200300_900")
    with announced.store.transaction() as record:
        decisions.release(record, 1, announced.word)
    announced.tick()
    assert announced.stages == ["announced"]


def test_a_forgotten_correction_holds_the_old_winner_back(review: Week) -> None:
    """The backup is older than the first announcement: the Page has gone on since."""
    _another(review, "Correction: “Caption number 2” wins.")
    review.tick(ANNOUNCES)

    assert (review.page.acts(), review.contest().held) == ([], NAMED)


def test_a_post_of_ours_is_never_taken_for_the_other(announced: Week) -> None:
    """An announcement and its correction have markers that differ."""
    correct(announced)
    announced.tick()

    with announced.store.view() as record:
        lines = {row.kind: row.marker for row in record.utterances.of_contest(1) if row.kind == Kind.ANNOUNCEMENT}
        rows = [row for row in record.utterances.of_contest(1) if row.kind == Kind.ANNOUNCEMENT]
    assert lines
    assert [row.marker for row in rows] == ["Beat the Caption · result of Friday 27 November 2026", MARKER]
    assert {row.outcome for row in rows} == {Outcome.SAID}


def test_a_runner_up_of_a_forgotten_announcement_is_held_back(review: Week) -> None:
    """The Page names somebody else as the winner, and this one only behind."""
    line = "Beat the Caption · result of Friday 27 November 2026"
    words = "“Caption number 2” by Fan 2 wins.\n\nRunner-up:\n“Caption number 1” — Fan 1 (9 reactions)"
    review.page.shows(Post("100200300_900", review.clock.now(), f"{words}\n\n{line}", ("photo-900",), 1))
    review.tick(ANNOUNCES)

    assert (review.page.acts(), review.contest().held) == ([], NAMED)
