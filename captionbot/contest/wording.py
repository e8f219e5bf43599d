"""Everything we say in public: the templates, and the functions that fill them.

No template asks for reactions, tags or shares (Facebook demotes that; a test reads them all). What others
wrote is filled in once, through quoting.py, and is never itself read as a template. The marker is a line of
its own that we add at the end.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from captionbot.contest.quoting import isolated, on_lines, on_one_line, quoted
from captionbot.contest.terms import Terms
from captionbot.contest.timetable import said_date, said_when
from captionbot.contest.worded import many

INVITATIONS = (
    "What's the caption? Write yours in a comment.",
    "This photo needs a few good words. What is your caption?",
    "Somebody here must be thinking something. What is it? Your caption goes in a comment.",
    "If this photo could talk, what would it say? Caption it in a comment.",
)
HOURS = "Entries close on {closes}. We plan to name the winner on {announces}."
PHOTO_CREDIT = "Photo: {credit}"
PRIZE = "Prize: {prize}"
RULES = "Rules: {rules_url}"
CONTACT = "Questions: {contact}"
RUN_BY = "{contest} is run by {organiser}. It"
RUN_BY_US = "{contest}"
# Facebook's terms for promotions on Pages ask for both halves: graph-api.md has the source.
RELEASE = (
    "{run_by} is in no way sponsored, endorsed or administered by, or associated with, Facebook. "
    "By entering you acknowledge this and completely release Facebook from all liability."
)

REPLIES = (
    "Congratulations{to}! {caption} is the winner of {contest} of {day}{count}.",
    "We have a winner, and it's you{to}! {caption} wins {contest} of {day}{count}. Congratulations!",
    "Well said{to}! {caption} wins {contest} of {day}{count}. Congratulations!",
)
YOUR_PRIZE = "Your prize: {prize}."
CLAIM = " To receive it: {contact}"

ANNOUNCEMENTS = (
    "We have a winner! {caption} by {name} wins {contest} of {day}{count}.",
    "And the winner of {contest} of {day}: {caption} by {name}{count}. Congratulations!",
    "{caption} — with these words {name} wins {contest} of {day}{count}. Congratulations!",
)
ADDED = (
    "The winner: {caption} by {name}{count}.",
    "And the winner is {caption} by {name}{count}.",
    "Won by {name}: {caption}{count}.",
)
RUNNERS_UP = ("Runner-up:", "Runners-up:")
RUNNER_UP = "{caption} — {name}{count}"
FACT = "What really happened: {fact}"
THANKS = (
    "Thank you to everyone who sent a caption.",
    "Our thanks to all who sent one in.",
    "Thanks for all the captions.",
)

CORRECTION = "Correction: the winner of {contest} of {day} is {caption} by {name}{count}. Congratulations!"
CORRECTION_REPLY = "Congratulations{to}! After a correction, {caption} is the winner of {contest} of {day}{count}."
SORRY = "We had named another caption first. That was our mistake, and we are sorry."
CORRECTED = "Correction: we made a mistake here, and we are sorry."
CORRECTED_HERE = "This leads to the right result:"
CORRECTED_SOMEWHERE = "The right result stands on this Page."
ADDED_CORRECTION = "{correction}: the winner is {caption} by {name}{count}."
ADDED_SORRY = " We are sorry for the mistake."
WITHDRAWN = "This result has been withdrawn."
WITHDRAWN_BY_HAND = (
    "We have withdrawn the result of {contest} of {day}. There is no winner for now, and we are sorry. "
    "Thank you to everyone who sent a caption."
)

COUNT = ", with {votes} when entries closed, {when}"
COUNT_LATE = ", with {votes}, counted on {when}"
NOBODY_KNOWN = "a fan"
CLOSING = "”“»」\"'\u2069"

LATE = timedelta(hours=1)
"""A closing reading later than this carries its own hour."""

CAPTION_CUT, NAME_CUT, LINE_CUT, WORDS_CUT = 1_000, 80, 300, 5_000
"""Characters as a reader counts them; with them no text of ours comes near Facebook's 63,206."""


class MarkerKind(StrEnum):
    """Which of our posts a marker stands in."""

    CONTEST = "contest"
    RESULT = "result"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Credited:
    """A caption as it is announced, and who has the credit (None where Facebook doesn't say)."""

    caption: str
    name: str | None
    votes: int


@dataclass(frozen=True, slots=True)
class Result:
    """What there is to announce; ``counted_at`` is when the closing reading began."""

    number: int
    slot: datetime
    closes_at: datetime
    counted_at: datetime
    winner: Credited
    runners_up: Sequence[Credited] = ()


def marker(
    contest_name: str, slot: datetime, zone: ZoneInfo, kind: MarkerKind, edition: int = 1, *, correction: int = 1
) -> str:
    """The line by which we know our own post; each later ``edition`` of the same day has a line of its own.

    So has each later ``correction`` of one contest.
    """
    day = said_date(slot, zone)
    headings = {MarkerKind.RESULT: "result of ", MarkerKind.CORRECTION: f"{_nth('correction', correction)} of "}
    dated = headings.get(kind, "") + day
    again = f" · {edition}" if edition > 1 else ""
    return f"{_marker_start(contest_name)}{dated}{again}"


def carries_marker(text: str, marker: str) -> bool:
    """Whether the marker stands alone on a line of the text."""
    return any(_same_spelling(line) == _same_spelling(marker) for line in text.splitlines())


def contest_post(
    terms: Terms,
    *,
    number: int,
    words: str,
    credit: str,
    closes_at: datetime,
    announces_at: datetime,
    marker: str,
    zone: ZoneInfo,
) -> str:
    """The post that shows the photo and invites captions; ``words`` are the sidecar's, or empty for ours."""
    told = _without_markers(on_lines(words, WORDS_CUT), terms.contest_name)
    hours = HOURS.format(closes=said_when(closes_at, zone), announces=said_when(announces_at, zone))
    small_print = [
        _line(PHOTO_CREDIT, credit=credit),
        _line(PRIZE, prize=terms.prize),
        _line(RULES, rules_url=terms.rules_url),
        _line(CONTACT, contact=terms.contact),
    ]
    return _paragraphs(told or _turn(INVITATIONS, number), hours, _lines(small_print), _release(terms), marker)


def winner_reply(terms: Terms, result: Result, zone: ZoneInfo) -> str:
    """The reply under the winner's comment."""
    name = _name(result.winner)
    to = f", {name}" if name else ""
    prize = _line(YOUR_PRIZE, prize=terms.prize)
    claim = _line(CLAIM, contact=terms.contact) if prize else ""
    said = _filled(_turn(REPLIES, result.number), to=to, **_won(terms, result, zone))
    return _paragraphs(said, prize + claim)


def announcement(terms: Terms, result: Result, *, fact: str, credit: str, marker: str, zone: ZoneInfo) -> str:
    """The post that names the winner; ``fact`` and ``credit`` are the sidecar's, or empty."""
    name = _name(result.winner) or NOBODY_KNOWN
    return _paragraphs(
        _filled(_turn(ANNOUNCEMENTS, result.number), name=name, **_won(terms, result, zone)),
        _runners_up(result.runners_up),
        _line(FACT, limit=CAPTION_CUT, fact=fact),
        _line(PHOTO_CREDIT, credit=credit),
        _turn(THANKS, result.number),
        marker,
    )


def added_to_post(terms: Terms, result: Result, zone: ZoneInfo) -> str:
    """What is added to the contest post once there is a winner."""
    name = _name(result.winner) or NOBODY_KNOWN
    return _filled(_turn(ADDED, result.number), name=name, **_won(terms, result, zone))


def correction(terms: Terms, result: Result, *, credit: str, marker: str, zone: ZoneInfo) -> str:
    """The post that names another winner than we did before; ``credit`` is the sidecar's, or empty."""
    name = _name(result.winner) or NOBODY_KNOWN
    return _paragraphs(
        _filled(CORRECTION, name=name, **_won(terms, result, zone)),
        SORRY,
        _runners_up(result.runners_up),
        _line(PHOTO_CREDIT, credit=credit),
        marker,
    )


def correction_reply(terms: Terms, result: Result, zone: ZoneInfo) -> str:
    """The reply under the comment that should have won from the first."""
    name = _name(result.winner)
    prize = _line(YOUR_PRIZE, prize=terms.prize)
    claim = _line(CLAIM, contact=terms.contact) if prize else ""
    said = _filled(CORRECTION_REPLY, to=f", {name}" if name else "", **_won(terms, result, zone))
    return _paragraphs(f"{said} {SORRY}", prize + claim)


def corrected(url: str) -> str:
    """What is added to words that named another winner; it names nobody, who might be corrected in their turn."""
    return _lines([f"{CORRECTED} {CORRECTED_HERE if url else CORRECTED_SOMEWHERE}", url])


def added_correction(terms: Terms, result: Result, number: int, zone: ZoneInfo) -> str:
    """What is added to a contest post that names another winner already; the ``number``-th time."""
    name, heading = _name(result.winner) or NOBODY_KNOWN, _nth("Correction", number)
    return _filled(ADDED_CORRECTION, correction=heading, name=name, **_won(terms, result, zone)) + ADDED_SORRY


def withdrawn_by_hand(terms: Terms, slot: datetime, zone: ZoneInfo) -> str:
    """What staff may write on the Page once they have retracted a result."""
    contest = on_one_line(terms.contest_name, NAME_CUT)
    return WITHDRAWN_BY_HAND.format(contest=contest, day=said_date(slot, zone))


def _nth(word: str, number: int) -> str:
    return f"{word} {number}" if number > 1 else word


def result_words(contest_name: str, slot: datetime, zone: ZoneInfo) -> str:
    """The words that stand in every reply to a winner of this contest, whatever else it says."""
    return f"{on_one_line(contest_name, NAME_CUT)} of {said_date(slot, zone)}"


def names_caption(text: str, caption: str) -> bool:
    """Whether one of our announcements is about this caption."""
    return quoted(caption, CAPTION_CUT) in text


def names_winner(text: str, caption: str) -> bool:
    """Whether an announcement names this caption as the winner's, or takes back whom it named; not as a runner-up."""
    if begins_a_line(text, CORRECTED):
        return True
    paragraphs = [one for one in text.split("\n\n") if not one.strip().startswith(RUNNERS_UP)]
    return any(names_caption(one, caption) for one in paragraphs)


def begins_a_line(text: str, words: str) -> bool:
    """Whether our words begin a line; what others wrote never does, behind words or a quotation mark of ours."""
    lines, ours = text.splitlines(), " ".join(words.split())
    return bool(ours) and any(" ".join(" ".join(lines[at:]).split()).startswith(ours) for at in range(len(lines)))


def said_votes(votes: int) -> str:
    """Votes in words: ``1 reaction``, ``1,214 reactions``."""
    return many(votes, "reaction")


def _won(terms: Terms, result: Result, zone: ZoneInfo) -> dict[str, str]:
    return {
        "caption": quoted(result.winner.caption, CAPTION_CUT),
        "contest": on_one_line(terms.contest_name, NAME_CUT),
        "day": said_date(result.slot, zone),
        "count": _count(result, zone),
    }


def _count(result: Result, zone: ZoneInfo) -> str:
    """The votes with their hour; a favourite of the staff's without any votes goes without."""
    if not result.winner.votes:
        return ""
    late = result.counted_at - result.closes_at > LATE
    template, hour = (COUNT_LATE, result.counted_at) if late else (COUNT, result.closes_at)
    return template.format(votes=said_votes(result.winner.votes), when=said_when(hour, zone))


def _runners_up(runners_up: Sequence[Credited]) -> str:
    if not runners_up:
        return ""
    return _lines([RUNNERS_UP[len(runners_up) > 1], *(_runner_up(one) for one in runners_up)])


def _runner_up(one: Credited) -> str:
    return RUNNER_UP.format(
        caption=quoted(one.caption, LINE_CUT),
        name=_name(one) or NOBODY_KNOWN,
        count=f" ({said_votes(one.votes)})" if one.votes else "",
    )


def _name(one: Credited) -> str:
    return isolated(on_one_line(one.name or "", NAME_CUT))


def _release(terms: Terms) -> str:
    run_by = RUN_BY if terms.organiser.strip() else RUN_BY_US
    contest, organiser = on_one_line(terms.contest_name, NAME_CUT), on_one_line(terms.organiser, LINE_CUT)
    return RELEASE.format(run_by=_filled(run_by, contest=contest, organiser=organiser))


def _line(template: str, limit: int = LINE_CUT, **value: str) -> str:
    """The template with its one value, or nothing where there is none."""
    filled = {name: on_one_line(text, limit) for name, text in value.items()}
    return _filled(template, **filled) if all(filled.values()) else ""


def _filled(template: str, *, count: str = "", **words: str) -> str:
    """The template with its values, and no second full stop after words that end in one."""
    template = template.replace("{count}", count)
    for name, text in words.items():
        if text.rstrip(CLOSING).endswith((".", "…")):
            template = template.replace(f"{{{name}}}.", f"{{{name}}}")
    return template.format(**words)


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(line for line in lines if line)


def _paragraphs(*paragraphs: str) -> str:
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _turn(variants: Sequence[str], number: int) -> str:
    return variants[number % len(variants)]


def _marker_start(contest_name: str) -> str:
    return _same_spelling(on_one_line(contest_name, NAME_CUT)) + " · "


def _without_markers(words: str, contest_name: str) -> str:
    """Staff may paste an old post: a line of theirs that looks like a marker is made to look like none."""
    start = _marker_start(contest_name)
    return "\n".join(
        line.replace(" · ", " — ", 1) if _same_spelling(line).startswith(start) else line for line in words.split("\n")
    )


def _same_spelling(line: str) -> str:
    return unicodedata.normalize("NFC", line.strip())
