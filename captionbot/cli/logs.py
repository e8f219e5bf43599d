"""How the log is written, to stderr: one line for each act, as text for people or as JSON for programs.

Every line has an action, by which it can be looked for: what the act is called where one was done ("said",
"slip", "failed"), else the name of the part of captionbot that speaks.
"""

import logging
import sys
from typing import TextIO

from captionbot.cli.show import safely

HOUR = "%Y-%m-%dT%H:%M:%S%z"
"""In this machine's zone, which is said with it."""


def begin_log(*, verbose: bool) -> None:
    """Write warnings from now on, or everything, as text."""
    handler = _Handler(sys.stderr)
    handler.setFormatter(_Text())
    logging.basicConfig(level=logging.DEBUG if verbose else logging.WARNING, handlers=[handler])


def write_log_as(log_format: str) -> None:
    """Go on in another form: ``text`` or ``json``, as LOG_FORMAT has it."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, _Handler):
            handler.setFormatter(_json() if log_format == "json" else _Text())


def action_of(record: logging.LogRecord) -> str:
    """What a line of the log is about, in a word or two."""
    return str(getattr(record, "action", record.name.rpartition(".")[2]))


def _json() -> logging.Formatter:
    from captionbot.cli.log_json import AsJson  # noqa: PLC0415 - the other commands start without it

    return AsJson(HOUR)


class _Handler(logging.StreamHandler[TextIO]):
    """Ours, among those that a test or a library adds."""


class _Text(logging.Formatter):
    """A record stays one line: what a caption or a file name brings can neither forge another nor move the cursor."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(action)s: %(message)s", HOUR)

    def format(self, record: logging.LogRecord) -> str:
        """The record, tamed; a traceback of ours keeps its lines, set in so that none looks like a record."""
        return "\n  ".join(safely(line) for line in super().format(record).splitlines())

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """The message, on one line."""
        record.action = action_of(record)
        return safely(super().formatMessage(record))
