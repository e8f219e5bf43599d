"""A contest outside its slot: asked for here, begun by the next tick."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from captionbot import decisions
from captionbot.accounts import Role
from captionbot.desk.acting import act, seen_queue
from captionbot.desk.entrance import open_to
from captionbot.desk.queue.blueprint import pages
from captionbot.desk.queue.forms import ChoiceForm
from captionbot.desk.queue.naming import key_of, photo_of
from captionbot.desk.queue.showing import shown_photos
from captionbot.desk.source import word
from captionbot.errors import CaptionbotError, NotNow
from captionbot.overview import View
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_name
from captionbot.queueing import candidates


@pages.route("/queue/post-now", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def post_now() -> ResponseReturnValue:
    """Run a contest now, with a photo that staff choose."""
    form = ChoiceForm()

    def page(view: View, error: CaptionbotError | None) -> str:
        ready, shown = _ready(view), shown_photos(view)
        form.photo.choices = {key_of(one.name): shown_name(one.name) for one in ready}
        if ready and not form.photo.data:
            form.photo.data = key_of((candidates(view.waiting, None) or ready)[0].name)
        photos = {key_of(one.name): shown[one.name] for one in ready}
        return render_template("queue/post_now.html", form=form, error=error, photos=photos)

    return act(form, page=page, do=lambda view: _asked(view, form), then=url_for("queue.coming"), seen=seen_queue())


def _ready(view: View) -> list[QueuedPhoto]:
    return [one for one in view.waiting if not one.waits and one.sha256]


def _asked(view: View, form: ChoiceForm) -> str:
    decisions.refuse_pause_file(view.photos)
    photo = photo_of(view, str(form.photo.data))
    waits = next((one for one in photo.problems if one.waits), None)
    if waits:
        raise NotNow(waits.what, waits.do)
    decisions.post_now(view.record, photo.name, word())
    return f"The next tick posts {shown_name(photo.name)} and begins a contest with it."
