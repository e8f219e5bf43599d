"""The log for programs: an object a line, in ASCII, with the keys at, level, action, message and logger."""

import logging

from pythonjsonlogger.json import JsonFormatter

from captionbot.cli.logs import action_of

KEPT = ("name", "levelname", "levelno", "created", "msecs", "msg", "args")
"""What a line is made of; whatever else a library hangs onto a record stays out."""


class AsJson(JsonFormatter):
    """A traceback is one text more, ``trace``."""

    def __init__(self, hour: str) -> None:
        """Write instants in the form ``hour`` (strftime's)."""
        super().__init__(
            ["asctime", "levelname", "action", "message", "name"],
            datefmt=hour,
            rename_fields={"asctime": "at", "levelname": "level", "name": "logger", "exc_info": "trace"},
        )

    def format(self, record: logging.LogRecord) -> str:
        """The record; of a traceback what the door has let through, which the library would make anew."""
        line = logging.makeLogRecord({name: getattr(record, name) for name in KEPT} | {"action": action_of(record)})
        trace = record.exc_info and logging.Formatter().formatException(record.exc_info)
        line.exc_text = record.exc_text or trace or None
        return super().format(line)
