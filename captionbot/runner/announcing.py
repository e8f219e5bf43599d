"""Announcing a winner: read once more, then each act said once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from captionbot.contest.screens import is_edited
from captionbot.contest.stages import Stage
from captionbot.contest.terms import Terms
from captionbot.contest.wording import Credited, MarkerKind, Result, added_to_post, announcement, marker, winner_reply
from captionbot.decisions import UNDER_PAUSE
from captionbot.errors import Gone, GraphError
from captionbot.facts import terms_of
from captionbot.judging import step_up
from captionbot.runner.beginning import EARLY
from captionbot.runner.bot import Tick, pause_reason
from captionbot.runner.collecting import post_gone
from captionbot.runner.posting import hold
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest, Decision, Utterance
from captionbot.store.utterances import Kind, Outcome
from captionbot.utter import Heard, Picture, State

ACTS = {"reply": Kind.REPLY, "post": Kind.ANNOUNCEMENT, "edit": Kind.EDIT}
"""What ANNOUNCE_BY may name, in the order in which it is done."""

RUNNERS_UP = 2


def announce(tick: Tick, contest: Contest, due_at: datetime) -> bool:
    """Bring an announcement as far as it goes; whether the contest moved on."""
    if contest.stage == Stage.REVIEW and _under_pause(tick, contest, due_at):
        return False
    if not _winner_stands(tick, contest):
        return False
    if contest.stage == Stage.REVIEW:
        _intend(tick, contest)
        return True
    return _say_acts(tick, contest)


def _under_pause(tick: Tick, contest: Contest, due_at: datetime) -> bool:
    """What fell due under a pause is never said by itself when the pause ends."""
    since = max(due_at, contest.approved_at or due_at, contest.released_at or due_at)
    with tick.bot.store.transaction() as record:
        if not (pause_reason(tick.bot.photos, record) or record.staff.paused_between(since, tick.now)):
            return False
        record.contests.get(contest.number).held = UNDER_PAUSE
    tick.report.did(f"Contest no. {contest.number} is held: {UNDER_PAUSE}.", "held")
    return True


def _winner_stands(tick: Tick, contest: Contest) -> bool:
    """Read the winner's comment once more; False where it is gone or changed and a person must decide."""
    with tick.bot.store.view() as record:
        decision, row = _winner(record, contest)
        said = [one for one in record.utterances.of_contest(contest.number) if one.kind != Kind.POST and one.said_id]
        approved_at, seen_at = contest.approved_at, record.comments.text_seen_at(contest.number, row.comment_id)
    try:
        live = tick.bot.page.comment(row.graph_id)
    except Gone:
        return _winner_gone(tick, contest, began=bool(said))
    if not is_edited(decision.caption, live.text):
        return True
    if live.text == row.text and approved_at is not None and seen_at <= approved_at:
        return True  # a person has seen these words and said yes
    if said:
        return True  # part of it stands on the Page: the rest says the same
    _ask(tick, contest, row.comment_id, live.text, decision)
    return False


def _winner(record: Record, contest: Contest) -> tuple[Decision, CommentRow]:
    decision = record.contests.decision(contest)
    row = record.comments.get(contest.number, decision.comment_id) if decision else None
    if decision is None or row is None:
        raise AssertionError(f"contest {contest.number} has no winner to announce")
    return decision, row


def _ask(tick: Tick, contest: Contest, comment_id: str, text: str, decision: Decision) -> None:
    now, n = tick.now, contest.number
    with tick.bot.store.transaction() as record:
        row = record.contests.get(n)
        record.comments.reworded(n, comment_id, text, now)
        row.doubts = [*row.doubts, f"the winner's words changed: tallied “{decision.caption}”, now “{text}”"]
        row.approved_at = None
        if row.stage == Stage.ANNOUNCING:
            record.contests.move(row, Stage.REVIEW)
    what = "The winning comment was changed after it was tallied; nothing is announced until a person has decided."
    tick.tell(f"changed {n} {decision.number}", what, do=f"captionbot entries {n}, then approve or pick.", contest=n)


def _winner_gone(tick: Tick, contest: Contest, *, began: bool) -> bool:
    """The winner's comment is gone: the other acts wait and the runner-up steps up for review."""
    try:
        tick.bot.page.post(contest.post_id or "")
    except Gone:
        post_gone(tick, contest)
        return False
    n, why = contest.number, "the winner's comment is gone from Facebook"
    with tick.bot.store.transaction() as record:
        row = record.contests.get(n)
        if began:
            row.held = f"{why} after part of the announcement was said"
        else:
            _withdraw(record, row, tick.now, why)
    do = f"captionbot entries {n}, then approve {n}, pick {n} COMMENT, or void {n}."
    tick.tell(f"winner gone {n} {contest.decision}", f"{why[0].upper()}{why[1:]}.", do=do, contest=n)
    return False


def _withdraw(record: Record, row: Contest, now: datetime, why: str) -> None:
    decision, comment = _winner(record, row)
    comment.withdrawn_at = now
    for utterance in record.utterances.of_contest(row.number):
        if utterance.decision == decision.number and utterance.outcome != Outcome.UNKNOWN:
            utterance.note = why
    if row.stage == Stage.ANNOUNCING:
        record.contests.move(row, Stage.REVIEW)
    step_up(record, row, now, why)


def _intend(tick: Tick, contest: Contest) -> None:
    """Write down every act before the first is said."""
    with tick.bot.store.transaction() as record:
        record.check_lease(tick.mouth.lease)
        row = record.contests.get(contest.number)
        decision, comment = _winner(record, row)
        for name in terms_of(row).announce_by:
            if name in ACTS and record.utterances.find(row.number, ACTS[name], decision.number) is None:
                record.utterances.intend(_utterance(record, row, decision, comment, ACTS[name]))
        record.contests.move(row, Stage.ANNOUNCING)


def _utterance(record: Record, contest: Contest, decision: Decision, comment: CommentRow, kind: Kind) -> Utterance:
    terms = terms_of(contest)
    zone, result = ZoneInfo(terms.timezone), _result(record, contest, decision)
    line, targets = "", {Kind.REPLY: comment.graph_id, Kind.EDIT: contest.post_id or ""}
    if kind == Kind.REPLY:
        text = winner_reply(terms, result, zone)
    elif kind == Kind.EDIT:
        text = added_to_post(terms, result, zone)
    else:
        line = _result_marker(contest, terms, zone)
        sidecar = contest.sidecar
        text = announcement(
            terms, result, fact=sidecar.get("fact", ""), credit=sidecar.get("credit", ""), marker=line, zone=zone
        )
    return Utterance(
        contest=contest.number,
        kind=kind,
        decision=decision.number,
        text=text,
        marker=line,
        target=targets.get(kind, ""),
        not_before=contest.slot_at - EARLY,
        outcome=Outcome.INTENDED,
        attempts=0,
        note="",
    )


def _result_marker(contest: Contest, terms: Terms, zone: ZoneInfo) -> str:
    """The result's marker follows the post's edition, so that two contests of one day stay apart."""
    edition = contest.marker.rpartition(" · ")[2]
    number = int(edition) if edition.isdigit() else 1
    return marker(terms.contest_name, contest.slot_at, zone, MarkerKind.RESULT, number)


def _result(record: Record, contest: Contest, decision: Decision) -> Result:
    rows = {row.rank: row for row in record.comments.of_contest(contest.number) if row.rank}
    won = next((rank for rank, row in rows.items() if row.comment_id == decision.comment_id), 0)
    below = [rows[rank] for rank in sorted(rows) if rank > won]
    named = [row for row in below if row.counted_votes and not row.flags and row.withdrawn_at is None]
    return Result(
        number=contest.number,
        slot=contest.slot_at,
        closes_at=contest.closes_at,
        counted_at=contest.votes_at or contest.closes_at,
        winner=Credited(decision.caption, decision.winner, decision.votes),
        runners_up=[Credited(row.text, row.entrant_name, row.counted_votes or 0) for row in named[:RUNNERS_UP]],
    )


def _say_acts(tick: Tick, contest: Contest) -> bool:
    """Say what is not said yet; each act survives the others' failure."""
    with tick.bot.store.view() as record:
        acts = [one for one in record.utterances.of_contest(contest.number) if one.decision == contest.decision]
    base = max(contest.announces_at, contest.approved_at or contest.announces_at)
    until = base + timedelta(days=terms_of(contest).announce_within_days)
    heard: list[tuple[Utterance, Heard]] = []
    trouble: GraphError | None = None
    for act in [one for one in acts if one.kind != Kind.POST]:
        try:
            heard.append((act, _say(tick, contest, act, until)))
        except GraphError as error:
            trouble = error
    moved = _follow(tick, contest, heard, whole=trouble is None)
    if trouble:
        raise trouble
    return moved


def _say(tick: Tick, contest: Contest, act: Utterance, until: datetime) -> Heard:
    picture = (lambda: _picture(tick, contest)) if act.kind == Kind.ANNOUNCEMENT else None
    return tick.mouth.say(act.id, until=until, settle=tick.settle, held=contest.held, picture=picture)


def _picture(tick: Tick, contest: Contest) -> Picture:
    loaded = tick.bot.photos.reload(contest.photo_sha256, contest.photo)
    return Picture(loaded.jpeg, contest.sidecar.get("alt", ""))


def _follow(tick: Tick, contest: Contest, heard: list[tuple[Utterance, Heard]], *, whole: bool) -> bool:
    n, states = contest.number, {one.state for _, one in heard}
    for act, one in heard:
        _report(tick, contest, act, one)
    with tick.bot.store.transaction() as record:
        row = record.contests.get(n)
        if State.STUCK in states:
            record.contests.move(row, Stage.STUCK, "nobody can tell whether all of its announcement is live")
        elif whole and states <= {State.SAID, State.MISSED}:
            note = "" if states == {State.SAID} else "part of the announcement could not be said"
            record.contests.move(row, Stage.ANNOUNCED, note)
            record.staff.note(tick.now, "captionbot", "announced", contest=n)
        else:
            return False
        moved = row.stage == Stage.ANNOUNCED
    if moved:
        tick.report.did(f"Contest no. {n} is announced.", "announced")
    return moved


def _report(tick: Tick, contest: Contest, act: Utterance, heard: Heard) -> None:
    n = contest.number
    match heard.state:
        case State.SAID:
            if act.outcome != Outcome.SAID:
                tick.report.did(f"Contest no. {n}: the {act.kind} {heard.note or 'is said'} ({heard.said_id}).", "said")
        case State.REFUSED:
            why = heard.why or GraphError(heard.note)
            tick.tell(f"refused {act.id} {tick.now:%Y-%m-%d}", why, contest=n)
        case State.STUCK:
            what = f"Nobody can tell whether its {act.kind} is live."
            do = f"Look on the Page, then `captionbot settle {n} --live ID` or `captionbot settle {n} --not-live`."
            tick.tell(f"stuck {act.id}", what, do=do, contest=n)
        case State.PAUSED:
            hold(tick, contest, heard.note)
        case _:
            tick.report.wants(f"Contest no. {n}: the {act.kind}: {heard.note}.", str(heard.state))
