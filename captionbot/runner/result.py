"""What a result says, and where on the Page it says it."""

from contextlib import suppress

from captionbot.contest.comment import last_segment
from captionbot.contest.links import link_of
from captionbot.contest.wording import MarkerKind, marker
from captionbot.errors import Gone
from captionbot.facts import terms_of, zone_of
from captionbot.runner.bot import Tick
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import Kind


def replaced(record: Record, contest: Contest) -> list[Utterance]:
    """What stands on the Page and names another winner than the decision in force, oldest first.

    A contest of which there is any is being corrected, or was. A reply goes with the comment that it answers.
    """
    earlier = [one for one in record.utterances.results(contest.number) if one.decision != contest.decision]
    return [one for one in earlier if one.kind != Kind.REPLY or _is_answerable(record, one)]


def _is_answerable(record: Record, reply: Utterance) -> bool:
    comment = record.comments.get(reply.contest, last_segment(reply.target))
    return comment is not None and comment.withdrawn_at is None


def result_marker(contest: Contest) -> str:
    """The result's marker follows the post's edition, so that two contests of one day stay apart."""
    return _marker(contest, MarkerKind.RESULT)


def correction_marker(contest: Contest, number: int) -> str:
    """The marker of the ``number``-th correction of a contest."""
    return _marker(contest, MarkerKind.CORRECTION, number)


def _marker(contest: Contest, kind: MarkerKind, correction: int = 1) -> str:
    edition = contest.marker.rpartition(" · ")[2]
    number = int(edition) if edition.isdigit() else 1
    name, zone = terms_of(contest).contest_name, zone_of(contest)
    return marker(name, contest.slot_at, zone, kind, number, correction=correction)


def link_to(tick: Tick, act: Utterance) -> str:
    """Where people find what we said, by Facebook's own link where it gives one; empty where none leads there."""
    said_id, page = act.said_id or "", tick.bot.page
    with suppress(Gone):
        given = page.comment(said_id).permalink if act.kind == Kind.REPLY else page.post(said_id).permalink
        if given:
            return given
    return "" if act.kind == Kind.REPLY else link_of(said_id)
