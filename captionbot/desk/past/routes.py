"""The pages of the past: the list of contests, their slips and proofs, exports, and what is kept for good."""

from dataclasses import replace

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Conflict, UnprocessableEntity

from captionbot.accounts import Role
from captionbot.contest.slip import written
from captionbot.desk.acting import act
from captionbot.desk.entrance import open_to
from captionbot.desk.past import showing
from captionbot.desk.past.forms import ExportForm, KeepForm
from captionbot.desk.past.pouring import attached
from captionbot.desk.source import looked_for, source, word
from captionbot.errors import CaptionbotError, NotNow
from captionbot.overview import View
from captionbot.records.dossier import Dossier
from captionbot.records.keeping import keep as keep_for_good
from captionbot.records.keeping import keep_no_longer
from captionbot.records.showing import Showing

pages = Blueprint("past", __name__)


@pages.get("/past")
@open_to(Role.EDITOR)
def past() -> str:
    """Every contest, newest first; or those in which some words stand."""
    asked = looked_for()
    everywhere = request.args.get("in") == "all"
    page = request.args.get("page", 1, type=int)
    with source().viewing() as view:
        found = showing.search(view, asked, page, comments=everywhere)
        return render_template("past/past.html", found=found, asked=asked, everywhere=everywhere)


@pages.get("/contests/<int:number>/slip.json")
@open_to(Role.EDITOR)
def slip(number: int) -> Response:
    """A contest's result slip with what was announced, for anybody to prove; no comment of anybody else is in it."""
    with source().viewing() as view:
        shown = Showing(Dossier.of(view.record, view.record.contests.get(number), view.now), public=True)
        if shown.dossier.slip is None:
            raise NotNow(f"Contest no. {number} has no result slip yet.", "One is made when it has ended.")
        body = b"".join(written([replace(shown.filed(), comments=())]))
    name = f"contest-{number}-slip.json"
    return Response(body, mimetype="application/json", headers={"Content-Disposition": f"attachment; filename={name}"})


@pages.get("/contests/<int:number>/proof")
@open_to(Role.EDITOR)
def proof(number: int) -> str:
    """A result counted again from its slip, as anybody may do who has the file."""
    with source().viewing() as view:
        contest = view.record.contests.get(number)
        return render_template("past/proof.html", contest=contest, proof=showing.prove(view, number))


@pages.route("/contests/<int:number>/keep", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def keep(number: int) -> ResponseReturnValue:
    """Keep a contest for good, or no longer."""
    form = KeepForm()

    def page(view: View, error: CaptionbotError | None) -> str:
        contest = view.record.contests.get(number)
        return render_template("past/keep.html", form=form, error=error, contest=contest)

    def do(view: View) -> str:
        said = word(" ".join(str(form.because.data).split()))
        if view.record.contests.get(number).kept_by:
            keep_no_longer(view.record, number, said)
            return f"Contest no. {number} is kept for good no longer."
        keep_for_good(view.record, number, said)
        return f"Contest no. {number} is kept for good: nothing of it is pruned or erased."

    return act(form, page=page, do=do, then=url_for("contests.contest", number=number), seen=showing.seen_kept(number))


@pages.route("/past/export", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def export() -> ResponseReturnValue:
    """The records of some contests in a file; the log says who took it."""
    form = ExportForm(contest=request.args.get("contest", type=int))
    if request.method == "POST" and form.validate():
        try:
            return attached(form.asked(), form.kind.data, " ".join(str(form.because.data or "").split()))
        except CaptionbotError as error:
            return render_template("past/export.html", form=form, error=error), Conflict.code
    wrong = UnprocessableEntity.code if request.method == "POST" else 200
    return render_template("past/export.html", form=form, error=None), wrong
