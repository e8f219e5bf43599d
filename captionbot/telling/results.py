"""What comes of a contest: its post, the shortlist when entries have closed, and its winner."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from captionbot import overview
from captionbot.contest.links import link_of
from captionbot.contest.quoting import for_staff
from captionbot.contest.stages import Stage, wants
from captionbot.contest.timetable import said_hour, said_when
from captionbot.contest.worded import many, sentence
from captionbot.decisions.adopting import is_by_hand
from captionbot.facts import credited, facts_of, zone_of
from captionbot.overview import Json, View
from captionbot.overview.shown import shown
from captionbot.store.schema import Contest, Decision, Notice
from captionbot.telling.letter import Letter, in_words, link_to, person_name, photo_name, plainly, soon, way

FIRST_FEW = 3
LATE = timedelta(minutes=65)
"""A `tick` from cron may come once an hour, and is in time then."""
CAPTION_CUT = 200
REVIEW_COMMANDS = (
    "`captionbot entries {n}` shows them all, `captionbot approve {n}` says yes, "
    "`captionbot pick {n} COMMENT --because TEXT` takes another, `captionbot hold {n}` stops it."
)
UNSEEN = "an app in Development mode is seen by its own people alone (docs/facebook-setup.md)."
UNSEEN_BY_HAND = "whoever made the post may have chosen who sees it."
FORGOTTEN = "somebody who asked to be forgotten"
ANNOUNCED = "announced "
"""How the key of such a notice begins; after it contest and decision."""


def letter_of_posted(view: View, notice: Notice) -> Letter:
    """The post stands; with its picture, for nobody was shown it like that the day before."""
    contest = _contest(view, notice)
    zone, photo = zone_of(contest), photo_name(contest.photo)
    link = f"On the Page: {link_of(contest.post_id)}" if contest.post_id else ""
    parts = (
        in_words(view, notice.text, contest.number),
        in_words(view, notice.do, contest.number),
        f"Captions are collected until {said_when(contest.closes_at, zone)}." if contest.stage == Stage.OPEN else "",
        link,
        link_to(view, notice, "Its contest"),
    )
    picture = view.record.photos.small(contest.photo_sha256)
    late = " late" if is_late(contest, notice.at) else ""
    return Letter(f"Posted{late}: {photo}", [one for one in parts if one], picture)


def is_late(contest: Contest, posted_at: datetime) -> bool:
    """Whether a post went out so long after its slot that somebody may have wondered."""
    return posted_at - contest.slot_at > LATE


def letter_of_shortlist(view: View, notice: Notice) -> Letter:
    """The first few captions, and what happens by itself if nobody says anything."""
    contest = _contest(view, notice)
    tally = shown(view, contest)
    if tally is None:  # so many that the next tick makes it: until then there is nothing to quote
        return plainly(view, notice)
    closed, hour = (said_when(at, zone_of(contest)) for at in (contest.closes_at, contest.announces_at))
    number, left_out = tally.body["number"], tally.body["left_out_number"]
    captions = many(number, "caption takes part", "captions take part")
    without = f", {many(left_out, 'comment')} left out" if left_out else ""
    n = contest.number
    if not number + left_out:
        return _without_captions(view, contest, closed)
    parts = (
        f"Contest no. {n}, {photo_name(contest.photo)}: entries closed on {closed}. {captions}{without}.",
        "\n".join(first_few(view, tally.body["entries"])),
        _what_happens(view, contest) if number else f"It ends without a winner on {hour}: nothing is said on the Page.",
        way(view.settings, f"/contests/{n}", "Look, pick another or hold it", REVIEW_COMMANDS.format(n=n)),
    )
    return Letter(f"Shortlist ready: {_gist(view, contest, number)}", [one for one in parts if one])


def _without_captions(view: View, contest: Contest, closed: str) -> Letter:
    """Nobody wrote anything: that may happen, and it may be that nobody can see the post."""
    zone, n = zone_of(contest), contest.number
    ends = f"{soon(contest.announces_at, view.now, zone)} {said_hour(contest.announces_at, zone)}"
    look = f"If that is strange, open {link_of(contest.post_id)} where nobody is signed in" if contest.post_id else ""
    seen = UNSEEN_BY_HAND if is_by_hand(view.record, contest) else UNSEEN
    parts = (
        f"Contest no. {n}, {photo_name(contest.photo)}: entries closed on {closed}, and nobody has written a caption.",
        f"It ends by itself on {said_when(contest.announces_at, zone)}, and nothing is said on the Page.",
        look and f"{look}: {seen}",
        in_words(view, f"`captionbot draft nothing-found {n}` has words for the Page.", n),
        way(view.settings, f"/contests/{n}", "Its contest", ""),
    )
    return Letter(f"No captions this week: contest no. {n} ends {ends}", [one for one in parts if one])


def letter_of_announced(view: View, notice: Notice) -> Letter:
    """Who won, with the words that stand on the Page; of a correction also what it corrects."""
    contest = _contest(view, notice)
    decision = view.record.contests.decision(contest)
    if decision is None:
        return plainly(view, notice)
    who, votes = winner_named(view, decision), many(decision.votes, "vote")
    caption = f": {quoted(credited(decision).caption)}" if who else ""
    corrects = "" if notice.key.startswith(ANNOUNCED) else in_words(view, notice.text, contest.number)
    parts = (
        f"Contest no. {contest.number}, {photo_name(contest.photo)}: {who or FORGOTTEN} won with {votes}{caption}",
        corrects or f"On the Page: {link_of(_announced_in(view, contest))}",
        link_to(view, notice, "Its contest"),
    )
    title = f"{'Corrected' if corrects else 'Announced'}: {who or FORGOTTEN} won with {votes}"
    return Letter(title, [one for one in parts if one])


def _contest(view: View, notice: Notice) -> Contest:
    return view.record.contests.get(notice.contest or 0)


def winner_named(view: View, decision: Decision) -> str:
    """Who won; empty where that person may not be named any more."""
    comment = view.record.comments.get(decision.contest, decision.comment_id)
    if comment is not None and comment.sealed_at is not None:
        return ""
    return person_name(view.settings, credited(decision).name)


def _announced_in(view: View, contest: Contest) -> str:
    """The post in which the winner is named, or else the contest's own."""
    said = [one for one in view.record.utterances.results(contest.number) if one.decision == contest.decision]
    return next((one.said_id for one in said if one.kind == "announcement" and one.said_id), contest.post_id or "")


def first_few(view: View, entries: Sequence[Json]) -> Iterator[str]:
    """The best captions, each on a line, with what a person ought to look at."""
    public = [one for one in entries if not {"asked to be forgotten", "erased"} & set(one["marks"])]
    for one in public[:FIRST_FEW]:
        by = person_name(view.settings, (one["entrant"] or {}).get("name"))
        seen = "; ".join(["flagged: " + flag for flag in one["flags"]] + one["marks"])
        said = quoted(one["caption"])
        named = f", by {by}" if view.settings.notify_names != "none" else ""
        yield f"{one['rank']}. {said}, {many(one['votes'], 'vote')}{named}{f' ({seen})' if seen else ''}"


def quoted(caption: str, limit: int = CAPTION_CUT) -> str:
    """A caption as one reads it in a mail: a link in it can't be clicked, for it may be made to look like ours."""
    return for_staff(caption, limit).replace("://", ":\u2060//")


def _gist(view: View, contest: Contest, number: int) -> str:
    """The shortlist in a few words."""
    zone = zone_of(contest)
    by = f"{soon(contest.announces_at, view.now, zone)} {said_hour(contest.announces_at, zone)}"
    if not number:
        return f"no caption takes part; it ends {by}"
    if contest.decision is None:
        return f"no winner by itself; pick one by {by}"
    if wants(facts_of(contest), view.now):
        return f"it waits for a yes by {by}"
    return f"{many(number, 'caption')}, the first goes out {by}"


def _what_happens(view: View, contest: Contest) -> str:
    hour = said_when(contest.announces_at, zone_of(contest))
    if overview.paused(view):
        return "The Page is paused: nothing is announced before somebody ends the pause."
    if contest.decision is None and not contest.doubts:
        why = sentence(contest.note or "nobody wins by themselves")
        return f"{why} Unless somebody picks one, it ends without a winner on {hour}."
    asked = wants(facts_of(contest), view.now)
    if asked:
        return f"Nothing is announced by itself: {in_words(view, asked, contest.number)}. Its hour is {hour}."
    return f"Unless somebody says otherwise, the first is announced on {hour}."
