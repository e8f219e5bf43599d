"""What a service manager such as systemd is told: that the daemon is ready, that it lives, how it is, that it ends.

systemd's own protocol (sd_notify(3)): lines in a datagram to the socket that NOTIFY_SOCKET names.
"""

import os
import socket
from collections.abc import Mapping

LONGEST = 300
"""Characters of a status; the log has the rest."""


class Manager:
    """The service manager that has started this process; where there is none, nobody is told anything."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        """Find it in the environment."""
        name = environ.get("NOTIFY_SOCKET", "")
        self._address = f"\0{name[1:]}" if name.startswith("@") else name

    def ready(self) -> None:
        """Everything that is needed was found; the beats begin."""
        self._tell("READY=1")

    def lives(self, how: str) -> None:
        """A beat has ended, well or badly; ``how`` stands in `systemctl status`."""
        self._tell(f"WATCHDOG=1\nSTATUS={' '.join(how.split())[:LONGEST]}")

    def stopping(self) -> None:
        """The end was asked for."""
        self._tell("STOPPING=1")

    def _tell(self, words: str) -> None:
        """Nobody who can't be told holds anything up."""
        if not self._address:
            return
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as wire:
            wire.settimeout(0)
            try:
                wire.sendto(words.encode(errors="replace"), self._address)
            except OSError:
                return
