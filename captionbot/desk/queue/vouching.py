"""A person's yes to what a photo waits for, and taking it back."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from captionbot.accounts import Role
from captionbot.contest.timetable import said_date
from captionbot.decisions.vouching import Asked, asked, take_back, vouch, vouched_for
from captionbot.desk.acting import Seen, act, digest_of
from captionbot.desk.entrance import open_to
from captionbot.desk.queue.blueprint import pages
from captionbot.desk.queue.forms import PlainForm, VouchForm
from captionbot.desk.queue.naming import photo_of
from captionbot.desk.queue.showing import shown_photos
from captionbot.desk.source import word
from captionbot.errors import CaptionbotError, NotNow
from captionbot.overview import View
from captionbot.photos.names import shown_name


@pages.route("/queue/photos/<key>/vouch", methods=["GET", "POST"], endpoint="vouch")
@open_to(Role.EDITOR)
def say_yes(key: str) -> ResponseReturnValue:
    """Look at a photo beside what it is held against, and say yes."""
    form = VouchForm()

    def page(view: View, error: CaptionbotError | None) -> str:
        found = _asked(view, key)
        photo, form.yes.choices = shown_photos(view)[photo_of(view, key).name], _questions(view, found)
        return render_template("queue/vouch.html", form=form, error=error, photo=photo, asked=found)

    def do(view: View) -> str:
        found = _asked(view, key)
        if not set(_questions(view, found)) <= set(form.yes.data or []):
            raise NotNow("Not all of it was ticked, so nothing was recorded.", "Tick each, or leave the photo waiting.")
        vouch(view.record, view.settings, found, word(form.because.data or ""))
        return f"You have vouched for {shown_name(photo_of(view, key).name)}."

    return act(form, page=page, do=do, then=url_for("queue.queue"), seen=_seen_asked(key))


@pages.route("/queue/photos/<key>/unvouch", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def unvouch(key: str) -> ResponseReturnValue:
    """Take back whatever was said yes to of a photo."""
    form = PlainForm()

    def page(view: View, error: CaptionbotError | None) -> str:
        return render_template(
            "queue/unvouch.html", form=form, error=error, photo=shown_photos(view)[photo_of(view, key).name]
        )

    def do(view: View) -> str:
        seen = vouched_for(view.record, view.photos, photo_of(view, key).name, view.now)
        take_back(view.record, seen, word())
        return f"{shown_name(seen.name)} waits again for whoever vouches for it."

    said = Seen(lambda view: sorted(view.record.photos.yes(photo_of(view, key).sha256)))
    return act(form, page=page, do=do, then=url_for("queue.queue"), seen=said)


def _asked(view: View, key: str) -> Asked:
    return asked(view.record, view.photos, view.settings, photo_of(view, key).name, view.now)


def _questions(view: View, found: Asked) -> dict[str, str]:
    """Every sentence that has to be true, by what it is sent as."""
    again = [
        f"It may go out again, although contest no. {one.contest} of "
        f"{said_date(one.slot_at, view.settings.zone)} has shown this picture."
        for one in found.shown_by
    ]
    return {digest_of(sentence): sentence for sentence in (*again, *found.questions)}


def _seen_asked(key: str) -> Seen:

    def facts(view: View) -> object:
        found = _asked(view, key)
        return found.sha256, found.what

    return Seen(facts)
