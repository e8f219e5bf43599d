"""Reads are tried again; writes never are."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from captionbot.errors import Incomplete, NotSent, TooMuch
from captionbot.graph.answers import Passing

if TYPE_CHECKING:
    from tenacity import Retrying

T = TypeVar("T")

TRIES = 4
LONGEST = 60.0
"""Seconds after which no further try begins."""


class Patience:
    """Tries a read a few times, a little longer apart each time, where that may help."""

    def __init__(self, sleep: Callable[[float], None]) -> None:
        """Wait between tries by ``sleep``, in seconds."""
        self._sleep = sleep

    def read(self, what: str, ask: Callable[[], T], *, fewer_can_be_asked: bool = False) -> T:
        """Give what ``ask`` gives.

        Raises NotSent where Facebook was not reached, Incomplete (about ``what``) where nothing clear came of it,
        and Refused at once; TooMuch among them only where ``fewer_can_be_asked`` for.
        """
        passing = (Passing, NotSent) if fewer_can_be_asked else (Passing, NotSent, TooMuch)
        try:
            return self._trying(passing)(ask)
        except (Passing, TooMuch) as error:
            if isinstance(error, TooMuch) and fewer_can_be_asked:
                raise
            raise Incomplete(f"{what} could not be read: {error.message}", error.do) from error

    def _trying(self, passing: tuple[type[Exception], ...]) -> "Retrying":
        import tenacity  # noqa: PLC0415 - most ticks read nothing

        return tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(passing),
            stop=tenacity.stop_after_attempt(TRIES) | tenacity.stop_after_delay(LONGEST),
            wait=tenacity.wait_exponential_jitter(initial=1, max=15),
            sleep=self._sleep,
            reraise=True,
        )
