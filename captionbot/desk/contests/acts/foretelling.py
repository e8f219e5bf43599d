"""What will be announced, exactly as it will go out: made by the very functions by which the tick says it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from flask import url_for

from captionbot.cards import alt_of, words_of
from captionbot.contest.forgetting import DESTROYED
from captionbot.contest.links import link_of
from captionbot.contest.timetable import said_when
from captionbot.decisions import AnnounceAs
from captionbot.decisions.winner import AS_WRITTEN, chosen, entry, said_otherwise
from captionbot.desk.acting import Seen, seen_contest
from captionbot.desk.source import word
from captionbot.errors import NotNow
from captionbot.facts import zone_of
from captionbot.overview import View, paused
from captionbot.results import Named, is_correction, naming, pointing, replaced
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import CORRECTED, RESULTS, Kind, Outcome

LINK = "[here follows the link to it]"
"""In a note that points to what is not said yet."""
WHERE = {
    Kind.REPLY: "A reply under the winner’s comment",
    Kind.ANNOUNCEMENT: "A new post on the Page",
    Kind.EDIT: "Added to the contest post, below what stands there",
    Kind.CORRECTED_REPLY: "Added to the reply to whoever was named before",
    Kind.CORRECTED_RESULT: "Added to the announcement that stands",
}
STANDS = {
    Outcome.SAID: "It stands on the Page.",
    Outcome.UNKNOWN: "It was sent, and nobody knows yet whether it stands.",
    Outcome.GIVEN_UP: "It is not said by itself any more.",
    Outcome.REFUSED: "Facebook has refused it; it is tried again.",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that is said in public."""

    where: str
    words: str
    pictured: bool
    """It goes out with the card."""
    stands: str = ""
    """What is known of it, where it is said already or was sent."""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Foretold:
    """All that is said of a winner."""

    pieces: tuple[Piece, ...]
    card: str
    """Where its picture is; empty where none goes out."""
    alt: str
    when: str
    corrects: bool


def thought_of(view: View, contest: Contest, comment: str, said: AnnounceAs = AS_WRITTEN) -> Named:
    """A winner that staff think of. Raises NotNow for what can't win, and for words that are another caption."""
    row = entry(view.record, contest, comment)
    decision = chosen(row, word(), said)
    decision.contest = contest.number
    return Named(contest, decision, row)


def in_force(view: View, contest: Contest) -> Named:
    """The winner that was decided. Raises NotNow where there is none, or its words are destroyed."""
    n, decision = contest.number, view.record.contests.decision(contest)
    row = view.record.comments.get(n, decision.comment_id) if decision else None
    if decision is None or row is None:
        raise NotNow(f"Contest no. {n} has no winner yet, so there is nothing to announce.", "“Entries” shows them.")
    if row.salt == DESTROYED:
        raise NotNow(f"The words of the winner of contest no. {n} are destroyed.", "Nothing can be shown of them.")
    return Named(contest, decision, row)


def in_other_words(view: View, contest: Contest, said: AnnounceAs) -> Named:
    """The winner in force, as it would be announced in the words of ``said``."""
    named = in_force(view, contest)
    if said == AS_WRITTEN:
        return named
    return Named(contest, said_otherwise(named.decision, word(), said), named.comment)


def foretold(view: View, named: Named, card: str) -> Foretold:
    """What goes out, or went out, for a winner; ``card`` is where its picture is to be had."""
    contest, decision, words = named.contest, named.decision, view.settings.public_words
    corrects = is_correction(view.record, contest, named.number)
    written = _written(view, named)
    acts = written or naming(view.record, named, words, view.now)
    acts = [*acts, *(_notes(view, named, acts) if corrects else ())]
    pieces = tuple(_piece(one) for one in acts)
    pictured = any(one.pictured for one in pieces)
    public = bool(written) and all(one.outcome == Outcome.SAID for one in acts)
    when = "All of it stands on the Page." if public else _when(view, contest, corrects=corrects)
    alt = alt_of(contest, decision, words) if pictured else ""
    return Foretold(pieces, card if pictured else "", alt, when, corrects)


def card_url(number: int, thought: Mapping[str, str]) -> str:
    """Where the card of the winner in force is, or of one that staff think of."""
    asked: dict[str, Any] = {name: said for name, said in thought.items() if said}
    return url_for("contests.card", number=number, **asked)


def seen_words(number: int, named: Callable[[View, Contest], Named]) -> Seen:
    """Where a contest stands, and every word that goes out for the winner ``named`` as the record has it now."""
    stands = seen_contest(number)

    def facts(view: View) -> object:
        words: object = None
        with suppress(NotNow):  # it can't be announced, and the act itself says why
            found = named(view, view.record.contests.get(number))
            told, card = foretold(view, found, ""), words_of(found.contest, found.decision, view.settings.public_words)
            words = [(one.where, one.words) for one in told.pieces], told.alt, card
        return stands.facts(view), words

    return Seen(facts, number)


def _written(view: View, named: Named) -> list[Utterance]:
    """What was written down to be said already: those are its words, whatever the wordings are now."""
    if named.number is None:
        return []
    rows = view.record.utterances.of_contest(named.contest.number)
    return [one for one in rows if one.decision == named.number and one.kind in RESULTS]


def _notes(view: View, named: Named, acts: Sequence[Utterance]) -> list[Utterance]:
    """What is written into our old words once something of the new winner stands, or was."""
    rows = view.record.utterances.of_contest(named.contest.number)
    written = {(one.kind, one.decision): one for one in rows if one.kind in CORRECTED.values()}
    old = [one for one in replaced(view.record, named.contest, named.number) if one.kind in CORRECTED]
    link = LINK if any(one.kind in CORRECTED for one in acts) else ""
    drafted = pointing(named.contest, old, link, view.settings.public_words, view.now)
    return [written.get((one.kind, one.decision), one) for one in drafted]


def _piece(act: Utterance) -> Piece:
    kind = Kind(act.kind)
    said = act.said_id if act.outcome == Outcome.SAID else None
    link = link_of(said) if said and kind == Kind.ANNOUNCEMENT else ""
    stands = STANDS.get(Outcome(act.outcome), "")
    return Piece(WHERE[kind], act.text, kind == Kind.ANNOUNCEMENT, stands, link)


def _when(view: View, contest: Contest, *, corrects: bool) -> str:
    if paused(view):
        return "The Page is paused: nothing of it is said before somebody ends the pause."
    if contest.held:
        return "It is on hold: nothing of it is said before somebody releases it."
    if corrects:
        return "A correction is said at once, by the next tick."
    if contest.announces_at <= view.now:
        return "It is said by the next tick once nothing stands in the way."
    return f"It is said on {said_when(contest.announces_at, zone_of(contest))}, not before."
