"""The command of a release that need not import for a second first: one process of each release imports, and forks.

`python released.py PYTHON FOLDER RELEASE WORDS…` runs captionbot as that release's `.venv/bin/captionbot` would. The
process that imported ends with its folder's test, or after half a minute of nothing (`end_all`).
"""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from zlib import crc32

IMPORTED = [f"captionbot.cli.{name}" for name in ("checking", "read", "safekeeping", "setup", "word")]
IMPORTED += ["captionbot.store.migrate"]
IDLE = 30
"""After so many seconds without a command it ends."""
MOST = 1 << 20


def main(python: str, folder: str, release: str, *words: str) -> int:
    """Have a command run; gives its exit code."""
    with socket.socket(socket.AF_UNIX) as asked:
        _reach(asked, python, folder, release)
        said = json.dumps([words, str(Path.cwd()), dict(os.environ)]).encode()
        socket.send_fds(asked, [said], [0, 1, 2])
        return int(asked.recv(16) or b"3")


def _reach(asked: socket.socket, python: str, folder: str, release: str) -> None:
    with suppress(ConnectionRefusedError):
        asked.connect(_address(release))
        return
    with closing(_listening(release)) as server:
        process = subprocess.Popen(
            [python, "-c", "import released, sys; released.serve(int(sys.argv[1]))", str(server.fileno())],
            env={"PYTHONPATH": f"{release}:{Path(__file__).parent}", "PATH": os.environ["PATH"]},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[server.fileno()],
            start_new_session=True,
        )
    with Path(folder, "at-work").open("a", encoding="utf-8") as file:
        file.write(f"{process.pid}\n")
    asked.connect(_address(release))


def _address(release: str) -> str:
    """A name that is no file, and so may not be too long."""
    return f"\0captionbot-{crc32(release.encode()):x}"


def _listening(release: str) -> socket.socket:
    server = socket.socket(socket.AF_UNIX)
    server.bind(_address(release))
    server.listen()
    return server


def serve(number: int) -> None:
    """Import, and then run one command after the other, each in a process of its own."""
    from importlib import import_module  # noqa: PLC0415 - whoever only asks starts at once

    for name in IMPORTED:
        import_module(name)
    server = socket.socket(fileno=number)
    server.settimeout(IDLE)
    with suppress(TimeoutError):
        while True:
            asked, _ = server.accept()
            with asked:
                _run(asked)


def _run(asked: socket.socket) -> None:
    said, numbers, _, _ = socket.recv_fds(asked, MOST, 3)
    child = os.fork()
    if not child:
        _be_captionbot(said, numbers)
    for number in numbers:
        os.close(number)
    asked.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _be_captionbot(said: bytes, numbers: list[int]) -> None:
    from runpy import run_module  # noqa: PLC0415 - as above

    words, folder, environ = json.loads(said)
    for place, number in enumerate(numbers):
        os.dup2(number, place)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = ["captionbot", *words]
    run_module("captionbot", run_name="__main__", alter_sys=True)


def end_all(folder: Path) -> None:
    """End what was begun for this folder."""
    file = folder / "at-work"
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        with suppress(ProcessLookupError):
            os.kill(int(line), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
