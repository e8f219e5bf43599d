"""Notices to staff, by mail, chat or text message: whatever Apprise knows an address for."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

log = logging.getLogger(__name__)

KINDS = {"mailto": "mail", "mailtos": "mail", "json": "a web address", "jsons": "a web address"}
"""What an address is called where its first letters say nothing to a person."""


TALKATIVE = ("apprise", "urllib3")


@dataclass(frozen=True, slots=True)
class Sent:
    """How it went with one address."""

    outlet: str
    """Such as "no. 2 (slack)": addresses hold passwords and are never shown."""
    taken: bool
    """Whoever stands behind the address has taken it; whether it was read, nobody can tell."""


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where staff are told."""

    addresses: tuple[str, ...] = ()
    """Apprise addresses."""

    def __repr__(self) -> str:
        """Say how many there are, and nothing secret."""
        return f"Outlets({len(self.addresses)})"

    def named(self) -> list[str]:
        """What each is called."""
        return [f"no. {place} ({_kind(address)})" for place, address in enumerate(self.addresses, 1)]

    def send(self, title: str, text: str) -> list[Sent]:
        """Send a notice to each; tells how it went with which. Never raises."""
        return [
            Sent(name, taken=_send(address, title, text))
            for name, address in zip(self.named(), self.addresses, strict=True)
        ]


def told(sent: Sequence[Sent]) -> str:
    """How it went, in sentences."""
    if not sent:
        return "NOTIFY_URLS is empty, so there is nobody to send to."
    good = [one.outlet for one in sent if one.taken]
    bad = [one.outlet for one in sent if not one.taken]
    said = [f"Sent to {', '.join(good)}: see whether it arrived."] if good else []
    said += (
        [f"Not taken by {', '.join(bad)}: check the address in NOTIFY_URLS, and this machine's network."] if bad else []
    )
    return " ".join(said)


def _kind(address: str) -> str:
    scheme = address.partition("://")[0].lower()
    return KINDS.get(scheme, scheme)


@contextmanager
def _said_by_nobody() -> Iterator[None]:
    """Keep out of the log what these say: they quote addresses, in whose paths and hosts passwords may stand."""
    loggers = [logging.getLogger(name) for name in TALKATIVE]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for one, level in zip(loggers, levels, strict=True):
            one.setLevel(level)


def _send(address: str, title: str, text: str) -> bool:
    from apprise import Apprise, NotifyFormat, NotifyType  # noqa: PLC0415 - half a second, and seldom needed

    try:
        with _said_by_nobody():
            outlet = Apprise.instantiate(address, suppress_exceptions=True)
            if outlet is None:
                return False
            return bool(
                outlet.notify(body=text, title=title, notify_type=NotifyType.INFO, body_format=NotifyFormat.TEXT)
            )
    except Exception as error:  # noqa: BLE001 - a hundred services, each with faults of its own; none may stop a tick
        log.warning("A notice could not be sent: %s.", type(error).__name__)
        return False
