"""``python -m captionbot.practice --port 0``: practice by itself; its first line on stdout says where, as JSON."""

import argparse
import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path
from threading import Event, Thread

from captionbot.practice.server import Ready, serve
from captionbot.practice.settings import PracticeSettings


def main(words: list[str] | None = None) -> None:
    """Serve until stopped."""
    asked = _parser().parse_args(words)
    stop = Event()
    if asked.stop_at_eof:
        Thread(target=_stop_at_eof, args=(stop,), daemon=True).start()
    settings = {name: value for name, value in vars(asked).items() if name not in {"stop_at_eof", "fault"}}
    if asked.verbose:
        logging.basicConfig(level=logging.INFO)
    try:
        serve(PracticeSettings(**settings, faults=tuple(asked.fault)), _tell, stop)
    except (ValueError, OSError) as error:
        _parser().error(str(error))


def _tell(ready: Ready) -> None:
    sys.stdout.write(json.dumps(asdict(ready)) + "\n")
    sys.stdout.flush()


def _stop_at_eof(stop: Event) -> None:
    """Stop when whoever started us is gone: nothing is left running behind a test that died."""
    sys.stdin.read()
    stop.set()


def _parser() -> argparse.ArgumentParser:
    usual = PracticeSettings()
    parser = argparse.ArgumentParser(prog="python -m captionbot.practice", description=__doc__)
    parser.add_argument("--host", default=usual.host, help="loopback only")
    parser.add_argument("--port", type=int, default=usual.port, help="0: any free one")
    parser.add_argument("--page-id", default=usual.page_id)
    parser.add_argument("--page-name", default=usual.page_name)
    parser.add_argument("--page-token", default=usual.page_token)
    parser.add_argument("--user-token", default=usual.user_token)
    parser.add_argument("--system-token", default=usual.system_token)
    parser.add_argument("--app-id", default=usual.app_id)
    parser.add_argument("--app-secret", default=usual.app_secret, help="appsecret_proof is checked against it")
    parser.add_argument("--demand-proof", action="store_true", help="refuse calls without appsecret_proof")
    parser.add_argument("--file", type=Path, help="keep the world here, so that a restart goes on")
    parser.add_argument("--clock", default=usual.clock, metavar="SIM@REALxSPEED")
    parser.add_argument("--crowd", type=int, default=usual.crowd, help="comments on a new contest post; 0: none")
    parser.add_argument("--crowd-seed", type=int, default=usual.crowd_seed)
    parser.add_argument("--crowd-hours", type=float, default=usual.crowd_hours, help="how long a contest is open")
    parser.add_argument("--fault", action="append", default=[], metavar="KIND[:MATCH[:TIMES[:SKIP]]]")
    parser.add_argument("--heaviest", type=int, default=usual.heaviest, help="rows x edges that a read may ask for")
    parser.add_argument("--verbose", action="store_true", help="log each request")
    parser.add_argument("--stop-at-eof", action="store_true", help="stop when stdin closes")
    return parser


if __name__ == "__main__":
    main()
