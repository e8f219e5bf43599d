"""A contest, and its entries, as staff look at them. Nothing here changes anything."""

from flask import render_template, request

from captionbot.accounts import Role
from captionbot.contest.links import link_of
from captionbot.desk.contests.blueprint import pages
from captionbot.desk.contests.entries import AT_A_TIME, look_for
from captionbot.desk.contests.showing import panel_of
from captionbot.desk.entrance import open_to
from captionbot.desk.logged import logged
from captionbot.desk.source import looked_for, source
from captionbot.store.utterances import NAMES, Kind, Outcome

FURTHEST = 10_000_000
"""No contest has so many comments."""


@pages.get("/contests/<int:number>")
@open_to(Role.EDITOR)
def contest(number: int) -> str:
    """One contest: where it stands, its tally, what was said of it, and who decided what."""
    with source().viewing() as view:
        row = view.record.contests.get(number)
        said = [
            (NAMES[Kind(one.kind)], one.said_at, link_of(one.said_id))
            for one in view.record.utterances.of_contest(number)
            if one.outcome == Outcome.SAID and one.said_id
        ]
        return render_template(
            "contests/contest.html",
            one=panel_of(view, row),
            said=said,
            log=logged(view.record, view.record.staff.audit(number)[::-1]),
            has_slip=bool(view.record.papers.whys(number)),
            comments=view.record.comments.count(number),
            now=view.now,
        )


@pages.get("/contests/<int:number>/entries")
@open_to(Role.EDITOR)
def entries(number: int) -> str:
    """The comments of a contest, and those that hold what somebody looks for."""
    typed = looked_for()
    start = min(max(request.args.get("from", 0, type=int), 0), FURTHEST)
    with source().viewing() as view:
        row = view.record.contests.get(number)
        panel = panel_of(view, row)
        found = look_for(view, row, panel.shown, typed, start)
        return render_template("contests/entries.html", one=panel, found=found, typed=typed, step=AT_A_TIME)
