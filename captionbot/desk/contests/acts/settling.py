"""What nobody but a person can tell: whether something that was sent stands on the Page."""

from dataclasses import dataclass
from typing import Any

from flask.typing import ResponseReturnValue
from wtforms import SelectChoice  # type: ignore[attr-defined]  # types-wtforms doesn't know it yet

from captionbot import decisions
from captionbot.accounts import Role
from captionbot.contest.links import is_link, is_number, link_of, read_link
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import said_when
from captionbot.decisions import in_doubt
from captionbot.desk.contests.acts.forms import SettleForm, typed
from captionbot.desk.contests.acts.page import ActPage, carry_out
from captionbot.desk.contests.blueprint import pages
from captionbot.desk.entrance import open_to
from captionbot.desk.source import source, word
from captionbot.errors import NotNow
from captionbot.facts import zone_of
from captionbot.overview import View
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import EDITS, NAMES, Kind

SETTLE = ActPage(
    "settle",
    "Settle what stands of no. {}",
    "Say so",
    (
        "Facebook never said clearly whether it took what was sent. captionbot has looked, and can’t tell.",
        "Look on the Page yourself, then say what you saw. A wrong answer makes a second post, or none.",
    ),
    "contests/settle.html",
)
OPAQUE = "This link holds an id that only Facebook can read."
OPEN_IT = "Open it in a computer’s browser, click its hour, and copy the address with the long number in it."


@dataclass(frozen=True, slots=True)
class InDoubt:
    """One thing that was sent, and by what to know it."""

    kind: str
    name: str
    sent: tuple[str, ...]
    """The hours at which it was sent, local ones."""
    words: str
    marker: str
    """A line that stands alone in it; empty where there is none."""
    place: str
    """Where it would stand: a link, or empty where it would be a post of its own."""
    asks_for_link: bool


@pages.route("/contests/<int:number>/settle", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def settle(number: int) -> ResponseReturnValue:
    """Say whether what was sent for a stuck contest stands on the Page."""
    form = SettleForm()
    kinds = _in_doubt(number)
    form.what.choices = [SelectChoice(kind, f"The {NAMES[kind]}") for kind in kinds]
    if len(kinds) == 1 and not form.what.data:
        form.what.data = str(kinds[0])

    def more(view: View, contest: Contest) -> dict[str, Any]:
        doubtful = in_doubt(view.record, contest.number)
        return {"doubtful": [_shown(view, contest, one) for one in doubtful], "page": link_of(view.record.page_id)}

    def do(view: View) -> str:
        meant = [one for one in in_doubt(view.record, number) if one.kind == form.what.data]
        live = _id_meant(meant[0], typed(form.live)) if meant and form.stands.data == "yes" else None
        row, kind = decisions.settle(view.record, number, live, word(typed(form.because)), what=form.what.data)
        return _settled(row, kind)

    return carry_out(SETTLE, number, form, do, more=more)


def _in_doubt(number: int) -> list[Kind]:
    with source().viewing() as view:
        view.record.contests.get(number)
        return [Kind(one.kind) for one in in_doubt(view.record, number)]


def _shown(view: View, contest: Contest, act: Utterance) -> InDoubt:
    kind, zone = Kind(act.kind), zone_of(contest)
    sent = tuple(said_when(one.begun_at, zone) for one in view.record.utterances.in_doubt(act.id))
    marker = act.marker if kind in {Kind.POST, Kind.ANNOUNCEMENT} else ""
    return InDoubt(
        kind, NAMES[kind], sent, act.text, marker, _place(view, contest, act), asks_for_link=kind not in EDITS
    )


def _place(view: View, contest: Contest, act: Utterance) -> str:
    if act.kind in {Kind.POST, Kind.ANNOUNCEMENT}:
        return ""
    if act.kind == Kind.REPLY:
        row = view.record.comments.get(contest.number, act.target.rpartition("_")[2])
        return (row and row.permalink) or link_of(contest.post_id)
    return link_of(act.target)


def _id_meant(act: Utterance, typed: str) -> str:
    """Facebook's id out of a link or a number that was pasted; what is written into something needs none."""
    if act.kind in EDITS:
        return act.target
    if not typed:
        raise NotNow(f"Say where the {NAMES[Kind(act.kind)]} stands: its link is missing.", OPEN_IT)
    if is_number(typed) or not is_link(typed):
        return typed
    link = read_link(typed)
    found = link.comment if act.kind == Kind.REPLY else link.post
    if not found:
        raise NotNow(OPAQUE if link.opaque else f"In {typed[:80]!r} there is no number of it.", OPEN_IT)
    return found


def _settled(contest: Contest, kind: str) -> str:
    name = NAMES[Kind(kind)]
    if contest.stage == Stage.STUCK:
        return f"The {name} of contest no. {contest.number} is settled; something else of it is still in doubt."
    if contest.stage == Stage.MISSED:
        return f"Contest no. {contest.number} is missed: its post never went out. Its photo is still in the queue."
    return f"The {name} of contest no. {contest.number} is settled; the next tick goes on from there."
