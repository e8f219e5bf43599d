"""The process of its own in which a photo is examined: ``python -I -m captionbot.photos.picture DESCRIPTOR NAME``.

Its standard input is the lifeline to whoever started it, its standard output takes the answer (``answering``).
"""

import os
import sys

from captionbot.errors import CaptionbotError
from captionbot.photos.picture.answering import answer_of, answer_of_error, answer_of_fault
from captionbot.photos.picture.examined import NotExamined
from captionbot.photos.picture.limits import allow, bind


def main(descriptor: int, shown: str) -> None:
    """Examine one photo, answer, and end without tidying up: a decoder may have left anything behind."""
    bind()
    answer = _answer(descriptor, shown)
    with os.fdopen(1, "wb", closefd=False) as out:
        out.write(answer)
    os._exit(0)


def _answer(descriptor: int, shown: str) -> bytes:
    try:
        from captionbot.photos.picture.here import examine_here  # noqa: PLC0415 - the libraries load under the limits

        return answer_of(examine_here(descriptor, shown, allow=allow))
    except CaptionbotError as error:
        return answer_of_error(error)
    except ImportError as error:
        what = f"{shown} could not be looked at: a library for pictures can't be loaded ({error})."
        return answer_of_error(NotExamined(what, "Install captionbot again, for this very kind of machine."))
    except (MemoryError, OSError) as error:  # this machine's trouble: a share that is gone, no room for a thread
        why = getattr(error, "strerror", None) or "no memory is left"
        return answer_of_error(NotExamined(f"{shown} could not be looked at: {why}.", "It is tried again by itself."))
    except Exception as error:  # noqa: BLE001 - whoever started us logs it, and the photo has no part in it
        return answer_of_fault(error)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
