"""Records as a page that can be read by itself: no script, nothing from elsewhere, one column, light and dark."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from captionbot.contest.entries import Reason
from captionbot.contest.quoting import on_lines, on_one_line, quoted
from captionbot.contest.slip import TIE_BREAK, Json
from captionbot.contest.timetable import said_date
from captionbot.contest.worded import many
from captionbot.facts import terms_of
from captionbot.records import sheets
from captionbot.records.dossier import Kept
from captionbot.records.showing import Showing

SHORTLIST = 10
MOST = 500
"""Rows of one table; a browser won't lay out a hundred thousand."""
QUOTED = 60
"""Characters of a caption inside a sentence."""
LONGEST = 1_000
"""Characters of one comment on a page; the JSON has them all."""

WITHHELD = "(withheld)"
LACKS = (
    "Pictures, stickers and videos in comments: it is noted that one hung there, and of what kind; none is kept.",
    "What came after the last reading: later comments, reactions, edits and deletions are on Facebook alone.",
    "What came and went between two readings, and what Facebook never showed: its own total may be higher.",
    "Replies among fans beyond what a reading shows, private messages, and who reacted: only how many.",
    "It helps to answer a request; it is no archiving service, and proves nothing of what Facebook did not show.",
)
"""What an export can't hold; it opens with it."""

CORRECTED = "The winner has been announced, and the result was corrected: another was announced before."
STANDS = {
    "announced": "The winner has been announced.",
    "announcing": "The winner is being announced.",
    "review": "Entries have closed; the winner is not announced yet.",
    "open": "Entries are open: everything below may still change.",
    "posting": "Its post is not out yet.",
    "stuck": "Nobody could tell what of it stands on the Page when this was made.",
    "void": "It ended without a winner.",
    "missed": "It was never posted.",
    "retracted": "Its result was taken back.",
}


@cache
def _templates() -> Environment:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(
        loader=folder,
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(slots=True)
class _Comments:
    """What a page shows of the comments."""

    entries: dict[int, Json] = field(default_factory=dict)
    """By rank, the first few."""
    left_out: dict[str, list[Json]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    votes: Counter[int] = field(default_factory=Counter)
    """How many entries have so many votes."""
    total: int = 0
    withheld: int = 0


def contests_page(showings: Sequence[Showing]) -> Iterator[bytes]:
    """One page about these contests, piece by piece."""
    shown = (_contest(one) for one in showings)
    title = _title(showings[0]) if len(showings) == 1 else "Caption contests"
    return _drawn("contests.html", title=title, contests=shown, lacks=LACKS)


def index_page(**values: Any) -> bytes:
    """The first page of an answer to a records request."""
    return b"".join(_drawn("index.html", lacks=LACKS, **values))


def _drawn(name: str, **values: Any) -> Iterator[bytes]:
    return (piece.encode("utf-8", "replace") for piece in _templates().get_template(name).generate(**values))


def _title(showing: Showing) -> str:
    contest = showing.dossier.contest
    return f"{terms_of(contest).contest_name} · {said_date(contest.slot_at, showing.dossier.zone)}"


def heading(showing: Showing) -> Json:
    """What a contest is called, and where it stands."""
    contest = showing.dossier.contest
    slip = showing.dossier.slip
    corrected = slip is not None and slip.why == "corrected" and contest.stage == "announced"
    stands = CORRECTED if corrected else STANDS[contest.stage]
    if contest.note and not showing.public:
        stands += f" Noted: {showing.told(on_one_line(contest.note, LONGEST))}."
    return {"title": f"{_title(showing)} · contest no. {showing.number}", "stands": stands.replace("..", ".")}


def _contest(showing: Showing) -> Json:
    seen = _gathered(showing)
    counted = sum(seen.votes.values())
    ranked = [seen.entries[rank] for rank in sorted(seen.entries)]
    return {
        **heading(showing),
        "public": showing.public,
        "withheld": _withheld(showing, seen),
        "winner": _winner(showing),
        "tied": _tied(seen),
        "override": _override(showing, ranked),
        "facts": _facts(showing),
        "order": f"The order: {TIE_BREAK}.",
        "shortlist": ranked[:SHORTLIST],
        "left_out": [_left_out(reason, seen) for reason in _in_published_order(seen.counts)],
        "entries": ranked if counted > SHORTLIST else [],
        "counted": f"{counted:,} entries",
        "more": _more(len(ranked), counted),
        "sheets": _sheets(showing),
        "slip": _slip(showing),
    }


def _withheld(showing: Showing, seen: _Comments) -> str:
    """What is said of the comments that a copy doesn't print."""
    if not showing.public:
        some = f"The records of {seen.withheld:,} of its {seen.total:,} comments are withheld from this copy."
        return some if seen.withheld else ""
    printed = len(showing.announced)
    few = f"{printed:,} of its {seen.total:,} comments {'is' if printed == 1 else 'are'} printed below"
    return f"{few}; of the others there is the hour, votes, verdict and place, and no word or name."


def _gathered(showing: Showing) -> _Comments:
    """One pass over the comments, of which only so many are kept as a page shows."""
    seen = _Comments()
    for kept in showing.dossier.comments():
        seen.total += 1
        seen.withheld += not showing.shows(kept)
        verdict, reason, rank = (kept.verdict[name] for name in ("verdict", "reason", "rank"))
        if verdict == "entry":
            seen.votes[kept.record["votes"]] += 1
            if rank is not None and rank <= MOST:
                seen.entries[rank] = _row(showing, kept)
        elif reason:
            seen.counts[reason] += 1
            some = seen.left_out.setdefault(reason, [])
            if len(some) < MOST and not showing.public:
                some.append(_row(showing, kept))
    return seen


def _row(showing: Showing, kept: Kept) -> Json:
    record, announced = kept.record, showing.announced.get(kept.n) if showing.public else None
    whole = showing.shows(kept)
    caption = record["text"] if whole else (announced or {}).get("caption", "")
    name = record["name"] if whole else (announced or {}).get("name")
    return {
        "n": kept.n,
        "comment": record["comment_id"] if whole else "",
        "rank": kept.verdict["rank"],
        "votes": record["votes"],
        "shown": whole or announced is not None,
        "caption": on_lines(caption, LONGEST),
        "name": on_one_line(name or "", LONGEST),
        "others": _others(record) if whole else [],
        "remarks": _remarks(showing, kept) if whole else "",
        "written": showing.hour(record["created_at"]),
    }


def _others(record: Json) -> list[str]:
    """The other texts that a comment has had."""
    return [on_one_line(one["text"], LONGEST) for one in record["texts"] if one["text"] != record["text"]]


def _remarks(showing: Showing, kept: Kept) -> str:
    record, left_out = kept.record, kept.record["left_out"]
    said = [f"comment {record['comment_id']}", *record["flags"], *record["marks"]]
    said += [f"carries a {record['attachment']}"] if record["attachment"] else []
    said += [f"gone from Facebook since {showing.hour(record['withdrawn_at'])}"] if record["withdrawn_at"] else []
    said += [": ".join(filter(None, (f"left out by {left_out['by']}", left_out["because"])))] if left_out else []
    said += ["asked to be forgotten"] if kept.sealed else []
    return on_one_line(" · ".join(said), LONGEST)


def _winner(showing: Showing) -> Json | None:
    """Who won, as announced or as it stands; nobody where there is none, or it may not be printed."""
    dossier = showing.dossier
    won = next((one for one in dossier.decisions if one.number == dossier.contest.decision), None)
    if won is None or dossier.contest.stage in {"void", "retracted"}:
        return None
    if showing.public:
        printed = showing.announced.get(dossier.lines.get(won.comment_id, 0))
        return printed and {**printed, "votes": many(won.votes, "vote"), "was": ""}
    record = showing.decided.get(won.number)
    if record is None:
        return {"caption": WITHHELD, "name": WITHHELD, "votes": many(won.votes, "vote"), "was": ""}
    caption, name = record["said_caption"] or record["caption"], record["said_name"] or record["name"]
    was = " – ".join(filter(None, (record["caption"], record["name"])))
    return {
        "caption": on_lines(caption, LONGEST),
        "name": on_one_line(name or "", LONGEST),
        "votes": many(won.votes, "vote"),
        "was": on_one_line(was, LONGEST) if record["said_caption"] or record["said_name"] else "",
    }


def _tied(seen: _Comments) -> str:
    """What is said of a tie at the top."""
    first = seen.entries.get(1)
    if first is None or seen.votes[first["votes"]] == 1:
        return ""
    equal = seen.votes[first["votes"]]
    return f"{equal} entries had {many(first['votes'], 'vote')}; the order among them: {TIE_BREAK}."


def _override(showing: Showing, ranked: Sequence[Json]) -> str:
    """What is said where staff chose, and whether the votes name another."""
    dossier = showing.dossier
    won = next((one for one in dossier.decisions if one.number == dossier.contest.decision), None)
    if won is None or won.kind == "tally":
        return ""
    line, record = dossier.lines.get(won.comment_id, 0), showing.decided.get(won.number)
    printed = record or (showing.announced.get(line) if showing.public else None) or {}
    chosen = _called(line, won.comment_id if record else "", printed.get("caption", ""))
    first = ranked[0] if ranked else None
    same = first is not None and first["n"] == line
    chose = f"Staff chose {'the same as the votes: ' if same else ''}{chosen}, with {many(won.votes, 'vote')}."
    if first and not same:
        leads = _called(first["n"], first["comment"], first["caption"])
        chose += f" By votes alone {leads} is first, with {many(first['votes'], 'vote')}."
    return f"{chose} {record['by']} said why: {on_one_line(record['because'], LONGEST)}." if record else chose


def _called(n: int, comment: str, caption: str) -> str:
    """A comment as people know it, as far as it may be printed."""
    known = " ".join(filter(None, (comment and f"comment {comment}", caption and quoted(caption, QUOTED))))
    return f"{known} (line {n})" if known else f"line {n}"


def _facts(showing: Showing) -> list[tuple[str, str]]:
    contest = showing.dossier.contest
    at = showing.hour
    hours = [
        ("Posted for", at(contest.slot_at)),
        ("Entries", f"from {at(contest.opens_at)} until just before {at(contest.closes_at)}"),
        ("Votes read", at(contest.votes_at)),
        ("Announcement", f"from {at(contest.announces_at)}"),
        ("Photo", "" if showing.public else contest.photo),
        ("Photo's SHA-256", contest.photo_sha256),
    ]
    beside = {} if showing.public else contest.sidecar
    words = [(f"Photo: {name}", on_one_line(showing.told(str(said)), LONGEST)) for name, said in beside.items() if said]
    return [(term, said) for term, said in hours + words if said]


def _in_published_order(counts: Counter[str]) -> list[str]:
    order = [str(one) for one in Reason]
    return sorted(counts, key=lambda reason: order.index(reason) if reason in order else len(order))


def _left_out(reason: str, seen: _Comments) -> Json:
    rows, count = seen.left_out.get(reason, []), seen.counts[reason]
    sentence = next((one.sentence for one in Reason if one == reason), "")
    return {"words": reason, "count": f"{count:,}", "sentence": sentence, "rows": rows, "more": _more(len(rows), count)}


def _more(shown: int, count: int) -> str:
    return "" if shown >= count else f"The first {shown:,} of {count:,}; the CSV and the JSON have them all."


def _sheets(showing: Showing) -> list[tuple[str, list[Sequence[object]]]]:
    """The tables that only whoever may see everything is shown, and the readings."""
    every = [("Readings", sheets.readings)]
    if not showing.public:
        every = [
            ("Decisions", sheets.decisions),
            ("What was said on the Page", sheets.said),
            ("Attempts at saying it", sheets.attempts),
            *every,
            ("What staff did", sheets.audit),
        ]
    return [(heading, _on_lines(rows(showing))) for heading, rows in every]


def _on_lines(rows: Iterable[Sequence[object]]) -> list[Sequence[object]]:
    return [[on_lines(one, LONGEST * 5) if isinstance(one, str) else one for one in row] for row in rows]


def _slip(showing: Showing) -> Json | None:
    slip = showing.dossier.slip
    if slip is None:
        return None
    made = showing.hour(slip.made_at)
    return {"number": slip.number, "made": made, "why": slip.why, "digest": slip.digest, "before": slip.before}
