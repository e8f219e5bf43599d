"""The coming post exactly as it will stand, made by what the tick makes it by; and another photo in its place."""

from dataclasses import dataclass
from datetime import datetime

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from captionbot import decisions, overview
from captionbot.accounts import Role
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import said_when, week_of
from captionbot.desk.acting import act, seen_queue
from captionbot.desk.entrance import open_to
from captionbot.desk.queue.blueprint import pages
from captionbot.desk.queue.forms import ChoiceForm
from captionbot.desk.queue.naming import key_of, photo_of
from captionbot.desk.queue.ordering import free_photos
from captionbot.desk.queue.showing import BECAUSE, shown_photos, told
from captionbot.desk.source import source, word
from captionbot.errors import CaptionbotError, NotNow
from captionbot.overview import View
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_name
from captionbot.photos.words.sidecar import Problem
from captionbot.queueing import Planned, candidates, contest_to_come, plan, post_words
from captionbot.store.schema import Contest


@dataclass(frozen=True, slots=True)
class Coming:
    """The post that goes out next."""

    contest: Contest
    """Begun already where ``begun``; else as it would begin."""
    begun: bool
    words: str
    """All of the post, marker and all."""
    alt: str
    """The picture's alternative text."""
    sha256: str
    name: str
    """The photo's, as a person may see it."""
    key: str
    week: str
    """The week whose slot it takes; empty where it was asked for outside any."""
    at: datetime
    because: str = ""
    problems: tuple[Problem, ...] = ()


def coming_post(view: View) -> Coming | None:
    """What goes out next, if anything is ready."""
    begun = next((one for one in view.record.contests.going() if one.stage == Stage.POSTING), None)
    if begun is not None:
        return _begun(view, begun)
    asked = next(iter(view.record.contests.asked()), None)
    if asked is not None and (photo := _asked_for(view, asked.photo)):
        return _to_come(view, Planned(photo, asked.slot_at), asked.slot_key, week="")
    first = _first(view)
    if first is None or first.slot is None:
        return None
    week = str(week_of(first.slot, view.settings.zone))
    return _to_come(view, first, week, week=week)


def is_coming(view: View, name: str) -> bool:
    """Whether that photo of the queue goes out next."""
    found = coming_post(view)
    return found is not None and found.key == key_of(name)


def _first(view: View) -> Planned | None:
    return next((one for one in view.plan.photos if one.slot), None)


def _asked_for(view: View, name: str | None) -> QueuedPhoto | None:
    ready = [one for one in view.waiting if one.name == name and not one.waits] if name else []
    return next(iter(ready or ([] if name else candidates(view.waiting, None))), None)


def _begun(view: View, contest: Contest) -> Coming:
    words = view.record.utterances.post_of(contest.number).text
    alt = contest.sidecar.get("alt", "")
    return Coming(
        contest,
        begun=True,
        words=words,
        alt=alt,
        sha256=contest.photo_sha256,
        name=shown_name(contest.photo),
        key=key_of(contest.photo),
        week="",
        at=contest.slot_at,
    )


def _to_come(view: View, one: Planned, key: str, *, week: str) -> Coming:
    photo, slot = one.photo, one.slot or view.now
    contest = contest_to_come(view.record, view.settings, key, slot, photo)
    return Coming(
        contest,
        begun=False,
        words=post_words(contest, view.settings.public_words),
        alt=photo.sidecar.alt,
        sha256=photo.sha256,
        name=shown_name(photo.name),
        key=key_of(photo.name),
        week=week,
        at=slot,
        because=BECAUSE[one.because],
        problems=tuple(told(problem, shown_name(photo.name)) for problem in photo.problems),
    )


@pages.get("/queue/coming")
@open_to(Role.EDITOR)
def coming() -> str:
    """The post that goes out next, before it does."""
    with source().viewing() as view:
        found = coming_post(view)
        paused = overview.paused(view) is not None
        return render_template("queue/coming.html", coming=found, paused=paused, next=overview.coming(view))


@pages.route("/queue/swap", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def swap() -> ResponseReturnValue:
    """Another photo takes the slot that comes next; the one that had it comes after."""
    form = ChoiceForm()

    def page(view: View, error: CaptionbotError | None) -> str:
        first, found, shown = _first(view), _others(view), shown_photos(view)
        form.photo.choices = {key_of(one.name): shown_name(one.name) for one in found}
        others = {key_of(one.name): shown[one.name] for one in found}
        return render_template("queue/swap.html", form=form, error=error, others=others, first=first)

    return act(form, page=page, do=lambda view: _swapped(view, form), then=url_for("queue.coming"), seen=seen_queue())


def _others(view: View) -> list[QueuedPhoto]:
    first = _first(view)
    return [one for one in free_photos(view) if not one.waits and (first is None or one.name != first.photo.name)]


def _swapped(view: View, form: ChoiceForm) -> str:
    chosen, first = photo_of(view, str(form.photo.data)), _first(view)
    if first is None or first.slot is None:
        raise NotNow("No photo has a slot to be swapped with.", "Look at what each photo waits for.")
    head = next(one for one in free_photos(view) if one != chosen) if len(free_photos(view)) > 1 else None
    decisions.arrange(view.record, view.waiting, chosen, head, word())
    now = next(one for one in plan(view.record, view.photos, view.settings, view.now).photos if one.slot)
    when = said_when(first.slot, view.settings.zone)
    if now.photo.name != chosen.name:
        goes = BECAUSE[now.because] or "Goes first"
        raise NotNow(
            f"{shown_name(now.photo.name)} keeps {when}: {goes.lower()}.",
            f"Change its words (Post on), or pin {shown_name(chosen.name)} to that week in its own.",
        )
    return f"{shown_name(chosen.name)} goes out on {when}."
