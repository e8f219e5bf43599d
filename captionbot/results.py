"""What a result says, and where on the Page it says it: the tick says it, and staff are shown it before.

Both have it from here, so that what is previewed is what goes out, letter by letter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from captionbot.contest.comment import last_segment
from captionbot.contest.stages import Stage
from captionbot.contest.wording import (
    CORRECTED,
    MarkerKind,
    Result,
    Wordings,
    added_correction,
    added_to_post,
    added_trace,
    announcement,
    corrected,
    correction,
    correction_reply,
    marker,
    result_words,
    winner_reply,
)
from captionbot.facts import terms_of, zone_of
from captionbot.judging import result_of
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest, Decision, Utterance
from captionbot.store.utterances import CORRECTED as NOTE_OF
from captionbot.store.utterances import Kind, drafted

ACTS = {"reply": Kind.REPLY, "post": Kind.ANNOUNCEMENT, "edit": Kind.EDIT}
"""What ANNOUNCE_BY may name, in the order in which it is done."""


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a contest names as its winner, or would: a decision, and the comment that it is about."""

    contest: Contest
    decision: Decision
    """In force, or one that staff only think of: that one has no number."""
    comment: CommentRow

    @property
    def number(self) -> int | None:
        """The decision's; None where staff only think of it."""
        return self.decision.number


def announcing(record: Record, named: Named, wordings: Wordings, since: datetime) -> list[Utterance]:
    """Every act that announces a winner, in the order in which they are said; nothing of it is written down.

    ``since`` is how far back the Page is looked through for each.
    """
    contest, result = named.contest, result_of(record, named.contest, named.decision)
    zone, terms = zone_of(contest), terms_of(contest)
    fact, credit, line = _of_the_photo(contest, "fact"), _of_the_photo(contest, "credit"), result_marker(contest)
    texts = {
        Kind.REPLY: winner_reply(terms, result, zone, wordings),
        Kind.EDIT: added_to_post(terms, result, zone, wordings),
        Kind.ANNOUNCEMENT: announcement(
            terms, result, fact=fact, credit=credit, marker=line, zone=zone, wordings=wordings
        ),
    }
    return _acts(named, texts, _traces(contest, result, line), since)


def correcting(record: Record, named: Named, wordings: Wordings, since: datetime) -> list[Utterance]:
    """The same where another winner was named before: who was named then is no runner-up now."""
    contest, old = named.contest, replaced(record, named.contest, named.number)
    zone, terms, number = zone_of(contest), terms_of(contest), how_manieth(old)
    before = {record.contests.decision_of(contest.number, one.decision).comment_id for one in old}
    result = result_of(record, contest, named.decision, but=before)
    fact, credit = _of_the_photo(contest, "fact"), _of_the_photo(contest, "credit")
    line = correction_marker(contest, number)
    texts = {
        Kind.REPLY: correction_reply(terms, result, zone, wordings),
        Kind.EDIT: added_correction(terms, result, number, zone, wordings),
        Kind.ANNOUNCEMENT: correction(
            terms, result, fact=fact, credit=credit, marker=line, zone=zone, wordings=wordings
        ),
    }
    return _acts(named, texts, _traces(contest, result, line, number), since)


def naming(record: Record, named: Named, wordings: Wordings, since: datetime) -> list[Utterance]:
    """What the tick would say of that winner as it stands now: an announcement, or a correction."""
    corrects = is_correction(record, named.contest, named.number)
    return (correcting if corrects else announcing)(record, named, wordings, since)


def pointing(
    contest: Contest, old: Sequence[Utterance], link: str, wordings: Wordings, now: datetime
) -> list[Utterance]:
    """What is added to each of our old words once the right winner is named; ``link`` leads there, or is empty."""
    text = corrected(link, contest.number, wordings)
    return [
        drafted(
            contest.number,
            NOTE_OF[Kind(one.kind)],
            text,
            decision=one.decision,
            not_before=now,
            marker=CORRECTED,
            target=one.said_id or "",
        )
        for one in old
    ]


def replaced(record: Record, contest: Contest, decision: int | None) -> list[Utterance]:
    """What stands on the Page and names another winner than the decision of that number, oldest first.

    A contest of which there is any is being corrected, or was. A reply goes with the comment that it answers.
    """
    earlier = [one for one in record.utterances.results(contest.number) if one.decision != decision]
    return [one for one in earlier if one.kind != Kind.REPLY or _is_answerable(record, one)]


def is_correction(record: Record, contest: Contest, decision: int | None) -> bool:
    """Whether to name the winner of that decision is to correct what was said before."""
    return contest.stage in {Stage.ANNOUNCING, Stage.ANNOUNCED} and bool(replaced(record, contest, decision))


def how_manieth(old: Sequence[Utterance]) -> int:
    """Which correction it is, from 1, that takes the place of ``old``."""
    return len({one.decision for one in old})


def result_marker(contest: Contest) -> str:
    """The result's marker follows the post's edition, so that two contests of one day stay apart."""
    return _marker(contest, MarkerKind.RESULT)


def correction_marker(contest: Contest, number: int) -> str:
    """The marker of the ``number``-th correction of a contest."""
    return _marker(contest, MarkerKind.CORRECTION, number)


def _is_answerable(record: Record, reply: Utterance) -> bool:
    comment = record.comments.get(reply.contest, last_segment(reply.target))
    return comment is not None and comment.withdrawn_at is None


def _marker(contest: Contest, kind: MarkerKind, correction: int = 1) -> str:
    edition = contest.marker.rpartition(" · ")[2]
    number = int(edition) if edition.isdigit() else 1
    name, zone = terms_of(contest).contest_name, zone_of(contest)
    return marker(name, contest.slot_at, zone, kind, number, correction=correction)


def _of_the_photo(contest: Contest, name: str) -> str:
    return str(contest.sidecar.get(name, ""))


def _traces(contest: Contest, result: Result, line: str, correction: int = 0) -> dict[Kind, str]:
    """By what each act is known again on the Page."""
    return {
        Kind.REPLY: result_words(terms_of(contest).contest_name, contest.slot_at, zone_of(contest)),
        Kind.EDIT: added_trace(contest.marker, result.winner.caption, correction),
        Kind.ANNOUNCEMENT: line,
    }


def _acts(named: Named, texts: Mapping[Kind, str], traces: Mapping[Kind, str], since: datetime) -> list[Utterance]:
    """What ANNOUNCE_BY named when the contest began."""
    contest, targets = named.contest, {Kind.REPLY: named.comment.graph_id, Kind.EDIT: named.contest.post_id or ""}
    return [
        drafted(
            contest.number,
            kind,
            texts[kind],
            decision=named.decision.number,
            not_before=since,
            marker=traces[kind],
            target=targets.get(kind, ""),
        )
        for kind in (ACTS[name] for name in terms_of(contest).announce_by)
    ]
