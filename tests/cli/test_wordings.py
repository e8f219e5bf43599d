"""`wordings` and `draft`: the public words in force, how they read, and words to post by hand."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from captionbot.clock import DEMO_CLOCK, Clock
from captionbot.contest.stages import Stage
from captionbot.contest.wording import BUILT_IN, KINDS
from captionbot.store.database import open_store
from tests.cli.conftest import Run
from tests.contest.made import comment
from tests.photos.unlike import file_unlike
from tests.rooms.made import reviewed
from tests.settings.written import REQUIRED, written
from tests.store.made import SLOT

PAGE_ID = "1234567890"
WITHDRAWN = (
    "We have withdrawn the result of Beat the Caption of Friday 27 November 2026. There is no winner for now, "
    "and we are sorry. Thank you to everyone who sent a caption.\n"
)


def contest_at(folder: Path, stage: Stage) -> None:
    """A folder whose record has one contest, at that stage."""
    store = open_store(f"sqlite:///{folder / 'captionbot.db'}", PAGE_ID)
    with store.transaction() as record:
        contest = reviewed(record, comment(1, votes=3))
        contest.stage = stage
    store.close()


def test_the_file_that_is_printed_says_the_same_again(run: Run, here: Path) -> None:
    """Saved and named in .env, it changes nothing."""
    printed = run("wordings")
    (here / "wordings.txt").write_text(printed.out, encoding="utf-8")
    checked = run("wordings", "--check", "wordings.txt")
    written(here, f"{REQUIRED}WORDINGS=wordings.txt\n")

    assert (printed.code, printed.err, checked.code, checked.err) == (0, "", 0, "")
    assert checked.out.startswith("wordings.txt is right. WORDINGS=wordings.txt in .env puts it in force;")
    assert run("wordings").out == printed.out


def test_a_sample_shows_each_kind_filled_in(run: Run, here: Path) -> None:
    """With this Page's own settings, and an invented winner."""
    written(here, f"{REQUIRED}CONTEST_NAME=Name That Cat\nPRIZE=a cat\n")
    done = run("wordings", "--sample")

    assert (done.code, done.err) == (0, "")
    assert all(f"[{kind.heading}] {kind.about}\n" in done.out for kind in KINDS)
    assert "  Your prize: a cat.\n" in done.out
    assert "“We were told there would be oats.” by Nora Bell wins Name That Cat of Friday 27 November 2026" in done.out
    assert "{" not in done.out


def test_a_file_with_mistakes_is_told_of_with_every_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any settings; exit code 2, and nothing on stdout."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.txt").write_text("[thanks]\nVote now!\n[nonsense]\n", encoding="utf-8")
    done = run("wordings", "--check", "mine.txt")

    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        "mine.txt:2: “Vote” begs, and Facebook shows such posts to fewer people; invite captions instead",
        "mine.txt:3: [nonsense] is no kind of wording; there are " + ", ".join(kind.heading for kind in KINDS),
        "Mend each of these and check the file again.",
    ]


def test_what_is_found_is_there_as_json(run: Run, here: Path) -> None:
    """The words in force, how they read, and what is wrong with a file."""
    (here / "mine.txt").write_text("[thanks]\nTa.\n", encoding="utf-8")
    (here / "wrong.txt").write_text("[thanks]\n", encoding="utf-8")
    written(here, f"{REQUIRED}WORDINGS=mine.txt\n")
    found = json.loads(run("wordings", "--json").out)
    sample = json.loads(run("wordings", "--sample", "--json").out)
    wrong = run("wordings", "--check", "wrong.txt", "--json")

    assert found["file"] == str(here / "mine.txt")
    assert list(found["wordings"]) == [kind.heading for kind in KINDS]
    assert found["wordings"]["thanks"] == sample["wordings"]["thanks"] == ["Ta."]
    assert found["wordings"]["fact"] == ["What really happened: {fact}"]
    assert sample["wordings"]["fact"][0].startswith("What really happened: One of the horses")
    assert json.loads(run("wordings", "--check", "mine.txt", "--json").out) == {"ok": True, "problems": []}
    assert wrong.code == 2
    assert [one["what"] for one in json.loads(wrong.out)["problems"]] == [
        "wrong.txt:1: [thanks] has no wording; write one below it, or take the heading out"
    ]


@pytest.mark.usefixtures("ready")
def test_a_week_without_a_photo_has_words_of_its_day(run: Run) -> None:
    """Of the day on which the slot falls, whichever day of the week is named; another week reads otherwise."""
    days = [run("draft", "no-contest", "--date", f"2026-11-{day}").out for day in (23, 27, 29)]

    assert len(set(days)) == 1
    assert days[0] == (
        "Beat the Caption takes a break: there is no new photo on Friday 27 November 2026. "
        "We will be back with the next one.\n"
    )
    assert "Friday 4 December 2026" in run("draft", "no-contest", "--date", "2026-12-04").out


def at(folder: Path, monkeypatch: pytest.MonkeyPatch, now: datetime, outcome: str = "") -> None:
    """It is ``now``, and the week of 27 November has come to that."""
    monkeypatch.setenv(DEMO_CLOCK, f"{now.timestamp()}@0x0")
    store = open_store(f"sqlite:///{folder / 'captionbot.db'}", PAGE_ID)
    with store.transaction() as record:
        if outcome:
            record.contests.settle_slot("2026-W48", SLOT, outcome, SLOT, contest=12 if outcome == "begun" else None)
    store.close()


TODAY, MONDAY = SLOT + timedelta(hours=3), SLOT + timedelta(days=3)
NONE_READY = "No photo in the queue is ready for Friday 4 December 2026.\n"
WEEKS = {
    "a contest": (TODAY, "begun", "4 December", NONE_READY),
    "none today": (TODAY, "empty", "27 November", "There was no contest on Friday 27 November 2026.\n"),
    "missed today": (TODAY, "missed", "27 November", "There was no contest on Friday 27 November 2026.\n"),
    "none days ago": (MONDAY, "empty", "4 December", NONE_READY),
    "nothing known": (MONDAY, "", "4 December", NONE_READY),
}


@pytest.mark.parametrize(("now", "outcome", "day", "remark"), WEEKS.values(), ids=WEEKS.keys())
def test_by_itself_it_is_the_first_week_without_a_photo(
    run: Run, ready: Path, monkeypatch: pytest.MonkeyPatch, now: datetime, outcome: str, day: str, remark: str
) -> None:
    """From today on; beside the words staff are told why there is none."""
    at(ready, monkeypatch, now, outcome)
    done = run("draft", "no-contest")

    assert (done.code, done.err) == (0, remark)
    assert f"Friday {day} 2026" in done.out


def test_a_week_that_has_its_photo_is_passed_over(run: Run, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not said that nothing comes on a Friday on which the bot posts; whoever asks for that day is told so."""
    at(ready, monkeypatch, TODAY, "begun")
    (ready / "photos" / "queue" / "1958-ducks.jpg").write_bytes(file_unlike(1))

    assert "Friday 11 December 2026" in run("draft", "no-contest").out
    asked = run("draft", "no-contest", "--date", "2026-12-02")
    assert asked.err == (
        "1958-ducks.jpg is to be posted on Friday 4 December 2026. `captionbot skip 2026-12-04` leaves the week out.\n"
    )
    assert run("draft", "no-contest", "--date", "2026-11-27").err == "In that week there is a contest: no. 12.\n"

    assert run("skip", "2026-12-04", "--by", "maria").code == 0
    left_out = run("draft", "no-contest")
    assert "Friday 4 December 2026" in left_out.out
    assert left_out.err == "Friday 4 December 2026 is left out: skipped by maria.\n"


def test_under_a_pause_it_is_the_next_week(run: Run, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever lies in the queue."""
    at(ready, monkeypatch, TODAY, "begun")
    (ready / "photos" / "queue" / "1958-ducks.jpg").write_bytes(file_unlike(1))
    run("pause", "--because", "an officer has died", "--by", "maria")
    done = run("draft", "no-contest")

    assert "Friday 4 December 2026" in done.out
    assert done.err == ("Nothing is posted on Friday 4 December 2026 while the Page is paused: an officer has died.\n")


def test_a_holiday_is_a_week_without_a_photo(run: Run, ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is said which."""
    written(ready, f"{REQUIRED}SKIP_HOLIDAYS=US\n")
    at(ready, monkeypatch, datetime(2026, 12, 20, tzinfo=UTC))
    (ready / "photos" / "queue" / "1958-ducks.jpg").write_bytes(file_unlike(1))
    done = run("draft", "no-contest")

    assert "Friday 25 December 2026" in done.out
    assert done.err == "Friday 25 December 2026 is left out: Christmas Day.\n"


def test_no_draft_gives_a_reason_that_may_be_untrue() -> None:
    """The queue may be full and the week skipped, a holiday or paused."""
    for said in (*BUILT_IN.no_contest, *BUILT_IN.nothing_found):
        assert not re.search("run out|looking for|found|without words|this week", said)


def test_a_contest_without_a_winner_has_words_of_its_own(run: Run, ready: Path) -> None:
    """Once it has ended so."""
    contest_at(ready, Stage.VOID)
    done = run("draft", "nothing-found", "1")

    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "There is no winner in Beat the Caption of Friday 27 November 2026. "
        "Thank you for playing along, and until the next photo.\n"
    )
    assert json.loads(run("draft", "nothing-found", "1", "--json").out) == {
        "kind": "nothing-found",
        "text": done.out.rstrip("\n"),
    }


def test_a_result_taken_back_has_words_of_its_own(run: Run, ready: Path) -> None:
    """In staff's wording, where they have one."""
    contest_at(ready, Stage.RETRACTED)
    assert run("draft", "withdrawn", "1").out == WITHDRAWN

    (ready / "mine.txt").write_text("[withdrawn]\nWe take back {contest} of {day}.\n", encoding="utf-8")
    written(ready, f"{REQUIRED}WORDINGS=mine.txt\n")
    assert run("draft", "withdrawn", "1").out == "We take back Beat the Caption of Friday 27 November 2026.\n"


@pytest.mark.parametrize(
    ("stage", "kind", "why"),
    [
        (Stage.REVIEW, "nothing-found", "staff may pick a winner until it is announced."),
        (Stage.ANNOUNCED, "nothing-found", "it has a winner, who is announced."),
        (Stage.RETRACTED, "nothing-found", "`captionbot draft withdrawn 1` has words for that."),
        (Stage.OPEN, "nothing-found", "it is open."),
        (Stage.REVIEW, "withdrawn", "it is in review."),
        (Stage.VOID, "withdrawn", "it is void. `captionbot retract 1 --because TEXT` takes a result back"),
    ],
)
def test_no_words_are_drafted_for_what_is_not_so(run: Run, ready: Path, stage: Stage, kind: str, why: str) -> None:
    """And it is said why."""
    contest_at(ready, stage)
    done = run("draft", kind, "1")

    assert (done.code, done.out) == (1, "")
    assert why in done.err


def test_wrong_words_stand_in_nobodys_way_who_says_nothing(run: Run, ready: Path) -> None:
    """Whoever speaks is refused until they are mended; whoever looks, stops something or forgets somebody is not."""
    contest_at(ready, Stage.REVIEW)
    (ready / "mine.txt").write_text("[nonsense]\n", encoding="utf-8")
    written(ready, f"{REQUIRED}WORDINGS=mine.txt\n")

    for speaks in (("tick",), ("run",), ("wordings",), ("draft", "no-contest"), ("card", "1"), ("site", "hall")):
        refused = run(*speaks)
        assert (refused.code, "mine.txt:1: [nonsense] is no kind of wording" in refused.err) == (2, True)
    checked = run("check")
    assert (checked.code, "PROBLEM: mine.txt:1: [nonsense] is no kind" in checked.out) == (1, True)
    for looks in (("status",), ("next",), ("queue",), ("entries", "1"), ("rules",), ("tick", "--dry-run")):
        assert run(*looks).code == 0
    assert run("hold", "1", "--by", "maria").code == 0
    assert run("void", "1", "--because", "enough", "--by", "maria").code == 0
    assert run("forget", "Nobody At All", "--because", "asked", "--by", "maria").code != 2
    assert run("retract", "1", "--because", "wrong", "--by", "maria").code == 1  # it isn't public
    assert run("pause", "--because", "an officer has died", "--by", "maria").code == 0
    assert run("skip", f"{Clock.from_environment().now() + timedelta(weeks=1):%Y-%m-%d}", "--by", "maria").code == 0


def test_staff_find_in_status_that_the_words_are_wrong(run: Run, ready: Path) -> None:
    """Under cron nobody sees what a tick prints; each mistake is told once a day."""
    (ready / "mine.txt").write_text("[thanks]\nLike us!\n[nonsense]\n", encoding="utf-8")
    written(ready, f"{REQUIRED}WORDINGS=mine.txt\n")
    for _ in range(2):
        assert run("tick").code == 2

    told = (
        "The settings or the wordings are wrong: mine.txt:2: “Like us” begs, and Facebook shows such posts to "
        "fewer people; invite captions instead; mine.txt:3: [nonsense] is no kind of wording; there are "
        + ", ".join(kind.heading for kind in KINDS)
        + ". Nothing is said until it is mended."
    )
    assert run("status").out.count(told) == 1


def test_the_words_can_be_seen_before_there_are_settings(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the default settings and invented names; where there are some, they hold."""
    monkeypatch.chdir(tmp_path)
    assert run("wordings").code == 0
    assert "wins Beat the Caption of Friday" in run("wordings", "--sample").out
    written(tmp_path, "TIMEZONE=America/Chicago\n")
    assert run("wordings").code == 2
