"""Notices to staff, by mail, chat or text message: whatever Apprise knows an address for; and the dead man's switch."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from threading import Thread

log = logging.getLogger(__name__)

KINDS = {"mailto": "mail", "mailtos": "mail", "json": "a web address", "jsons": "a web address"}
"""What an address is called where its first letters say nothing to a person."""

BACKUP = "+"
"""How the key of an address begins that is told when nobody has acted."""
SEND_SECONDS = 30
"""How long all addresses together may take for a notice."""
CALL_SECONDS = 10
"""How long whoever is called may take in all."""
SILENT_SECONDS = 5
"""How long it may say nothing."""
TALKATIVE = ("apprise", "urllib3")


class Errands:
    """Work with other people's servers, which nobody waits for longer than a while.

    None of the libraries has a deadline for a whole call: a server that says a byte now and then would hold up a tick
    for days. What still hangs from an earlier time is not begun once more.
    """

    def __init__(self) -> None:
        """Nothing is under way."""
        self._begun: dict[str, Future[bool]] = {}

    def within(self, seconds: float, works: Mapping[str, Callable[[], bool]]) -> dict[str, bool]:
        """Do all at once; whether each was done, and well, within so many seconds."""
        free = [name for name in works if name not in self._begun or self._begun[name].done()]
        begun = {name: _begun(works[name]) for name in free}
        self._begun.update(begun)
        wait(begun.values(), timeout=seconds)
        return {name: name in begun and _is_well(begun[name]) for name in works}


def _is_well(done: "Future[bool]") -> bool:
    return done.done() and done.exception() is None and done.result()


def _begun(work: Callable[[], bool]) -> "Future[bool]":
    """Begin in a thread that keeps no process alive."""
    done: Future[bool] = Future()

    def do() -> None:
        try:
            done.set_result(work())
        except Exception as error:  # nobody waits for ever for a fault of ours
            log.exception("A fault of ours while others were told.", extra={"action": "failed"})
            done.set_exception(error)

    Thread(target=do, daemon=True).start()
    return done


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
    backup: bool = False
    """Whether it is those that are told when nobody has acted."""
    errands: Errands = field(default_factory=Errands, compare=False)

    def __repr__(self) -> str:
        """Say how many there are, and nothing secret."""
        return f"Outlets({len(self.addresses)})"

    def named(self) -> list[str]:
        """What each is called."""
        word = "backup no." if self.backup else "no."
        return [f"{word} {place} ({_kind(address)})" for place, address in enumerate(self.addresses, 1)]

    @property
    def keys(self) -> tuple[str, ...]:
        """What the record calls each, whatever stands before it in the setting.

        Of a digest so much that two are told apart, and too little to try passwords by.
        """
        start = BACKUP if self.backup else ""
        return tuple(start + sha256(address.encode()).hexdigest()[:4] for address in self.addresses)

    def send(
        self, title: str, text: str, *, picture: bytes | None = None, only: Collection[str] | None = None
    ) -> list[Sent]:
        """Send a notice to each, or to those whose keys are named, with a JPEG where there is one.

        Tells how it went with which, in half a minute at the latest. Never raises.
        """
        named = zip(self.keys, self.named(), self.addresses, strict=True)
        wanted = [one for one in named if only is None or one[0] in only]
        works = {key: partial(_send, address, title, text, picture) for key, _, address in wanted}
        taken = self.errands.within(SEND_SECONDS, works)
        return [Sent(name, taken=taken[key]) for key, name, _ in wanted]


class Switch:
    """The dead man's switch: it alarms somebody when the calls stay away."""

    def __init__(self) -> None:
        """It was not called yet."""
        self._errands = Errands()

    def call(self, url: str) -> bool:
        """Tell it that all is well; whether that was taken, within ten seconds. Never raises, and follows nothing."""
        return self._errands.within(CALL_SECONDS, {"call": partial(_call, url)})["call"]


def _call(url: str) -> bool:
    import requests  # noqa: PLC0415 - seldom needed by whoever imports this

    _hush()
    try:
        with requests.get(url, timeout=SILENT_SECONDS, allow_redirects=False, stream=True) as answer:
            status = answer.status_code  # nothing of what it says is read
    except (requests.RequestException, ValueError) as error:
        log.warning("HEARTBEAT_URL could not be called: %s.", type(error).__name__, extra={"action": "heartbeat"})
        return False
    taken = status in range(200, 300)
    if not taken:
        log.warning("HEARTBEAT_URL answered %s, which is no yes.", status, extra={"action": "heartbeat"})
    return taken


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


def _hush() -> None:
    """Keep out of the log what these say: they quote addresses, in whose paths and hosts passwords may stand."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _send(address: str, title: str, text: str, picture: bytes | None) -> bool:
    from apprise import Apprise, AppriseAttachment, NotifyFormat, NotifyType  # noqa: PLC0415 - half a second, and seldom needed
    from apprise.attachment.memory import AttachMemory  # noqa: PLC0415 - as above

    _hush()
    try:
        outlet = Apprise.instantiate(address, suppress_exceptions=True)
        if outlet is None:
            return False
        attached = AttachMemory(picture, name="photo.jpg", mimetype="image/jpeg") if picture else None  # type: ignore[no-untyped-call] # Apprise has no types here
        return bool(
            outlet.notify(
                body=text,
                title=title,
                notify_type=NotifyType.INFO,
                body_format=NotifyFormat.TEXT,
                attach=AppriseAttachment(attached) if attached else None,
            )
        )
    except Exception as error:  # noqa: BLE001 - a hundred services, each with faults of its own; none may stop a tick
        log.warning("A notice could not be sent: %s.", type(error).__name__, extra={"action": "failed"})
        return False
