"""Weeks that are left out, and taken back in."""

import re
from datetime import datetime
from typing import Final

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from captionbot import decisions
from captionbot.accounts import Role
from captionbot.contest.timetable import Week, said_when
from captionbot.desk.acting import act, seen_queue
from captionbot.desk.entrance import open_to
from captionbot.desk.queue.blueprint import pages
from captionbot.desk.queue.forms import PlainForm
from captionbot.desk.source import word
from captionbot.errors import CaptionbotError
from captionbot.overview import View
from captionbot.queueing import holiday_of, refuse_odd_week, slot_in

_NAMED: Final = re.compile(r"20[0-9]{2}-W[0-9]{2}")


@pages.route("/queue/skip/<week>", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def skip(week: str) -> ResponseReturnValue:
    """Leave one week out; its photo keeps its place."""
    named, form = _week(week), PlainForm()

    def page(view: View, error: CaptionbotError | None) -> str:
        there = next((one.photo for one in view.plan.photos if one.slot == slot_in(view.settings, named)), None)
        facts = {"slot": _slot(view, named), "photo": there}
        return render_template("queue/skip.html", form=form, error=error, **facts)

    def do(view: View) -> str:
        refuse_odd_week(view.settings, named, view.now)
        decisions.skip(view.record, str(named), word())
        return f"Nothing is posted on {said_when(_slot(view, named), view.settings.zone)}; the photo keeps its place."

    return act(form, page=page, do=do, then=url_for("queue.queue"), seen=seen_queue())


@pages.route("/queue/unskip/<week>", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def unskip(week: str) -> ResponseReturnValue:
    """Take a week back in, one too that a holiday leaves out."""
    named, form = _week(week), PlainForm()

    def page(view: View, error: CaptionbotError | None) -> str:
        facts = {"slot": _slot(view, named), "holiday": holiday_of(view.settings, named)}
        return render_template("queue/unskip.html", form=form, error=error, **facts)

    def do(view: View) -> str:
        holiday = holiday_of(view.settings, named)
        if holiday:
            refuse_odd_week(view.settings, named, view.now)
        decisions.unskip(view.record, str(named), word(), holiday)
        although = f", although it is {holiday}" if holiday else ""
        return f"The week of {said_when(_slot(view, named), view.settings.zone)} has its contest again{although}."

    return act(form, page=page, do=do, then=url_for("queue.queue"), seen=seen_queue())


def _week(name: str) -> Week:
    """The week of an address; whatever names none is nowhere."""
    if not _NAMED.fullmatch(name):
        abort(404)
    week = Week.named(name)
    try:
        return Week.of(week.monday)
    except ValueError:
        abort(404)


def _slot(view: View, week: Week) -> datetime:
    return slot_in(view.settings, week)
