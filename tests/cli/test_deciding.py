"""Staff decide at the command line: who takes part, who wins, and in which words; and whom they are told of."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from captionbot.judging import close
from captionbot.store.database import open_store
from tests.cli.conftest import Run
from tests.contest.made import comment
from tests.rooms.made import read, reviewed, said_post

PAGE_ID = "1234567890"


@pytest.fixture
def judged(ready: Path) -> Path:
    """A folder whose record has a contest in review: three entries, and a comment without words."""
    store = open_store(f"sqlite:///{ready / 'captionbot.db'}", PAGE_ID)
    with store.transaction() as record:
        first = comment(1, "Sam Doe Teh horse ordered first", votes=9)
        reviewed(record, first, comment(2, votes=5), comment(3, "🐎", votes=90), comment(4, votes=1, by=None))
    store.close()
    return ready


def _record(folder: Path) -> str:
    """All that the record holds, in SQL."""
    with closing(sqlite3.connect(folder / "captionbot.db")) as connection:
        return "\n".join(connection.iterdump())


LISTED = "crude or abusive, names or identifies a private person, not a caption, advertising, copied, about an open"


@pytest.mark.parametrize("words", ["--reason dislike", "--reason a", "", "--undo --reason copied", "--ours --reason c"])
def test_a_reason_that_is_none_lists_them_all(run: Run, judged: Path, words: str) -> None:
    """Wrong use: nothing is recorded."""
    before = _record(judged)
    done = run("disqualify", "1", *words.split(), "--by", "maria")

    assert (done.code, done.out) == (2, "")
    assert LISTED in done.err
    assert _record(judged) == before


WORDS = {
    "disqualify": "disqualify 1 --reason crude",
    "disqualify --ours": "disqualify 1 --ours",
    "pick": "pick 1 2 --because funnier",
    "approve": "approve 1 --name Fan",
    "void": "void 1 --because enough",
}


@pytest.mark.usefixtures("judged")
@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_dry_run_records_nothing(run: Run, ready: Path, words: str) -> None:
    """And says what it would have said."""
    before = _record(ready)
    dry = run(*words.split(), "--by", "maria", "--dry-run")

    assert (dry.code, dry.err) == (0, "")
    assert "(dry run: nothing was recorded)" in dry.out
    assert _record(ready) == before
    assert run(*words.split(), "--by", "maria").out.splitlines()[0] in dry.out.replace(
        " (dry run: nothing was recorded)", ""
    )


@pytest.mark.usefixtures("judged")
def test_leaving_out_says_who_leads_and_what_is_wanted(run: Run) -> None:
    """As a person reads it on the terminal."""
    done = run("disqualify", "9_1", "--reason", "not a", "--by", "maria")

    doubt = "comment 1 was left out by maria (not a caption), and another entry leads"
    assert done.out.splitlines() == [
        "Contest no. 1: “Sam Doe Teh horse ordered first” is left out: not a caption. It stays on Facebook.",
        "Contest no. 1: “Caption number 2” leads now, with 5 votes.",
        f"Contest no. 1: a person must approve: {doubt}. `captionbot approve 1`, or pick another.",
    ]
    undone = run("disqualify", "1", "--undo", "--by", "joe").out
    assert "“Sam Doe Teh horse ordered first” is no longer left out by staff; the rules decide about it." in undone
    assert "“Sam Doe Teh horse ordered first” leads now, with 9 votes." in undone


@pytest.mark.usefixtures("judged")
def test_the_last_entry_left_out_is_told(run: Run) -> None:
    """With the hour at which the contest then ends."""
    for one in ("1", "2"):
        run("disqualify", one, "--reason", "copied", "--by", "maria")
    done = run("disqualify", "4", "--reason", "copied", "--by", "maria")

    hour = "Tuesday 1 December at 10:00 AM CST"
    assert f"Contest no. 1 has no winner now; unless staff pick one, it ends without on {hour}." in done.out


@pytest.mark.usefixtures("judged")
def test_who_left_nothing_changed_is_told_so(run: Run) -> None:
    """The winner stays, in the words that tell its votes."""
    done = run("disqualify", "4", "--reason", "copied", "--by", "maria")
    assert "Contest no. 1: “Sam Doe Teh horse ordered first” stays the winner, with 9 votes." in done.out


@pytest.mark.usefixtures("judged")
def test_one_of_ours_is_named(run: Run) -> None:
    """And where Facebook names nobody, what to do instead."""
    done = run("disqualify", "2", "--ours", "--by", "maria")
    everywhere = "in any contest that is open or in review, or to come"
    assert done.out == f"Fan 2 is one of ours and can't win, {everywhere}.\n"
    undone = run("disqualify", "2", "--ours", "--undo", "--by", "joe").out
    assert undone == "Fan 2 takes part again, in every contest that is open or in review and in all to come.\n"

    refused = run("disqualify", "4", "--ours", "--by", "maria")
    assert (refused.code, refused.out) == (1, "")
    assert "captionbot disqualify 4 --reason REASON" in refused.err


@pytest.mark.usefixtures("judged")
def test_words_for_the_announcement_stand_beside_what_was_written(run: Run) -> None:
    """In the answer, in `status` and in `entries`."""
    said = ("--caption", "The horse ordered first!", "--name", "Fan")
    done = run("approve", "1", *said, "--by", "maria")

    assert done.out.splitlines()[1:] == [
        "The winner: “Sam Doe Teh horse ordered first” (9 votes).",
        "It is announced as “The horse ordered first!” by Fan, instead of “Sam Doe Teh horse ordered first” by Fan 1.",
    ]
    for words in ("status", "entries"):
        shown = run(words).out
        assert "“Sam Doe Teh horse ordered first”" in shown
        assert "announced as “The horse ordered first!” by Fan" in shown


@pytest.mark.usefixtures("judged")
def test_flagged_words_are_shown_to_whoever_gives_them(run: Run) -> None:
    """A name typed in freely is screened like a caption; the command itself is the yes."""
    done = run("pick", "1", "4", "--because", "funnier", "--name", "Bob of www.example.com", "--by", "maria")

    assert done.code == 0
    assert "Those words are flagged (link); this is your yes to that." in done.out


@pytest.mark.usefixtures("judged")
def test_the_pages_own_words_are_looked_for_as_well(run: Run, ready: Path) -> None:
    """In what staff give as in what fans write."""
    (ready / "words.txt").write_text("milkshake\n", encoding="utf-8")
    with (ready / ".env").open("a", encoding="utf-8") as env:
        env.write("\nWORDS_FILE=words.txt\n")
    done = run("approve", "1", "--caption", "The horse ordered first", "--by", "maria")
    assert "flagged" not in done.out
    done = run("pick", "1", "4", "--because", "funnier", "--name", "Milkshake Bob", "--by", "maria")
    assert "Those words are flagged (word of our list)" in done.out


@pytest.mark.usefixtures("judged")
def test_whoever_decides_second_is_told(run: Run) -> None:
    """What the first did, when, and nothing of one's own."""
    first = run("pick", "1", "2", "--because", "funnier", "--by", "maria")
    assert "Before that" not in first.out
    again = "Before that: “Caption number 2” was picked by maria on "
    seconds = (
        ["approve", "1"],
        ["disqualify", "4", "--reason", "copied"],
        ["void", "1", "--because", "enough", "--dry-run"],
        ["pick", "1", "1", "--because", "funnier"],
    )
    for words in seconds:
        assert again in run(*words, "--by", "joe").out
    refused = run("approve", "1", "--seen", "2", "--by", "maria")
    assert (refused.code, refused.out) == (1, "")
    assert "Contest no. 1 has another winner now: “Sam Doe Teh horse ordered first”." in refused.err
    assert "was picked by joe on" in refused.err


def _flagged(folder: Path) -> None:
    store = open_store(f"sqlite:///{folder / 'captionbot.db'}", PAGE_ID)
    with store.transaction() as record:
        link = comment(3, "See www.example.com, said the damn horse", votes=2)
        row = reviewed(record, comment(1, votes=9), comment(2, votes=5), link)
        row.doubts = ["the votes were read late, on Tuesday"]
    store.close()


@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_flags_and_doubts_are_said_to_whoever_says_yes(run: Run, ready: Path, more: list[str]) -> None:
    """In one line, whether it is kept or not; and that others had more votes."""
    _flagged(ready)
    done = run("pick", "1", "3", "--because", "funnier", "--by", "maria", *more).out.splitlines()

    assert done[1] == "It is flagged: crude word, link. In doubt: the votes were read late, on Tuesday."
    puts = "captionbot disqualify COMMENT --reason … puts that on record"
    assert done[2] == f"It passes over 2 captions with more votes; if one of them breaks a rule, {puts}."
    one = run("pick", "1", "2", "--because", "funnier", "--by", "maria", *more).out
    assert f"It passes over 1 caption with more votes; if it breaks a rule, {puts}." in one
    assert "passes over" not in run("pick", "1", "1", "--because", "fun", "--by", "maria", *more).out


def test_approving_says_to_what(run: Run, ready: Path) -> None:
    """And nothing where there is nothing."""
    _flagged(ready)
    assert "In doubt: the votes were read late, on Tuesday." in run("approve", "1", "--by", "maria").out
    run("pick", "1", "3", "--because", "funnier", "--by", "maria")
    assert "It is flagged: crude word, link. In doubt: the votes" in run("approve", "1", "--by", "joe").out


@pytest.mark.usefixtures("judged")
def test_a_beginning_that_two_reasons_share_names_both(run: Run) -> None:
    """Which of them it is, a person must say."""
    done = run("disqualify", "1", "--reason", "c", "--by", "maria")

    assert (done.code, done.out) == (2, "")
    assert "'c' may be “crude or abusive” or “copied”. Say one of: crude or abusive, names or" in done.err


@pytest.mark.usefixtures("judged")
@pytest.mark.parametrize("name", ["an\x1bn", "a\nb", "a\u202eb", "n" * 101])
def test_whoever_decides_has_a_name_that_can_be_read(run: Run, ready: Path, name: str) -> None:
    """It stands in the audit and on slips, on one line."""
    before = _record(ready)
    refused = run("approve", "1", "--by", name)

    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "can't stand in the record as who decides" in refused.err
    assert _record(ready) == before
    assert run("approve", "1", "--by", "Zoë N. " + "n" * 80).code == 0


def test_a_contest_without_comments_says_so(run: Run, ready: Path) -> None:
    """Before the first reading, and after the last."""
    store = open_store(f"sqlite:///{ready / 'captionbot.db'}", PAGE_ID)
    with store.transaction() as record:
        said_post(record)
    assert run("entries").out == "Contest no. 1: no comment has been read yet.\n"
    with store.transaction() as record:
        row = record.contests.get(1)
        close(record, row, read(record, row), row.closes_at)
    store.close()
    assert run("entries").out == "Contest no. 1: there is no comment.\n"
