"""A card drawn in a process of its own: nothing that it does brings us down."""

import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from captionbot.contest.card import CardWords
from captionbot.photos.card.answering import LONGEST
from captionbot.photos.card.apart import draw_apart
from captionbot.photos.card.drawn import TRY_AGAIN, NotDrawn, Style
from captionbot.photos.card.here import draw_here
from tests.photos.card.cases import badge
from tests.photos.pictures import drawing, file_of
from tests.photos.unlike import file_unlike

WORDS = CardWords("“Neigh, 🐴 骨 שלום.”", "Ana Lopez", "Beat the Caption no. 12", "Friday 27 November 2026")
PHOTO = file_unlike(3)
BOUND = "from captionbot.photos.picture import limits; limits.SECONDS = 0; limits.bind()\n"
FAILING = (
    "import sys\nfrom captionbot.photos.card import __main__, here\n"
    "def fail(*_arguments): {}\nhere.draw_here = fail\n__main__.main(int(sys.argv[1]))"
)


def running(code: str) -> Sequence[str]:
    """A child that runs this Python instead of drawing anything."""
    return (sys.executable, "-I", "-c", code)


def why_not(child: Sequence[str], *, seconds: float = 60) -> NotDrawn:
    """Why a card could not be drawn by that child."""
    with pytest.raises(NotDrawn) as failed:
        draw_apart(PHOTO, WORDS, Style(), child=child, seconds=seconds)
    assert failed.value.do
    return failed.value


@pytest.mark.parametrize("style", [Style(), Style(band="#000000", logo=badge()), Style(logo=b"broken")])
def test_a_card_is_drawn_as_it_is_here(style: Style) -> None:
    """Words in any script, the photo and the logo go over and the card comes back, byte for byte."""
    assert draw_apart(PHOTO, WORDS, style) == draw_here(PHOTO, WORDS, style)


@pytest.mark.parametrize("caption", ["a\0b\ud800", "\N{GRINNING FACE}" * 3000, '"\\\r\n}', ""])
def test_any_words_go_over(caption: str) -> None:
    """What JSON, a pipe or a C string would stumble over is no matter."""
    words = CardWords(caption, caption, caption, caption)

    assert draw_apart(PHOTO, words, Style()) == draw_here(PHOTO, words, Style())


def test_a_photo_that_can_not_be_read_is_told_with_what_to_do() -> None:
    """The sentence comes over."""
    with pytest.raises(NotDrawn, match="the photo's JPEG can't be read") as failed:
        draw_apart(file_of(drawing())[:400], WORDS, Style())

    assert failed.value.do == "See whether the photo itself can be opened."


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import os; os.kill(os.getpid(), 9)", r"broke off \(SIGKILL\)"),
        ("import os; os.kill(os.getpid(), 11)", r"broke off \(SIGSEGV\)"),
        ("raise SystemExit(3)", "gave no answer"),
        ("print('{}')", "gave no answer"),
        ("print('[' * 100_000)", "gave no answer"),
        (f"import os\nfor _ in range({LONGEST // 65536 + 2}): os.write(1, b'x' * 65536)", "answered too much"),
        ("import time; time.sleep(60)", "takes too long"),
        (BOUND + "while True: pass", "takes too long"),
        (BOUND + "bytearray(700_000_000)", "gave no answer"),
        (BOUND + "open('/tmp/captionbot-may-not-write', 'w').write('x')", "gave no answer"),
    ],
)
def test_whatever_a_child_does_is_said_in_a_sentence(code: str, words: str) -> None:
    """It dies, spins, sleeps, floods, takes memory or talks nonsense: the photo goes out without a card."""
    failed = why_not(running(code), seconds=3)

    assert re.search(words, failed.message)
    assert failed.do == TRY_AGAIN


def test_a_process_that_slips_away_holds_up_nobody() -> None:
    """One that left the group keeps the answer open: we leave at the deadline all the same."""
    began = time.monotonic()

    why_not(running("import os, time\nif not os.fork():\n os.setsid()\n time.sleep(20)"), seconds=1)
    assert time.monotonic() - began < 10


def test_a_fault_of_ours_is_told_as_ours(caplog: pytest.LogCaptureFixture) -> None:
    """The log and the sentence say what to report, and nothing that a fan wrote."""
    failed = why_not(running(FAILING.format("raise KeyError('secret\x1b[2J')")))

    assert re.fullmatch(
        r"The card can't be drawn: a fault of captionbot's own \(KeyError in <string>:3 < .+\)\.", failed.message
    )
    assert "report it" in failed.do
    (record,) = caplog.records
    assert (record.levelname, getattr(record, "action", "")) == ("ERROR", "failed")
    assert "secret" not in caplog.text + failed.message


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("OSError(12, 'Cannot allocate memory')", "Cannot allocate memory"),
        ("MemoryError", "no memory is left"),
        ("ImportError('libvips')", r"can't be loaded \(libvips\)"),
    ],
)
def test_a_trouble_of_the_machine_is_told_as_such(error: str, words: str, caplog: pytest.LogCaptureFixture) -> None:
    """No memory, half an installation: no fault of ours."""
    assert re.search(words, why_not(running(FAILING.format(f"raise {error}"))).message)
    assert not caplog.records


def test_what_can_not_be_started_is_said_in_a_sentence() -> None:
    """A machine without processes or memory left announces its winners all the same."""
    assert "no process can be started" in why_not(["/nonexistent"]).message


def test_no_file_is_left_and_no_descriptor() -> None:
    """What the child is handed has no name, and is closed."""
    draw_apart(PHOTO, WORDS, Style())
    before = len(list(Path("/proc/self/fd").iterdir()))

    for _ in range(3):
        draw_apart(PHOTO, WORDS, Style())
        why_not(running("raise SystemExit(1)"))

    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_card_needs_little_memory() -> None:
    """Less than 250 MB in a process of its own, for a large photo and a caption in every script."""
    code = (
        "import os, sys\nfrom captionbot.photos.card import __main__ as door\n"
        "door.bind()\nanswer = door._answer(int(sys.argv[1]))\n"
        "told = open('/proc/self/status').read().split('VmHWM:')[1].split()[0]\n"  # rusage would count its parent's
        "os.write(1, answer if int(told) < 244_000 else b'too much')\n"
    )
    photo = file_unlike(4, (2048, 2048))
    words = CardWords("“Neigh 🐴 骨 שלום شرطي घोड़ा ม้า.” " * 20, "Ana", "Beat the Caption no. 12", "Friday")

    assert draw_apart(photo, words, Style(), child=running(code)).width > 0
