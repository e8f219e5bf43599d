"""Who takes part: leave an entry out, take it back in, "one of ours"."""

from collections.abc import Callable, Sequence
from typing import Any

from flask.typing import ResponseReturnValue

from captionbot.accounts import Role
from captionbot.contest.entries import Reason
from captionbot.contest.quoting import for_staff
from captionbot.contest.stages import Stage, wants
from captionbot.contest.timetable import said_when
from captionbot.contest.worded import many
from captionbot.decisions import Word, stood_before
from captionbot.decisions.leaving_out import Ranked, disqualify, found, mark_ours, unmark_ours
from captionbot.decisions.leaving_out import readmit as take_back_in
from captionbot.desk.acting import ActForm
from captionbot.desk.contests.acts.forms import LeaveOutForm, MayBecauseForm
from captionbot.desk.contests.acts.page import ActPage, carry_out, refuse_unknown
from captionbot.desk.contests.blueprint import pages
from captionbot.desk.entrance import open_to
from captionbot.desk.source import word
from captionbot.facts import facts_of, zone_of
from captionbot.overview import View
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest
from captionbot.telling.captions import with_captions

SHOWN = 120
"""Characters of a caption in a sentence."""
ENTRY = "contests/entry_act.html"
STAYS = "The comment stays on Facebook, and in the record."
LEAVE_OUT = ActPage(
    "leave_out",
    "Leave an entry out of no. {}",
    "Leave it out",
    (f"It takes no part any more. {STAYS}", "Where another caption leads then, it waits for a person’s yes."),
    ENTRY,
    "stop",
)
READMIT = ActPage(
    "readmit",
    "Take an entry back into no. {}",
    "Take it back in",
    ("Staff leave it out no longer; the rules decide about it.",),
    ENTRY,
)
OURS = ActPage(
    "ours",
    "One of ours",
    "It is one of ours",
    (
        "Whoever wrote this can’t win, in any contest that is open or in review, or to come.",
        f"For staff of the organiser and their families, as the rules say. {STAYS}",
    ),
    ENTRY,
    "stop",
)
NOT_OURS = ActPage(
    "not_ours",
    "None of ours",
    "It is none of ours",
    ("Whoever wrote this takes part again, in every contest that is open or in review, and in all to come.",),
    ENTRY,
)


@pages.route("/contests/<int:number>/leave-out/<comment>", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def leave_out(number: int, comment: str) -> ResponseReturnValue:
    """Leave an entry out, for a reason of the published list."""
    form = LeaveOutForm()

    def change(record: Record, who: Word) -> list[str]:
        reason = Reason(form.reason.data)
        ranked = disqualify(record, comment, reason, who, number=number)
        told = f"Contest no. {number}: {for_staff(ranked.comment.text, SHOWN)} is left out: {reason}."
        return [told, *_what_now(record, ranked, who)]

    return _act_on_entry(LEAVE_OUT, number, comment, form, change)


@pages.route("/contests/<int:number>/readmit/<comment>", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def readmit(number: int, comment: str) -> ResponseReturnValue:
    """Take back that staff left an entry out."""

    def change(record: Record, who: Word) -> list[str]:
        ranked = take_back_in(record, comment, who, number=number)
        caption = for_staff(ranked.comment.text, SHOWN)
        told = f"Contest no. {number}: {caption} is no longer left out by staff; the rules decide about it."
        return [told, *_what_now(record, ranked, who)]

    return _act_on_entry(READMIT, number, comment, MayBecauseForm(), change)


@pages.route("/contests/<int:number>/ours/<comment>", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def ours(number: int, comment: str) -> ResponseReturnValue:
    """Mark who wrote a comment "one of ours"."""

    def change(record: Record, who: Word) -> list[str]:
        moved = mark_ours(record, comment, who, number=number)
        return [f"{_name(record, number, comment)} is one of ours and can’t win.", *_in_each(record, moved, who)]

    return _act_on_entry(OURS, number, comment, MayBecauseForm(), change)


@pages.route("/contests/<int:number>/not-ours/<comment>", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def not_ours(number: int, comment: str) -> ResponseReturnValue:
    """Take that back."""

    def change(record: Record, who: Word) -> list[str]:
        moved = unmark_ours(record, comment, who, number=number)
        return [f"{_name(record, number, comment)} takes part again.", *_in_each(record, moved, who)]

    return _act_on_entry(NOT_OURS, number, comment, MayBecauseForm(), change)


def _act_on_entry(
    page: ActPage, number: int, comment: str, form: ActForm, change: Callable[[Record, Word], list[str]]
) -> ResponseReturnValue:
    def more(view: View, contest: Contest) -> dict[str, Any]:
        refuse_unknown(view, number, comment)
        _, row = found(view.record, comment, number)
        by_staff = view.record.staff.disqualified(contest.number).get(row.comment_id)
        return {"comment": row, "by_staff": by_staff, "left_out_at": by_staff and _hour(contest, by_staff.at)}

    def do(view: View) -> str:
        because = form.because.data if "because" in form else ""
        who, contest = word(because), view.record.contests.get(number)
        before = stood_before(view.record, contest, who.by)
        return " ".join(line for line in [*change(view.record, who), before] if line)

    return carry_out(page, number, form, do, more=more)


def _hour(contest: Contest, moment: Any) -> str:
    return said_when(moment, zone_of(contest))


def _name(record: Record, number: int, comment: str) -> str:
    _, row = found(record, comment, number)
    return _written_by(row)


def _written_by(row: CommentRow) -> str:
    return row.entrant_name or f"Whoever wrote {for_staff(row.text, SHOWN)}"


def _in_each(record: Record, moved: Sequence[Ranked], who: Word) -> list[str]:
    return [line for one in moved for line in _what_now(record, one, who)]


def _what_now(record: Record, ranked: Ranked, who: Word) -> list[str]:
    """Where that leaves the contest."""
    contest, winner, n = ranked.contest, ranked.winner, ranked.contest.number
    if contest.stage == Stage.OPEN:
        return [f"Entries are open until {_hour(contest, contest.closes_at)}."]
    if winner is None:
        hour = _hour(contest, contest.announces_at)
        return [f"Contest no. {n} has no winner now; unless staff pick one, it ends without on {hour}."]
    does = "leads now" if ranked.moved else "stays the winner"
    told = f"Contest no. {n}: {for_staff(winner.caption, SHOWN)} {does}, with {many(winner.votes, 'vote')}."
    asked = with_captions(record, n, wants(facts_of(contest), who.at))
    return [told, f"{asked[:1].upper()}{asked[1:]}."] if asked else [told]
