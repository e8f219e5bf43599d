"""Everything that can go wrong, in one family.

A message says what is wrong and with which contest or photo; ``do`` says what a person does next.
The command line prints both and leaves with ``exit_code``: 1 something a person can fix,
2 wrong use or wrong settings, 3 our own fault. The daemon logs them and goes on.
"""

from datetime import datetime


class CaptionbotError(Exception):
    """Something went wrong; the message says what, ``do`` says what to do about it."""

    exit_code = 1

    def __init__(self, message: str, do: str = "") -> None:
        """Keep what happened and what a person does next."""
        super().__init__(message)
        self.do = do

    @property
    def message(self) -> str:
        """What happened, in one sentence."""
        return str(self.args[0])


class SettingsError(CaptionbotError):
    """A setting is missing or wrong; every problem is in ``problems``, one line each."""

    exit_code = 2

    def __init__(self, problems: list[str], do: str = "") -> None:
        """Keep every problem found, so that all are mended in one go."""
        super().__init__("\n".join(problems), do)
        self.problems = problems


class NotNow(CaptionbotError):
    """A person asked for something that does not exist, or is too late or too early for it."""


class StoreError(CaptionbotError):
    """The database is missing, foreign, newer than the program, or out of reach."""


class AnotherUser(StoreError):
    """Files of captionbot's belong to another account than the one that runs this process."""


class LeaseLost(CaptionbotError):
    """Another worker has taken this Page over; what was about to be said is not said."""


class Withheld(CaptionbotError):
    """A pause was set while something was about to be said; the message is its reason, and nothing was said."""


class PhotoRefused(CaptionbotError):
    """A file can't be posted as a photo; the message is the reason a person reads."""


class CutShort(PhotoRefused):
    """A file lacks its end, or may lack it; that gets better by itself while it is still being copied."""


class PhotosFolderError(CaptionbotError):
    """The photos folder is missing or can't be read; that pauses the Page."""


class WordsFileError(CaptionbotError):
    """The Page's own list of words can't be read; what leads then waits for a person."""


class LogoError(CaptionbotError):
    """The organiser's logo can't be used; winners' cards go out without it."""


class HallError(CaptionbotError):
    """The hall of fame can't be written where it should stand; what stands there goes on working."""


class GraphError(CaptionbotError):
    """Facebook did not do what was asked."""


class NotSent(GraphError):
    """No byte of the request left this machine (DNS, refused connection, TLS): safe to try again."""


class Unknown(GraphError):
    """The outcome can't be told from the answer: look on the Page before anything else."""


class Incomplete(GraphError):
    """A read was cut short: what came back is not all there is."""


class Refused(GraphError):
    """Facebook said no, with a definite code.

    ``code`` and ``subcode`` are those of Meta's error envelope
    (developers.facebook.com/docs/graph-api/guides/error-handling).
    """

    def __init__(self, message: str, do: str = "", *, code: int = 0, subcode: int = 0) -> None:
        """Keep Facebook's code and subcode beside our words for them."""
        super().__init__(message, do)
        self.code = code
        self.subcode = subcode


class TokenDead(Refused):
    """Code 190 or 102: the Page token no longer works."""


class PermissionLost(Refused):
    """Codes 3, 10, 200-299: the token works but may not do this."""


class Gone(Refused):
    """Code 100 subcode 33: the object is deleted, or hidden from us by a lost permission."""


class PhotoNotTaken(Refused):
    """Codes 324 and 1366046: Facebook does not take this picture."""


class Blocked(Refused):
    """Code 368: Facebook blocks the Page from speaking; nothing is said until a person has looked."""


class RateLimited(Refused):
    """Codes 4, 17, 32, 341, 613, 80001: too many calls; ``until`` is when Facebook lets us go on."""

    def __init__(
        self,
        message: str,
        do: str = "",
        *,
        code: int = 0,
        subcode: int = 0,
        wait_seconds: float | None = None,
    ) -> None:
        """Keep how long Facebook asks us to wait (seconds), where it says so."""
        super().__init__(message, do, code=code, subcode=subcode)
        self.wait_seconds = wait_seconds


class TooMuch(Refused):
    """Code 1 on a read: "reduce the amount of data"; ask for fewer rows."""


class ClockWrong(CaptionbotError):
    """The clock of this machine and Facebook's differ by more than 15 minutes: nothing is said."""

    def __init__(self, ours: datetime, theirs: datetime) -> None:
        """Name both clocks (UTC)."""
        super().__init__(
            f"This machine's clock says {ours:%Y-%m-%d %H:%M:%S} UTC and Facebook's {theirs:%Y-%m-%d %H:%M:%S} UTC.",
            "Set the clock (timedatectl set-ntp true); nothing is said on the Page until the two agree.",
        )
