"""What a judgement rests on beside the comments: the terms, staff's word, who won before, and who asked for what."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from captionbot.contest.entries import BY_STAFF, Case, Reason, Window
from captionbot.contest.stages import ENDED
from captionbot.facts import terms_of
from captionbot.store.record import Record
from captionbot.store.schema import Contest

_WORD_OF_STAFF = frozenset({Reason.ONE_OF_OURS, *BY_STAFF})


def case_of(record: Record, contest: Contest) -> Case:
    """The case of a contest, without what only its comments tell (``of_these``)."""
    left_out = record.staff.disqualified(contest.number)
    return Case(
        terms=terms_of(contest),
        window=Window(contest.opens_at, contest.closes_at),
        page_id=record.page_id,
        staff_ids=frozenset(record.staff.ours()),
        recent_winner_ids=_recent_winners(record, contest),
        disqualified={comment_id: Reason(row.reason) for comment_id, row in left_out.items()},
    )


def of_these(case: Case, *, withdrawn: Iterable[str], sealed: Iterable[str]) -> Case:
    """The case for some comments: which of them are gone, and whose writers asked to be forgotten, by their ids."""
    asked = dict.fromkeys(sealed, Reason.ASKED)
    disqualified = {**case.disqualified, **asked} if asked else case.disqualified
    return replace(case, withdrawn=frozenset(withdrawn), disqualified=disqualified)


def _recent_winners(record: Record, contest: Contest) -> frozenset[str]:
    weeks = terms_of(contest).cooldown_weeks
    if not weeks:
        return frozenset()
    won = record.contests.recent_winners(contest.slot_at - timedelta(weeks=weeks))
    winners = frozenset(record.comments.entrants(won))
    if contest.votes_at is None:
        return winners
    # A contest that overlaps may have been announced since. Who had won at the close is told by the verdicts;
    # only where staff's word has taken the place of that reason it must be found again.
    verdicts = record.comments.verdicts(contest)
    frozen = verdicts.entrants_left_out_for({Reason.RECENT_WINNER})
    hidden_by_staff = verdicts.entrants_left_out_for(_WORD_OF_STAFF) if winners else frozenset()
    return frozen | (winners & hidden_by_staff)


Grounds = tuple[tuple[object, ...], object, object]


def grounds_of(record: Record, contest: Contest) -> Grounds:
    """All that a contest's tally comes of, to be compared: what was read, and what staff and entrants have said."""
    number = contest.number
    said = {key: row.reason for key, row in record.staff.disqualified(number).items()}
    facts = record.desk.newest_reading(number), contest.votes_at, contest.decision, sorted(said.items())
    return facts, forgotten_by(record), _of_others(record, contest)


def forgotten_by(record: Record) -> list[str]:
    """Who asked to be forgotten, and whose words were erased since."""
    return sorted(repr((one.digest, one.erased_at)) for one in record.papers.forgotten())


def _of_others(record: Record, contest: Contest) -> object:
    """What other contests and the whole Page bring to it, as long as its verdicts can change."""
    if contest.stage in ENDED:
        return None
    ours = sorted(record.staff.ours())
    weeks = terms_of(contest).cooldown_weeks if contest.votes_at is None else 0
    winners = record.contests.recent_winners(contest.slot_at - timedelta(weeks=weeks)) if weeks else ()
    return ours, sorted(winners)
