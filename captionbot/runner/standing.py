"""How it stands with what is said for a contest, in words for staff; hours are the contest's own, local ones."""

from collections.abc import Sequence
from datetime import datetime

from captionbot.contest.timetable import said_when
from captionbot.facts import zone_of
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import CORRECTED, NAMES, OF_A_REPLY, WITHDRAWN, Kind
from captionbot.utter import Heard, State

SAID = {
    Kind.POST: "is posted",
    Kind.REPLY: "the winner has a reply",
    Kind.ANNOUNCEMENT: "the announcement is posted",
    Kind.EDIT: "the post is edited",
    Kind.CORRECTED_REPLY: "the old reply points to the correction",
    Kind.CORRECTED_RESULT: "the old announcement points to the correction",
    Kind.WITHDRAWN_REPLY: "the reply says that the result is withdrawn",
    Kind.WITHDRAWN_RESULT: "the announcement says that the result is withdrawn",
    Kind.WITHDRAWN_EDIT: "the contest post says that the result is withdrawn",
}
FOUND = {
    Kind.POST: "was found on the Page and is not said again",
    Kind.REPLY: "the reply was found on the Page and is not said again",
    Kind.ANNOUNCEMENT: "the announcement was found on the Page and is not said again",
    Kind.EDIT: "the post names the winner already and is not edited again",
    **dict.fromkeys(CORRECTED.values(), "the old words point to the correction already and are not edited again"),
    **dict.fromkeys(WITHDRAWN.values(), "the words say already that the result is withdrawn and are not edited again"),
}
IN_DOUBT = {
    Kind.POST: "its post is live",
    Kind.REPLY: "its reply is live",
    Kind.ANNOUNCEMENT: "its announcement is live",
    Kind.EDIT: "its post was edited",
    Kind.CORRECTED_REPLY: "its old reply was edited",
    Kind.CORRECTED_RESULT: "its old announcement was edited",
    Kind.WITHDRAWN_REPLY: "its reply was edited",
    Kind.WITHDRAWN_RESULT: "its announcement was edited",
    Kind.WITHDRAWN_EDIT: "its contest post was edited",
}
"""What nobody can tell, after “whether”."""

WHERE = {
    Kind.POST: "Look for the line “{marker}”.",
    Kind.REPLY: "It answers the comment {target}.",
    Kind.ANNOUNCEMENT: "Look for the line “{marker}”.",
    Kind.EDIT: "It is added to the post {target}.",
    **dict.fromkeys(OF_A_REPLY, "It is added to the reply {target}."),
    **dict.fromkeys(
        (Kind.CORRECTED_RESULT, Kind.WITHDRAWN_RESULT, Kind.WITHDRAWN_EDIT), "It is added to the post {target}."
    ),
}


def said(kind: str, heard: Heard) -> str:
    """That something stands on the Page, and under which id: the second half of a sentence about a contest."""
    words = FOUND if heard.adopted else SAID
    return f"{words[Kind(kind)]} ({heard.said_id})"


def awaited(contest: Contest, kind: str, heard: Heard) -> str:
    """Why something is not said yet, or is not said any more, in a sentence without its full stop."""
    at = when(contest, heard.at) if heard.at else ""
    match heard.state:
        case State.SETTLING:
            why = heard.note or "it is looked for on the Page" + (f" until {at}" if at else "")
            return f"nobody can tell yet whether {IN_DOUBT[Kind(kind)]}; {why}"
        case State.LATER:
            how = (
                f"is not on the Page; it is tried again on {at}"
                if at
                else "could not be sent; the next tick tries again"
            )
            return f"the {NAMES[Kind(kind)]} {how}"
        case _:
            why = f" ({heard.note.rstrip('.')})" if heard.note else ""
            return f"the time for the {NAMES[Kind(kind)]} is over, and nothing of it was said{why}"


def in_doubt(acts: Sequence[tuple[Utterance, Heard]]) -> str:
    """What nobody can tell, in one sentence without its full stop."""
    return "nobody can tell whether " + ", nor whether ".join(IN_DOUBT[Kind(act.kind)] for act, _ in acts)


def known(record: Record, contest: Contest, act: Utterance, heard: Heard) -> str:
    """All that is known of an act in doubt: how often and when it was sent, and the ids by which to look for it."""
    sent = [when(contest, one.begun_at) for one in record.utterances.in_doubt(act.id)]
    times = {1: f"once, on {sent[0]}", 2: f"twice, on {sent[0]} and on {sent[-1]}"}
    hours = times.get(len(sent), f"{len(sent)} times, first on {sent[0]} and last on {sent[-1]}")
    facts = [
        f"The {NAMES[Kind(act.kind)]} was sent {hours}, without a clear answer.",
        f"Its photo was uploaded as {act.photo_id}." if act.photo_id else "",
        WHERE[Kind(act.kind)].format(marker=act.marker, target=act.target),
        f"{heard.note}." if heard.note else "",
    ]
    return " ".join(fact for fact in facts if fact)


def when(contest: Contest, moment: datetime) -> str:
    """An instant by the contest's own wall clock."""
    return said_when(moment, zone_of(contest))


def asks(number: int, why: str) -> str:
    """The key under which staff are told, once, that a contest waits for a person."""
    return f"asks {number} {why}"[:120]
