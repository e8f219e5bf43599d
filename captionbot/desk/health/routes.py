"""The pages of health: how the program is, the log of who did what, and a trial of the notices."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from captionbot.accounts import Role
from captionbot.desk.acting import WHATEVER, act
from captionbot.desk.entrance import open_to
from captionbot.desk.health import showing
from captionbot.desk.health.forms import TrialForm
from captionbot.desk.source import looked_for, source, word
from captionbot.errors import CaptionbotError, NotNow
from captionbot.overview import View

pages = Blueprint("health", __name__)

LARGEST = 2**31 - 1


@pages.get("/health")
@open_to(Role.EDITOR)
def health() -> str:
    """How the program is."""
    with source().viewing() as view:
        return render_template("health/health.html", health=showing.health(view))


@pages.get("/health/log")
@open_to(Role.EDITOR)
def log() -> str:
    """Who did what, newest first."""
    asked = looked_for()
    contest, before = _number("contest"), _number("before")
    with source().viewing() as view:
        found = showing.lines(view, asked, contest, before)
        return render_template("health/log.html", found=found, asked=asked, contest=contest, before=before)


def _number(name: str) -> int | None:
    """A number from the address; None where there is none that a database could know."""
    number = request.args.get(name, type=int)
    return number if number is not None and 0 < number <= LARGEST else None


@pages.route("/health/notice", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def notice() -> ResponseReturnValue:
    """Ask for a notice, to see whether notices arrive; the next tick sends it."""
    form = TrialForm()

    def page(view: View, error: CaptionbotError | None) -> str:
        return render_template(
            "health/notice.html",
            form=form,
            error=error,
            outlets=showing.outlets_of(view.settings),
            waiting=view.record.health.waiting_trials(),
        )

    def do(view: View) -> str:
        if not showing.outlets_of(view.settings):
            raise NotNow("There is nobody to send to.", "Somebody has to set NOTIFY_URLS first.")
        if view.record.health.waiting_trials():
            raise NotNow("A notice has been asked for already.", "The next tick sends it, within a minute.")
        said = word()
        view.record.health.ask_trial(said.by, said.at)
        view.record.staff.note(said.at, said.by, "notice tried")
        return "The next tick sends a notice, within a minute. How it went stands here then."

    return act(form, page=page, do=do, then=url_for("health.health"), seen=WHATEVER)
