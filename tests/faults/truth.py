"""What is true at the end of a week: told by practice, the folders and SQL, and never by the program's words."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.faults import week
from tests.faults.stage import Stage

Row = Mapping[str, Any]
PLACES = ("queue", "posted", "rejected")


@dataclass(frozen=True, slots=True)
class Truth:
    """All that is left when the week is over."""

    world: Row
    contests: list[Row]
    slots: list[Row]
    audit: list[Row]
    comments: list[Row]
    notices: list[Row]
    photos: Mapping[str, list[str]]
    """The places in which each photo is."""
    tracebacks: list[str]

    @property
    def own_posts(self) -> list[Row]:
        """What the bot has posted and nobody has deleted, seen by the public or not."""
        return [post for post in self.world["posts"] if post["by_app"] and not post["deleted"]]

    @property
    def posts(self) -> list[Row]:
        """Contest posts."""
        return [post for post in self.own_posts if not week.is_result(dict(post))]

    @property
    def announcements(self) -> list[Row]:
        """Announcements."""
        return [post for post in self.own_posts if week.is_result(dict(post))]

    @property
    def replies(self) -> list[Row]:
        """What the Page answered to comments; a reply goes with the comment that it answers."""
        return [one for one in self.world["comments"] if one["by_page"] and not one["deleted"]]

    @property
    def edits(self) -> list[str]:
        """The winners that the contest post names."""
        return [caption for post in self.posts for caption in week.quoted(dict(post))]

    @property
    def stage(self) -> str:
        """Where the contest has ended; of a week without one, what became of its slot."""
        if self.contests:
            return str(self.contests[0]["stage"])
        return str(self.slots[0]["outcome"]) if self.slots else "nothing"

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """How many contest posts, replies, announcements and edits there are."""
        return len(self.posts), len(self.replies), len(self.announcements), len(self.edits)

    @property
    def told(self) -> str:
        """Everything that staff were told."""
        return " | ".join(f"{row['text']} {row['do']}" for row in self.notices)

    def minutes_late(self) -> dict[str, float]:
        """How long after its hour the post and the announcement went out."""
        hours = {"post": (self.posts, week.SLOT), "announcement": (self.announcements, week.ANNOUNCE)}
        return {
            name: (datetime.fromisoformat(found[0]["created_time"]) - hour).total_seconds() / 60
            for name, (found, hour) in hours.items()
            if found
        }


def truth_of(stage: Stage) -> Truth:
    """Look everywhere."""
    engine = create_engine(stage.database_url, poolclass=NullPool)
    with engine.connect() as connection:
        rows: dict[str, list[Row]] = {
            name: [dict(row) for row in connection.execute(text(f"SELECT * FROM {name}")).mappings()]  # noqa: S608 - ours
            for name in ("contests", "slots", "audit", "comments", "notices")
        }
    engine.dispose()
    found = {
        stem: [place for place in PLACES if (stage.folder / "photos" / place / f"{stem}.jpg").exists()]
        for stem in (week.FIRST, week.SECOND)
    }
    return Truth(
        world=stage.facebook.world(),
        contests=rows["contests"],
        slots=rows["slots"],
        audit=rows["audit"],
        comments=rows["comments"],
        notices=rows["notices"],
        photos=found,
        tracebacks=stage.faults,
    )


def broken(truth: Truth) -> list[str]:
    """Every promise that was not kept, whatever happened."""
    return [*_said_once(truth), *_nothing_lost(truth), *_said_to_staff(truth), *truth.tracebacks]


def _said_once(truth: Truth) -> Iterator[str]:
    for what, many in zip(("posts", "replies", "announcements", "edits"), truth.counts, strict=True):
        if many > 1:
            yield f"{many} {what}"
    named = {caption for post in truth.announcements for caption in week.quoted(dict(post))[:1]} | set(truth.edits)
    if len(named) > 1:
        yield f"two winners are named: {sorted(named)}"


def _nothing_lost(truth: Truth) -> Iterator[str]:
    known = Counter(row["comment_id"].rpartition("_")[2] for row in truth.comments)
    if known and max(known.values()) > 1:
        yield f"a comment is kept twice: {known}"
    for stem, places in truth.photos.items():
        if len(places) != 1:
            yield f"{stem} is in {places or 'no place'}"
    posted = [stem for stem, places in truth.photos.items() if places == ["posted"]]
    if len(posted) != len(truth.posts):
        yield f"{len(truth.posts)} posts, and in photos/posted {posted}"


def _said_to_staff(truth: Truth) -> Iterator[str]:
    """What did not come to its end as it should, and nobody was told of."""
    if truth.stage != "announced":
        if not [row for row in truth.notices if row["contest"] in {1, None}]:
            yield f"it ended as {truth.stage} without a word to staff"
    elif truth.counts != (1, 1, 1, 1):
        at = min((str(row["at"]) for row in truth.audit if row["action"] == "announced"), default="")
        if not [row for row in truth.notices if row["contest"] == 1 and str(row["at"]) >= at]:
            yield f"announced, without a word to staff of what could not be said {truth.counts}"


def unread(truth: Truth) -> list[str]:
    """The fans' comments that the record does not have."""
    kept = {row["comment_id"].rpartition("_")[2] for row in truth.comments}
    fans = [one for one in truth.world["comments"] if not one["by_page"]]
    return [one["message"] for one in fans if one["id"].rpartition("_")[2] not in kept]
