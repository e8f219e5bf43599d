"""The process of its own in which a card is drawn: ``python -I -m captionbot.photos.card DESCRIPTOR``.

Its standard input is the lifeline to whoever started it, its standard output takes the answer (``answering``).
"""

import os
import sys

from captionbot.photos.card.answering import answer_of, answer_of_error, request_from
from captionbot.photos.card.drawn import TRY_AGAIN, NotDrawn
from captionbot.photos.picture.answering import answer_of_fault
from captionbot.photos.picture.limits import bind


def main(descriptor: int) -> None:
    """Draw one card, answer, and end without tidying up: a library may have left anything behind."""
    bind()
    answer = _answer(descriptor)
    with os.fdopen(1, "wb", closefd=False) as out:
        out.write(answer)
    os._exit(0)


def _answer(descriptor: int) -> bytes:
    try:
        from captionbot.photos.card.here import draw_here  # noqa: PLC0415 - the libraries load under the limits

        return answer_of(draw_here(*request_from(_read(descriptor))))
    except NotDrawn as error:
        return answer_of_error(error)
    except ImportError as error:
        what = f"The card can't be drawn: a library for pictures or words can't be loaded ({error})."
        return answer_of_error(NotDrawn(what, "Install captionbot again, for this very kind of machine."))
    except (MemoryError, OSError) as error:  # this machine's trouble
        why = getattr(error, "strerror", None) or "no memory is left"
        return answer_of_error(NotDrawn(f"The card can't be drawn: {why}.", TRY_AGAIN))
    except Exception as error:  # noqa: BLE001 - whoever started us logs it
        return answer_of_fault(error)


def _read(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        file.seek(0)
        return file.read()


if __name__ == "__main__":
    main(int(sys.argv[1]))
