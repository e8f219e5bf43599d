"""Photos as the record knows them: by their bytes, by the files that they are, and by staff's word about them."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, select, update
from sqlalchemy.orm import Session

from captionbot.contest.stages import ENDED
from captionbot.store.contests import may_stand
from captionbot.store.inserting import insert_into
from captionbot.store.schema import Base, Contest, PhotoFile, PhotoJpeg, PhotoRow, PhotoSmall, PhotoYes

_KEY = ("page_id", "sha256")


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What is kept of a photo that was examined: the columns of ``PhotoRow``, and what is sent."""

    sha256: str
    kind: str
    width: int
    height: int
    jpeg: bytes | None
    """None where nobody will send it any more."""
    sent_width: int
    sent_height: int
    brightness: float
    likeness: str
    drafts: dict[str, Any]
    small: bytes = b""
    """The picture for a page of many; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Posted:
    """The photo of a contest whose post has stood on the Page, or may."""

    contest: int
    slot_at: datetime
    sha256: str
    likeness: str
    """Empty where the photo has not been looked at since photos are kept."""


class Photos:
    """The shelf of photos."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Belongs to a Record."""
        self._session, self.page_id = session, page_id

    def known(self, name: str, trace: str) -> PhotoRow | None:
        """The photo that a file is, if it is known and the file has not changed since."""
        file = self._session.get(PhotoFile, (self.page_id, name))
        return self.of(file.sha256) if file and file.trace == trace else None

    def known_all(self) -> dict[tuple[str, str], PhotoRow]:
        """Every photo whose file is known, by the file's name and trace."""
        together = (PhotoRow.page_id == PhotoFile.page_id) & (PhotoRow.sha256 == PhotoFile.sha256)
        query = select(PhotoFile.name, PhotoFile.trace, PhotoRow).join(PhotoRow, together)
        found = self._session.execute(query.where(PhotoFile.page_id == self.page_id))
        return {(name, trace): row for name, trace, row in found}

    def of(self, sha256: str) -> PhotoRow | None:
        """The photo with these bytes, if it has ever been examined."""
        return self._session.get(PhotoRow, (self.page_id, sha256))

    def file(self, name: str, trace: str) -> PhotoFile | None:
        """What is known of a file, examined or not, if it has not changed since."""
        row = self._session.get(PhotoFile, (self.page_id, name))
        return row if row and row.trace == trace else None

    def jpeg(self, sha256: str) -> bytes | None:
        """What is sent of a photo; None where it is not kept."""
        return self._session.scalar(select(PhotoJpeg.jpeg).where(*self._pictures([sha256])))

    def small(self, sha256: str) -> bytes | None:
        """The small picture of a photo; None where there is none."""
        query = select(PhotoSmall.jpeg).where(PhotoSmall.page_id == self.page_id, PhotoSmall.sha256 == sha256)
        return self._session.scalar(query) or None

    def pictured(self) -> set[str]:
        """The photos of which what is sent is kept."""
        return set(self._session.scalars(select(PhotoJpeg.sha256).where(PhotoJpeg.page_id == self.page_id)))

    def failing(self) -> dict[tuple[str, str], PhotoFile]:
        """Files with which something failed, by name and trace."""
        query = select(PhotoFile).where(PhotoFile.page_id == self.page_id, PhotoFile.tried_at.is_not(None))
        return {(file.name, file.trace): file for file in self._session.scalars(query)}

    def never_examined(self, version: str) -> list[int]:
        """Contests whose post has stood and of whose photo no likeness of this version is known, newest first."""
        known = exists().where(
            PhotoRow.page_id == Contest.page_id,
            PhotoRow.sha256 == Contest.photo_sha256,
            PhotoRow.likeness.startswith(version, autoescape=True),
        )
        query = select(Contest.number).where(Contest.page_id == self.page_id, Contest.post_id.is_not(None), ~known)
        return list(self._session.scalars(query.order_by(Contest.slot_at.desc())))

    def saw(self, name: str, trace: str, now: datetime) -> PhotoFile:
        """Note that a file was seen as it is now; gives what is known of it."""
        self._begin(PhotoFile, name=name, trace=trace, sha256="", tries=0, tried_at=None, seen_at=now)
        row = self._session.get_one(PhotoFile, (self.page_id, name))
        if row.trace != trace:
            row.trace, row.sha256, row.tries, row.tried_at, row.seen_at = trace, "", 0, None, now
            self._session.flush()
        return row

    def examined_since(self, moment: datetime) -> bool:
        """Whether this machine has managed to examine any photo since then."""
        query = select(PhotoRow.sha256).where(
            PhotoRow.page_id == self.page_id, PhotoRow.kind != "", PhotoRow.examined_at >= moment
        )
        return self._session.scalar(query.limit(1)) is not None

    def lost(self, name: str, sha256: str, likeness: str, now: datetime) -> None:
        """Note that a photo which was posted can't be examined any more; ``likeness`` is that of one that has none."""
        self._written(name, "", {"sha256": sha256, "likeness": likeness}, now)

    def keep(self, name: str, trace: str, examined: PhotoFacts, now: datetime) -> PhotoRow:
        """Keep what a file was found to be; what is known of the same bytes is written anew, but for staff's order.

        Without a trace it is no file of the queue.
        """
        facts = asdict(examined)
        jpeg, small = facts.pop("jpeg"), facts.pop("small")
        row = self._written(name, trace, {**facts, "refused": "", "refused_do": "", "cut_short": False}, now)
        if jpeg is not None:
            self._keep_picture(PhotoJpeg, row.sha256, jpeg)
        self.keep_small(row.sha256, small)
        return row

    def keep_small(self, sha256: str, small: bytes) -> None:
        """Keep the small picture of a photo; an empty one says that none can be made, and replaces none."""
        if small:
            self._keep_picture(PhotoSmall, sha256, small)
        else:
            self._begin(PhotoSmall, sha256=sha256, jpeg=b"")

    def never_small(self, most: int) -> list[int]:
        """So many contests whose post has stood, and of whose photo nobody has tried to make a small one; newest first.

        They are older than small pictures are, or came back with a backup that was.
        """
        tried = exists().where(PhotoSmall.page_id == Contest.page_id, PhotoSmall.sha256 == Contest.photo_sha256)
        query = select(Contest.number).where(Contest.page_id == self.page_id, Contest.post_id.is_not(None), ~tried)
        return list(self._session.scalars(query.order_by(Contest.slot_at.desc()).limit(most)))

    def _keep_picture(self, kind: type[PhotoJpeg | PhotoSmall], sha256: str, jpeg: bytes) -> None:
        picture = insert_into(self._session, kind).values(page_id=self.page_id, sha256=sha256, jpeg=jpeg)
        self._session.execute(picture.on_conflict_do_update(index_elements=_KEY, set_={"jpeg": jpeg}))

    def refuse(
        self, name: str, trace: str, sha256: str, what: str, do: str, now: datetime, *, cut_short: bool = False
    ) -> PhotoRow:
        """Keep that a photo can't be posted, and why."""
        self.drop_pictures([sha256])
        self.let_go([sha256])
        why = {"refused": what, "refused_do": do, "cut_short": cut_short}
        return self._written(name, trace, {"sha256": sha256, **why}, now)

    def link(self, name: str, trace: str, sha256: str, now: datetime) -> None:
        """Keep that a file is a photo which is known already."""
        file = self.saw(name, trace, now)
        file.sha256, file.tries, file.tried_at = sha256, 0, None
        self._session.flush()

    def failed(self, name: str, trace: str, now: datetime) -> int:
        """Note that this machine could not examine a file; gives how often that has been so."""
        file = self.saw(name, trace, now)
        file.tries, file.tried_at = file.tries + 1, now
        self._session.flush()
        return file.tries

    def posted(self) -> list[Posted]:
        """The photo of every contest whose post has ever stood, or may stand by now, newest first."""
        together = (PhotoRow.page_id == Contest.page_id) & (PhotoRow.sha256 == Contest.photo_sha256)
        query = (
            select(Contest.number, Contest.slot_at, Contest.photo_sha256, PhotoRow.likeness)
            .outerjoin(PhotoRow, together)
            .where(Contest.page_id == self.page_id, may_stand())
            .order_by(Contest.slot_at.desc(), Contest.number.desc())
        )
        return [Posted(number, slot_at, sha, like or "") for number, slot_at, sha, like in self._session.execute(query)]

    def yes(self, sha256: str) -> set[str]:
        """What persons have said yes to of a photo, and not taken back."""
        query = select(PhotoYes.what).where(*self._said(sha256))
        return set(self._session.scalars(query))

    def yes_all(self) -> dict[str, set[str]]:
        """What persons have said yes to, by photo."""
        query = select(PhotoYes.sha256, PhotoYes.what).where(
            PhotoYes.page_id == self.page_id, PhotoYes.taken_back_at.is_(None)
        )
        found: dict[str, set[str]] = {}
        for sha256, what in self._session.execute(query):
            found.setdefault(sha256, set()).add(what)
        return found

    def say_yes(self, sha256: str, what: str, by: str, because: str, now: datetime) -> bool:
        """A person's yes; False if it was said already."""
        if what in self.yes(sha256):
            return False
        said = PhotoYes(page_id=self.page_id, sha256=sha256, what=what, by=by, because=because, at=now)
        said.taken_back_by = ""
        self._session.add(said)
        self._session.flush()
        return True

    def take_back_yes(self, sha256: str, what: str, by: str, now: datetime) -> bool:
        """Take a yes back; False if there is none."""
        rows = self._session.scalars(select(PhotoYes).where(*self._said(sha256), PhotoYes.what == what)).all()
        for row in rows:
            row.taken_back_at, row.taken_back_by = now, by
        self._session.flush()
        return bool(rows)

    def places(self) -> dict[str, float]:
        """Staff's own order: the place of each photo that they gave one."""
        query = select(PhotoRow.sha256, PhotoRow.place).where(
            PhotoRow.page_id == self.page_id, PhotoRow.place.is_not(None)
        )
        return {sha256: place for sha256, place in self._session.execute(query) if place is not None}

    def put(self, sha256: str, place: float | None) -> None:
        """Give a photo its place in staff's order, or take it out of that; it must be known."""
        self._session.get_one(PhotoRow, (self.page_id, sha256)).place = place
        self._session.flush()

    def still_there(self, sha256s: Collection[str], now: datetime) -> None:
        """Note that the files of these photos are in the queue."""
        if not sha256s:
            return
        mine = PhotoRow.page_id == self.page_id
        self._session.execute(update(PhotoRow).where(mine, PhotoRow.sha256.in_(sha256s)).values(last_seen_at=now))

    def drop_pictures(self, sha256s: Collection[str]) -> None:
        """Keep no longer what is sent of these; facts, likeness and the small picture stay."""
        if sha256s:
            self._session.execute(delete(PhotoJpeg).where(*self._pictures(sha256s)))

    def forget_pictures(self, before: datetime) -> None:
        """Keep no longer what is sent of photos that left the queue before then and whose contest, if any, has ended.

        Of those that no contest has shown, nothing is to be seen any more. Their files are forgotten too; facts and
        likeness stay.
        """
        gone = select(PhotoRow.sha256).where(PhotoRow.page_id == self.page_id, PhotoRow.last_seen_at < before)
        self.let_go(gone)
        alive = select(PhotoRow.sha256).where(PhotoRow.page_id == self.page_id, PhotoRow.last_seen_at >= before)
        old = (PhotoFile.page_id == self.page_id, PhotoFile.seen_at < before)
        self._session.execute(delete(PhotoFile).where(*old, PhotoFile.sha256.not_in(alive)))

    def let_go(self, sha256s: Collection[str] | Select[str]) -> None:
        """Keep no picture of these, but the small one of a contest and what is sent for one that goes on."""
        shown = select(Contest.photo_sha256).where(Contest.page_id == self.page_id)
        going = shown.where(Contest.stage.not_in(ENDED))
        self._session.execute(delete(PhotoJpeg).where(*self._pictures(sha256s), PhotoJpeg.sha256.not_in(going)))
        small = PhotoSmall.page_id == self.page_id, PhotoSmall.sha256.in_(sha256s), PhotoSmall.sha256.not_in(shown)
        self._session.execute(delete(PhotoSmall).where(*small))

    def _pictures(self, sha256s: Collection[str] | Select[str]) -> tuple[Any, ...]:
        return PhotoJpeg.page_id == self.page_id, PhotoJpeg.sha256.in_(sha256s)

    def _said(self, sha256: str) -> tuple[Any, ...]:
        return PhotoYes.page_id == self.page_id, PhotoYes.sha256 == sha256, PhotoYes.taken_back_at.is_(None)

    def _written(self, name: str, trace: str, values: dict[str, Any], now: datetime) -> PhotoRow:
        nothing = {"kind": "", "width": 0, "height": 0, "sent_width": 0, "sent_height": 0, "brightness": 0.0}
        first = {**nothing, "likeness": "", "drafts": {}, "refused": "", "refused_do": "", "cut_short": False}
        sha256 = values["sha256"]
        self._begin(PhotoRow, **first, sha256=sha256, name=name, examined_at=now, last_seen_at=now)
        row = self._session.get_one(PhotoRow, (self.page_id, sha256))
        for column, value in {**values, "name": name, "examined_at": now, "last_seen_at": now}.items():
            setattr(row, column, value)
        self._session.flush()
        if trace:
            self.link(name, trace, sha256, now)
        return row

    def _begin(self, kind: type[Base], /, **values: object) -> None:
        """A row where there is none yet; of two processes that come at once the second finds the first's."""
        self._session.execute(
            insert_into(self._session, kind).values(page_id=self.page_id, **values).on_conflict_do_nothing()
        )
