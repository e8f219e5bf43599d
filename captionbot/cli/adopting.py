"""`adopt`: staff posted this week's contest by hand, and captionbot goes on with it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import click

from captionbot import adopting
from captionbot.adopting import Fetched
from captionbot.cli import show
from captionbot.cli.judged import when_type
from captionbot.cli.looking import look_at_queue
from captionbot.cli.plug import page_of, photos_of, recording, settings_of, typed, viewing, word
from captionbot.cli.read import as_json
from captionbot.cli.word import by, dry_run, kept
from captionbot.clock import Clock
from captionbot.contest.comment import Post, last_segment
from captionbot.contest.quoting import for_staff
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import Deadlines, instant, said_when
from captionbot.decisions.adopting import PhotoByHand, adopt, hours_of, refuse_known, refuse_unfit
from captionbot.facts import terms_of, zone_of
from captionbot.outside import find_post
from captionbot.overview import Json, iso
from captionbot.photos.folder import Place
from captionbot.photos.names import shown_name
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.schema import Contest

SHOWN = 120
"""Characters of a post's words in a line."""
NO_EDIT = "No app may edit a post that was made by hand, so the winner is announced by {ways} alone."
CLOSED = "Entries have closed already: the votes are those that the next tick reads, and a person says yes."
SLOT = "It takes the slot of its week ({key}): nothing else is posted in that week."
BESIDE = "It is one more beside the weekly slots, which stay as they are."
UNDER_WAY = (
    "Contest no. {n} has begun and is about to be posted too: `captionbot void {n} --because TEXT` calls it off."
)
TWIN = (
    "{name} in the queue shows the same picture and waits there for a person. If it is that photo, name it, and its "
    "words come along: --photo {name}. Else take it out of the queue."
)
NOTHING_SAID = "Nothing was written on the Page; the next tick reads its captions."


@dataclass(frozen=True, slots=True)
class _Found:
    """What there is to take over."""

    post: Post
    hours: Deadlines
    photo: PhotoByHand
    fetched: Fetched | None = None
    """None: the photo is staff's own file."""
    twins: tuple[str, ...] = ()


@click.command("adopt")
@click.argument("post")
@click.option("--photo", metavar="NAME", help="Its file in the queue; default: the picture is fetched from the post.")
@click.option("--closes", type=when_type, metavar="WHEN", help="When entries close; default: CLOSE_AT after the post.")
@click.option("--announces", type=when_type, metavar="WHEN", help="The winner's hour; default: ANNOUNCE_AT after that.")
@click.option("--beside", is_flag=True, help="Leave the week's slot alone: its own contest is posted all the same.")
@by
@dry_run
@as_json
@click.pass_context
def adopt_command(
    context: click.Context,
    post: str,
    photo: str | None,
    closes: datetime | None,
    announces: datetime | None,
    by: str | None,
    *,
    beside: bool,
    dry_run: bool,
    json_: bool,
) -> None:
    """Take over a contest that staff posted by hand; writes nothing on the Page.

    POST is the post's link or number; `captionbot tally` alone lists the latest.
    """
    settings, who = settings_of(context), word(by, must_name=True)
    look_at_queue(context)
    found = _look(context, settings, typed(post), photo, (closes, announces))
    if found.fetched and not dry_run:
        found = replace(found, photo=adopting.keep(photos_of(settings), found.fetched))
    with recording(context, dry_run=dry_run) as record:
        contest = adopt(record, settings, found.post, found.hours, found.photo, who, beside=beside)
        if found.fetched:
            adopting.remember(record, found.photo, found.fetched, who.at)
        told = [*_told(contest, found, settings, who.at), *_about_to_be_posted(record)]
        told.append(f"{NOTHING_SAID}{kept(dry=dry_run)}")
        shape = _shape(contest, told, dry=dry_run)
    if json_:
        show.as_json(shape)
    else:
        for line in told:
            show.line(line)


def _look(
    context: click.Context,
    settings: Settings,
    what: str,
    photo: str | None,
    given: tuple[datetime | None, datetime | None],
) -> _Found:
    """The post on the Page with its hours and its photo; whatever speaks against it is refused before it is fetched."""
    clock = Clock.from_environment()
    page = page_of(settings, clock)
    post = find_post(page, settings.facebook_page_id, what)
    refuse_unfit(post)
    closes, announces = (instant(one.date(), one.time(), settings.zone) if one else None for one in given)
    hours = hours_of(settings, post, clock.now(), closes_at=closes, announces_at=announces)
    with viewing(context) as view:
        refuse_known(view.record, post)
        if photo is not None:
            return _Found(post, hours, adopting.from_queue(view, typed(photo)))
    fetched = adopting.fetch(page, photos_of(settings), settings, post)
    with viewing(context) as view:
        twins = tuple(adopting.twins(view, fetched))
    return _Found(post, hours, fetched.photo(f"{fetched.called}.jpg"), fetched, twins)


def _told(contest: Contest, found: _Found, settings: Settings, now: datetime) -> Iterator[str]:
    zone, post = zone_of(contest), found.post
    made, closes, announces = (
        said_when(one, zone) for one in (post.created_at, contest.closes_at, contest.announces_at)
    )
    yield f"Contest no. {contest.number} is post {last_segment(post.post_id)} of {made}: {for_staff(post.text, SHOWN)}."
    yield f"Entries close on {closes}; the winner is announced from {announces}."
    if contest.closes_at <= now:
        yield CLOSED
    name = shown_name(found.photo.name)
    in_queue = f"{name} of the queue, which the next tick moves to photos/posted"
    yield f"Its photo is {in_queue if found.photo.place == Place.QUEUE else f'{name}, fetched into photos/posted'}."
    yield BESIDE if contest.slot_key.startswith("extra") else SLOT.format(key=contest.slot_key)
    ways = terms_of(contest).announce_by
    if ways != settings.announce_by:
        yield NO_EDIT.format(ways=" and ".join(ways))
    for twin in found.twins:
        yield TWIN.format(name=shown_name(twin))


def _about_to_be_posted(record: Record) -> Iterator[str]:
    """A contest that captionbot has begun meanwhile: fans would see two."""
    for one in record.contests.going():
        if one.stage == Stage.POSTING:
            yield UNDER_WAY.format(n=one.number)


def _shape(contest: Contest, told: list[str], *, dry: bool) -> Json:
    return {
        "contest": contest.number,
        "post_id": contest.post_id,
        "week": contest.slot_key,
        "opens_at": iso(contest.opens_at),
        "closes_at": iso(contest.closes_at),
        "announces_at": iso(contest.announces_at),
        "photo": contest.photo,
        "dry_run": dry,
        "told": told,
    }
