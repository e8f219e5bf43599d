"""Announcing a winner: read once more, then each act said once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from captionbot.contest.stages import Stage
from captionbot.contest.terms import Terms
from captionbot.contest.wording import (
    Credited,
    MarkerKind,
    Result,
    added_to_post,
    announcement,
    carries_marker,
    marker,
    names_caption,
    result_words,
    winner_reply,
)
from captionbot.decisions import UNDER_PAUSE
from captionbot.errors import Blocked, CaptionbotError, ClockWrong, GraphError, LeaseLost, RateLimited, TokenDead
from captionbot.facts import terms_of
from captionbot.runner.beginning import EARLY
from captionbot.runner.bot import Tick, pause_reason
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
        return False
    match look_again(tick, contest):
        case Winner.STANDS:
            pass
        case Winner.IN_DOUBT:
            _say_acts(tick, contest, held="the winner's comment is not what it was")
            return not _in_doubt(tick, contest)  # once that is known, it is thought over again
        case _:
            return False
    if contest.stage == Stage.REVIEW:
        if contest.released_at is None and _another_was_named(tick, contest):
            return False
        _intend(tick, contest)
        return True
    return _say_acts(tick, contest)


def _under_pause(tick: Tick, contest: Contest, due_at: datetime) -> bool:
    """What fell due under a pause is never said by itself when the pause ends."""
    since = max(due_at, contest.approved_at or due_at, contest.released_at or due_at)
    with tick.deciding(contest) as (record, row):
        if not (pause_reason(tick.bot.photos, record) or record.staff.paused_between(since, tick.now)):
            return False
        row.held = UNDER_PAUSE
    tick.report.did(f"Contest no. {contest.number} is held: {UNDER_PAUSE}.", "held")
    return True


def _in_doubt(tick: Tick, contest: Contest) -> bool:
    with tick.bot.store.view() as record:
        acts = record.utterances.of_contest(contest.number)
    return any(one.outcome == Outcome.UNKNOWN for one in acts if one.decision == contest.decision)


def _another_was_named(tick: Tick, contest: Contest) -> bool:
    """Hold a contest of which the Page has named another winner: after a restored backup we may not remember it."""
    terms, zone = terms_of(contest), ZoneInfo(terms_of(contest).timezone)
    words, line = result_words(terms.contest_name, contest.slot_at, zone), _result_marker(contest, terms, zone)
    posts = tick.bot.page.recent_posts(contest.slot_at - EARLY)
    with tick.bot.store.view() as record:
        decision, _ = winner_of(record, contest)
        comments = record.comments.of_contest(contest.number)
        ours = record.utterances.claimed(but=0)
    replied_to = {
        one.parent_id for one in comments if one.entrant_id == record.page_id and one.parent_id and words in one.text
    }
    results = [one for one in posts if one.by_page and one.post_id not in ours and carries_marker(one.text, line)]
    others = [one.post_id for one in results if not names_caption(one.text, decision.caption)]
    if not others and replied_to <= {decision.comment_id}:
        return False
    why = "the Page has named another winner of this contest already (was a backup restored?)"
    with tick.deciding(contest) as (_, row):
        row.held = why
    do = f"Look on the Page; then pick {contest.number} COMMENT and release, or void."
    tick.tell(f"named {contest.number}", f"{why[0].upper()}{why[1:]}.", do=do, contest=contest.number)
    return True


def _intend(tick: Tick, contest: Contest) -> None:
    """Write down every act before the first is said."""
    with tick.deciding(contest) as (record, row):
        decision, comment = winner_of(record, row)
        for name in terms_of(row).announce_by:
            if name in ACTS and record.utterances.find(row.number, ACTS[name], decision.number) is None:
                record.utterances.intend(_utterance(record, row, decision, comment, ACTS[name]))
        record.contests.move(row, Stage.ANNOUNCING)


def _utterance(record: Record, contest: Contest, decision: Decision, comment: CommentRow, kind: Kind) -> Utterance:
    terms = terms_of(contest)
    zone, result = ZoneInfo(terms.timezone), _result(record, contest, decision)
    line, targets = "", {Kind.REPLY: comment.graph_id, Kind.EDIT: contest.post_id or ""}
    if kind == Kind.REPLY:
        text, line = winner_reply(terms, result, zone), result_words(terms.contest_name, contest.slot_at, zone)
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
        except (Blocked, RateLimited, TokenDead) as error:
            trouble = error  # it is no other act's turn either
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
    with tick.writing() as record:
        row = record.contests.get(n)
        if row.stage != Stage.ANNOUNCING:
            return False  # staff have called it off meanwhile
        if State.STUCK in states:
            record.contests.move(row, Stage.STUCK, "nobody can tell whether all of its announcement is live")
        elif whole and states == {State.MISSED}:
            row.approved_at = None  # nothing was said, and it is late: that wants a fresh yes
            record.contests.move(row, Stage.REVIEW, "its announcement could not be said in time")
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
            ways = [f"`captionbot settle {n} {way} --what {act.kind}`" for way in ("--live ID", "--not-live")]
            do = f"Look on the Page, then {' or '.join(ways)}."
            tick.tell(f"stuck {act.id}", what, do=do, contest=n)
        case State.PAUSED:
            hold(tick, contest, heard.note)
        case _:
            tick.report.wants(f"Contest no. {n}: the {act.kind}: {heard.note}.", str(heard.state))
