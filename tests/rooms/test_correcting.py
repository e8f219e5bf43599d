"""Correcting a result: the right one is said at once and once, and what named another points to it."""

from collections.abc import Callable

import pytest

from captionbot import decisions
from captionbot.decisions import AnnounceAs
from captionbot.errors import NotNow
from captionbot.store.utterances import Kind
from tests.rooms.public import DAY, MARKER, SORRY, correct, make_public, said_by, texts_of
from tests.rooms.week import Week, days
from tests.store.made import ANNOUNCES, MINUTE

MakeWeek = Callable[..., Week]


def test_the_new_winner_is_said_at_once_and_the_old_words_point_to_it(announced: Week) -> None:
    """A post and a reply of its own; then what stood before is told where to look, and loses no word."""
    before = texts_of(announced)
    correct(announced)
    announced.tick()

    assert announced.page.acts() == ["reply", "upload", "publish", "edit", "edit"]
    old, new, after = said_by(announced, 1), said_by(announced, 2), texts_of(announced)
    link = f"https://www.facebook.com/{new[Kind.ANNOUNCEMENT]}"
    for kind in (Kind.REPLY, Kind.ANNOUNCEMENT):
        added = after[old[kind]].removeprefix(before[old[kind]])
        assert added == f"\n\n{SORRY}This leads to the right result:\n{link}"
    assert "“Caption number 2”" in after[new[Kind.REPLY]]
    post = after[new[Kind.ANNOUNCEMENT]]
    assert post.startswith(
        "Correction: the winner of Beat the Caption of Friday 27 November 2026 is “Caption number 2”"
    )
    assert "Caption number 1" not in post
    assert post.splitlines()[-1] == MARKER
    assert announced.stages == ["announced"]


def test_staff_have_both_links(announced: Week) -> None:
    """In what they are told, in `status` and in the audit."""
    first = f"https://www.facebook.com/{said_by(announced, 1)[Kind.ANNOUNCEMENT]}"
    correct(announced)
    announced.tick()

    second = f"https://www.facebook.com/{said_by(announced, 2)[Kind.ANNOUNCEMENT]}"
    assert announced.notices[-1].text == f"It is corrected: {second}. What was said before points there: {first}."
    shown = announced.view()["contests"][0]
    assert shown["note"] == f"corrected: {second} (before: {first})"
    assert shown["winner"]["caption"] == "Caption number 2"  # type: ignore[index] # JSON
    assert [one.action for one in announced.audit][-2:] == ["correct", "corrected"]


def test_facebooks_own_link_is_given_where_it_has_one(announced: Week) -> None:
    """Ours leads there as well, by a detour."""
    correct(announced)
    publish = announced.page.publish

    def with_a_link(text: str, *, photo_id: str) -> str:
        post_id = publish(text, photo_id=photo_id)
        announced.page.changes(post_id.rpartition("_")[2], permalink="https://facebook.example/p/9")
        return post_id

    announced.page.publish = with_a_link  # type: ignore[method-assign] # this one Page's
    announced.tick()

    assert announced.view()["contests"][0]["note"].startswith("corrected: https://facebook.example/p/9 (")
    assert all("https://facebook.example/p/9" in text for text in texts_of(announced).values() if SORRY in text)


def test_nothing_more_is_said_afterwards(announced: Week) -> None:
    """However often it is looked at."""
    correct(announced)
    for minutes in (0, 1, 60, 5000):
        announced.tick(ANNOUNCES + DAY + minutes * MINUTE)

    assert announced.page.acts("reply", "publish", "edit") == ["reply", "publish", "edit", "edit"]


WAYS = {
    "reply": ["reply", "edit"],
    "post": ["publish", "edit"],
    "edit": ["edit"],
    "post,edit,reply": ["publish", "edit", "reply", "edit", "edit"],
}


@pytest.mark.parametrize(("ways", "acts"), WAYS.items())
def test_it_is_said_in_the_ways_that_were_chosen(make_week: MakeWeek, ways: str, acts: list[str]) -> None:
    """Where the old result stands, and nowhere else."""
    week = make_public(make_week(f"ANNOUNCE_BY={ways}\n"))
    correct(week)
    week.tick()

    assert week.page.acts("reply", "publish", "edit") == acts
    assert week.stages == ["announced"]
    named = [text for text in texts_of(week).values() if "Caption number 2” by Fan 2" in text]
    assert len(named) == ("post" in ways) + ("edit" in ways)  # the reply greets whom it names; the notes name nobody


def test_the_contest_post_is_told_as_well(make_week: MakeWeek) -> None:
    """Below what it was told before."""
    week = make_public(make_week("ANNOUNCE_BY=edit\n"))
    correct(week)
    week.tick()

    lines = [line for line in week.page.own()[0].text.split("\n\n") if "Caption number" in line]
    assert lines[0].startswith("And the winner is “Caption number 1” by Fan 1")
    assert lines[1].startswith("Correction: the winner is “Caption number 2” by Fan 2, with 5 reactions")
    assert week.view()["contests"][0]["note"] == f"corrected: https://www.facebook.com/{week.page.own()[0].post_id}"


def test_a_correction_is_corrected_under_a_marker_of_its_own(make_week: MakeWeek) -> None:
    """Also back to whom was named first; the words of the correction before point to it."""
    week = make_public(make_week("ANNOUNCE_BY=reply,post,edit\n"))
    for number, comment in enumerate(("2", "1", "2")):
        week.clock.on(hours=1)
        correct(week, comment)
        week.tick()
        assert (week.stages, len(week.page.own())) == (["announced"], 3 + number)

    markers = [post.text.partition("Beat the Caption · ")[2].partition("\n")[0] for post in week.page.own()[2:]]
    assert markers == [f"correction{nth} of Friday 27 November 2026" for nth in ("", " 2", " 3")]
    assert len(week.page.own_replies()) == 4
    assert [text.count(SORRY) for text in texts_of(week).values()].count(1) == 6
    assert week.page.own()[0].text.count("Correction") == 3


def test_words_that_staff_typed_into_the_old_ones_are_kept(announced: Week) -> None:
    """Ours are added to whatever stands there."""
    old = said_by(announced, 1)
    announced.page.changes(old[Kind.ANNOUNCEMENT].rpartition("_")[2], text="Oops, see below!")
    announced.page.changes(old[Kind.REPLY].rpartition("_")[2], text="Sorry, Bob!")
    correct(announced)
    announced.tick()

    assert texts_of(announced)[old[Kind.ANNOUNCEMENT]].startswith(f"Oops, see below!\n\n{SORRY}")
    assert texts_of(announced)[old[Kind.REPLY]].startswith(f"Sorry, Bob!\n\n{SORRY}")


def test_what_staff_gave_it_to_be_announced_as_is_said(announced: Week) -> None:
    """Everywhere."""
    with announced.store.transaction() as record:
        decisions.correct(record, 1, "2", announced.word, AnnounceAs(name="a fan"))
    announced.tick()

    texts = list(texts_of(announced).values())
    assert sum("“Caption number 2” by a fan" in text for text in texts) == 1
    assert any(text.startswith("Congratulations! After a correction") for text in texts)


def test_whom_we_named_before_is_no_runner_up(announced: Week) -> None:
    """Nor anybody who was passed over."""
    correct(announced, "2")
    announced.tick()

    assert "Runner-up:\n“Caption number 3”" in announced.page.own()[-1].text
    assert "Caption number 1" not in announced.page.own()[-1].text


def test_a_result_that_a_fan_deletes_is_announced_anew(make_week: MakeWeek) -> None:
    """The reply went with the comment: there is nothing left to correct."""
    week = make_public(make_week("ANNOUNCE_BY=reply\n"))
    with week.store.transaction() as record:
        row = record.comments.get(1, "1")
        assert row
        row.withdrawn_at = week.clock.now()
    correct(week)
    week.tick()

    assert (week.stages, week.page.acts()) == (["announced"], ["reply"])
    assert "mistake" not in week.page.own_replies()[-1].text


@pytest.mark.parametrize(
    ("stage", "why"),
    [
        ("review", "its result is not public yet; `pick` without --correct, or `void`"),
        ("open", "its result is not public yet"),
        ("announcing", "its winner is being announced; try again in some minutes"),
        ("stuck", "it is stuck; settle it first"),
        ("retracted", "its result was retracted"),
        ("void", "it is void"),
    ],
)
def test_only_what_is_public_is_corrected(announced: Week, stage: str, why: str) -> None:
    """With the reason."""
    with announced.store.transaction() as record:
        record.contests.get(1).stage = stage

    with pytest.raises(NotNow) as refused:
        correct(announced)
    assert refused.value.message == f"You can't correct contest no. 1 now: {why}."


@pytest.mark.parametrize("said", [AnnounceAs(), AnnounceAs(name="a fan")], ids=["as it was", "by another name"])
def test_the_winner_is_no_correction_of_itself(announced: Week, said: AnnounceAs) -> None:
    """Nor in other words: we would be sorry to have named another caption."""
    with announced.store.transaction() as record, pytest.raises(NotNow) as refused:
        decisions.correct(record, 1, "1", announced.word, said)

    assert refused.value.message == "“Caption number 1” is the winner announced already."
    assert refused.value.do == (
        "For other words or another name, edit what stands on Facebook by hand; "
        "`captionbot retract 1 --because TEXT` takes the result back."
    )


def test_a_later_start_of_the_clock_changes_nothing(announced: Week) -> None:
    """A correction of months ago is said at once as well: it has its own yes."""
    announced.clock.at = days(200)
    correct(announced)
    announced.tick()

    assert announced.page.acts("reply", "publish", "edit") == ["reply", "publish", "edit", "edit"]
