"""The words of a department's own: in force on its Page, refused with their line, and never half in force."""

import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.story.test_card import SECOND, SIDECAR, WINNER, in_review
from tests.story.test_daemons import daemon, until
from tests.story.town import ANNOUNCE, LONG, NEXT_SLOT, SLOT, Town

BY = ("--by", "dana")
OURS = """\
# Our own words, agreed with the chief.

[invitation]
The comments are yours, Springfield.

[hours]
Send it before {closes}; on {announces} we tell who it was.

[reply]
Well done{to}! {caption} takes {contest} of {day}{count}.

[announcement]
Springfield has spoken: {caption} by {name}{count}.

A second way of saying it:
{caption} by {name}, and it wins {contest} of {day}.

[added]
It was {name}, with {caption}.

[thanks]
Stay funny, Springfield.
"""
MARKERS = (
    "Beat the Caption · Friday 27 November 2026",
    "Beat the Caption · result of Friday 27 November 2026",
    "Beat the Caption · Friday 4 December 2026",
)


@pytest.fixture
def spoken_for(town: Town) -> Town:
    """A town with words of its own."""
    write(town, OURS)
    town.settle_in(WORDINGS="wordings.txt", ANNOUNCE_BY="reply,post,edit")
    return town


def stopped(process: subprocess.Popen[str]) -> str:
    """End a daemon as systemd does, and give its log."""
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=LONG)
    assert process.returncode == 0
    assert "Traceback" not in log
    return log


def write(town: Town, words: str) -> Path:
    """Save the town's file of wordings."""
    file = town.folder / "wordings.txt"
    file.write_text(words, encoding="utf-8")
    return file


def test_they_stand_on_the_page(spoken_for: Town) -> None:
    """Each act in the department's words, two wordings in turn, our markers below, and ours where it wrote none."""
    town = spoken_for
    in_review(town)
    town.at(ANNOUNCE).tick_well()
    town.queue_photo("b.jpg")
    town.at(NEXT_SLOT).tick_well()
    spoken = town.spoken()
    first, second = (post["message"] for post in spoken.posts)
    announcement = spoken.announcements[0]["message"]

    assert town.counts == (2, 1, 1)
    assert first.startswith("They promised the horses a treat.")
    assert second.startswith("The comments are yours, Springfield.\n\nSend it before Monday 7 December at 10:00 AM")
    assert f"It was Ann Lee, with “{WINNER}”" in first
    assert f"Well done, Ann Lee! “{WINNER}” takes Beat the Caption of" in spoken.replies[0]["message"]
    assert announcement.startswith(f"A second way of saying it: “{WINNER}” by Ann Lee, and it wins Beat the Caption of")
    assert "Stay funny, Springfield." in announcement
    assert f"“{SECOND}”" in announcement
    assert [first.count(MARKERS[0]), announcement.count(MARKERS[1]), second.count(MARKERS[2])] == [1, 1, 1]
    assert "{" not in first + second + announcement + spoken.replies[0]["message"]
    assert "in no way sponsored" in second


def test_what_was_said_in_other_words_is_found_again(spoken_for: Town) -> None:
    """Words that are exchanged while nobody can tell what stands on the Page let nothing be said twice."""
    town = spoken_for
    in_review(town)
    for fault in ("lie-500:POST*/comments", "lie-500:POST*/feed", "lie-500:POST*_*[0-9]"):
        town.facebook.fault(fault)
    town.at(ANNOUNCE).tick()
    write(town, OURS.replace("Springfield has spoken", "Here it is").replace("Well done", "Bravo"))
    for minutes in (11, 11, 60):
        town.later(minutes=minutes).tick()
    assert (town.stage(), town.counts) == ("announced", (1, 1, 1))
    assert town.spoken().posts[0]["message"].count(WINNER) == 1
    assert "Well done" in town.spoken().replies[0]["message"]


@pytest.mark.parametrize("command", ["tick", "run"])
def test_a_file_with_mistakes_is_refused(spoken_for: Town, command: str) -> None:
    """Every one with its line, in words, before anything is said; exit code 2."""
    town = spoken_for
    wrong = OURS.replace("{caption} by {name}, and", "{caption.__class__} by {name}, and")
    write(town, f"{wrong}\n[thanks]\nLike us!\n")
    town.queue_photo("a.jpg")
    ran = town.at(SLOT).run(command)
    assert ran.code == 2
    assert "wordings.txt:16: {caption.__class__} is no field of [announcement]" in ran.err
    assert "wordings.txt:24: [thanks] stands on line 21 already" in ran.err
    assert "“Like us” begs" in ran.err
    assert town.counts == (0, 0, 0)
    told = town.must("status").out
    assert "The settings or the wordings are wrong: wordings.txt:" in told
    assert "wordings.txt:16: {caption.__class__} is no field of [announcement]" in told
    checked = town.run("check")
    assert checked.code == 1
    assert "PROBLEM: wordings.txt:16: {caption.__class__} is no field" in checked.out


def test_a_pause_needs_no_right_words(spoken_for: Town) -> None:
    """Whoever must stop everything is not asked to mend a file first."""
    town = spoken_for
    write(town, "[nonsense]\n")
    town.must("pause", "--because", "an officer has died", *BY)
    write(town, OURS)
    town.queue_photo("a.jpg")
    town.at(SLOT).tick()
    assert town.counts == (0, 0, 0)


def test_a_broken_edit_while_the_daemon_runs(spoken_for: Town) -> None:
    """The old words stay in force; once it is mended, the new ones are, without a restart; the log names the line."""
    town = spoken_for
    town.queue_photo("a.jpg")
    town.at(SLOT)
    with daemon(town) as process:
        until(lambda: town.counts[0] == 1)
        right = write(town, OURS).rename(town.folder / "right.txt")
        write(town, OURS.replace("{closes}", "{clozes}"))
        time.sleep(2)
        told = town.must("status").out
        assert "wordings.txt:7: {clozes} is no field of [hours]" in told
        assert "What was in force stays in force until it is mended" in told
        town.queue_photo("b.jpg")
        assert town.run("post-now", *BY, WORDINGS=right.name).code == 0
        until(lambda: town.counts[0] == 2)
        write(town, OURS.replace("are yours, Springfield", "are open"))
        time.sleep(2)
        town.queue_photo("c.jpg")
        town.must("post-now", *BY)
        until(lambda: town.counts[0] == 3)
        logged = stopped(process)
    assert "wordings.txt:7: {clozes} is no field of [hours]; did you mean {closes}?" in logged
    assert [post["message"].splitlines()[0] for post in town.spoken().posts] == [
        "The comments are yours, Springfield.",
        "The comments are yours, Springfield.",
        "The comments are open.",
    ]


def test_words_are_tried_before_they_are_used(town: Town) -> None:
    """`wordings` writes a file that is right as it is; `--check` says what is wrong, `--sample` how it would read."""
    file = write(town, town.must("wordings").out)
    assert "wordings.txt is right" in town.must("wordings", "--check", "wordings.txt").out
    town.settle_in(WORDINGS="wordings.txt", CONTEST_NAME="Caption Friday")
    sample = town.must("wordings", "--sample").out
    assert "Caption Friday" in sample
    assert "{" not in sample
    write(town, file.read_text(encoding="utf-8").replace("{announces}", "{anounces}"))
    ran = town.run("wordings", "--check", "wordings.txt")
    assert ran.code == 2
    assert "did you mean {announces}?" in ran.err


def test_drafts_are_words_and_nothing_else(spoken_for: Town) -> None:
    """For a week without a photo and a contest without a winner, ready to paste; nothing is sent by them."""
    town = spoken_for
    assert "4 December" not in town.must("draft", "no-contest").out
    assert "Beat the Caption" in town.must("draft", "no-contest").out
    town.post_the_first("a.jpg", SIDECAR)
    town.at("2026-12-01T16:00:05Z").tick()
    town.later(hours=1).tick()
    assert town.stage() == "void"
    draft = town.must("draft", "nothing-found", "1").out
    assert "Friday 27 November" in draft
    assert town.counts == (1, 0, 0)
