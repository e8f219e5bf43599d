"""Whether a contest goes on: hold, release, call off, take a last reading, take a result back."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from captionbot import decisions
from captionbot.accounts import Role
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import said_when
from captionbot.contest.wording import WITHDRAWN, withdrawn_by_hand
from captionbot.decisions import UNDER_PAUSE
from captionbot.desk.contests.acts.forms import BecauseForm, MayBecauseForm, typed
from captionbot.desk.contests.acts.page import ActPage, carry_out
from captionbot.desk.contests.blueprint import pages
from captionbot.desk.entrance import open_to
from captionbot.desk.source import word
from captionbot.facts import terms_of, zone_of
from captionbot.overview import View, paused
from captionbot.store.schema import Contest

STAYS = "What stands on the Page stays there: captionbot deletes and hides nothing."
HOLD = ActPage(
    "hold",
    "Hold no. {}",
    "Hold it",
    ("Nothing more is said for it until somebody releases it. Its captions are read all the same.",),
)
RELEASE = ActPage(
    "release",
    "Release no. {}",
    "Release it",
    ("It goes on with the next tick. What was flagged still wants its own yes.",),
    "contests/release.html",
)
VOID = ActPage(
    "void",
    "Call no. {} off",
    "Call it off",
    ("Nothing more is said for it, and it has no winner. That can’t be undone.", STAYS),
    "contests/void.html",
    "stop",
)
READ_NOW = ActPage(
    "read_now",
    "Take a last reading of no. {}",
    "Read it now",
    ("The next tick reads its captions and votes, within a minute or so; while the Page is paused, too.",),
    "contests/read_now.html",
)
RETRACT = ActPage(
    "retract",
    "Take back the result of no. {}",
    "Take it back",
    (
        f"The next tick adds “{WITHDRAWN}” to our own words that name the winner.",
        f"{STAYS} Its photo takes no slot any more, and the hall of fame shows the contest no more.",
        "That can’t be undone. To name another winner instead, correct it.",
    ),
    "contests/retract.html",
    "stop",
)


@pages.route("/contests/<int:number>/hold", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def hold(number: int) -> ResponseReturnValue:
    """Keep a contest from being posted or announced until it is released."""
    form = BecauseForm()

    def do(view: View) -> str:
        decisions.hold(view.record, number, word(typed(form.because)))
        return f"Contest no. {number} is on hold."

    return carry_out(HOLD, number, form, do)


@pages.route("/contests/<int:number>/release", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def release(number: int) -> ResponseReturnValue:
    """Let a held contest go on."""
    form = MayBecauseForm()

    def more(_view: View, contest: Contest) -> dict[str, Any]:
        return {"fell_due": contest.held == UNDER_PAUSE}

    def do(view: View) -> str:
        decisions.release(view.record, number, word(typed(form.because)))
        return f"Contest no. {number} is released; the next tick goes on with it."

    return carry_out(RELEASE, number, form, do, more=more)


@pages.route("/contests/<int:number>/void", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def void(number: int) -> ResponseReturnValue:
    """Call a contest off."""
    form = BecauseForm()

    def do(view: View) -> str:
        who, contest = word(typed(form.because)), view.record.contests.get(number)
        before = decisions.stood_before(view.record, contest, who.by)
        decisions.void(view.record, number, who)
        return f"Contest no. {number} is called off. {STAYS} {before}".strip()

    return carry_out(VOID, number, form, do)


@pages.route("/contests/<int:number>/read-now", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def read_now(number: int) -> ResponseReturnValue:
    """Have the captions of an open contest read by the next tick."""
    form = MayBecauseForm()

    def more(_view: View, contest: Contest) -> dict[str, Any]:
        last = contest.last_reading_at and said_when(contest.last_reading_at, zone_of(contest))
        return {"last": last}

    def do(view: View) -> str:
        decisions.read_now(view.record, number, word(typed(form.because)))
        return f"The captions of contest no. {number} are read by the next tick; this page then shows its hour."

    return carry_out(READ_NOW, number, form, do, more=more)


@pages.route("/contests/<int:number>/retract", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def retract(number: int) -> ResponseReturnValue:
    """Take a result off everything public that is ours."""
    form = BecauseForm()

    def more(view: View, contest: Contest) -> dict[str, Any]:
        decision = view.record.contests.decision(contest)
        text = withdrawn_by_hand(
            terms_of(contest), number, contest.slot_at, zone_of(contest), view.settings.public_words
        )
        return {"decision": decision, "again": contest.stage == Stage.RETRACTED, "text": text}

    def do(view: View) -> str:
        decisions.retract(view.record, number, word(typed(form.because)), view.settings.public_words)
        stopped = paused(view)
        later = f"The Page is paused: once that has ended, take it back once more, and “{WITHDRAWN}” is added."
        adds = f"The next tick adds “{WITHDRAWN}” to our own words on the Page."
        return f"The result of contest no. {number} is retracted. {later if stopped else adds}"

    return carry_out(RETRACT, number, form, do, more=more, then=url_for("contests.words", number=number))
