"""Staff posted a contest by hand, on a phone say, and captionbot takes it over; nothing is said on the Page."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from captionbot.contest.comment import Post, last_segment
from captionbot.contest.quoting import for_staff
from captionbot.contest.stages import Stage
from captionbot.contest.terms import Terms
from captionbot.contest.timetable import Deadlines, deadlines, first_after, said_when, week_of
from captionbot.contest.weekly import parse_weekly
from captionbot.contest.worded import many
from captionbot.contest.wording import carries_marker
from captionbot.decisions.outside import extra_key
from captionbot.decisions.word import Word, note
from captionbot.errors import NotNow
from captionbot.facts import terms_as_kept
from captionbot.photos.folder import Place
from captionbot.queueing.coming import own_marker
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import NAMES, Kind, Outcome, drafted

BY_HAND = "posted by hand"
"""How the note begins of an utterance that staff said, and captionbot took over."""

OLDEST = timedelta(days=60)
"""What was posted longer ago is no contest of now; nor does one last so long."""

AHEAD = timedelta(minutes=30)
"""Facebook's clock may be so far ahead of ours; what is dated later was scheduled, or a clock is wrong."""

JUDGE = "`captionbot tally` judges it without taking it over."
LATEST = "`captionbot tally` alone lists the Page's latest posts."
SHOWN = 80
"""Characters of a post's words in a line."""


@dataclass(frozen=True, slots=True)
class PhotoByHand:
    """The photo of a post that staff made, as the record keeps a contest's."""

    name: str
    sha256: str
    place: Place
    sidecar: dict[str, Any]


def terms_by_hand(settings: Settings) -> Terms:
    """The terms in force, without what can't be done to a post that no app has made: Facebook lets none edit it.

    developers.facebook.com/docs/pages-api/posts
    """
    terms = settings.terms()
    ways = tuple(way for way in terms.announce_by if way != "edit")
    return replace(terms, announce_by=ways or ("reply",))


def hours_of(
    settings: Settings, post: Post, now: datetime, *, closes_at: datetime | None, announces_at: datetime | None
) -> Deadlines:
    """When entries of a post close and its winner is named: by the terms in force from the post's own hour on.

    Raises NotNow for an hour that makes no sense, and for a post that is too old to be a contest of now.
    """
    terms, zone = settings.terms(), settings.zone
    closes_at = closes_at or deadlines(terms, post.created_at, zone).closes_at
    announces_at = announces_at or first_after(parse_weekly(terms.announce_at), zone, closes_at)
    made, closes, announces = (said_when(one, zone) for one in (post.created_at, closes_at, announces_at))
    if post.created_at > now + AHEAD:
        raise NotNow(f"That post is dated {made}, which is still to come.", "`captionbot check` compares the clocks.")
    if not post.created_at < closes_at < announces_at:
        what = f"It was posted on {made}; entries can't close on {closes}, and the winner be announced on {announces}."
        raise NotNow(what, "Give --closes and --announces, each later than the hour before.")
    if closes_at - post.created_at > OLDEST:
        raise NotNow(f"Entries would be open for {many((closes_at - post.created_at).days, 'day')}.", "Look once more.")
    if now - post.created_at > OLDEST or now > announces_at + timedelta(days=terms.announce_within_days):
        what = f"It was posted on {made}: its winner would have been announced on {announces}."
        raise NotNow(what, f"{JUDGE} --closes and --announces give it later hours.")
    return Deadlines(closes_at, announces_at)


def refuse_unfit(post: Post) -> None:
    """Refuse a post that shows no photo, or several: fans then write under each of them."""
    if post.photos == 1:
        return
    what = f"That post shows {many(post.photos, 'photo')}" if post.photos else "That post has no photo"
    raise NotNow(f"{what}: {for_staff(post.text, SHOWN)}.", f"A contest is a post with one photo. {LATEST}")


def refuse_known(record: Record, post: Post) -> None:
    """Refuse a post that is a contest's already, or that captionbot said, or may have said."""
    number = last_segment(post.post_id)
    for contest in record.contests.all():
        if last_segment(contest.post_id or "") == number:
            raise NotNow(f"That post is contest no. {contest.number}.", "`captionbot status` says where it stands.")
    if number in map(last_segment, record.utterances.claimed(but=0)):
        raise NotNow("That post is captionbot's own: it announces a winner.", LATEST)
    for act in _unsaid(record):
        if carries_marker(post.text, act.marker):
            what = f"That looks like the {NAMES[Kind(act.kind)]} of contest no. {act.contest}: “{act.marker}”."
            do = f"The next tick finds it; where that contest is stuck: captionbot settle {act.contest} --live {number}"
            raise NotNow(what, do)


def _unsaid(record: Record) -> list[Utterance]:
    acts = (act for contest in record.contests.going() for act in record.utterances.of_contest(contest.number))
    return [act for act in acts if act.kind in {Kind.POST, Kind.ANNOUNCEMENT} and act.outcome != Outcome.SAID]


def adopt(
    record: Record,
    settings: Settings,
    post: Post,
    hours: Deadlines,
    photo: PhotoByHand,
    word: Word,
    *,
    beside: bool = False,
) -> Contest:
    """Write a post down as a contest that is open since it was made, in the slot of its week if that is free.

    Where a contest has that slot already, or ``beside`` says so, it is one outside the slots.
    Raises NotNow where the post is known already, or the photo is another contest's.
    """
    refuse_known(record, post)
    if photo.place == Place.QUEUE and photo.name in record.contests.photos_in_queue():
        raise NotNow("A contest has begun with that photo just now.", "`captionbot status` says which.")
    contest = _contest(record, settings, post, hours, photo, _slot_key(record, settings, post, beside=beside))
    contest.note = f"{BY_HAND}; {word.by} had captionbot take it over"
    contest.next_reading_at = word.at
    record.contests.add(contest)
    record.contests.settle_slot(
        contest.slot_key, post.created_at, "begun", word.at, contest=contest.number, photo=photo.name
    )
    said = record.utterances.intend(
        drafted(contest.number, Kind.POST, post.text, decision=0, not_before=post.created_at, marker=contest.marker)
    )
    record.utterances.said(said, post.post_id, post.created_at)
    said.photo_id, said.note = next(filter(None, post.photo_ids), None), f"{BY_HAND}; adopted by {word.by}"
    note(record, word, "adopt", contest, detail=post.post_id)
    return contest


def is_by_hand(record: Record, contest: Contest) -> bool:
    """Whether staff made its post: nothing on the Page then tells it from any other."""
    act = record.utterances.find(contest.number, Kind.POST)
    return act is not None and act.note.startswith(BY_HAND)


def _slot_key(record: Record, settings: Settings, post: Post, *, beside: bool) -> str:
    """The post's week, where no contest has it; else the next key outside the slots."""
    week = str(week_of(post.created_at, settings.zone))
    taken = {contest.slot_key for contest in record.contests.all()}
    return extra_key(record) if beside or week in taken else week


def _contest(record: Record, settings: Settings, post: Post, hours: Deadlines, photo: PhotoByHand, key: str) -> Contest:
    terms = terms_by_hand(settings)
    return Contest(
        slot_key=key,
        slot_at=post.created_at,
        stage=Stage.OPEN,
        terms=terms_as_kept(terms),
        marker=own_marker(record, terms, post.created_at, settings.zone),
        opens_at=post.created_at,
        closes_at=hours.closes_at,
        announces_at=hours.announces_at,
        post_until=post.created_at,
        next_reading_at=post.created_at,
        post_id=post.post_id,
        held="",
        doubts=[],
        approved_by="",
        photo=photo.name,
        photo_sha256=photo.sha256,
        photo_in=str(photo.place),
        sidecar={**photo.sidecar, "words": post.text},
    )
