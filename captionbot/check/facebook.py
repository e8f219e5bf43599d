"""What Facebook says: the Page, its clock, the token, the version served, and what people can't see there."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from captionbot.check.scene import Scene, problem, warning
from captionbot.contest.stages import Stage
from captionbot.contest.worded import many
from captionbot.decisions.adopting import is_by_hand
from captionbot.errors import ClockWrong, Gone, GraphError, Incomplete, RateLimited, Refused, TokenDead
from captionbot.health import (
    GIVE_BOTH,
    SETUP,
    SWAP,
    UNASKED,
    Trouble,
    token_troubles,
    unused_troubles,
    version_troubles,
)
from captionbot.store.schema import Contest
from captionbot.utter import CLOCKS_APART

FIRST_FEW = 25
"""Comments that are asked for, to see whether any come."""
OF_THE_SECRET = "appsecret_proof"  # noqa: S105 - the name of a parameter
"""What Facebook's words name where the proof made of the secret is wrong."""
KNOWN = f"Compare it with the app's own settings ({SETUP}), or empty it: captionbot works without."
UNSEEN = f"the app is in Development mode, and {SETUP} says how it becomes Live."
UNSEEN_BY_HAND = "whoever made the post has chosen who sees it: set it to Public on the post itself."
NOT_LOOKED_AT = frozenset({Stage.POSTING, Stage.STUCK, Stage.OPEN})
"""Stages in which comments may still come, or the post may not stand."""


def facebook(scene: Scene) -> Iterator[Trouble]:
    """Whether the Page is there, the clocks agree and the token is good; who can't be reached is asked no more."""
    _page_is_there(scene)
    apart = scene.page.skew()
    if apart is not None and abs(apart) > CLOCKS_APART:
        error = ClockWrong(scene.view.now, scene.view.now + apart)
        yield problem("clock", error.message, error.do)
    yield from _token(scene)
    yield from _hears_nothing(scene)


def _page_is_there(scene: Scene) -> None:
    try:
        scene.name = scene.page.me().get("name", "")
    except Refused as error:
        if scene.view.settings.facebook_app_secret.get_secret_value() and OF_THE_SECRET in error.message:
            what = "Facebook does not take FACEBOOK_APP_SECRET for the secret of the token's app."
            raise GraphError(what, KNOWN) from error
        if not isinstance(error, Gone):
            raise
        what = f"Facebook shows no Page {scene.view.settings.facebook_page_id} to this token."
        do = "Compare FACEBOOK_PAGE_ID with the number under About, Page transparency; the token must be that Page's."
        raise GraphError(what, do) from error


def _token(scene: Scene) -> Iterator[Trouble]:
    """How long the token lives and what it may do, as far as Facebook can be asked."""
    scene.facts = scene.page.token()
    if scene.facts is not None:
        yield from token_troubles(scene.facts, scene.view.settings, scene.view.now)
        return
    if not _is_the_pages(scene):
        what = "FACEBOOK_PAGE_TOKEN is not the Page's own: to Facebook it is somebody else."
        yield problem("token of another", what, SWAP)


def unasked(scene: Scene) -> Iterator[Trouble]:
    """That nobody knows when the token ends; where Facebook wasn't reached, that is told."""
    if scene.name and scene.facts is None:
        yield warning("token unasked", UNASKED, GIVE_BOTH)


def _is_the_pages(scene: Scene) -> bool:
    """By what Facebook calls "me"; no answer to that question is held against the token."""
    try:
        return scene.page.speaks_as() in {scene.view.settings.facebook_page_id, ""}
    except (TokenDead, RateLimited):
        raise
    except (Refused, Incomplete):
        return True


def _hears_nothing(scene: Scene) -> Iterator[Trouble]:
    """A person's token is shown no comment, and no error.

    developers.facebook.com/docs/graph-api/reference/object/comments
    """
    contest = scene.view.record.contests.latest()
    if contest is None or not contest.post_id:
        return
    were_there = scene.view.record.comments.count_standing(contest.number)
    if not were_there:
        return
    with suppress(Gone):  # a post that is gone is told by the tick
        for page in islice(scene.page.comment_pages(contest.post_id, limit=FIRST_FEW), 1):
            if not page.comments and not page.malformed and page.total is None:
                there = many(were_there, "comment was", "comments were")
                what = f"Facebook shows no comment on contest no. {contest.number}, where {there} before, and no error"
                yield problem("comments withheld", f"{what} either: so it answers a person's token.", SWAP)


def served(scene: Scene) -> Iterator[Trouble]:
    """The version of the Graph API: how long it lives, and whether another one answers."""
    yield from version_troubles(scene.view.settings, scene.view.now)
    asked, heard = scene.view.settings.facebook_graph_version, scene.page.last_answer
    if heard and heard.api_version and heard.api_version != asked:
        what = f"Facebook answers as {heard.api_version} although {asked} was asked for."
        yield warning(f"served {heard.api_version}", what, "Set FACEBOOK_GRAPH_VERSION to a version that still lives.")


def unused(scene: Scene) -> Iterator[Trouble]:
    """Permissions that Facebook takes back because captionbot has not used them for long."""
    yield from unused_troubles(scene.view.record, scene.view.settings, scene.view.now)


def nobody_comments(scene: Scene) -> Iterator[Trouble]:
    """The one sign of an app in Development mode: it posts, and only its own people see it.

    Told under one key: a Page that is always so quiet hears of it once.
    """
    contest = next((one for one in scene.view.record.contests.all() if _has_closed(one)), None)
    if contest is None or scene.view.record.comments.count(contest.number):
        return
    what = f"Nobody commented on contest no. {contest.number} while its entries were open."
    why = UNSEEN_BY_HAND if is_by_hand(scene.view.record, contest) else UNSEEN
    do = f"Open https://www.facebook.com/{contest.post_id} where nobody is signed in: if it is not there, {why}"
    yield warning("nobody comments", what, do)


def _has_closed(contest: Contest) -> bool:
    return contest.stage not in NOT_LOOKED_AT and bool(contest.post_id)
