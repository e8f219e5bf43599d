"""The pages that pause and that go on; whoever is signed in may do both."""

from datetime import time

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from captionbot import decisions
from captionbot.accounts import Role
from captionbot.contest.timetable import instant, said_when
from captionbot.desk.acting import WHATEVER, act, seen_page
from captionbot.desk.entrance import open_to
from captionbot.desk.pausing import showing
from captionbot.desk.pausing.forms import USUAL, PauseForm, ResumeForm
from captionbot.desk.pausing.showing import Brake
from captionbot.desk.source import word
from captionbot.errors import CaptionbotError
from captionbot.overview import View

pages = Blueprint("pausing", __name__)

ASKED_AT = time(9)
"""The hour at which staff are asked whether to go on."""


@pages.route("/pause", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def pause() -> ResponseReturnValue:
    """Stop everything that speaks, at once."""
    form = PauseForm()

    def page(view: View, error: CaptionbotError | None) -> str:
        return render_template(
            "pausing/pause.html",
            form=form,
            error=error,
            usual=USUAL,
            stops=showing.stops(view),
            live=showing.live(view),
        )

    def do(view: View) -> str:
        zone = view.settings.zone
        until = instant(form.until.data, ASKED_AT, zone) if form.until.data else None
        decisions.pause(view.record, word(form.reason), until)
        asked = f" Staff are asked on {said_when(until, zone)} whether to go on." if until else ""
        return f"Paused. Nothing is said on the Page until somebody goes on.{asked}"

    return act(form, page=page, do=do, then=url_for("pausing.pause"), seen=WHATEVER)


@pages.route("/resume", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def resume() -> ResponseReturnValue:
    """Go on after a pause; what fell due under it waits for a person, and is listed."""
    form = ResumeForm()

    def page(view: View, error: CaptionbotError | None) -> str:
        stops = showing.stops(view)
        return render_template(
            "pausing/resume.html",
            form=form,
            error=error,
            stops=stops,
            ends_here=any(stop.kind in showing.ENDS_HERE for stop in stops),
            waiting=showing.fallen_due(view),
            slots=showing.slots_since(view, min(since)) if (since := [one.since for one in stops if one.since]) else [],
            past=showing.last_pause(view),
        )

    def do(view: View) -> str:
        _, waiting = decisions.resume(view.record, word())
        return f"{_over(view)} {_waits(len(waiting))}".strip()

    return act(form, page=page, do=do, then=url_for("pausing.resume"), seen=seen_page())


def _over(view: View) -> str:
    """What is said of the pause that was ended, and of what still pauses."""
    left = [stop for stop in showing.stops(view) if stop.kind not in showing.ENDS_HERE]
    if not left:
        return "The pause is over."
    what = "a PAUSE file still lies there" if left[0].kind == Brake.FILE else "the photos folder can't be read"
    return f"Staff's pause is over, but nothing is said yet: {what}."


def _waits(waiting: int) -> str:
    if not waiting:
        return ""
    if waiting == 1:
        return "1 contest fell due under it, waits for you and says nothing by itself."
    return f"{waiting} contests fell due under it, wait for you and say nothing by themselves."
