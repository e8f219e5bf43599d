"""Whoever wrote a comment: what they wrote, that they asked to be forgotten, and how their words are taken out."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from captionbot.contest.comment import Comment
from captionbot.contest.forgetting import DESTROYED, ERASED, Asked, Wish, naming
from captionbot.store.schema import (
    Attempt,
    Audit,
    Base,
    CommentRow,
    CommentText,
    Contest,
    Decision,
    Disqualified,
    Forgotten,
    FormDone,
    Notice,
    Pause,
    ShownTally,
    Utterance,
)
from captionbot.store.utterances import Kind

T = TypeVar("T", bound=Base)
Reasoned = type[Decision] | type[Disqualified] | type[Audit]

_FORGOTTEN = select(Forgotten.salt, Forgotten.digest, Forgotten.erased_at).where(
    Forgotten.page_id == bindparam("of_page")
)
"""Made once: it is asked for with every page of a reading."""

REASONED: tuple[tuple[Reasoned, tuple[str, ...]], ...] = (
    (Decision, ("because",)),
    (Disqualified, ("because",)),
    (Audit, ("because", "detail")),
)
"""Where staff's reasons stand."""

Struck = Callable[[str], str]
"""Gives a text without what somebody wrote and is called."""


@dataclass(slots=True)
class Writer:
    """Somebody who wrote comments, as Facebook names them."""

    entrant_id: str
    names: set[str] = field(default_factory=set)
    comments: int = 0
    contests: set[int] = field(default_factory=set)


def asked_of(session: Session, page_id: str) -> Asked:
    """Whoever asked this Page to be forgotten."""
    rows = session.execute(_FORGOTTEN, {"of_page": page_id})
    return Asked.of((salt, digest, Wish.ERASED if erased else Wish.SEALED) for salt, digest, erased in rows)


class Forgetful:
    """How a reading keeps to what somebody asked for: what was erased stays away, what was sealed stays sealed."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to Comments."""
        self._session, self.page_id = session, page_id

    def wishes(self, contest: int, seen: Iterable[Comment]) -> dict[str, Wish]:
        """What was asked for these comments, by id; nothing is looked for where nobody has asked for anything."""
        anybody = asked_of(self._session, self.page_id)
        if not anybody:
            return {}
        asked = {one.comment_id: anybody.wish(one.comment_id, one.entrant_id) for one in seen}
        # Facebook may withhold today who wrote what was erased yesterday.
        query = select(CommentRow.comment_id).where(CommentRow.comment_id.in_(asked), *self._destroyed(contest))
        asked |= dict.fromkeys(self._session.scalars(query), Wish.ERASED)
        return {comment_id: wish for comment_id, wish in asked.items() if wish}

    def _destroyed(self, contest: int) -> tuple[ColumnElement[bool], ...]:
        return CommentRow.page_id == self.page_id, CommentRow.contest == contest, CommentRow.salt == DESTROYED

    def keep_to(self, contest: int, wishes: Mapping[str, Wish], now: datetime) -> None:
        """Seal comments that have just been kept, if they aren't yet."""
        for comment_id, wish in wishes.items():
            row = self._session.get_one(CommentRow, (self.page_id, contest, comment_id))
            row.sealed_at = row.sealed_at or now
            row.salt = DESTROYED if wish is Wish.ERASED else row.salt


class People:
    """The shelf of people."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to a Record."""
        self._session, self.page_id = session, page_id

    def asked(self) -> Asked:
        """Whoever asked to be forgotten."""
        return asked_of(self._session, self.page_id)

    def writers(self) -> list[Writer]:
        """Everybody who wrote a comment and whom Facebook names, but for the Page itself."""
        columns = (CommentRow.entrant_id, CommentRow.entrant_name, CommentRow.contest)
        query = select(*columns).where(CommentRow.page_id == self.page_id, CommentRow.entrant_id.is_not(None))
        found: dict[str, Writer] = {}
        for entrant, name, contest in self._session.execute(query.where(CommentRow.entrant_id != self.page_id)):
            writer = found.setdefault(str(entrant), Writer(str(entrant)))
            writer.names |= {name} if name else set()
            writer.comments += 1
            writer.contests.add(contest)
        return list(found.values())

    def written_by(self, entrant_id: str) -> list[CommentRow]:
        """Every comment of a person, in all contests."""
        return self._rows(CommentRow.entrant_id == entrant_id)

    def numbered(self, comment_ids: Collection[str]) -> list[CommentRow]:
        """Comments by their ids, in whatever contest they stand."""
        return self._rows(CommentRow.comment_id.in_(comment_ids))

    def _rows(self, which: ColumnElement[bool]) -> list[CommentRow]:
        query = select(CommentRow).where(CommentRow.page_id == self.page_id, which)
        in_order = query.order_by(CommentRow.contest, CommentRow.created_at, CommentRow.comment_id)
        return list(self._session.scalars(in_order))

    def remembered(self, asked: Asked) -> list[tuple[CommentRow, Wish]]:
        """Every comment that is known again as one of somebody who asked."""
        query = select(CommentRow.contest, CommentRow.comment_id, CommentRow.entrant_id)
        keys = self._session.execute(query.where(CommentRow.page_id == self.page_id)).all() if asked else []
        wishes = [((self.page_id, one, comment), asked.wish(comment, entrant)) for one, comment, entrant in keys]
        return [(self._session.get_one(CommentRow, key), wish) for key, wish in wishes if wish]

    def every_text(self, rows: Sequence[CommentRow]) -> set[str]:
        """Every text that these comments have had."""
        kept = {text.text for row in rows for text in self._texts(row)}
        return kept | {row.text for row in rows}

    def naming(self, names: Iterable[str], but: Collection[str]) -> list[CommentRow]:
        """Comments by others with one of these names in them, however it is spelt there."""
        called = list(names)
        found = naming(called)
        # Compared here, for databases fold case each in its own way.
        columns = (CommentRow.contest, CommentRow.comment_id, CommentRow.text)
        query = select(*columns).where(CommentRow.page_id == self.page_id)
        in_order = query.order_by(CommentRow.contest, CommentRow.created_at, CommentRow.comment_id)
        texts = self._session.execute(in_order) if called else ()
        keys = [(self.page_id, contest, one) for contest, one, text in texts if one not in but and found(text)]
        rows = [self._session.get_one(CommentRow, key) for key in keys]
        return [row for row in rows if row.entrant_id != self.page_id]

    def sealed_names(self) -> frozenset[str]:
        """The names of whoever asked to be forgotten, as far as they are known still; none where nobody asked."""
        if not self.asked():
            return frozenset()
        query = select(CommentRow.entrant_name).where(CommentRow.page_id == self.page_id).distinct()
        names = self._session.scalars(query.where(CommentRow.sealed_at.is_not(None)))
        return frozenset(name for name in names if name)

    def seal(self, rows: Iterable[CommentRow], now: datetime) -> None:
        """From now on nothing public names or quotes these comments."""
        for row in rows:
            row.sealed_at = row.sealed_at or now

    def unseal(self, digests: Collection[str]) -> list[CommentRow]:
        """Seal no longer what is known by these digests alone; gives those comments. What is erased stays so."""
        known = delete(Forgotten).where(Forgotten.page_id == self.page_id, Forgotten.digest.in_(digests))
        self._session.execute(known.where(Forgotten.erased_at.is_(None)))
        asked = self.asked()
        sealed = self._rows(and_(CommentRow.sealed_at.is_not(None), func.coalesce(CommentRow.salt, "-") != DESTROYED))
        free = [row for row in sealed if asked.wish(row.comment_id, row.entrant_id) is None]
        for row in free:
            row.sealed_at = None
        return free

    def erase(self, rows: Iterable[CommentRow], now: datetime) -> None:
        """Destroy the words of these comments, and who wrote them; their numbers, hours and votes stay."""
        for row in rows:
            row.sealed_at, row.salt = row.sealed_at or now, DESTROYED
            row.graph_id, row.text, row.tags, row.screened = row.comment_id, "", [], None
            row.entrant_id = row.entrant_name = row.attachment = row.permalink = None
            for text in self._texts(row):
                text.text = ""
            for decision in self._decisions(row):
                decision.caption, decision.winner = ERASED, None
                decision.said_caption = decision.said_name = None
        # What is kept to be shown quotes captions and names; a tick makes it anew.
        self._session.execute(delete(ShownTally).where(ShownTally.page_id == self.page_id))

    def _texts(self, row: CommentRow) -> Sequence[CommentText]:
        query = select(CommentText).filter_by(page_id=self.page_id, contest=row.contest, comment_id=row.comment_id)
        return self._session.scalars(query.order_by(CommentText.reading)).all()

    def _decisions(self, row: CommentRow) -> Sequence[Decision]:
        query = select(Decision).filter_by(page_id=self.page_id, contest=row.contest, comment_id=row.comment_id)
        return self._session.scalars(query).all()

    def names_announced(self, rows: Iterable[CommentRow]) -> tuple[set[str], set[str]]:
        """The captions and the names under which these comments were decided for, as tallied and as announced."""
        decided = [one for row in rows for one in self._decisions(row)]
        captions = {text for one in decided for text in (one.caption, one.said_caption) if text}
        return captions, {name for one in decided for name in (one.winner, one.said_name) if name}

    def strike_from_notices(self, contests: Collection[int], struck: Struck) -> None:
        """Take somebody's words and name out of what staff were told about these contests, or about none."""
        about = or_(Notice.contest.in_(contests), Notice.contest.is_(None))
        for notice in self._session.scalars(select(Notice).where(Notice.page_id == self.page_id, about)):
            _strike(notice, ("text", "do"), struck)

    def strike_from_record(self, contests: Collection[int], struck: Struck) -> None:
        """Take them out of all that was said, decided or noted about these contests; others' captions stay whole."""
        self.strike_from_notices(contests, struck)
        for row in self._of_contests(Contest, Contest.number, contests):
            _strike(row, ("note", "held"), struck)
            row.doubts = [struck(doubt) for doubt in row.doubts]
        for said in self._of_contests(Utterance, Utterance.contest, contests):
            if said.kind != Kind.POST:  # it was said before anybody had written a caption
                _strike(said, ("text", "marker", "note"), struck)
                for attempt in self._session.scalars(select(Attempt).filter_by(utterance=said.id)):
                    _strike(attempt, ("detail",), struck)
        self._strike_reasons(contests, struck)

    def strike_from_page(self, struck: Struck) -> None:
        """Take them out of what is about no contest: why staff paused, and the audit."""
        for pause in self._session.scalars(select(Pause).where(Pause.page_id == self.page_id)):
            _strike(pause, ("because",), struck)
        for row in self._session.scalars(select(Audit).where(Audit.page_id == self.page_id, Audit.contest.is_(None))):
            _strike(row, ("because", "detail"), struck)
        for form in self._session.scalars(select(FormDone).where(FormDone.page_id == self.page_id)):
            _strike(form, ("said",), struck)

    def strike_from_reasons(self, contests: Collection[int], comment_ids: Collection[str], struck: Struck) -> None:
        """Take them out of what staff gave as their reasons about these very comments."""
        self._strike_reasons(contests, struck, comment_ids)

    def _strike_reasons(self, contests: Collection[int], struck: Struck, ids: Collection[str] | None = None) -> None:
        for kind, names in REASONED:
            for row in self._of_contests(kind, kind.contest, contests):
                if (ids is None or row.comment_id in ids) and _strike(row, names, struck) and kind is not Audit:
                    self._unprove(row.contest, row.comment_id)

    def _unprove(self, contest: int | None, comment_id: str | None) -> None:
        """Destroy the salt of a record that a slip knows in other words: it counts as withheld until a later slip."""
        row = self._session.get(CommentRow, (self.page_id, contest, comment_id))
        if row is not None and row.salt != DESTROYED:
            row.salt = None

    def _of_contests(self, kind: type[T], column: InstrumentedAttribute[Any], contests: Collection[int]) -> Sequence[T]:
        query = select(kind).filter_by(page_id=self.page_id).where(column.in_(contests))
        return self._session.scalars(query).all()


def _strike(row: Base, names: Iterable[str], struck: Struck) -> bool:
    """Whether anything had to be taken out of it."""
    before = {name: getattr(row, name) for name in names}
    for name, text in before.items():
        setattr(row, name, struck(text))
    return any(getattr(row, name) != text for name, text in before.items())
