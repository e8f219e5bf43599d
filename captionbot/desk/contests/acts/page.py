"""The page of one act upon a contest: what stands, what will happen, the form, and what was in the way of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from captionbot.contest.comment import last_segment
from captionbot.contest.links import link_of
from captionbot.contest.stages import Stage
from captionbot.desk.acting import ActForm, Seen, act, seen_contest
from captionbot.desk.contests.acts.ways import may_be_open, ways_on
from captionbot.desk.source import source
from captionbot.errors import CaptionbotError, NotNow
from captionbot.overview import View
from captionbot.store.schema import Contest
from captionbot.telling.captions import with_captions
from captionbot.telling.commands import on_the_desk

More = Callable[[View, Contest], dict[str, Any]]
"""What a page shows besides; raises NotNow where the act is about nothing."""
BEFORE_IT_STANDS = frozenset({Stage.POSTING, Stage.MISSED})
"""Stages in which no post is known to stand on the Page."""


@dataclass(frozen=True, slots=True)
class ActPage:
    """What an act is called, and how its page looks."""

    route: str
    """The function of the page on the blueprint of contests."""
    title: str
    """Its heading; ``{}`` is the contest's number."""
    button: str
    explains: tuple[str, ...] = ()
    """What will happen, in sentences."""
    template: str = "contests/act.html"
    kind: str = ""
    """How its button looks: "" or ``stop``."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is in the way of an act, in the desk's own words."""

    message: str
    do: str = ""
    meanwhile: tuple[str, ...] = ()


def told(error: CaptionbotError | None, say: Callable[[str], str] = str) -> Told | None:
    """An error as staff read it on the desk."""
    if error is None:
        return None
    meanwhile = tuple(map(str, getattr(error, "meanwhile", ())))
    return Told(say(on_the_desk(error.message)), say(on_the_desk(error.do)), meanwhile)


def carry_out(
    page: ActPage,
    number: int,
    form: ActForm,
    do: Callable[[View], str],
    *,
    more: More = lambda _view, _contest: {},
    then: str = "",
    seen: Seen | None = None,
) -> ResponseReturnValue:
    """Show an act's form, or do what it asks for, once.

    ``then`` is the page after it, the contest's own if empty; ``seen`` what its sender looks at, where that is more
    than how the contest stands.
    """

    def shown(view: View, error: CaptionbotError | None) -> str:
        return _shown(page, view, number, form, error, more)

    if _only_looks(form):
        with source().viewing() as view:
            return shown(view, None)
    after = then or url_for("contests.contest", number=number)
    return act(form, page=shown, do=do, then=after, seen=seen or seen_contest(number))


def _only_looks(form: ActForm) -> bool:
    """Whether its sender wants to see first how it reads; the words typed are held against their fields alone."""
    if request.method != "POST" or "look" not in form or not form["look"].data:
        return False
    for name in ("caption", "name"):
        form[name].validate(form)
    return True


def _shown(page: ActPage, view: View, number: int, form: ActForm, error: CaptionbotError | None, more: More) -> str:
    contest, say = view.record.contests.get(number), partial(with_captions, view.record, number)
    shows: dict[str, Any] = {}
    closed = None if may_be_open(page.route, contest) else Told(_not_at(contest))
    try:
        shows = {} if closed else more(view, contest)
    except NotNow as none:
        closed = told(none, say)
    context = {"act": page, "number": number, "contest": contest, "live": live_link(contest)}
    context |= {"form": form, "error": told(error, say), "closed": closed, "ways": ways_on(view.record, contest)}
    return render_template(page.template, **context | shows)


def refuse_unknown(view: View, number: int, comment: str) -> None:
    """Answer 404 for a comment that the contest has not."""
    if view.record.comments.get(number, last_segment(comment.strip())) is None:
        abort(404)


def _not_at(contest: Contest) -> str:
    return f"This can’t be done now: contest no. {contest.number} is {_standing(contest.stage)}."


def _standing(stage: str) -> str:
    words = {
        Stage.REVIEW: "in review",
        Stage.ANNOUNCING: "being announced",
        Stage.STUCK: "stuck: say first whether what was sent stands on the Page",
        Stage.POSTING: "not posted yet",
    }
    return words.get(Stage(stage), stage)


def live_link(contest: Contest) -> str:
    """Where the contest's post stands on Facebook; empty where none is known to."""
    stands = contest.post_id and contest.stage not in BEFORE_IT_STANDS
    return link_of(contest.post_id) if stands else ""
