"""`forget`: what a person types, and what they are told."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from captionbot.cli import forgetting
from captionbot.contest.stages import Stage
from captionbot.site import leaving
from captionbot.store.database import open_store
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow
from captionbot.store.utterances import Kind
from tests.cli.conftest import Run
from tests.contest.made import comment
from tests.rooms.made import read, reviewed, said_post
from tests.store.made import ANNOUNCES, utterance

PAGE_ID = "1234567890"
HORSES = "They promised the horses a milkshake."
BY = ("--by", "dana")


def _within(folder: Path, act: Callable[[Record], object]) -> None:
    with closing(open_store(f"sqlite:///{folder / 'captionbot.db'}", PAGE_ID)) as store, store.transaction() as record:
        act(record)


def _begin(record: Record) -> None:
    ann, bea = comment(1, HORSES, votes=9), comment(2, "Two stallions, one stall.", votes=5)
    also = replace(comment(3, "Fan 1 you must see this", votes=1), entrant_id="fan-3b", entrant_name="Fan 2")
    reviewed(record, ann, bea, also)


def _announced(record: Record) -> None:
    said = record.utterances.intend(utterance(kind=Kind.REPLY, decision=1, text="Congratulations, Fan 1!", marker=""))
    record.utterances.said(said, "9_77", ANNOUNCES)
    record.contests.get(1).stage = Stage.ANNOUNCED


@pytest.fixture
def judged(ready: Path) -> Path:
    """A folder whose record has a contest in review; two of three people have one name."""
    _within(ready, _begin)
    return ready


@pytest.fixture
def public(judged: Path) -> Path:
    """The same, announced."""
    _within(judged, _announced)
    return judged


def _rows(folder: Path) -> dict[str, CommentRow]:
    with closing(open_store(f"sqlite:///{folder / 'captionbot.db'}", PAGE_ID)) as store, store.view() as record:
        return {row.comment_id: row for row in record.comments.of_contest(1)}


def test_it_says_what_was_done_and_what_is_left_to_do(run: Run, public: Path) -> None:
    """By the name as it is typed, without quotation marks."""
    done = run("forget", "fan", "1", *BY)

    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "Fan 1 (fan-1) is forgotten: 1 comment in contest no. 1, sealed.",
        forgetting.SEALED,
        forgetting.BY_HAND,
        "  contest no. 1, reply: https://www.facebook.com/9_77",
        "Other people name them in comments of their own, which stay as they are:",
        "  contest no. 1, comment 3",
        "Their own comments stay on Facebook until they delete them there.",
        forgetting.LATER,
        leaving.BY_HAND,
    ]
    assert _rows(public)["1"].sealed_at


@pytest.mark.usefixtures("public")
def test_to_ask_twice_says_who_did_it_before(run: Run) -> None:
    """And on which day; whoever it was then is kept."""
    run("forget", "Fan 1", "--by", "maria")
    done = run("forget", "Fan 1", *BY)

    first = done.out.splitlines()[0]
    assert first.startswith("Fan 1 (fan-1) is forgotten: 1 comment in contest no. 1, already sealed by maria on ")
    assert "already" not in run("forget", "Fan 1", "--erase", "--because", "asked", *BY).out


def test_whoever_steps_up_is_named(run: Run, judged: Path) -> None:
    """And the word that staff must say now."""
    done = run("forget", "fan-1", *BY)

    assert (
        "Contest no. 1: “Two stallions, one stall.” leads now, with 5 votes; `captionbot approve 1`, or pick."
        in done.out.splitlines()
    )
    run("forget", "fan-2", *BY)
    assert "Contest no. 1 has no winner now" in run("forget", "fan-3b", *BY).out
    assert all(row.sealed_at for row in _rows(judged).values())


def test_a_winner_that_names_them_is_told(run: Run, ready: Path) -> None:
    """With the word by which it is announced without the name."""
    ann = replace(comment(1, "Whoa, says Bea Lane", votes=9), entrant_name="Ann Lee")
    bea = replace(comment(2, "Neigh.", votes=5), entrant_name="Bea Lane")
    _within(ready, lambda record: reviewed(record, ann, bea))

    assert forgetting.NAMED.format(n=1) in run("forget", "Bea Lane", *BY).out.splitlines()
    assert run("approve", "1", "--caption", "Whoa", *BY).code == 0


def test_an_open_contest_is_named(run: Run, ready: Path) -> None:
    """Which leaves them out from now on."""
    _within(ready, lambda record: read(record, said_post(record), comment(1, HORSES)))

    assert "Contest no. 1 is open and leaves them out." in run("forget", "Fan 1", *BY).out


def test_several_people_of_one_name_are_listed(run: Run, judged: Path) -> None:
    """With their ids, and nothing is done; as lines and as JSON."""
    done = run("forget", "Fan 2", *BY)
    assert (done.code, done.out) == (1, "fan-2\tFan 2\t1\t1\nfan-3b\tFan 2\t1\t1\n")
    assert done.err == "2 people are called Fan 2. Say which, by id: captionbot forget ID.\n"

    done = run("forget", "Fan 2", "--json", *BY)
    assert [one["id"] for one in json.loads(done.out)["people"]] == ["fan-2", "fan-3b"]
    assert not any(row.sealed_at for row in _rows(judged).values())


def test_a_dry_run_shows_and_does_nothing(run: Run, public: Path) -> None:
    """Not even where it would erase."""
    done = run("forget", "Fan 1", "--erase", "--because", "asked", "--dry-run", *BY)

    assert done.out.startswith("Fan 1 (fan-1) is forgotten: 1 comment in contest no. 1, erased.\n")
    assert done.out.endswith("(dry run: nothing was recorded)\n")
    assert (_rows(public)["1"].text, _rows(public)["1"].sealed_at) == (HORSES, None)


def test_what_is_erased_is_in_no_file_but_older_ones(run: Run, public: Path) -> None:
    """And those that `restore` had put aside are named."""
    aside = public / "captionbot.db.before-restore-2026-12-02T1600Z"
    aside.write_bytes((public / "captionbot.db").read_bytes())
    done = run("forget", "--comment", "1", "--erase", "--because", "asked", *BY)

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Whoever wrote comment 1 is forgotten: 1 comment in contest no. 1, erased.\n")
    assert f"delete it once nobody needs it: {aside}." in done.out
    assert b"milkshake" not in (public / "captionbot.db").read_bytes()
    assert b"Fan 1!" not in (public / "captionbot.db").read_bytes()


def test_of_messages_that_were_sent_whoever_has_them_is_told(run: Run, public: Path) -> None:
    """No program takes a mail back."""
    with (public / ".env").open("a", encoding="utf-8") as env:
        env.write("NOTIFY_URLS=json://staff.example\n")
    done = run("forget", "--comment", "1", "--erase", "--because", "asked", *BY)

    assert "Messages that staff were sent quote captions, and nothing takes them back" in done.out


def test_a_seal_is_taken_back(run: Run, judged: Path) -> None:
    """By name, as it was given; but with --erase it makes no sense."""
    run("forget", "Fan 1", *BY)
    done = run("forget", "Fan 1", "--undo", *BY)

    assert done.out.splitlines() == [
        "Fan 1 (fan-1) is no longer forgotten: 1 comment in contest no. 1 may stand in public copies again.",
        f"Contest no. 1: “{HORSES}” leads now, with 9 votes; `captionbot approve 1`, or pick.",
    ]
    assert _rows(judged)["1"].sealed_at is None
    assert run("forget", "Fan 1", "--undo", "--erase", "--because", "x", *BY).code == 2
    assert run("forget", "Fan 1", "--undo", *BY).err == "None of that is sealed.\n"


def test_json_stands_alone(run: Run, public: Path) -> None:
    """The same for a program."""
    value = json.loads(run("forget", "Fan 1", "--erase", "--because", "asked", "--json", *BY).out)

    assert value == {
        "who": "Fan 1 (fan-1)",
        "erased": True,
        "comments": ["1"],
        "contests": [1],
        "stepped_up": [],
        "wait_for_a_yes": [],
        "on_the_page": [{"contest": 1, "what": "reply", "link": "https://www.facebook.com/9_77"}],
        "named_by_others": ["3"],
        "cards": {"theirs": [], "unknown": [], "left": [], "trouble": ""},
        "remains": [],
        "dry_run": False,
    }
    assert _rows(public)["1"].text == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "name the person, or their comments with --comment ID"),
        ([""], "name the person, or their comments with --comment ID"),
        ([" ", ""], "name the person, or their comments with --comment ID"),
        (["Fan 1", "--comment", "1"], "name the person, or their comments with --comment ID"),
        (["Fan 1", "--erase"], "say why: --because TEXT"),
        (["Fan 1", "--erase", "--because", "  "], "say why: --because TEXT"),
    ],
)
def test_a_wrong_use_is_told(run: Run, judged: Path, words: list[str], told: str) -> None:
    """And nothing is done."""
    done = run("forget", *words, *BY)

    assert (done.code, told in done.err) == (2, True)
    assert not any(row.sealed_at for row in _rows(judged).values())


def test_root_must_say_who_does_it(run: Run, judged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It changes who takes part."""
    monkeypatch.setattr("getpass.getuser", lambda: "root")
    monkeypatch.delenv("SUDO_USER", raising=False)

    assert run("forget", "Fan 1").code == 2
    assert not any(row.sealed_at for row in _rows(judged).values())
