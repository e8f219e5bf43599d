"""Somebody asks to be forgotten: sealed, in every contest, and in whatever is read later."""

from dataclasses import replace

import pytest

from captionbot import decisions
from captionbot.contest.stages import Stage
from captionbot.errors import NotNow
from captionbot.forgetting import forget, forget_again, meant, person, unseal, writer_of
from captionbot.judging import close
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.schema import Contest
from captionbot.store.utterances import Kind, Outcome
from tests.contest.made import CLOSES, PAGE
from tests.rooms.asking import DANA, HORSES, LATER, LEADER, SECOND, THIRD, announced, by, forgotten, row_of
from tests.rooms.conftest import SettingsWith
from tests.rooms.made import read, reviewed, said_post, tally_now
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, MINUTE, utterance


@pytest.fixture
def settings(settings_with: SettingsWith) -> Settings:
    """The settings that most will have."""
    return settings_with()


@pytest.fixture
def contest(record: Record) -> Contest:
    """In review: Ann leads Bea and Cleo."""
    return reviewed(record, LEADER, SECOND, THIRD)


# who is meant


@pytest.mark.parametrize("who", ["Ann Lee", "ann lee", " ANN  LEE ", "Ánn Lee", "ann-lee"])
def test_a_person_is_found_by_name_or_id(record: Record, contest: Contest, who: str) -> None:
    """However it is spelt."""
    [found] = meant(record, who)

    assert (found.entrant_id, found.names, found.comments, found.contests) == (
        "ann-lee",
        {"Ann Lee"},
        1,
        {contest.number},
    )


def test_several_people_may_have_one_name(record: Record) -> None:
    """Each is given with their id; the Page itself is nobody who could be forgotten."""
    two = replace(by(4, "Another Ann's.", "Ann Lee"), entrant_id="ann-lee-2")
    own = replace(by(5, "Ours.", "Ann Lee"), entrant_id=PAGE)
    reviewed(record, LEADER, two, own)

    assert sorted(one.entrant_id for one in meant(record, "ann lee")) == ["ann-lee", "ann-lee-2"]


@pytest.mark.usefixtures("contest")
def test_nobody_of_that_name_is_said_with_where_it_was_looked_for(record: Record) -> None:
    """And what can be done where Facebook withholds who wrote a comment."""
    with pytest.raises(
        NotNow, match="Of 3 people whom Facebook names beside a comment, nobody is called Dee"
    ) as refused:
        meant(record, "Dee")
    assert "--comment ID" in refused.value.do
    with pytest.raises(NotNow) as refused:
        meant(record, "lee")
    assert refused.value.do == "Did you mean Ann Lee (ann-lee)?"


@pytest.mark.usefixtures("contest")
def test_whoever_is_erased_is_known_by_their_id_alone(record: Record, settings: Settings) -> None:
    """To ask twice is no mistake that should look like a slip of the pen."""
    record.contests.get(1).stage = Stage.VOID
    forgotten(record, settings, erase=True)

    for who in ("ann-lee", f"{PAGE}_1"):
        with pytest.raises(NotNow, match="is forgotten already"):
            meant(record, who)
    with pytest.raises(NotNow, match="nobody is called"):
        meant(record, "Ann Lee")


def test_no_name_is_nobody(record: Record) -> None:
    """It is not looked for."""
    with pytest.raises(NotNow, match="No name was given"):
        meant(record, "  ")


def test_a_comment_that_was_never_read_can_not_be_forgotten(record: Record, contest: Contest) -> None:
    """Nothing is written down for it."""
    with pytest.raises(NotNow, match="No contest has a comment 99"):
        writer_of(record, ["1", "99"])
    assert contest.stage == Stage.REVIEW


# sealed


def test_a_winner_not_announced_yet_steps_down(record: Record, settings: Settings, contest: Contest) -> None:
    """Left out for a reason of the list, like any other; the next one waits for a person."""
    done = forgotten(record, settings)

    assert [(number, winner and winner.comment_id) for number, winner in done.stepped_up] == [(1, "2")]
    assert contest.doubts == ["an entrant asked to be left out, and another entry leads"]
    assert [(row_of(record, one).verdict, row_of(record, one).reason) for one in "12"] == [
        ("left out", "the entrant asked"),
        ("entry", None),
    ]
    with pytest.raises(NotNow, match=r"forgotten|left out"):
        decisions.pick(record, 1, "1", DANA)


def test_a_runner_up_makes_way_and_the_winner_stays(record: Record, settings: Settings, contest: Contest) -> None:
    """No person need say yes to that."""
    done = forgotten(record, settings, "Bea Lane")

    decision = record.contests.decision(contest)
    assert (decision and decision.comment_id, contest.doubts, done.stepped_up) == ("1", [], ())
    assert [row_of(record, one).rank for one in "123"] == [1, None, 2]


def test_an_open_contest_leaves_them_out_at_its_close(record: Record, settings: Settings) -> None:
    """Now and in every later contest, whatever they write next."""
    row = said_post(record)
    read(record, row, LEADER, SECOND)
    forgotten(record, settings)
    assert [one.entry.comment.comment_id for one in tally_now(record, row).standings] == ["2"]

    again = by(4, "And one more of mine.", "Ann Lee", 50)
    close(record, row, read(record, row, LEADER, SECOND, again), CLOSES)

    record._session.flush()
    assert [row_of(record, one).reason for one in "124"] == ["the entrant asked", None, "the entrant asked"]
    assert [row_of(record, one).sealed_at is not None for one in "124"] == [True, False, True]
    assert row_of(record, "4").text == "And one more of mine."


def test_the_record_keeps_what_is_sealed(record: Record, settings: Settings) -> None:
    """All but what staff were told, which others may read: verdicts, words and results stay as they were."""
    row = announced(record)
    said = {one.id: one.text for one in record.utterances.of_contest(1)}
    done = forgotten(record, settings)

    assert (row_of(record).text, row_of(record).entrant_name, row_of(record).rank) == (HORSES, "Ann Lee", 1)
    assert {one.id: one.text for one in record.utterances.of_contest(1)} == said
    assert (row.stage, row.decision, done.stepped_up) == (Stage.ANNOUNCED, 1, ())
    [notice] = [one.text for one in record.staff.notices()]
    assert notice == "the winner's words changed: tallied “(asked to be forgotten)”, now “Neigh”"


@pytest.mark.parametrize(
    ("who", "named"), [("Ann Lee", [Kind.REPLY, Kind.ANNOUNCEMENT]), ("Bea Lane", [Kind.ANNOUNCEMENT])]
)
def test_what_stands_on_the_page_is_listed_with_its_links(
    record: Record, settings: Settings, who: str, named: list[Kind]
) -> None:
    """The winner in reply and announcement, a runner-up in the announcement: staff take it away there."""
    announced(record)
    done = forgotten(record, settings, who)

    assert [(one.contest, one.what) for one in done.stands] == [(1, str(kind)) for kind in named]
    assert [one.link for one in done.stands] == [f"https://www.facebook.com/{PAGE}_{kind}" for kind in named]


def test_a_post_is_listed_once(record: Record, settings: Settings) -> None:
    """However many of our words about it name them: a correction goes onto the post that stands."""
    announced(record)
    said = record.utterances.intend(utterance(kind=Kind.EDIT, decision=1, text="Not Ann Lee after all", marker=""))
    record.utterances.said(said, f"{PAGE}_{Kind.ANNOUNCEMENT}", ANNOUNCES)

    assert [one.what for one in forgotten(record, settings).stands] == ["reply", "announcement"]


def test_other_peoples_words_stay_and_are_listed(record: Record, settings: Settings) -> None:
    """Where somebody tagged them."""
    reviewed(record, LEADER, by(2, "Ann Lee you must see this horse", "Bea Lane", 5))
    done = forgotten(record, settings)

    assert [one.comment_id for one in done.named_by_others] == ["2"]
    assert row_of(record, "2").text == "Ann Lee you must see this horse"


def test_a_comment_without_an_author_is_forgotten_by_its_number(record: Record, settings: Settings) -> None:
    """That one and no other."""
    reviewed(record, by(1, HORSES, None, 9), by(2, "Two stallions, one stall.", None, 5))
    done = forget(record, settings, writer_of(record, [f"{PAGE}_1"]), DANA, erase=False)

    assert (done.comments, done.contests) == (("1",), (1,))
    assert [row_of(record, one).sealed_at for one in "12"] == [LATER, None]


def test_the_audit_names_nobody_again(record: Record, settings: Settings) -> None:
    """Not even where the reason did."""
    announced(record)
    forgotten(record, settings)

    last = record.staff.audit()[-1]
    assert (last.by, last.action, last.contest, last.comment_id) == ("dana", "forget", None, None)
    assert (last.because, last.detail) == ("(asked to be forgotten) wrote to us", "1 comment in contest no. 1")
    assert {row.because for row in record.papers.forgotten()} == {last.because}


def test_asking_twice_changes_nothing_more(record: Record, settings: Settings) -> None:
    """The first hour stays; an erasure is never made a seal again."""
    announced(record)
    forgotten(record, settings)
    first = [(row.digest, row.at, row.erased_at) for row in record.papers.forgotten()]
    forgotten(record, settings)

    assert [(row.digest, row.at, row.erased_at) for row in record.papers.forgotten()] == first
    forgotten(record, settings, erase=True)
    with pytest.raises(NotNow, match="erased already"):
        forget(record, settings, writer_of(record, ["1"]), DANA, erase=False)
    forget(record, settings, writer_of(record, ["1", "2"]), DANA, erase=False)
    known = {row.digest: row.erased_at for row in record.papers.forgotten()}
    assert [known[one] for one, _, _ in first] == [LATER, LATER]


@pytest.mark.parametrize("stage", [Stage.ANNOUNCING, Stage.STUCK])
@pytest.mark.parametrize("who", ["Ann Lee", "Bea Lane"])
def test_what_is_being_announced_is_let_finish(record: Record, settings: Settings, stage: Stage, who: str) -> None:
    """Its words are written down, and may stand on the Page already; whom it doesn't name can be forgotten."""
    row = announced(record)
    row.stage = stage

    with pytest.raises(NotNow, match=r"Contest no\. 1 is .*names them"):
        forgotten(record, settings, who)
    assert record.papers.forgotten() == []
    assert forgotten(record, settings, "Cleo Lund").comments == ("3",)


@pytest.mark.parametrize("public", [True, False])
def test_what_is_public_is_not_advised_to_be_called_off(record: Record, settings: Settings, public: bool) -> None:  # noqa: FBT001 - a table's column
    """While a correction goes out, `void` would be refused; before the first word it helps, with its reason."""
    row = announced(record)
    row.stage = Stage.ANNOUNCING
    for said in record.utterances.of_contest(1) if not public else ():
        if said.kind != Kind.POST:
            said.said_id, said.outcome = None, Outcome.INTENDED
    record._session.flush()

    with pytest.raises(NotNow) as refused:
        forgotten(record, settings)
    do = "Do it again once it is announced, in some minutes"
    void = '; or call it off first: captionbot void 1 --because "...".'
    assert refused.value.do == do + ("." if public else void)


def test_a_winner_whose_caption_names_them_waits_for_a_yes(record: Record, settings: Settings) -> None:
    """Also where it had one: nobody had thought of that when it was given."""
    row = reviewed(record, by(1, "Whoa, says Bea Lane", "Ann Lee", 9), SECOND, THIRD)
    decisions.approve(record, 1, DANA)
    done = forgotten(record, settings, "Bea Lane")

    assert (done.doubted, row.doubts, row.approved_at) == (
        (1,),
        ["it names somebody who asked to be forgotten"],
        None,
    )
    assert forgotten(record, settings, "Cleo Lund").doubted == ()
    row.approved_at = LATER
    assert forgotten(record, settings, "Bea Lane").doubted == (1,)
    assert row.doubts == ["it names somebody who asked to be forgotten"]


def test_a_restored_winner_that_names_them_waits_as_well(record: Record, settings: Settings) -> None:
    """The backup knows the contest with staff's yes."""
    row = reviewed(record, by(1, "Whoa, says Bea Lane", "Ann Lee", 9), SECOND, THIRD)
    forgotten(record, settings, "Bea Lane")
    row.doubts, row.approved_at = [], LATER

    assert forget_again(record, DANA) == (1, 0)
    again = record.contests.get(1)
    assert (again.doubts, again.approved_at) == (["it names somebody who asked to be forgotten"], None)


def test_at_the_close_and_when_one_steps_up_it_is_looked_for_too(record: Record, settings: Settings) -> None:
    """Whoever leads, or leads next, with a caption that names somebody who asked."""
    row = said_post(record)
    read(record, row, SECOND)
    forgotten(record, settings, "Bea Lane")
    whoa, again = by(4, "Whoa, says Bea Lane", "Ann Lee", 9), by(5, "Hi, bea lane!", "Dee Dunn", 8)
    close(record, row, read(record, row, SECOND, whoa, again), CLOSES)
    record._session.flush()
    assert row.doubts == ["it names somebody who asked to be forgotten"]

    forgotten(record, settings, "Ann Lee")
    why = "an entrant asked to be left out, and another entry leads"
    assert row.doubts == [why, "it names somebody who asked to be forgotten"]


# taken back


def test_a_seal_can_be_taken_back(record: Record, settings: Settings, contest: Contest) -> None:
    """It was another Ann, or she wants to play again: she takes part, and whoever leads now waits for a person."""
    forgotten(record, settings)
    [writer] = meant(record, "Ann Lee")
    done = unseal(record, person(record, writer), DANA)

    assert (done.comments, [winner and winner.comment_id for _, winner in done.stepped_up]) == (("1",), ["1"])
    assert (row_of(record).sealed_at, row_of(record).verdict, row_of(record).rank) == (None, "entry", 1)
    assert contest.doubts == ["an entrant takes part again, and another entry leads"]
    assert record.papers.forgotten() == []
    last = record.staff.audit()[-1]
    assert (last.action, last.comment_id, last.detail) == ("forget undone", None, "1 comment in contest no. 1")


def test_what_was_sealed_with_the_person_is_taken_back_with_the_person(record: Record, settings: Settings) -> None:
    """One comment's number alone is not enough; nor is anything taken back of whom nobody sealed, or who is erased."""
    announced(record)
    forgotten(record, settings)
    with pytest.raises(NotNow, match="sealed with more"):
        unseal(record, writer_of(record, ["1"]), DANA)
    with pytest.raises(NotNow, match="None of that is sealed"):
        unseal(record, writer_of(record, ["2"]), DANA)

    forgotten(record, settings, erase=True)
    with pytest.raises(NotNow, match="That is erased"):
        unseal(record, writer_of(record, ["1"]), DANA)
    assert {row.erased_at for row in record.papers.forgotten()} == {LATER}


# in a bot at work


def test_a_week_goes_on_without_whoever_asked(review: Week) -> None:
    """The winner asks on Monday; on Tuesday the next one is announced, once a person has said yes."""
    with review.store.transaction() as record:
        forgotten(record, review.settings, "Fan 1")
    assert review.tick(ANNOUNCES).unfinished
    assert review.stages == ["review"]
    review.approve()
    review.tick(ANNOUNCES + MINUTE)

    said = review.utterances()
    assert review.stages == ["announced"]
    assert "Caption number 2" in said[Kind.ANNOUNCEMENT].text
    assert "number 1" not in said[Kind.ANNOUNCEMENT].text
    assert "Fan 1" not in "".join(one.text for one in said.values())
