"""Each comment by itself: what the rules and the screens say of it before it is seen among others."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial

from captionbot.contest.comment import Comment
from captionbot.contest.entries import Case, alone
from captionbot.contest.folding import fold
from captionbot.contest.screening import Kept
from captionbot.judging.grounds import of_these
from captionbot.judging.remembering import Remembered, Screened, joke_in, twin_in
from captionbot.store.scratch import Sifted
from captionbot.store.verdicts import ToJudge


def as_in_the_record(some: list[ToJudge], case: Case, screens: Remembered) -> Iterator[Sifted]:
    """Some comments as the record has them."""
    gone = (one.comment.comment_id for one in some if one.withdrawn)
    case = of_these(case, withdrawn=gone, sealed=(one.comment.comment_id for one in some if one.sealed))
    for one in some:
        screen = partial(screens.screened, one.comment, one.screened)
        yield _sifted(one.comment, case, screen, joke_in(one.screened), _as_json(one.verdict))


def as_just_kept(some: Iterable[tuple[Comment, Kept | None]], case: Case, screens: Remembered) -> Iterator[Sifted]:
    """Some comments that were just kept, with what is kept of the screens: they are there and have no verdict yet."""
    for comment, kept in some:
        yield _sifted(comment, case, partial(screens.just_screened, comment, kept), twin_in(kept), None)


def _sifted(
    comment: Comment, case: Case, screen: Callable[[], Screened], joke: str | None, verdict: str | None
) -> Sifted:
    reason = alone(comment, case)
    about = comment.comment_id, comment.created_at.isoformat(), comment.votes, comment.entrant_id
    if reason is not None:
        return Sifted(*about, None, None, str(reason), None, None, None, joke, verdict)
    flags, marks, looked = screen()
    found = _listed(flags), _listed(marks), json.dumps(looked) if looked else None
    return Sifted(*about, fold(comment.text), None, None, *found, joke, verdict)


def _as_json(verdict: tuple[object, ...]) -> str | None:
    """A verdict that stands, in the form of ``verdict_in``; None where there is none yet."""
    if verdict[0] is None:
        return None
    *rest, flags, marks = verdict
    return verdict_in(*rest, *(None if one is None else json.loads(str(one)) for one in (flags, marks)))


def verdict_in(*verdict: object) -> str:
    """A verdict to be compared: verdict, reason, rank, votes, flags, marks."""
    return json.dumps(verdict)


@lru_cache(maxsize=1024)
def _listed(found: tuple[str, ...]) -> str | None:
    return json.dumps(found) if found else None
