"""A mail server on this machine: real SMTP, in a thread, and every mail that it took."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OF_STAFF = "desk@city.example"


class Mailbox:
    """What was delivered."""

    def __init__(self) -> None:
        """Nothing was yet."""
        self.mails: list[EmailMessage] = []
        self.refuses = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as aiosmtpd calls it
        """Take a mail, or don't."""
        if self.refuses:
            return "451 Try again later."
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        self.mails.append(message_from_bytes(raw, EmailMessage, policy=policy.default))
        return "250 OK"

    @property
    def subjects(self) -> list[str]:
        """What the mails are about, in the order in which they came."""
        return [str(mail["Subject"]) for mail in self.mails]

    @property
    def bodies(self) -> list[str]:
        """Their words."""
        return [body_of(mail) for mail in self.mails]

    def address(self, port: int, *, password: str = "") -> str:
        """Where Apprise sends to reach it."""
        who = f"user:{password}@" if password else ""
        return f"mailto://{who}127.0.0.1:{port}?from=bot@city.example&to={OF_STAFF}"


class _Anywhere(Controller):
    """Listens where there is room: the library's own knows a port only by its number."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr] # it runs in asyncio
        super()._trigger_server()  # type: ignore[no-untyped-call] # the library's own


def body_of(mail: EmailMessage) -> str:
    """A mail's words."""
    part = mail.get_body(("plain", "html"))
    return str(part.get_content()) if part else ""


@contextmanager
def mail_server() -> Iterator[tuple[Mailbox, str]]:
    """A mail server, and the address by which Apprise reaches it."""
    mailbox = Mailbox()
    controller = _Anywhere(mailbox, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield mailbox, mailbox.address(controller.port)
    finally:
        controller.stop()
