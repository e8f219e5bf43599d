"""Announcing a winner: read once more, then each act said once."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from captionbot.contest.stages import Stage
from captionbot.contest.terms import Terms
from captionbot.contest.wording import (
    Credited,
    Result,
    added_to_post,
    announcement,
    result_words,
    winner_reply,
)
from captionbot.decisions import UNDER_PAUSE
from captionbot.errors import (
    Blocked,
    CaptionbotError,
    ClockWrong,
    GraphError,
    LeaseLost,
    NotSent,
    RateLimited,
    TokenDead,
)
from captionbot.facts import terms_of, zone_of
from captionbot.runner import standing
from captionbot.runner.beginning import EARLY
from captionbot.runner.bot import Tick, pause_given
from captionbot.runner.named import hold_where_another_was_named, result_marker
from captionbot.runner.posting import hold
from captionbot.runner.winner import Winner, look_again, winner_of
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
        return True  # a person is asked
    match look_again(tick, contest):
        case Winner.STANDS if contest.stage == Stage.REVIEW:
            return not hold_where_another_was_named(tick, contest) and _intend(tick, contest)
        case Winner.STANDS:
            return _say_acts(tick, contest)
        case Winner.IN_DOUBT:
            _say_acts(tick, contest, held="the winner's comment is not what it was")
            return not _in_doubt(tick, contest)  # once that is known, it is thought over again
        case other:
            return other is Winner.MOVED


def _under_pause(tick: Tick, contest: Contest, due_at: datetime) -> bool:
    """What fell due under a pause is never said by itself when the pause ends."""
    since = max(due_at, contest.approved_at or due_at, contest.released_at or due_at)
    with tick.deciding(contest) as (record, row):
        if pause_given(tick.bot.photos, record) or record.staff.paused_between(since, tick.now):
            row.held = UNDER_PAUSE
        return row.held != ""


def _in_doubt(tick: Tick, contest: Contest) -> bool:
    with tick.bot.store.view() as record:
        acts = record.utterances.of_contest(contest.number)
    return any(one.outcome == Outcome.UNKNOWN for one in acts if one.decision == contest.decision)


def _intend(tick: Tick, contest: Contest) -> bool:
    """Write down every act before the first is said."""
    with tick.deciding(contest) as (record, row):
        decision, comment = winner_of(record, row)
        for name in terms_of(row).announce_by:
            if record.utterances.find(row.number, ACTS[name], decision.number) is None:
                record.utterances.intend(_utterance(record, row, decision, comment, ACTS[name]))
        record.contests.move(row, Stage.ANNOUNCING)
    return True


def _utterance(record: Record, contest: Contest, decision: Decision, comment: CommentRow, kind: Kind) -> Utterance:
    terms = terms_of(contest)
    zone, result = zone_of(contest), _result(record, contest, decision)
    targets = {Kind.REPLY: comment.graph_id, Kind.EDIT: contest.post_id or ""}
    if kind == Kind.REPLY:
        text, line = winner_reply(terms, result, zone), result_words(terms.contest_name, contest.slot_at, zone)
    elif kind == Kind.EDIT:
        text, line = added_to_post(terms, result, zone), _named_in_post(terms, result, zone)
    else:
        line = result_marker(contest)
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


def _named_in_post(terms: Terms, result: Result, zone: ZoneInfo) -> str:
    """What an edit says without the votes, which may read otherwise after a restored backup."""
    without = replace(result, winner=replace(result.winner, votes=0))
    return added_to_post(terms, without, zone).removesuffix(".")


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


def _say_acts(tick: Tick, contest: Contest, held: str = "") -> bool:
    """Say what is not said yet; each act survives the others' failure. What is ``held`` is only looked for."""
    with tick.bot.store.view() as record:
        acts = [one for one in record.utterances.of_contest(contest.number) if one.decision == contest.decision]
    base = max(contest.announces_at, contest.approved_at or contest.announces_at)
    until = base + timedelta(days=terms_of(contest).announce_within_days)
    heard: list[tuple[Utterance, Heard]] = []
    trouble: CaptionbotError | None = None
    for act in [one for one in acts if one.kind != Kind.POST]:
        try:
            heard.append((act, _say(tick, contest, act, until, held or contest.held)))
        except (ClockWrong, LeaseLost):
            raise
        except (Blocked, RateLimited, TokenDead, NotSent) as error:
            trouble = error  # no other act would fare better
            break
        except CaptionbotError as error:
            trouble = error
    moved = _follow(tick, contest, heard, whole=trouble is None)
    if trouble:
        raise trouble
    return moved


def _say(tick: Tick, contest: Contest, act: Utterance, until: datetime, held: str) -> Heard:
    picture = (lambda: _picture(tick, contest)) if act.kind == Kind.ANNOUNCEMENT else None
    return tick.mouth.say(act.id, until=until, settle=tick.settle, held=held, picture=picture)


def _picture(tick: Tick, contest: Contest) -> Picture:
    loaded = tick.bot.photos.reload(contest.photo_sha256, contest.photo)
    return Picture(loaded.jpeg, contest.sidecar.get("alt", ""))


def _follow(tick: Tick, contest: Contest, heard: list[tuple[Utterance, Heard]], *, whole: bool) -> bool:
    n, states = contest.number, {one.state for _, one in heard}
    for act, one in heard:
        _report(tick, contest, act, one)
    if State.STUCK in states:
        return _stuck(tick, contest, [pair for pair in heard if pair[1].state == State.STUCK])
    if not whole or not states <= {State.SAID, State.MISSED}:
        return False
    unsaid = [act.kind for act, one in heard if one.state == State.MISSED]
    with tick.writing() as record:
        row = record.contests.get(n)
        if row.stage != Stage.ANNOUNCING:
            return False  # staff have called it off meanwhile
        if len(unsaid) == len(heard):
            row.approved_at = None  # nothing was said, and it is late: that wants a fresh yes
            record.contests.move(row, Stage.REVIEW, "its announcement could not be said in time")
            return True
        record.contests.move(row, Stage.ANNOUNCED, "part of the announcement could not be said" if unsaid else "")
        record.staff.note(tick.now, "captionbot", "announced", contest=n)
        if unsaid:
            what = f"Its {' and its '.join(unsaid)} could not be said in time; the rest stands on the Page."
            do = "Say it by hand on Facebook if it is still wanted."
            record.staff.tell(f"part {n} {row.decision}", what, tick.now, do=do, contest=n)
    tick.report.did(f"Contest no. {n} is announced.", "announced")
    return True


def _stuck(tick: Tick, contest: Contest, acts: list[tuple[Utterance, Heard]]) -> bool:
    """Nobody can tell what of the announcement stands; a person says so of each act."""
    n = contest.number
    ways = [f"`captionbot settle {n} --live ID --what {act.kind}` or `--not-live --what {act.kind}`" for act, _ in acts]
    tick.stuck(contest, acts, f"Look on the Page, then {', and '.join(ways)}.")
    return False


def _report(tick: Tick, contest: Contest, act: Utterance, heard: Heard) -> None:
    n = contest.number
    match heard.state:
        case State.SAID if act.outcome != Outcome.SAID:
            tick.report.did(f"Contest no. {n}: {standing.said(act.kind, heard)}.", "said")
        case State.SAID | State.STUCK:
            pass  # told before, or told of all acts in one
        case State.REFUSED:
            tick.tell(f"refused {act.id} {tick.now:%Y-%m-%d}", heard.why or GraphError(heard.note), contest=n)
        case State.PAUSED:
            hold(tick, contest, heard.note)
        case _:
            tick.report.wants(f"Contest no. {n}: {standing.awaited(contest, act.kind, heard)}.", str(heard.state))
