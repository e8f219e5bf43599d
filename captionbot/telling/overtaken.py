"""Whether a notice is still news: what was answered, or is over, is not sent any more."""

from collections.abc import Callable, Mapping

from captionbot.contest.notices import About
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import Week
from captionbot.errors import NotNow
from captionbot.overview import View, waits_for
from captionbot.queueing import NO_PHOTO, slot_in
from captionbot.store.schema import Contest, Notice
from captionbot.telling.coming import week_named
from captionbot.telling.due import kind


def overtaken(view: View, notice: Notice) -> bool:
    """Whether a notice is no news any more. Never raises."""
    over = _OVER.get(kind(notice))
    try:
        return over is not None and over(view, notice)
    except Exception:  # noqa: BLE001 - what can't be told of is told
        return False


def _slot_has_come(view: View, notice: Notice) -> bool:
    return slot_in(view.settings, week_named(notice)) <= view.now


def _has_photo(view: View, notice: Notice) -> bool:
    week = Week.named(notice.key.removeprefix(NO_PHOTO).split()[0])
    slot = slot_in(view.settings, week)
    return slot <= view.now or view.plan.bare is None or view.plan.bare > slot


def _goes_on(view: View, _: Notice) -> bool:
    return not view.record.staff.pauses()


def _is_in(*stages: Stage) -> Callable[[View, Notice], bool]:
    def gone(view: View, notice: Notice) -> bool:
        return _contest(view, notice).stage not in stages

    return gone


def _is_answered(view: View, notice: Notice) -> bool:
    if notice.contest is None:
        return False
    contest = _contest(view, notice)
    return not contest.held and not waits_for(view, contest)


def _was_foretold(view: View, notice: Notice) -> bool:
    """Of a contest that nobody wrote to, it was told when entries closed that it ends."""
    closed = view.record.notices.get(f"closed {notice.contest}")
    foretold = notice.key == f"void {notice.contest}" and closed is not None and closed.tries > 0
    return foretold and not view.record.comments.count(notice.contest or 0)


def _contest(view: View, notice: Notice) -> Contest:
    if notice.contest is None:
        raise NotNow("It is about no contest.")
    return view.record.contests.get(notice.contest)


_OVER: Mapping[About, Callable[[View, Notice], bool]] = {
    About.COMING: _slot_has_come,
    About.LOW: _has_photo,
    About.PAUSED: _goes_on,
    About.SHORTLIST: _is_in(Stage.REVIEW),
    About.ANNOUNCED: _is_in(Stage.ANNOUNCED),
    About.STUCK: _is_in(Stage.STUCK),
    About.WAITS: _is_answered,
    About.NOTE: _was_foretold,
}
