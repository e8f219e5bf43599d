"""`captionbot demo` as a visitor meets it: a week, three addresses to look at, and a way into the desk."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.story.pictures import BAND, share
from tests.story.test_hall import pictures, text, visited
from tests.story.town import LONG, interruptible


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The demo, left running at its end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "captionbot", "demo", "--keep"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "TMPDIR": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        preexec_fn=interruptible,  # noqa: PLW1509 - no thread of ours holds a lock here
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=LONG)


def test_a_week_is_played_and_can_be_looked_at(demo: subprocess.Popen[str], tmp_path: Path) -> None:
    """Page, desk and hall of fame answer while it waits; Ctrl-C ends all of it and leaves nothing behind."""
    told = ""
    assert demo.stdout is not None
    while "press Ctrl-C" not in told:
        line = demo.stdout.readline()
        assert line, told
        told += line
    page, desk, way_in, hall = re.findall(r"http://127\.0\.0\.1:\d+/(?:welcome/\S+)?", told[told.index("See it all") :])
    winner = re.findall(r"The winner is .* with “(.+)”", told)
    front = requests.get(page, timeout=LONG).text
    numbers = re.findall(r"/pictures/\d+", front)
    newest = requests.get(page + numbers[0][1:], timeout=LONG).content
    pages = visited(hall)

    assert len(winner) == 1
    assert len(set(numbers)) == 2
    assert share(newest, BAND) > 0.1
    assert requests.get(desk, timeout=LONG).url == f"{desk}sign-in"
    assert "Choose a password" in requests.get(way_in, timeout=LONG).text
    assert winner[0] in text(pages)
    assert pictures(pages)
    demo.send_signal(signal.SIGINT)
    assert demo.wait(LONG) == 0
    assert list(tmp_path.iterdir()) == []
