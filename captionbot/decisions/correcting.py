"""What staff may do about a result that is public: name another winner, or take it back."""

from dataclasses import dataclass

from captionbot.contest.comment import last_segment
from captionbot.contest.links import link_of
from captionbot.contest.quoting import for_staff
from captionbot.contest.stages import Stage
from captionbot.contest.wording import BUILT_IN, Wordings, withdrawn_by_hand
from captionbot.contest.wording import WITHDRAWN as WITHDRAWN_WORDS
from captionbot.decisions.winner import AS_WRITTEN, AnnounceAs, chosen, entry, with_said
from captionbot.decisions.word import Word, note
from captionbot.errors import NotNow
from captionbot.facts import terms_of, zone_of
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Decision, Utterance
from captionbot.store.utterances import WITHDRAWN, Kind, Outcome, drafted

NOT_PUBLIC = "its result is not public yet"
WHY_NOT = {
    Stage.ANNOUNCING: "its winner is being announced; try again in some minutes",
    Stage.STUCK: "it is stuck; settle it first",
    Stage.RETRACTED: "its result was retracted",
    Stage.REVIEW: f"{NOT_PUBLIC}; `pick` without --correct, or `void`",
    Stage.OPEN: NOT_PUBLIC,
    Stage.POSTING: NOT_PUBLIC,
}

_SAME = (
    "For other words or another name, edit what stands on Facebook by hand; "
    "`captionbot retract {} --because TEXT` takes the result back."
)


@dataclass(frozen=True, slots=True)
class Retracted:
    """What staff are told of a result that was taken back."""

    stands: tuple[tuple[str, str], ...]
    """What stands on the Page, and where: a name for people, and a link or an id."""
    words: str
    """What they may write there by hand."""


def correct(record: Record, number: int, comment: str, word: Word, said: AnnounceAs = AS_WRITTEN) -> Decision:
    """Staff name another winner than the one announced; the next tick says so, once and at once.

    A correction of which nothing is said yet is called off for it. To name the winner announced is then all there
    is to do: the contest is announced again, and nothing is said.
    """
    contest = record.contests.get(number)
    called_off = _call_off(record, contest, word)
    _refuse_unless_public(contest, "correct")
    before, row = record.contests.decision(contest), entry(record, contest, comment)
    if before and before.comment_id == row.comment_id:
        if called_off and said == AS_WRITTEN:
            return before
        raise NotNow(f"{for_staff(row.text, 80)} is the winner announced already.", _SAME.format(number))
    decision = chosen(row, word, said)
    record.contests.decide(contest, decision)
    contest.approved_at, contest.approved_by, contest.held = word.at, word.by, ""
    record.contests.move(contest, Stage.ANNOUNCING, f"being corrected by {word.by}")
    detail = f"before: {before.comment_id} ({before.kind})" if before else ""
    note(record, word, "correct", contest, comment_id=row.comment_id, detail=with_said(detail, decision))
    return decision


def retract(record: Record, number: int, word: Word, wordings: Wordings = BUILT_IN) -> Retracted:
    """Staff take a result back: the next tick writes so into our own words, and its photo takes no slot any more.

    Said once more of a contest that is retracted already, what could not be written is tried again.
    """
    contest = record.contests.get(number)
    _call_off(record, contest, word)
    results = record.utterances.results(number)
    if contest.stage == Stage.RETRACTED:
        _try_again(record, contest, word)
    else:
        _refuse_unless_public(contest, "retract the result of")
        for result in {(one.kind, one.said_id): one for one in results}.values():
            record.utterances.intend(_withdrawing(result, word))
        contest.never_again, contest.held = True, ""
        record.contests.move(contest, Stage.RETRACTED, f"retracted by {word.by}: {word.because}")
    told = Retracted(
        what_stands(record, contest),
        withdrawn_by_hand(terms_of(contest), number, contest.slot_at, zone_of(contest), wordings),
    )
    note(record, word, "retract", contest)
    where = "; ".join(f"{name} {place}" for name, place in told.stands)
    what = f"Its result is retracted. On the Page stand: {where}."
    do, key = f"You may write there: {told.words}", f"retracted {number} {word.at:%Y-%m-%d %H:%M:%S}"
    record.staff.tell(key, what, word.at, do=do, contest=number)
    return told


def _call_off(record: Record, contest: Contest, word: Word) -> bool:
    """Put the announced result back in force where nothing of its correction is public or in doubt; whether it was."""
    acts = record.utterances.of_contest(contest.number)
    announced = [one.decision for one in record.utterances.results(contest.number) if one.decision != contest.decision]
    mine = [one for one in acts if one.decision == contest.decision]
    spoken = any(one.said_id or one.outcome == Outcome.UNKNOWN for one in mine)
    if contest.stage != Stage.ANNOUNCING or spoken or not announced:
        return False
    regretted = record.contests.decision(contest)
    contest.decision, contest.held = max(announced), ""
    record.contests.move(contest, Stage.ANNOUNCED, f"its correction was called off by {word.by}")
    note(record, word, "correction called off", contest, comment_id=regretted.comment_id if regretted else None)
    return True


def _refuse_unless_public(contest: Contest, verb: str) -> None:
    stage = Stage(contest.stage)
    if stage != Stage.ANNOUNCED:
        why = WHY_NOT.get(stage, f"it is {stage}")
        raise NotNow(f"You can't {verb} contest no. {contest.number} now: {why}.")


def _withdrawing(result: Utterance, word: Word) -> Utterance:
    """The note in a result of ours; its decision is the result's, so each has one of its own."""
    kind = Kind(result.kind)
    target = result.target if kind == Kind.EDIT else result.said_id or ""
    return drafted(
        result.contest,
        WITHDRAWN[kind],
        WITHDRAWN_WORDS,
        decision=result.decision,
        not_before=word.at,
        target=target,
    )


def _try_again(record: Record, contest: Contest, word: Word) -> None:
    rows = record.utterances.of_contest(contest.number)
    left = [row for row in rows if row.kind in WITHDRAWN.values() and row.outcome == Outcome.GIVEN_UP]
    if not left:
        what = f"The result of contest no. {contest.number} is retracted already."
        raise NotNow(what, "`captionbot status` shows what could not be written on the Page, if anything.")
    for row in left:
        row.outcome, row.attempts, row.first_attempt_at, row.not_before = Outcome.INTENDED, 0, None, word.at


def what_stands(record: Record, contest: Contest) -> tuple[tuple[str, str], ...]:
    """What we said of a contest that names a winner, and where: a name for people, and a link or an id."""
    results = record.utterances.results(contest.number)
    posts = [one for one in results if one.kind == Kind.ANNOUNCEMENT]
    named = [("the contest post", link_of(contest.post_id))]
    for one in results:
        if one.kind == Kind.REPLY:
            named.append(_reply(record, contest, one))
        elif one.kind == Kind.ANNOUNCEMENT:
            named.append(("the announcement" if one is posts[0] else "the correction", link_of(one.said_id)))
    return tuple(named)


def _reply(record: Record, contest: Contest, reply: Utterance) -> tuple[str, str]:
    """To which caption a reply of ours is, and the link to that comment where Facebook gave one."""
    row = record.comments.get(contest.number, last_segment(reply.target))
    named = row and row.sealed_at is None and for_staff(row.text, 80)
    place = (row and row.permalink) or f"under {link_of(contest.post_id)} (no. {reply.said_id})"
    return f"the reply to {named or f'comment {reply.target}'}", place
