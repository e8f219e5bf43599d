"""Taking a photo out of the queue: it is put away, and not thrown away."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from captionbot import decisions
from captionbot.accounts import Role
from captionbot.desk.acting import Seen, act
from captionbot.desk.entrance import open_to
from captionbot.desk.queue.blueprint import pages
from captionbot.desk.queue.forms import TakeOutForm
from captionbot.desk.queue.naming import photo_of
from captionbot.desk.queue.showing import shown_photos
from captionbot.desk.source import word
from captionbot.errors import CaptionbotError
from captionbot.overview import View
from captionbot.photos.names import shown_name


@pages.route("/queue/photos/<key>/take-out", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def take_out(key: str) -> ResponseReturnValue:
    """Put a photo away that is not to go out."""
    form = TakeOutForm()

    def page(view: View, error: CaptionbotError | None) -> str:
        photo = shown_photos(view)[photo_of(view, key).name]
        return render_template("queue/take_out.html", form=form, error=error, photo=photo)

    def do(view: View) -> str:
        photo = photo_of(view, key)
        there = decisions.take_out(view.record, view.photos, photo, word((form.because.data or "").strip()))
        return (
            f"{shown_name(photo.name)} is out of the queue, and lies in the folder “rejected” as {shown_name(there)}."
        )

    same_file = Seen(lambda view: photo_of(view, key).trace)
    return act(form, page=page, do=do, then=url_for("queue.queue"), seen=same_file)
