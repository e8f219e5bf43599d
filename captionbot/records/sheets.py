"""Tables that a spreadsheet opens, and in which no cell does anything (RFC 4180, UTF-8 with its mark)."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain

from captionbot.contest.slip import Json
from captionbot.records.dossier import Kept
from captionbot.records.showing import Showing

MARK = "\ufeff"
"""By which a spreadsheet knows UTF-8."""
ACTIVE = frozenset("=+-@\t\r\n|%＝＋－＠﹢﹣")  # noqa: RUF001 - a spreadsheet takes the wide ones for the others
"""What may begin a formula."""
LINES = ("contest", "line", "verdict", "reason", "rank", "votes", "caption", "name", "written", "written (UTC)")
FULL = (
    *LINES,
    "earlier and later words",
    "entrant",
    "comment",
    "answers",
    "hidden",
    "gone since",
    "tagged",
    "attached",
    "flags",
    "marks",
    "left out by",
    "because",
    "link",
    "asked to be forgotten",
)

AS = ("announced as", "under the name")
"""What staff had announced in the place of the caption and of the name, where that was another."""


def table(rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """A table, piece by piece; the first row holds the names of the columns."""
    yield MARK.encode()
    line = StringIO()
    writer = csv.writer(line)
    for row in rows:
        writer.writerow([cell(one) for one in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def cell(value: object) -> object:
    """A value as it may stand in a cell: text on one line, kept from being a formula by an apostrophe."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    text = "".join(_visible(char) for char in str(value))
    first = next((char for char in str(value) if unicodedata.category(char) not in {"Cf", "Zs"}), "")
    return f"'{text}" if first in ACTIVE else text


def _visible(char: str) -> str:
    """A character of a cell; one that would end the line is a space, another that can't be seen is spelt out."""
    if char in "\t\r\n\v\f\x85\u2028\u2029":
        return " "
    return f"\\u{ord(char):04x}" if unicodedata.category(char) in {"Cc", "Cs"} else char


def comments(showings: Iterable[Showing]) -> Iterator[Sequence[object]]:
    """Every comment with its verdict, a row each."""
    several = list(showings)
    public = any(one.public for one in several)
    yield LINES if public else FULL
    yield from chain.from_iterable(_rows(one, public=public) for one in several)


def _rows(showing: Showing, *, public: bool) -> Iterator[Sequence[object]]:
    for kept in showing.dossier.comments():
        shown = showing.shows(kept)
        yield (*_line(showing, kept, shown=shown), *(_rest(showing, kept, shown=shown) if not public else ()))


def _line(showing: Showing, kept: Kept, *, shown: bool) -> Sequence[object]:
    record, verdict = kept.record, kept.verdict
    printed = record if shown else showing.announced.get(kept.n) if showing.public else None
    words = printed and (printed["text"] if shown else printed["caption"])
    return (
        showing.number,
        kept.n,
        verdict["verdict"],
        verdict["reason"],
        verdict["rank"],
        record["votes"],
        words if printed else "(withheld)",
        printed["name"] if printed else "(withheld)",
        showing.hour(record["created_at"]),
        record["created_at"],
    )


def _rest(showing: Showing, kept: Kept, *, shown: bool) -> Sequence[object]:
    if not shown:
        return [""] * (len(FULL) - len(LINES))
    record = kept.record
    left_out = record["left_out"] or {}
    other = [one["text"] for one in record["texts"] if one["text"] != record["text"]]
    return (
        " / ".join(other),
        f"id {record['entrant_id']}" if record["entrant_id"] else "withheld by Facebook",
        record["graph_id"],
        record["parent_id"] and f"id {record['parent_id']}",
        "yes" if record["hidden"] else "",
        record["withdrawn_at"] and showing.hour(record["withdrawn_at"]),
        ", ".join(name for _, _, name in record["tags"]),
        record["attachment"],
        "; ".join(record["flags"]),
        "; ".join(record["marks"]),
        left_out.get("by"),
        left_out.get("because"),
        record["permalink"],
        "yes" if kept.sealed else "",
    )


def readings(showing: Showing) -> Iterator[Sequence[object]]:
    """Every reading: its hour, and what it showed."""
    yield "begun", "ended", "rows", "Facebook's total", "complete", "closing", "note"
    for one in showing.dossier.readings:
        ends = [showing.hour(one.begun_at), showing.hour(one.ended_at)]
        yield *ends, one.rows, one.total, _yes(one.complete), _yes(one.closing), showing.told(one.note)


def _yes(true: object) -> str:
    return "yes" if true else "no"


def votes(showing: Showing) -> Iterator[Sequence[object]]:
    """The votes on every comment at every reading at which they had changed."""
    yield "line", "votes", "read"
    lines, hours = showing.dossier.lines, {one.id: one.begun_at for one in showing.dossier.readings}
    for one in showing.dossier.record.papers.vote_counts(showing.number):
        yield lines[one.comment_id], one.votes, showing.hour(hours.get(one.reading))


def said(showing: Showing) -> Iterator[Sequence[object]]:
    """Every text that was said on the Page, or meant to be."""
    yield "what", "outcome", "text", "id on Facebook", "said", "attempts", "first attempt", "last attempt", "note"
    for one in showing.dossier.record.utterances.of_contest(showing.number):
        hours = [showing.hour(one.first_attempt_at), showing.hour(one.last_attempt_at)]
        text, note = showing.told(one.text), showing.told(one.note)
        yield one.kind, one.outcome, text, one.said_id, showing.hour(one.said_at), one.attempts, *hours, note


def attempts(showing: Showing) -> Iterator[Sequence[object]]:
    """Every attempt at saying them."""
    yield "what", "attempt", "begun", "ended", "outcome", "detail"
    utterances = showing.dossier.record.utterances
    for one in utterances.of_contest(showing.number):
        for try_ in utterances.attempts(one.id):
            hours = [showing.hour(try_.begun_at), showing.hour(try_.ended_at)]
            yield one.kind, try_.number, *hours, try_.outcome, showing.told(try_.detail)


def audit(showing: Showing) -> Iterator[Sequence[object]]:
    """What staff did, and what the program did in their name."""
    yield "when", "by", "did", "comment", "because", "detail"
    for one in showing.dossier.record.staff.audit(showing.number):
        comment = one.comment_id and showing.told(f"id {one.comment_id}")
        words = (showing.told(one.because), showing.told(one.detail))
        yield showing.hour(one.at), showing.told(one.by), one.action, comment, *words


def decisions(showing: Showing) -> Iterator[Sequence[object]]:
    """Who won, by the tally or by staff, and why."""
    yield "number", "kind", "line", "votes", "when", "by", "because", "caption", "name", *AS
    for one in showing.dossier.decisions:
        record: Json = showing.decided.get(one.number, {})
        words = ("by", "because", "caption", "name", "said_caption", "said_name")
        names = [record.get(name, "(withheld)") for name in words]
        line = showing.dossier.lines.get(one.comment_id)
        yield one.number, one.kind, line, one.votes, showing.hour(one.at), *names
