"""What could spoil a Friday, found before it does: each problem ends in what to do."""

from collections.abc import Callable
from dataclasses import dataclass, field

from captionbot.errors import CaptionbotError, ClockWrong, PhotoRefused
from captionbot.graph.page import Page
from captionbot.overview import Json, View, instant, next_slots, paused
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.opening import PhotoNotReady
from captionbot.photos.sidecar import Problem
from captionbot.queueing import waiting
from captionbot.utter import CLOCKS_APART

FEW_PHOTOS = 2
"""With fewer photos left than this, staff hear of it."""


@dataclass
class Findings:
    """What was found: problems stop a contest, warnings do not."""

    problems: list[Json] = field(default_factory=list)
    warnings: list[Json] = field(default_factory=list)

    def trying(self, look: Callable[[], object]) -> None:
        """Look at one thing; an error of ours is a problem."""
        try:
            look()
        except CaptionbotError as error:
            self.problems.append({"what": error.message, "do": error.do})

    def warn(self, what: str, do: str) -> None:
        """Something that works but ought to be mended."""
        self.warnings.append({"what": what, "do": do})


def check(view: View, page: Page) -> Json:
    """Look at everything; the shape is that of `check --json`."""
    found = Findings()
    for notice in view.settings.warnings:
        found.warn(notice.what, notice.do)
    found.trying(view.record.page)
    found.trying(lambda: _facebook(view, page, found))
    found.trying(lambda: _folders(view, found))
    found.trying(lambda: _queue(view, found))
    _wording(view, found)
    zone = view.settings.zone
    slots = [{"local": slot.astimezone(zone).isoformat(), "utc": instant(slot)} for slot in next_slots(view)]
    return {"ok": not found.problems, "problems": found.problems, "warnings": found.warnings, "slots": slots}


def _facebook(view: View, page: Page, found: Findings) -> None:
    page.me()
    apart, heard = page.skew(), page.last_answer
    if apart is not None and abs(apart) > CLOCKS_APART:
        raise ClockWrong(view.now, view.now + apart)
    asked = view.settings.facebook_graph_version
    if heard and heard.api_version and heard.api_version != asked:
        what = f"Facebook answers as {heard.api_version} although {asked} was asked for."
        found.warn(what, "Set FACEBOOK_GRAPH_VERSION to a version that still lives.")


def _folders(view: View, found: Findings) -> None:
    found.problems += [{"what": one.what, "do": one.do} for one in view.photos.problems()]
    for stray in view.photos.strays():
        found.warn(stray.what, stray.do)
    stop = paused(view)
    if stop:
        found.warn(f"Everything is paused by {stop['by']}: {stop['because']}.", "`captionbot resume` when it is over.")


def _queue(view: View, found: Findings) -> None:
    queue = waiting(view.record, view.photos, view.settings, view.now)
    for photo in queue:
        for one in _remarks(view, photo):
            (found.problems if one.waits else found.warnings).append({"what": one.what, "do": one.do})
    if len(queue) < FEW_PHOTOS:
        left = "The queue is empty." if not queue else "The queue has one photo left."
        found.warn(left, f"Drop photos into {view.photos.root / 'queue'}.")


def _remarks(view: View, photo: QueuedPhoto) -> tuple[Problem, ...]:
    """What is to be said about a photo before and after it is opened."""
    try:
        loaded = view.photos.load(photo.name, view.now, watch=False)
    except (PhotoRefused, PhotoNotReady) as error:
        return (Problem(error.message, error.do, waits=True),)
    return photo.problems + loaded.remarks


IDLE = ("notify_urls", "notify_backup", "heartbeat_url", "skip_holidays", "retention_days", "site_dir", "on_this_day")
"""Settings that are kept for what is not built yet."""


def _wording(view: View, found: Findings) -> None:
    if not view.settings.rules_url:
        found.warn(
            "RULES_URL is not set: the contest post links no rules.", "Publish rules (docs/rules.md) and set it."
        )
    for name in IDLE:
        if getattr(view.settings, name):
            what = f"{name.upper()} is set, and this version does nothing with it yet."
            found.warn(what, "Staff are told by `captionbot status` and on the desk.")
    if not view.settings.contact:
        found.warn("CONTACT is not set: fans are not told whom to ask.", "Set CONTACT to an address or a phone number.")
