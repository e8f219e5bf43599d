"""What the rooms say for a terminal is told by the names that things have on the desk."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from captionbot.telling.commands import PLACES, on_the_desk

ROOMS = Path(__file__).parents[2] / "captionbot"
SAYING = (
    "contest/announce_as.py",
    "contest/stages.py",
    "decisions/*.py",
    "runner/*.py",
    "queueing/*.py",
    "judging/*.py",
    "telling/weekly.py",
)
TOLD = {
    "`captionbot entries 3` lists them.": "“Entries” lists them.",
    "captionbot entries 1; then approve, pick, release or void.": (
        "Open the contest: approve, pick another, release it or call it off."
    ),
    "a person must pick or void: link": "a person must pick or call off: link",
    "the earlier “Oats” (comment 12).": "the earlier “Oats”.",
    "Pick one: captionbot pick 3 COMMENT --because TEXT.": "Pick one: “Pick”.",
    "captionbot settle 3 --live ID, or captionbot settle 3 --not-live.": "“Settle”.",
    "captionbot settle 3 --live ID, or --not-live; then it can be called off.": "“Settle”; then it can be called off.",
    "`captionbot disqualify 12 --ours --undo` takes that back.": "“None of ours” takes that back.",
    "`captionbot disqualify 12 --undo` takes that back.": "“Take back in” takes that back.",
    "after it: `pick --correct` or `retract`.": "after it: “Correct” or “Take the result back”.",
    "Leave --caption out to announce it as it was written.": (
        "Leave the caption’s field empty to announce it as it was written."
    ),
    "Drop photos into photos/queue; `captionbot post-now` runs one at once.": (
        "Put photos into “Queue”; “Post now” runs one at once."
    ),
    "The queue is empty: drop photos into /srv/my photos/queue.": "The queue is empty: put photos into “Queue”.",
    "captionbot keeps what is typed there.": "captionbot keeps what is typed there.",
    "“captionbot entries of the week” wins.": "“captionbot entries of the week” wins.",
    "Let the user that captionbot runs as write there.": "Let the user that captionbot runs as write there.",
    "`captionbot backup FILE` first.": "`captionbot backup FILE` first.",
}


@pytest.mark.parametrize(("written", "said"), TOLD.items())
def test_a_command_is_told_as_its_place_on_the_desk(written: str, said: str) -> None:
    """What has none there keeps its command; what is none stays as it is."""
    assert on_the_desk(written) == said


def _sentences() -> Iterator[str]:
    """Every text of the rooms that names one of those commands, filled with something."""
    for pattern in SAYING:
        for path in ROOMS.glob(pattern):
            tree = ast.parse(path.read_text())
            parts = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
            for node in ast.walk(tree):
                text = "" if node in parts else _text(node)
                if re.search(rf"(captionbot|`)\s?({'|'.join(PLACES)})\b|--(caption|name|not-live|contest)\b", text):
                    yield text


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else "7" for one in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_no_page_sends_anybody_to_a_terminal_for_what_the_desk_has() -> None:
    """Of all that the rooms say today."""
    found = [text.replace("{}", "7") for text in _sentences() if "\n" not in text and "``" not in text]
    told = {text: on_the_desk(text) for text in found}

    assert len(found) > 30
    assert {
        text: said for text, said in told.items() if re.search(r"`?captionbot [a-z-]+ |`[a-z-]+`|--[a-z]", said)
    } == {}
