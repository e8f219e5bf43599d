"""The Page: all that captionbot reads and says on Facebook.

Reads raise Incomplete or NotSent where nothing clear came of them; writes raise NotSent, Refused or Unknown and are
never tried twice. There is no call here that hides or deletes.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import facebook

from captionbot.contest.comment import Comment, CommentPage, Post
from captionbot.errors import Gone, Incomplete, RateLimited, Refused, Unknown
from captionbot.graph import pictures, reading
from captionbot.graph.access import Access
from captionbot.graph.ahead import Ahead
from captionbot.graph.answers import LOOK
from captionbot.graph.connections import Fence
from captionbot.graph.headers import LastAnswer
from captionbot.graph.pace import Pace
from captionbot.graph.parsing import tidy
from captionbot.graph.patience import Patience
from captionbot.graph.reading import Malformed
from captionbot.graph.tokens import TokenFacts, token_facts
from captionbot.graph.transport import Kept, Wire
from captionbot.graph.walking import Leaf, Walk

T = TypeVar("T")

ALT_LONGEST = 1000
"""Characters of ``alt_text_custom``."""

APP_KNOWN = "Compare FACEBOOK_APP_ID and FACEBOOK_APP_SECRET with the app's own settings (docs/facebook-setup.md)."

NO_SUCH_FIELD = 100
"""Facebook's code for a photo that has no such field."""

POSTS_AT_ONCE = 25
ROWS_AT_ONCE = 100

# All levels: at top level alone Facebook ranks, and a ranking that moves hides rows and repeats others
# (developers.facebook.com/docs/graph-api/reference/object/comments).
_COMMENTS = {"filter": "stream", "order": "chronological"}
_IN_THE_HEADER = "in the header"


class Page:
    """One Facebook Page, spoken to with its own token."""

    def __init__(
        self,
        access: Access,
        *,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
        monotonic: Callable[[], float],
    ) -> None:
        """Reach the Page by ``access``; ``now`` gives aware UTC, ``sleep`` and ``monotonic`` deal in real seconds."""
        self.access = access
        self._wire = Wire(access, Pace(sleep=sleep, monotonic=monotonic), now, monotonic)
        self._patience = Patience(sleep)
        self._graph = _sdk(self._wire, access.version)

    def __repr__(self) -> str:
        """Name the Page and nothing secret."""
        return f"Page({self.access.page_id})"

    @property
    def last_answer(self) -> LastAnswer | None:
        """What Facebook's last answer told beside its body; None before the first."""
        return self._wire.last

    def skew(self) -> timedelta | None:
        """How far Facebook's clock is ahead of ours (negative: behind), by the last answer that told its time."""
        last = self._wire.last
        return last.server_time - last.at if last and last.server_time else None

    @contextmanager
    def fenced(self, fence: Fence) -> Iterator[None]:
        """Ask ``fence`` before the first byte of each write in here; what it raises goes up, and nothing is sent."""
        self._wire.fence = fence
        try:
            yield
        finally:
            self._wire.fence = None

    def me(self) -> dict[str, str]:
        """Read the Page's own ``id``, ``name`` and ``link``."""
        facts = self._object(self.access.page_id, "id,name,link", "The Page")
        return {name: str(facts[name]) for name in ("id", "name", "link") if name in facts}

    def speaks_as(self) -> str:
        """Read the id of whoever the token is: the Page's own where it is the Page's, as Facebook sees it."""
        ask = partial(self._graph.get_object, "me", fields="id")
        return str(self._patience.read("Whose token it is", ask).get("id") or "")

    def audience(self) -> int | None:
        """Read how many follow the Page or like it, whichever is more; None where Facebook doesn't say.

        developers.facebook.com/docs/graph-api/reference/page
        """
        facts = self._object(self.access.page_id, "followers_count,fan_count", "The Page's followers")
        return reading.most(facts.get(name) for name in ("followers_count", "fan_count"))

    def thumbs(self, graph_id: str) -> int | None:
        """Read a comment's ``like_count``, which votes do not go by; None where Facebook doesn't say.

        developers.facebook.com/docs/graph-api/reference/comment
        """
        return reading.most([self._object(graph_id, "like_count", f"Comment {graph_id}").get("like_count")])

    def token(self) -> TokenFacts | None:
        """Ask what Facebook says of the token; None where the app's id and secret, which that takes, are not known.

        Raises Incomplete, NotSent, RateLimited, and Refused where the app is not known by them.
        """
        access, what = self.access, "What Facebook says of the token"
        if not access.app_token:
            return None
        ask = partial(
            self._wire.read_unseen,
            f"{access.version}/debug_token",
            {"input_token": access.token},
            token=access.app_token,
        )
        try:
            answer = self._patience.read(what, ask)
        except RateLimited:
            raise
        except Refused as error:  # of the app's token, whatever Facebook's words for it are
            raise Refused(
                f"Facebook does not say how the token is ({error.code}).", APP_KNOWN, code=error.code
            ) from error
        return _sure(what, partial(token_facts, answer, access.page_id, access.hide))

    def comment_pages(
        self, post_id: str, *, counted: tuple[str, ...] = (), limit: int = ROWS_AT_ONCE
    ) -> Iterator[CommentPage]:
        """Read every comment on a post, replies included, page by page; ``counted`` narrows the kinds of reactions.

        Only a walk that ends without an error is a complete one. The next page is on its way while the reader is at
        work, unless a page is asked for that holds fewer than it could: by who looks at the first few alone. Who stops
        early lets go of the iterator or closes it. Raises Incomplete, NotSent, Gone and other Refused.
        """
        fields = reading.comment_fields(counted)
        what, ahead = f"The comments on {post_id}", limit >= ROWS_AT_ONCE
        for leaf in self._walk(post_id, "comments", fields, what, limit, ahead=ahead):
            understood = list(_understood(leaf, counted))
            yield CommentPage(tuple(understood), reading.total(leaf.summary), len(leaf.rows) - len(understood))

    def replies(self, graph_id: str) -> list[Comment]:
        """Read every reply to a comment, without votes; raises unless all of them could be read and understood."""
        what = f"The replies to comment {graph_id}"
        leaves = self._walk(graph_id, "comments", reading.comment_fields(None), what, ROWS_AT_ONCE)
        return [_sure(what, partial(reading.comment, row, None)) for leaf in leaves for row in leaf.rows]

    def comment(self, graph_id: str, *, counted: tuple[str, ...] = ()) -> Comment:
        """Read one comment with its votes; Gone where it is not to be seen."""
        what = f"Comment {graph_id}"
        row = self._object(graph_id, reading.comment_fields(counted), what)
        return _sure(what, partial(reading.comment, row, counted))

    def recent_posts(self, since: datetime) -> list[Post]:
        """Read the Page's own posts made at or after ``since``; raises unless all could be read and understood."""
        what = "The Page's own posts"
        found: list[Post] = []
        for leaf in self._walk(self.access.page_id, "published_posts", reading.POST, what, POSTS_AT_ONCE):
            posts = [self._post(row, what, published=True) for row in leaf.rows]
            found += [post for post in posts if post.created_at >= since]
            # All of a page, not its last: a pinned or backdated post may stand out of order.
            if posts and all(post.created_at < since for post in posts):
                break
        return found

    def post(self, post_id: str) -> Post:
        """Read one post; Gone where it is not to be seen."""
        what = f"Post {post_id}"
        return self._post(self._object(post_id, reading.POST, what), what, published=False)

    def picture_of(self, post: Post) -> pictures.Shown:
        """Fetch the picture of a post, the largest that Facebook keeps, with its alternative text.

        Raises Incomplete, NotSent, and Refused.
        """
        what, photo = f"The picture of post {post.post_id}", next(filter(None, post.photo_ids), "")
        asked = (photo, pictures.OF_A_PHOTO) if photo else (post.post_id, pictures.OF_A_POST)
        row = self._object(*asked, what)
        address = _sure(what, partial(pictures.where, row))
        return pictures.Shown(self._patience.read(what, partial(self._wire.fetch, address)), pictures.alt_of(row))

    def story_of(self, photo_id: str) -> str:
        """Read the id of the post that a photo was published with; empty where Facebook names none.

        developers.facebook.com/docs/graph-api/reference/photo: ``page_story_id`` may not be on all photos.
        """
        try:
            named = self._object(photo_id, "page_story_id", f"Photo {photo_id}").get("page_story_id")
        except Refused as error:
            if isinstance(error, Gone) or error.code == NO_SUCH_FIELD:
                return ""
            raise  # a lost permission, say, proves nothing of the photo
        return str(named or "")

    def upload(self, jpeg: bytes, *, alt: str) -> str:
        """Upload a photo that nobody sees yet, with its alternative text, and give its id; may be repeated freely.

        Facebook keeps it for about a day (developers.facebook.com/docs/graph-api/reference/page/photos).
        """
        words = {"alt_text_custom": tidy(alt)[:ALT_LONGEST]} if alt.strip() else {}
        album = f"{self.access.page_id}/photos"
        image = ("photo.jpg", jpeg, "image/jpeg")
        return _new_id(self._graph.put_photo(image=image, album_path=album, published="false", **words))

    def publish(self, text: str, *, photo_id: str) -> str:
        """Publish a post with an uploaded photo, and give its id.

        developers.facebook.com/docs/graph-api/reference/page/feed
        """
        attached = {"attached_media[0]": json.dumps({"media_fbid": photo_id})}
        return _new_id(self._graph.put_object(self.access.page_id, "feed", message=tidy(text), **attached))

    def reply(self, graph_id: str, text: str) -> str:
        """Answer a comment in the Page's name, and give the reply's id.

        By the comment's own edge: Meta's guide shows POST /{comment-id}, which edits the comment instead
        (developers.facebook.com/docs/graph-api/reference/object/comments).
        """
        return _new_id(self._graph.put_object(_checked(graph_id), "comments", message=tidy(text)))

    def edit_post(self, post_id: str, text: str) -> None:
        """Put ``text`` in place of the words of a post that captionbot made."""
        self._edit(post_id, text)

    def edit_comment(self, graph_id: str, text: str) -> None:
        """Put ``text`` in place of the words of one of the Page's own comments."""
        self._edit(graph_id, text)

    def _edit(self, graph_id: str, text: str) -> None:
        path = f"{self.access.version}/{_checked(graph_id)}"
        self._graph.request(path, post_args={"message": tidy(text)}, method="POST")

    def _object(self, graph_id: str, fields: str, what: str) -> Mapping[str, Any]:
        return self._patience.read(what, partial(self._graph.get_object, _checked(graph_id), fields=fields))

    def _walk(
        self, graph_id: str, edge: str, fields: str, what: str, limit: int, *, ahead: bool = False
    ) -> Iterator[Leaf]:
        asked = {"fields": fields} | (_COMMENTS if edge == "comments" else {})
        with (
            closing(self._wire.line()) as line,
            Ahead(at_ease=self._wire.at_ease, sent=line.sent, end=line.end) as helper,
        ):
            graph = _sdk(Kept(self._wire, line), self.access.version)

            def ask(paging: Mapping[str, str]) -> Mapping[str, Any]:
                counting = {"summary": "true"} if edge == "comments" and "after" not in paging else {}
                answer: Mapping[str, Any] = graph.get_connections(
                    _checked(graph_id), edge, **asked, **counting, **paging
                )
                return answer

            walk = Walk(ask, self._patience, what=what, host=self.access.host, limit=limit)
            yield from walk.leaves(helper if ahead else None)

    def _post(self, row: Any, what: str, *, published: bool) -> Post:
        return _sure(what, partial(reading.post, row, self.access.page_id, published=published))


def _sdk(session: Wire | Kept, version: str) -> facebook.GraphAPI:
    graph = facebook.GraphAPI(access_token=_IN_THE_HEADER, session=session)
    # The SDK's own list ends at 3.1 and its check knows one digit before the dot.
    graph.version = version
    return graph


def _understood(leaf: Leaf, counted: tuple[str, ...]) -> Iterator[Comment]:
    """Read the rows of a page, leaving aside those that are malformed."""
    for row in leaf.rows:
        with suppress(Malformed):
            yield reading.comment(row, counted)


def _sure(what: str, read: Callable[[], T]) -> T:
    """Read what must not be left aside."""
    try:
        return read()
    except Malformed:
        raise Incomplete(f"{what}: Facebook answered in a shape that captionbot does not know.") from None


def _new_id(value: Mapping[str, Any]) -> str:
    """Give the id of what was just made; without one nobody knows what stands on the Page."""
    try:
        return reading.new_id(value)
    except Malformed:
        raise Unknown("Facebook answered without the id of what it made.", LOOK) from None


def _checked(graph_id: str) -> str:
    """Let nothing into a path that could make it another one."""
    if not reading.is_id(graph_id):
        raise Refused(
            f"{graph_id!r} is not the id of anything on Facebook.", "Give the number from the link or the list."
        )
    return graph_id
