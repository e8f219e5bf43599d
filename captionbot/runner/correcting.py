"""Correcting a result that was announced: the right one is said, and what named another points to it.

A correction is a decision of staff's made after the announcement. It goes out at once; until a word of it stands, the
old result is the one that counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from captionbot import results
from captionbot.contest.comment import Comment
from captionbot.contest.doubts import GONE
from captionbot.contest.links import link_of
from captionbot.contest.notices import About
from captionbot.contest.screens import is_edited
from captionbot.contest.stages import Stage
from captionbot.contest.worded import sentence
from captionbot.contest.wording import (
    carries_marker,
    names_winner,
)
from captionbot.errors import Gone
from captionbot.facts import credited
from captionbot.results import ACTS, Named, correction_marker, how_manieth, pointing, replaced
from captionbot.runner.beginning import EARLY
from captionbot.runner.bot import Tick
from captionbot.runner.named import NAMED
from captionbot.runner.result import link_to
from captionbot.runner.saying import (
    DONE,
    Said,
    report,
    say_each,
    say_until,
    stuck,
    tell_of_the_rest,
    unsaid,
)
from captionbot.runner.winner import winner_of
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import CORRECTED as NOTE_OF
from captionbot.store.utterances import Kind, Outcome
from captionbot.utter import Heard, Mouth, State

LINK_WAITS = timedelta(hours=1)
"""So long the old words wait for the link to a correction that can't be posted."""

TOO_LATE = "it could not be said in time"
OVERTAKEN = "staff have decided otherwise meanwhile"
HIDDEN = "the new winner's comment is hidden on Facebook"


@dataclass(frozen=True, slots=True)
class _New:
    """What there is to say of the new winner, and how it stands with the comment that won."""

    acts: Sequence[Utterance]
    notes: Sequence[Utterance]
    """What is written into the old words."""
    live: Comment | None
    """The comment as it is now; None where it is gone."""
    doubt: str
    """Why it should not be announced as it was picked; empty where nothing speaks against it."""

    @property
    def can_be_said(self) -> list[Utterance]:
        """What names the new winner, but for a reply to what is gone."""
        return [one for one in self.acts if self.live or one.kind != Kind.REPLY]

    @property
    def stands(self) -> bool:
        """Whether a word of it is public; a reply goes with the comment that it answers."""
        return any(one.said_id for one in self.can_be_said)


def correct(tick: Tick, contest: Contest) -> bool:
    """Bring a correction as far as it goes; whether the contest moved on."""
    tick = replace(tick, mouth=_mouth(tick, contest))
    new = _look(tick, contest)
    if new.doubt and not new.stands:
        return _doubted(tick, contest, new)
    if not new.acts:
        return not _hold_where_another_stands(tick, contest) and _intend(tick, contest)
    return _say_acts(tick, contest, new)


def _mouth(tick: Tick, contest: Contest) -> Mouth:
    """The tick's, for this correction alone: staff may call it off at any moment before its first byte leaves."""
    mouth = tick.mouth

    def silent(record: Record, number: int) -> str:
        overtaken = record.contests.get(number).decision != contest.decision
        return OVERTAKEN if overtaken else mouth.silent(record, number)

    return Mouth(mouth.store, mouth.page, mouth.clock, mouth.lease, silent)


def _look(tick: Tick, contest: Contest) -> _New:
    with tick.bot.store.view() as record:
        decision, row = winner_of(record, contest)
        rows = record.utterances.of_contest(contest.number)
    live, doubt = None, GONE
    try:
        live = tick.bot.page.comment(row.graph_id)
    except Gone:
        pass
    else:
        edited = is_edited(decision.caption, live.text)
        words = f"its words changed: picked “{decision.caption}”, now “{live.text}”"
        doubt = words if edited else HIDDEN if live.hidden and not row.hidden else ""
    acts = [one for one in rows if one.decision == contest.decision and one.kind in ACTS.values()]
    return _New(acts, [one for one in rows if one.kind in NOTE_OF.values()], live, doubt)


def _doubted(tick: Tick, contest: Contest, new: _New) -> bool:
    """Nothing of it is known to be public: it is stopped, once that is certain."""
    if not any(one.outcome == Outcome.UNKNOWN for one in new.acts):
        return _stop(tick, contest, new.doubt, new.live)
    held = "the new winner's comment is not what it was"
    heard, trouble = say_each(tick, contest, new.can_be_said, say_until(contest), held)
    report(tick, contest, heard)
    if stuck(tick, contest, heard):
        return False
    if trouble:
        raise trouble
    return State.SETTLING not in {one.state for _, one in heard}  # else it is thought over again


def _stop(tick: Tick, contest: Contest, why: str, live: Comment | None) -> bool:
    """The old result stays announced, and a person decides."""
    n, what = contest.number, sentence(f"Its correction was stopped: {why}")
    do = f"The old result stands. `captionbot pick {n} COMMENT --because TEXT --correct` names another winner."
    with tick.deciding(contest) as (record, row):
        _, comment = winner_of(record, row)
        if why == GONE:
            record.comments.seen_gone(n, comment.comment_id, tick.now)
        elif live and why != TOO_LATE:
            record.comments.seen_again(n, live, tick.now)
        stopped, row.decision = row.decision, max(one.decision for one in replaced(record, row, row.decision))
        record.contests.move(row, Stage.ANNOUNCED, f"its correction was stopped: {why}")
        record.staff.note(tick.now, "captionbot", "correction stopped", contest=n, detail=why)
        record.staff.tell(f"correction {n} {stopped}", what, tick.now, do=do, contest=n, about=About.STANDS)
    tick.report.wants(f"Contest no. {n}: {what} {do}", "correction stopped")
    return True


def _hold_where_another_stands(tick: Tick, contest: Contest) -> bool:
    """Hold a contest whose correction names somebody else on the Page: the record was restored since."""
    posts = tick.bot.page.recent_posts(contest.slot_at - EARLY)
    with tick.bot.store.view() as record:
        decision, _ = winner_of(record, contest)
        line = correction_marker(contest, how_manieth(replaced(record, contest, contest.decision)))
        ours = record.utterances.claimed(but=0)
    others = [post for post in posts if post.post_id not in ours and post.by_page and carries_marker(post.text, line)]
    if all(names_winner(post.text, credited(decision).caption) for post in others):
        return False
    with tick.deciding(contest) as (_, row):
        row.held = NAMED
    do = f"Look on the Page; take that correction down there, then `captionbot release {contest.number}`."
    tick.tell(f"named {contest.number}", sentence(NAMED), do=do, contest=contest.number, about=About.WAITS)
    return True


def _intend(tick: Tick, contest: Contest) -> bool:
    """Write down every act that names the new winner before the first is said."""
    with tick.deciding(contest) as (record, row):
        named, since = Named(row, *winner_of(record, row)), row.slot_at - EARLY
        for act in results.correcting(record, named, tick.bot.settings.public_words, since):
            record.utterances.intend(act)
    return True


def _say_acts(tick: Tick, contest: Contest, new: _New) -> bool:
    """Say what is not said yet, the new winner first, then what is written into the old words."""
    heard, trouble = say_each(tick, contest, [*new.can_be_said, *new.notes], say_until(contest), contest.held)
    heard += [(one, Heard(State.MISSED, note=GONE)) for one in new.acts if one not in new.can_be_said]
    if _write_notes(tick, contest, new, heard):
        return True
    moved = _follow(tick, contest, new, heard, whole=trouble is None)
    if trouble:
        raise trouble
    return moved


def _write_notes(tick: Tick, contest: Contest, new: _New, heard: Said) -> bool:
    """Write down what the old words are to say, once something of the new winner stands; whether anything was."""
    said = {act.kind for act, one in heard if one.state == State.SAID and act.decision == contest.decision}
    done = {act.kind for act, one in heard if one.state in DONE}
    awaited = any(one.kind == Kind.ANNOUNCEMENT and one.kind not in done for one in new.acts)
    with tick.bot.store.view() as record:
        old = [one for one in replaced(record, contest, contest.decision) if one.kind in NOTE_OF]
    noted = {(one.kind, one.decision) for one in new.notes}
    left = [one for one in old if (NOTE_OF[Kind(one.kind)], one.decision) not in noted]
    if not said or not left or (awaited and tick.now < (contest.approved_at or tick.now) + LINK_WAITS):
        return False
    link, words = _link(tick, contest), tick.bot.settings.public_words
    with tick.deciding(contest) as (record, _):
        for note in pointing(contest, left, link, words, tick.now):
            record.utterances.intend(note)
    return True


def _link(tick: Tick, contest: Contest) -> str:
    """Where the new winner is named, the post before the reply; empty where neither stands."""
    with tick.bot.store.view() as record:
        said = [one for one in record.utterances.results(contest.number) if one.decision == contest.decision]
    return _best_link(tick, said)


def _best_link(tick: Tick, said: Sequence[Utterance]) -> str:
    found = {one.kind: one for one in said}
    best = found.get(Kind.ANNOUNCEMENT) or found.get(Kind.REPLY)
    return link_to(tick, best) if best else ""


def _follow(tick: Tick, contest: Contest, new: _New, heard: Said, *, whole: bool) -> bool:
    report(tick, contest, heard)
    states = {one.state for _, one in heard}
    if stuck(tick, contest, heard) or not whole or not states <= DONE:
        return False
    if all(one.state == State.MISSED for act, one in heard if act in new.acts):
        return _stop(tick, contest, TOO_LATE, new.live)
    _end(tick, contest, heard)
    return True


def _end(tick: Tick, contest: Contest, heard: Said) -> None:
    """It is corrected; staff have both links."""
    n, missed = contest.number, unsaid(heard)
    with tick.bot.store.view() as record:
        old = [one for one in replaced(record, contest, contest.decision) if one.kind in NOTE_OF]
    noted = {act.target for act, one in heard if one.state == State.SAID and act.kind in NOTE_OF.values()}
    before = _best_link(tick, [one for one in old if one.said_id in noted])
    after = _link(tick, contest) or link_of(contest.post_id or "")
    what = f"It is corrected: {after}." + (f" What was said before points there: {before}." if before else "")
    with tick.deciding(contest) as (record, row):
        note = f"corrected: {after}" + (f" (before: {before})" if before else "")
        record.contests.move(row, Stage.ANNOUNCED, note)
        record.staff.note(tick.now, "captionbot", "corrected", contest=n, detail=what)
        record.staff.tell(f"corrected {n} {row.decision}", what, tick.now, contest=n, about=About.ANNOUNCED)
        if missed:
            tell_of_the_rest(record, row, missed, tick.now)
    tick.report.did(f"Contest no. {n} is corrected: {after}.", "corrected")
