"""The order of the queue: numbers to be typed over, and buttons that move one photo."""

from collections.abc import Sequence
from typing import Final

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from captionbot import decisions
from captionbot.accounts import Role
from captionbot.desk.acting import act, seen_queue
from captionbot.desk.entrance import open_to
from captionbot.desk.queue.blueprint import pages
from captionbot.desk.queue.forms import OrderForm
from captionbot.desk.queue.naming import key_of, photo_of
from captionbot.desk.queue.showing import shown_photos
from captionbot.desk.source import word
from captionbot.errors import CaptionbotError, NotNow
from captionbot.overview import View
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_name

MOVES: Final = {"first": "First", "up": "Earlier", "down": "Later", "last": "Last"}
"""What a button does with its photo."""
BY_NAME: Final = "by-name"
_DIGITS: Final = 5


@pages.route("/queue/order", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def order() -> ResponseReturnValue:
    """Say which photo goes before which."""
    form = OrderForm()

    def page(view: View, error: CaptionbotError | None) -> str:
        planned = shown_photos(view)
        free = [planned[one.name] for one in free_photos(view)]
        others = [one for one in planned.values() if one not in free]
        typed = request.form if error is not None else {}
        return render_template(
            "queue/order.html", form=form, error=error, free=free, others=others, moves=MOVES, typed=typed
        )

    here = url_for("queue.order") if request.form.get("move") else url_for("queue.queue")
    return act(form, page=page, do=_arranged, then=here, seen=seen_queue())


def free_photos(view: View) -> list[QueuedPhoto]:
    """The photos that have a place in the queue's own order, in it: known, and pinned to no week."""
    return [one for one in view.waiting if one.sha256 and not one.sidecar.post_on]


def _arranged(view: View) -> str:
    move = request.form.get("move", "")
    if move == BY_NAME:
        decisions.arrange_by_name(view.record, word())
        return "The queue stands in the order of the photos’ names again."
    queue = free_photos(view)
    wanted = _moved(view, queue, move) if move else _by_numbers(queue)
    if wanted == queue:
        return "The order stays as it was."
    decisions.put_in_order(view.record, view.waiting, wanted, word())
    return f"The order now: {', '.join(shown_name(one.name) for one in wanted)}."


def _moved(view: View, queue: Sequence[QueuedPhoto], move: str) -> list[QueuedPhoto]:
    """With one photo moved by a button."""
    where, _, key = move.partition(" ")
    photo = photo_of(view, key)
    if photo not in queue or where not in MOVES:
        raise NotNow(f"{shown_name(photo.name)} has no place in the queue’s order.", "Open the page anew.")
    at, rest = queue.index(photo), [one for one in queue if one != photo]
    place = {"first": 0, "up": max(at - 1, 0), "down": at + 1, "last": len(rest)}[where]
    return [*rest[:place], photo, *rest[place:]]


def _by_numbers(queue: Sequence[QueuedPhoto]) -> list[QueuedPhoto]:
    """In the order of the numbers that were typed: whichever was moved goes before what had that number."""

    def place(numbered: tuple[int, QueuedPhoto]) -> tuple[int, int]:
        now, photo = numbered
        typed = _number(request.form.get(f"place-{key_of(photo.name)}", ""), photo) or now
        return typed, (typed > now) - (typed < now)

    return [photo for _, photo in sorted(enumerate(queue, 1), key=place)]


def _number(typed: str, photo: QueuedPhoto) -> int:
    """What was typed beside a photo; 0 for nothing. Raises NotNow where it is no number."""
    bare = typed.strip()
    if bare and not (bare.isascii() and bare.isdecimal() and len(bare) <= _DIGITS):
        raise NotNow(f"“{bare[:20]}” beside {shown_name(photo.name)} is no number.", "Type 1 for the first, 2 for …")
    return int(bare or 0)
