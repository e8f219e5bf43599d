"""Forgetting somebody who asked for it: sealed, so that nothing public names or quotes them, or erased for good.

Nobody's votes change by it, and no result that is public; where a winner is still to be announced, the next one steps
up. What stands on Facebook stays there until staff or the person take it away: nothing here speaks or deletes.
"""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from captionbot.contest.comment import last_segment
from captionbot.contest.folding import fold
from captionbot.contest.forgetting import DESTROYED, ERASED, SALT_BYTES, WITHHELD, Quotes, What, Wish, digest, names_any
from captionbot.contest.links import link_of
from captionbot.contest.stages import ENDED, Stage
from captionbot.contest.timetable import said_date
from captionbot.contest.worded import many
from captionbot.decisions import Word
from captionbot.decisions.leaving_out import rank_again
from captionbot.errors import NotNow
from captionbot.facts import credited, zone_of
from captionbot.judging.crediting import NAMES_FORGOTTEN
from captionbot.settings import Settings
from captionbot.store.people import Writer
from captionbot.store.record import Record
from captionbot.store.schema import CommentRow, Contest, Decision, Forgotten
from captionbot.store.utterances import NAMES, Kind, Outcome

ALIKE = 5
"""So many whose names hold what was typed are suggested."""
WHY = "an entrant asked to be left out"
BACK = "an entrant takes part again"
HELD = "its winner, or somebody it names, has asked to be forgotten"
LATER = "Without --erase it is sealed now, and can be erased later."


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who is to be forgotten."""

    rows: tuple[CommentRow, ...]
    entrant_id: str | None = None
    names: frozenset[str] = frozenset()

    @property
    def ids(self) -> set[str]:
        """Of their comments."""
        return {row.comment_id for row in self.rows}

    @property
    def numbers(self) -> tuple[int, ...]:
        """Of the contests in which they wrote something."""
        return tuple(sorted({row.contest for row in self.rows}))


@dataclass(frozen=True, slots=True)
class Stands:
    """Something of ours on the Page that names or quotes them."""

    contest: int
    what: str
    link: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and what is left for people to do."""

    comments: tuple[str, ...]
    """Their comments, by id."""
    contests: tuple[int, ...]
    erased: bool
    stepped_up: tuple[tuple[int, Decision | None], ...]
    """Contests whose winner they were or kept from being another; the decision in force now, if there is one."""
    stands: tuple[Stands, ...]
    named_by_others: tuple[CommentRow, ...]
    """Comments of other people's that name them: those are other people's words, and stay."""
    before: str = ""
    """By whom and on which day all of it was sealed before; empty where it wasn't."""
    doubted: tuple[int, ...] = ()
    """Contests whose winner's caption names them: each waits for a person's yes from now on."""

    @property
    def many(self) -> str:
        """How many comments: ``2 comments``."""
        return many(len(self.comments), "comment")

    @property
    def where(self) -> str:
        """In which contests: ``contests no. 1, no. 4``."""
        return f"contest{'s' * (len(self.contests) > 1)} " + ", ".join(f"no. {number}" for number in self.contests)


def meant(record: Record, who: str) -> list[Writer]:
    """Everybody who has this id, or else this name as Facebook gives it; raises NotNow where nobody has."""
    if not who.strip():
        raise NotNow("No name was given.", "Write it as Facebook gives it: captionbot forget NAME.")
    writers, called = record.people.writers(), _folded(who)
    found = [one for one in writers if one.entrant_id == who.strip()]
    found = found or [one for one in writers if called in {_folded(name) for name in one.names}]
    if found:
        return found
    if record.people.asked().wish(last_segment(who.strip()), who.strip()):
        raise NotNow(f"{who} is forgotten already.", "The next reading and a restored backup keep to it.")
    alike = [one for one in writers if called and any(called in _folded(name) for name in one.names)]
    if alike:
        do = f"Did you mean {', '.join(f'{min(one.names)} ({one.entrant_id})' for one in alike[:ALIKE])}?"
    else:
        do = "Find their comment with `captionbot entries CONTEST`, then: captionbot forget --comment ID."
    people = many(len(writers), "person", "people")
    raise NotNow(f"Of {people} whom Facebook names beside a comment, nobody is called {who} or has that id.", do)


def _folded(name: str) -> str:
    """What two ways to write a name share."""
    return fold(name) or name.strip()


def person(record: Record, writer: Writer) -> Somebody:
    """Somebody by what Facebook calls them."""
    return Somebody(tuple(record.people.written_by(writer.entrant_id)), writer.entrant_id, frozenset(writer.names))


def writer_of(record: Record, comments: Iterable[str]) -> Somebody:
    """Whoever wrote these comments, and nothing else of theirs; raises NotNow where one was never read."""
    asked = {last_segment(comment.strip()): comment for comment in comments}
    rows = record.people.numbered(asked)
    missing = sorted(asked.keys() - {row.comment_id for row in rows})
    if missing:
        raise NotNow(f"No contest has a comment {asked[missing[0]]}.", "`captionbot entries CONTEST` lists them.")
    return Somebody(tuple(rows), names=frozenset(row.entrant_name for row in rows if row.entrant_name))


def forget(record: Record, settings: Settings, somebody: Somebody, word: Word, *, erase: bool) -> Done:
    """Seal everything that somebody wrote, or destroy it; raises NotNow where that can't be now, and for how long."""
    if not erase and all(row.salt == DESTROYED for row in somebody.rows):
        raise NotNow("That is erased already.", "The next reading and a restored backup keep to it.")
    contests = [record.contests.get(number) for number in somebody.numbers]
    quotes = _quotes(record, somebody, erase=erase)
    _refuse_while_announced(record, contests, somebody, quotes)
    if erase:
        _refuse_to_erase(record, settings, contests, word.at)
    ids = somebody.ids
    stands = tuple(_on_the_page(record, contests, somebody, quotes))
    others = tuple(record.people.naming((one for one in somebody.names if " " in one), but=ids))
    because = _in_reasons(record, somebody, quotes).struck(word.because)
    before = "" if erase else _before(record, somebody, contests)
    _remember(record, somebody, Word(word.by, word.at, because), erase=erase)
    _take_out(record, somebody, quotes, word.at, erase=erase)
    stepped = tuple(_step_up(record, contests, word.at))
    doubted = tuple(_doubt(record, somebody))
    done = Done(tuple(sorted(ids)), somebody.numbers, erase, stepped, stands, others, before, doubted)
    detail = f"{done.many} in {done.where}"
    record.staff.note(word.at, word.by, "erase" if erase else "forget", because=because, detail=detail)
    return done


def unseal(record: Record, somebody: Somebody, word: Word) -> Done:
    """Take back that somebody was sealed: it was somebody else, or they want to play again.

    Raises NotNow where they are not. What was erased is gone, and what staff were told stays without them.
    """
    known = record.papers.forgotten()
    of = {(What.COMMENT, one) for one in somebody.ids} | {(What.ENTRANT, one) for one in (somebody.entrant_id,) if one}
    free = record.people.unseal({digest(row.salt, what, one) for row in known for what, one in of})
    if not free:
        sealed = any(row.sealed_at for row in somebody.rows)
        do = "It may be all of the person's: captionbot forget NAME --undo." if sealed else ""
        raise NotNow("That is erased, or was sealed with more." if sealed else "None of that is sealed.", do)
    numbers = tuple(sorted({row.contest for row in free}))
    stepped = tuple(_step_up(record, [record.contests.get(one) for one in numbers], word.at, BACK))
    ids = tuple(sorted({row.comment_id for row in free}))
    done = Done(ids, numbers, erased=False, stepped_up=stepped, stands=(), named_by_others=())
    record.staff.note(word.at, word.by, "forget undone", because=word.because, detail=f"{done.many} in {done.where}")
    return done


def forget_again(record: Record, word: Word) -> tuple[int, int]:
    """Do to what a backup brought back what was asked for since; gives how many comments are sealed and erased."""
    remembered = record.people.remembered(record.people.asked())
    for wish in Wish:
        rows = tuple(row for row, asked in remembered if asked is wish)
        if not rows:
            continue
        erase, entrants = wish is Wish.ERASED, {row.entrant_id for row in rows if row.entrant_id}
        names = {row.entrant_name for row in rows if row.entrant_name}
        somebody = Somebody(rows, names=frozenset(names | entrants if erase else names))
        contests = [record.contests.get(number) for number in somebody.numbers]
        quotes = _quotes(record, somebody, erase=erase)
        for contest in _being_announced(record, contests, somebody, quotes):
            contest.held = f"a backup was restored; {HELD}"
        _take_out(record, somebody, quotes, word.at, erase=erase)
        for entrant in entrants if erase else ():
            record.staff.unmark_ours(entrant)
        list(_step_up(record, contests, word.at))
        list(_doubt(record, somebody))
    wishes = [wish for _, wish in remembered]
    return wishes.count(Wish.SEALED), wishes.count(Wish.ERASED)


def _quotes(record: Record, somebody: Somebody, *, erase: bool) -> Quotes:
    captions, names = record.people.names_announced(somebody.rows)
    ids = {one for one in (somebody.entrant_id,) if one and erase}
    instead = ERASED if erase else WITHHELD
    return Quotes.of(record.people.every_text(somebody.rows) | captions, somebody.names | names | ids, instead)


def _refuse_while_announced(record: Record, contests: Sequence[Contest], somebody: Somebody, quotes: Quotes) -> None:
    for contest in _being_announced(record, contests, somebody, quotes):
        n = contest.number
        if contest.stage == Stage.STUCK:
            raise NotNow(f"Contest no. {n} is stuck, and names them.", f"Settle it first: captionbot settle {n}.")
        do = "Do it again once it is announced, in some minutes"
        if any(one.said_id for one in record.utterances.of_contest(n) if one.kind != Kind.POST):
            do += "."  # with a word in public it can't be called off any more
        else:
            do += f'; or call it off first: captionbot void {n} --because "...".'
        raise NotNow(f"Contest no. {n} is being announced just now, and names them.", do)


def _being_announced(record: Record, contests: Sequence[Contest], somebody: Somebody, quotes: Quotes) -> list[Contest]:
    """Contests whose announcement has begun, and isn't done, and names or quotes them."""
    begun = [contest for contest in contests if contest.stage in {Stage.ANNOUNCING, Stage.STUCK}]
    return [contest for contest in begun if _names(record, contest, somebody, quotes)]


def _names(record: Record, contest: Contest, somebody: Somebody, quotes: Quotes) -> bool:
    decision = record.contests.decision(contest)
    said = [one.text for one in record.utterances.of_contest(contest.number) if one.kind != Kind.POST]
    wins = decision is not None and decision.comment_id in somebody.ids
    return wins or any(quotes.stand_in(text) for text in said)


def _refuse_to_erase(record: Record, settings: Settings, contests: Sequence[Contest], now: datetime) -> None:
    why = [reason for contest in contests if (reason := _why_kept(record, settings, contest, now))]
    if why:
        raise NotNow(f"It can't be erased yet: {'; '.join(why)}.", LATER)


def _why_kept(record: Record, settings: Settings, contest: Contest, now: datetime) -> str:
    """Why nothing of a contest may be destroyed now; empty where it may be."""
    n = contest.number
    if contest.kept_by:
        return f"contest no. {n} is kept, says {contest.kept_by} ({contest.kept_because}), `captionbot keep {n} --undo`"
    if contest.stage not in ENDED:
        return f"contest no. {n} has not ended"
    if n in record.utterances.withdrawing():
        return f"the result of contest no. {n} is still being taken back on the Page"
    until = contest.announces_at + timedelta(days=settings.retention_days or 0)
    if settings.retention_days and now < until:
        return f"contest no. {n} is kept until {said_date(until, zone_of(contest))} (RETENTION_DAYS)"
    return ""


def _on_the_page(record: Record, contests: Sequence[Contest], somebody: Somebody, quotes: Quotes) -> Iterable[Stands]:
    """Each post of ours that names or quotes them, once; nothing of it is ever changed by forgetting."""
    told: set[str] = set()
    for contest in contests:
        theirs = {one.number for one in record.papers.decisions(contest.number) if one.comment_id in somebody.ids}
        results = {one.id for one in record.utterances.results(contest.number) if one.decision in theirs}
        for one in record.utterances.of_contest(contest.number):
            quoting = one.kind != Kind.POST and quotes.stand_in(one.text)
            names = one.outcome == Outcome.SAID and (one.id in results or quoting)
            if names and one.said_id and one.said_id not in told:
                told.add(one.said_id)
                yield Stands(contest.number, NAMES[Kind(one.kind)], link_of(one.said_id))


def _before(record: Record, somebody: Somebody, contests: Sequence[Contest]) -> str:
    """By whom and when all of it was sealed; empty where something of it isn't yet."""
    known = {row.digest: row for row in record.papers.forgotten()}
    of = [(What.ENTRANT, somebody.entrant_id)] if somebody.entrant_id else []
    of += [(What.COMMENT, one) for one in sorted(somebody.ids)]
    found = [next((known[one] for one in _digests(known, what, key) if one in known), None) for what, key in of]
    first = found[0] if found and contests else None
    if first is None or None in found:
        return ""
    return f"{first.by} on {said_date(first.at, zone_of(contests[-1]))}"


def _digests(known: Mapping[str, Forgotten], what: What, of: str) -> list[str]:
    return [digest(salt, what, of) for salt in {row.salt for row in known.values()}]


def _remember(record: Record, somebody: Somebody, word: Word, *, erase: bool) -> None:
    """Keep by what they are known again: the person, and each comment, for Facebook may withhold who wrote it."""
    known = {row.digest: row for row in record.papers.forgotten()}
    salt = next((row.salt for row in known.values()), secrets.token_hex(SALT_BYTES))
    people = [somebody.entrant_id] if somebody.entrant_id else []
    for what, ids in ((What.ENTRANT, people), (What.COMMENT, sorted(somebody.ids))):
        for of in ids:
            found = digest(salt, what, of)
            before = known.get(found)
            if before and not erase:
                continue
            erased_at = word.at if erase else before and before.erased_at
            record.papers.forget(
                Forgotten(
                    digest=found,
                    salt=salt,
                    what=what,
                    by=word.by,
                    at=before.at if before else word.at,
                    because=word.because,
                    erased_at=erased_at,
                )
            )


def _take_out(record: Record, somebody: Somebody, quotes: Quotes, now: datetime, *, erase: bool) -> None:
    numbers, people = somebody.numbers, record.people
    if not erase:
        people.seal(somebody.rows, now)
        people.strike_from_notices(numbers, quotes.struck)
        return
    people.strike_from_reasons(numbers, somebody.ids, _in_reasons(record, somebody, quotes).struck)
    people.erase(somebody.rows, now)
    people.strike_from_record(numbers, quotes.struck)
    people.strike_from_page(quotes.struck)
    if somebody.entrant_id:
        record.staff.unmark_ours(somebody.entrant_id)


def _in_reasons(record: Record, somebody: Somebody, quotes: Quotes) -> Quotes:
    """In a reason that staff gave about them, a first or last name alone is theirs too, unless another's is meant."""
    theirs = {row.entrant_id for row in somebody.rows} | {somebody.entrant_id}
    others = [one for one in record.people.writers() if one.entrant_id not in theirs]
    return quotes.with_parts(name for one in others for name in one.names)


def _doubt(record: Record, somebody: Somebody) -> Iterable[int]:
    """Whoever is about to win with a caption that names them waits for a yes, once more where it had one."""
    for contest in record.contests.going():
        decision = record.contests.decision(contest) if contest.stage == Stage.REVIEW else None
        said = credited(decision) if decision else None
        if said and names_any(f"{said.caption}\n{said.name or ''}", somebody.names):
            contest.doubts = [*(one for one in contest.doubts if one != NAMES_FORGOTTEN), NAMES_FORGOTTEN]
            contest.approved_at = None
            yield contest.number


def _step_up(
    record: Record, contests: Collection[Contest], now: datetime, why: str = WHY
) -> Iterable[tuple[int, Decision | None]]:
    """Whoever comes next is proposed where they would have won, and waits for a person."""
    for contest in contests:
        if contest.stage == Stage.REVIEW and rank_again(record, contest, now, why):
            yield contest.number, record.contests.decision(contest)
