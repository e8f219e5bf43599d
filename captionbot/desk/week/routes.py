"""How things stand this week."""

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from captionbot.accounts import Role
from captionbot.desk.entrance import open_to
from captionbot.desk.source import source
from captionbot.desk.week.showing import state_of, week_of

pages = Blueprint("week", __name__)


@pages.get("/")
@open_to(Role.EDITOR)
def this_week() -> str:
    """Everything that matters now."""
    with source().viewing() as view:
        return render_template("week/week.html", week=week_of(view), state=state_of(view))


@pages.get("/state")
@open_to(Role.EDITOR)
def state() -> ResponseReturnValue:
    """A digest of how things stand, for the script that offers to show what is new."""
    with source().viewing() as view:
        return jsonify(state=state_of(view))
