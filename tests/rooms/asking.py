"""Somebody who asks to be forgotten, made for the tests: Ann leads, Bea comes second, Cleo third."""

from dataclasses import replace

from captionbot.contest.comment import Comment
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.forgetting import Done, forget, meant, person
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.schema import Base, CommentRow, Contest
from captionbot.store.utterances import Kind
from tests.contest.made import CLOSES, PAGE, comment
from tests.rooms.made import reviewed
from tests.store.made import ANNOUNCES, HOUR, utterance

LATER = ANNOUNCES + HOUR
DANA = Word("dana", LATER, "Ann wrote to us")
HORSES = "They promised the horses a milkshake."


def by(number: int, text: str, name: str | None, votes: int = 1) -> Comment:
    """A comment by somebody with a name; the id is that of the name."""
    said = comment(number, text, votes, by=name and name.casefold().replace(" ", "-"))
    return replace(said, entrant_name=name)


LEADER, SECOND, THIRD = (
    by(1, HORSES, "Ann Lee", 9),
    by(2, "Two stallions, one stall.", "Bea Lane", 5),
    by(3, "Hay, what are you looking at?", "Cleo Lund", 2),
)


def announced(record: Record) -> Contest:
    """Ann's caption has won, and that stands on the Page; staff were told of it in her words."""
    row = reviewed(record, LEADER, SECOND, THIRD)
    for kind, text in (
        (Kind.REPLY, "Congratulations, Ann Lee!"),
        (Kind.ANNOUNCEMENT, f"The winner is “{HORSES}” by Ann Lee.\n“Two stallions, one stall.” — Bea Lane"),
    ):
        said = record.utterances.intend(utterance(kind=kind, decision=1, text=text, marker=""))
        record.utterances.said(said, f"{PAGE}_{kind}", ANNOUNCES)
    row.stage = Stage.ANNOUNCED
    record.staff.tell("asks 1", f"the winner's words changed: tallied “{HORSES}”, now “Neigh”", CLOSES, contest=1)
    record._session.flush()
    return row


def forgotten(record: Record, settings: Settings, who: str = "Ann Lee", *, erase: bool = False) -> Done:
    """Somebody is forgotten, by name."""
    [writer] = meant(record, who)
    done = forget(record, settings, person(record, writer), DANA, erase=erase)
    record._session.flush()
    return done


def everything(record: Record) -> str:
    """All that the record holds, in one text."""
    record._session.flush()
    tables = [record._session.execute(table.select()).all() for table in Base.metadata.sorted_tables]
    return "\n".join(str(row) for rows in tables for row in rows)


def row_of(record: Record, comment_id: str = "1", number: int = 1) -> CommentRow:
    """A comment as it is kept."""
    found = record.comments.get(number, comment_id)
    assert found is not None
    return found
