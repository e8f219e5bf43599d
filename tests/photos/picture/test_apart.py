"""The process of its own: its answer is taken, and nothing that it does brings us down."""

import gc
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from captionbot.errors import PhotoRefused
from captionbot.photos.picture.answering import LONGEST
from captionbot.photos.picture.apart import examine_apart
from captionbot.photos.picture.examined import NotExamined
from captionbot.photos.picture.here import examine_here
from tests.photos.pictures import drawing, exif, file_of, noise

BOUND = "from captionbot.photos.picture import limits; limits.SECONDS = 0; limits.bind()\n"


@pytest.fixture
def photo(tmp_path: Path) -> Iterator[int]:
    """The descriptor of a small, sound photo."""
    path = tmp_path / "scan.jpg"
    path.write_bytes(file_of(drawing(), exif=exif(6)))
    descriptor = os.open(path, os.O_RDONLY)
    yield descriptor
    os.close(descriptor)


def running(code: str) -> Sequence[str]:
    """A child that runs this Python instead of examining anything."""
    return (sys.executable, "-I", "-c", code)


def children() -> set[str]:
    """The numbers of this process's children, dead ones included; those of other tests may end at any time."""
    found: set[str] = set()
    for path in Path("/proc/self/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that has ended
            found.update(path.read_text().split())
    return found


def held() -> tuple[int, int]:
    """Descriptors and threads of this process."""
    return len(list(Path("/proc/self/fd").iterdir())), threading.active_count()


def why_not(descriptor: int, child: Sequence[str], *, seconds: float = 60) -> str:
    """Why a photo could not be examined by that child."""
    with pytest.raises(NotExamined) as failed:
        examine_apart(descriptor, "scan.jpg", child=child, seconds=seconds)
    assert failed.value.do
    return failed.value.message


def test_a_photo_is_examined_as_it_is_here_and_its_descriptor_stays_open(photo: int) -> None:
    """The place of the descriptor doesn't matter, and whoever opened it closes it."""
    os.lseek(photo, 5, os.SEEK_SET)

    found = examine_apart(photo, "scan.jpg")

    assert found == examine_here(photo, "scan.jpg")
    assert os.fstat(photo).st_size


def test_a_refusal_comes_over_with_what_to_do(tmp_path: Path) -> None:
    """The sentence names the photo as a person knows it, whatever its name looks like."""
    (tmp_path / "x").write_bytes(b"%PDF-1.7")
    with (tmp_path / "x").open("rb") as file, pytest.raises(PhotoRefused) as refused:
        examine_apart(file.fileno(), "-c ünsere \N{POLICE OFFICER} $(id).jpg")

    assert refused.value.message == "-c ünsere \N{POLICE OFFICER} $(id).jpg is a PDF, not a photo."
    assert refused.value.do == "Export it as JPEG or PNG and put that into the queue."


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import os; os.kill(os.getpid(), 11)", r"broke off \(SIGSEGV\)"),
        ("raise SystemExit(3)", "gave no answer"),
        ("print('Segmentation fault')", "gave no answer"),
        ("print('{}')", "gave no answer"),
        ("print('[' * 100_000)", "gave no answer"),
        ("print('9' * 100_000)", "gave no answer"),
        (f"import os, sys; sys.stdout.write('x' * {LONGEST} * 3)", "answered too much"),
        ("import os\nwhile True: os.write(1, b'x' * 65536)", "answered too much"),
        ("import sys\nwhile True: sys.stderr.write('x' * 65536)", "takes too long"),
        ("import time; time.sleep(60)", "takes too long"),
        ("import os, time; os.close(1); time.sleep(60)", r"broke off \(SIGKILL\)"),
        ("import os, time; os.fork(); time.sleep(60)", "takes too long"),
        (BOUND + "while True: pass", "takes too long"),
        (BOUND + "bytearray(700_000_000)", "gave no answer"),
        (BOUND + "open('/tmp/captionbot-may-not-write', 'w').write('x')", "gave no answer"),
    ],
)
def test_whatever_a_child_does_is_said_in_a_sentence(photo: int, code: str, words: str) -> None:
    """It dies, spins, sleeps, floods, forks, takes memory or talks nonsense: the photo stays, and staff hear why."""
    others = children()  # of tests that ran before

    assert re.search(words, why_not(photo, running(code), seconds=3))
    assert children() <= others


def test_a_process_that_slips_away_holds_up_nobody(photo: int) -> None:
    """One that left the group keeps the answer open: we leave at the deadline all the same."""
    began = time.monotonic()

    assert "takes too long" in why_not(
        photo, running("import os, time\nif not os.fork():\n os.setsid()\n time.sleep(20)"), seconds=1
    )
    assert time.monotonic() - began < 10


FAILING = (
    "import sys\nfrom captionbot.photos.picture import __main__, here\n"
    "def fail(*_arguments, **_options): {}\nhere.examine_here = fail\n__main__.main(int(sys.argv[1]), sys.argv[2])"
)


def test_a_fault_of_ours_is_told_as_ours(photo: int, caplog: pytest.LogCaptureFixture) -> None:
    """The photo has no part in it; the log and the sentence say what to report, and nothing that stands in a photo."""
    with pytest.raises(NotExamined) as failed:
        examine_apart(photo, "scan.jpg", child=running(FAILING.format("raise KeyError('secret\x1b[2J')")))

    assert failed.value.ours
    assert re.fullmatch(
        r"scan\.jpg could not be looked at: a fault of captionbot's own \(KeyError in <string>:3 < .+\)\.",
        failed.value.message,
    )
    assert "please report it" in failed.value.do
    ((record),) = caplog.records
    assert (record.levelname, getattr(record, "action", "")) == ("ERROR", "failed")
    assert "KeyError in <string>:3" in record.getMessage()
    assert "secret" not in caplog.text + failed.value.message


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("OSError(5, 'Input/output error')", "Input/output error"),
        ("MemoryError", "no memory is left"),
        ("ImportError('libvips')", r"can't be loaded \(libvips\)"),
    ],
)
def test_a_trouble_of_the_machine_is_told_as_such(
    photo: int, error: str, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A share that is gone, no memory, half an installation: no fault of ours, and none of the photo's."""
    with pytest.raises(NotExamined, match=words) as failed:
        examine_apart(photo, "scan.jpg", child=running(FAILING.format(f"raise {error}")))

    assert failed.value.do
    assert not failed.value.ours
    assert not caplog.records


def test_what_can_not_be_started_is_said_in_a_sentence(photo: int) -> None:
    """A machine without processes or memory left keeps its photos."""
    assert "no process can be started" in why_not(photo, ["/nonexistent"])


def test_limits_hold(photo: int) -> None:
    """Memory, time, files, dumps: what the child may use is set before it reads a byte."""
    code = BOUND + (
        "import json, resource\n"
        "print(json.dumps({'not examined': str([resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_DATA, "
        "resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)]), 'do': 'x'}))"
    )

    assert json.loads(why_not(photo, running(code))) == [560_000_000, 0, 0, 64]


def test_nothing_of_our_environment_reaches_it(photo: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decoder that is taken over by a photo finds no token and no password."""
    monkeypatch.setenv("FACEBOOK_PAGE_TOKEN", "EAAsecret")
    code = (
        "import json, os\n"
        "found = open('/proc/self/environ').read() + os.getcwd() + str(sorted(os.listdir('/proc/self/fd'), key=int))\n"
        "print(json.dumps({'not examined': found, 'do': 'x'}))"
    )

    found = why_not(photo, running(code))

    assert "secret" not in found
    assert found.replace("\\x00", " ") == (
        f"VIPS_CONCURRENCY=2 MALLOC_ARENA_MAX=2 /['0', '1', '2', '3', '{photo}']"
        if photo != 3
        else "VIPS_CONCURRENCY=2 MALLOC_ARENA_MAX=2 /['0', '1', '2', '3', '4']"
    )


def test_it_dies_with_whoever_started_it(photo: int, tmp_path: Path) -> None:
    """After kill -9 of the daemon no child goes on working for nobody."""
    told = tmp_path / "pid"
    child = f"import os; open({str(told)!r}, 'w').write(str(os.getpid()))\n{BOUND}import time; time.sleep(600)"
    parent = (
        "import sys; from captionbot.photos.picture.apart import examine_apart\n"
        f"examine_apart({photo}, 'scan.jpg', child=(sys.executable, '-I', '-c', {child!r}))"
    )
    with subprocess.Popen((sys.executable, "-c", parent), pass_fds=(photo,)) as process:
        while not told.exists() or not told.read_text():
            assert process.poll() is None
        process.kill()

    wait_for_end(int(told.read_text()))


def wait_for_end(number: int) -> None:
    """Wait until there is no such process, or fail by pytest's time limit."""
    while (status := Path(f"/proc/{number}/status")).exists():
        with suppress(FileNotFoundError):
            if "State:\tZ" in status.read_text():  # dead, and whoever adopted it has not looked yet
                return


def test_two_hundred_photos_leave_nothing_behind(photo: int) -> None:
    """No zombie, no open descriptor and no thread stays, whether a child answered, failed or was killed."""
    gc.collect()
    others = children()
    before = held()

    for number in range(200):
        why_not(photo, ("/bin/sh", "-c", "exit 0" if number % 2 else "kill -9 $$"))

    assert all(now <= then for now, then in zip(held(), before, strict=True))
    assert children() <= others


def test_two_at_once_don_t_disturb_each_other(photo: int, tmp_path: Path) -> None:
    """A command and the daemon may look at the same time."""
    (tmp_path / "other.png").write_bytes(file_of(noise(300, 200), "PNG"))
    kinds: list[str] = []
    with (tmp_path / "other.png").open("rb") as other:
        threads = [
            threading.Thread(target=lambda it=it: kinds.append(examine_apart(it, "scan.jpg").kind))
            for it in (photo, other.fileno())
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(kinds) == ["JPEG", "PNG"]
