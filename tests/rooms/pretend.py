"""Facebook, pretended in memory: it lies, lags and refuses as a test tells it to. And a clock that a test sets."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from captionbot.clock import Clock
from captionbot.contest.comment import Comment, CommentPage, Post, last_segment
from captionbot.errors import Gone, GraphError, NotSent, Refused, Unknown
from captionbot.graph.connections import Fence
from captionbot.graph.headers import LastAnswer
from captionbot.graph.page import Page
from captionbot.graph.tokens import TokenFacts
from tests.contest.made import PAGE

T = TypeVar("T", Post, Comment)


class SetClock(Clock):
    """A clock that stands still until it is set."""

    def __init__(self, at: datetime) -> None:
        """Stand at ``at``."""
        super().__init__()
        self.at = at

    def now(self) -> datetime:
        """The instant that was set."""
        return self.at

    def on(self, **units: float) -> datetime:
        """Set it so much later."""
        self.at += timedelta(**units)
        return self.at


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes of the next thing written: whether it stands, from when it is seen, and what is answered."""

    stands: bool = True
    error: GraphError | None = None
    lag: timedelta = timedelta(0)


def lies(lag: float = 0) -> Answer:
    """It stands, and a 500 says that it may not; it is seen ``lag`` minutes later."""
    return Answer(stands=True, error=Unknown("Facebook answered 500."), lag=timedelta(minutes=lag))


def refuses(error: GraphError | None = None) -> Answer:
    """Nothing stands, and Facebook says why."""
    return Answer(stands=False, error=error or Refused("Facebook said no.", code=100))


STANDS = Answer()
LOST = Answer(stands=False, error=Unknown("The connection broke."))
NOT_SENT = Answer(stands=False, error=NotSent("No route to Facebook."))


@dataclass(slots=True)
class Thing:
    """A post or a comment, and from when it is seen."""

    shown: Post | Comment
    under: str = ""
    """The last part of the id of the post or comment that it hangs on."""
    seen_from: datetime | None = None


@dataclass(slots=True)
class Write:
    """One call that would change the Page."""

    act: str
    text: str = ""
    target: str = ""
    photo_id: str = ""
    jpeg: bytes = b""


@dataclass(slots=True)
class Facts:
    """All that this Facebook knows."""

    things: list[Thing] = field(default_factory=list)
    answers: deque[Answer] = field(default_factory=deque)
    heard: list[Write] = field(default_factory=list)
    made: int = 0
    """How much was ever written: each thing has a number of its own."""
    trouble: dict[str, GraphError] = field(default_factory=dict)
    """What a read of that name raises."""
    reads: list[tuple[str, tuple[object, ...]]] = field(default_factory=list)
    """Each read, and what was asked of it."""
    edits: list[tuple[datetime, str, str]] = field(default_factory=list)
    """Edits that were accepted and are not seen yet: from when they are, of which post or comment, and its words."""
    total: int | None = None
    tells: bool = False
    """Whether it names the story of a photo."""
    story: str = ""
    """The one that it names instead of the right one."""
    ahead: timedelta | None = timedelta(0)
    """How far its clock is ahead; None where it doesn't tell."""
    last: LastAnswer | None = None
    token: TokenFacts | None = None
    """What it says of the token; None: nobody can ask."""
    speaks_as: str = PAGE
    """Whose the token is, as it sees it."""


class PretendPage(Page):
    """The Page's own calls, without a wire. Every write is in ``facts.heard``."""

    def __init__(self, clock: SetClock) -> None:
        """Begin with an empty Page."""
        self.clock, self.facts = clock, Facts()
        self.fence: Fence | None = None

    def __repr__(self) -> str:
        """Say what was done to it."""
        return f"PretendPage({self.acts()})"

    def acts(self, *names: str) -> list[str]:
        """What was written, or what of it was one of ``names``."""
        return [one.act for one in self.facts.heard if not names or one.act in names]

    def answers(self, *answers: Answer) -> None:
        """Answer the next writes so; all others are done as asked."""
        self.facts.answers.extend(answers)

    def shows(self, thing: Post | Comment, under: str = "") -> None:
        """Have something on the Page that we did not make."""
        self.facts.things.append(Thing(thing, last_segment(under)))

    def loses(self, graph_id: str) -> None:
        """Have something on the Page no more."""
        self.facts.things = [one for one in self.facts.things if _id(one.shown) != last_segment(graph_id)]

    def changes(self, comment_id: str, **changes: object) -> None:
        """Have a comment, or a post, say something else."""
        for one in self.facts.things:
            if _id(one.shown) == last_segment(comment_id):
                one.shown = replace(one.shown, **changes)  # type: ignore[arg-type] # a test's own words

    def own(self) -> list[Post]:
        """Every post that stands."""
        self._show_edits()
        return [one.shown for one in self.facts.things if isinstance(one.shown, Post)]

    def own_replies(self) -> list[Comment]:
        """Every comment of the Page's that stands."""
        found = [one.shown for one in self.facts.things if isinstance(one.shown, Comment)]
        return [comment for comment in found if comment.entrant_id == PAGE]

    @property
    def last_answer(self) -> LastAnswer | None:
        """The clock of whatever was answered last; None before the first."""
        return self.facts.last

    def skew(self) -> timedelta | None:
        """How far its clock was ahead then."""
        last = self.facts.last
        return last.server_time - last.at if last and last.server_time else None

    def token(self) -> TokenFacts | None:
        """What Facebook says of the token."""
        if self.facts.token or "token" in self.facts.trouble:
            self._read("token")
        return self.facts.token

    def me(self) -> dict[str, str]:
        """Name the Page."""
        self._read("me")
        return {"id": PAGE, "name": "Springfield Police", "link": ""}

    def speaks_as(self) -> str:
        """Whose the token is."""
        self._read("speaks_as")
        return self.facts.speaks_as

    def comment_pages(self, post_id: str, *, counted: tuple[str, ...] = (), limit: int = 100) -> Iterator[CommentPage]:
        """Every comment on a post, replies included, in one page."""
        self._read("comment_pages", counted, limit)
        self.post(post_id)
        found = tuple(one for one in self._seen_comments(last_segment(post_id)))
        total = self.facts.total
        yield CommentPage(found, len(found) if total is None else total)

    def replies(self, graph_id: str) -> list[Comment]:
        """Every reply to a comment."""
        self._read("replies")
        return list(self._seen_comments(last_segment(graph_id)))

    def comment(self, graph_id: str, *, counted: tuple[str, ...] = ()) -> Comment:
        """One comment."""
        self._read("comment", counted)
        return self._one(graph_id, Comment)

    def recent_posts(self, since: datetime) -> list[Post]:
        """The Page's posts since then, newest first as Facebook lists them."""
        self._read("recent_posts")
        seen = [one.shown for one in self.facts.things if isinstance(one.shown, Post) and self._seen(one)]
        return sorted((post for post in seen if post.created_at >= since), key=lambda post: post.created_at)[::-1]

    def story_of(self, photo_id: str) -> str:
        """The post that a photo was published with, where this Facebook tells it."""
        self._read("story_of", photo_id)
        own = next((one.post_id for one in self.own() if photo_id in one.photo_ids), "")
        return self.facts.story or own if self.facts.tells else ""

    def post(self, post_id: str) -> Post:
        """One post."""
        self._read("post")
        return self._one(post_id, Post)

    def upload(self, jpeg: bytes, *, alt: str) -> str:
        """Take a photo that nobody sees."""
        answer = self._write(Write("upload", alt, jpeg=jpeg))
        if answer.error:
            raise answer.error
        return f"photo-{self.facts.made}"

    def publish(self, text: str, *, photo_id: str) -> str:
        """Post."""
        answer, number = self._write(Write("publish", text, photo_id=photo_id)), self.facts.made
        post = Post(f"{PAGE}_{500 + number}", self.clock.now(), text, (photo_id,), 1)
        return self._stand(post, "", answer)

    def reply(self, graph_id: str, text: str) -> str:
        """Answer a comment."""
        answer, number = self._write(Write("reply", text, graph_id)), f"r{self.facts.made}"
        parent = last_segment(graph_id)
        said = Comment(number, f"9_{number}", self.clock.now(), text, 0, PAGE, "Springfield Police", parent)
        return self._stand(said, graph_id, answer)

    def edit_post(self, post_id: str, text: str) -> None:
        """Put other words in place."""
        self._reword(post_id, text)

    def edit_comment(self, graph_id: str, text: str) -> None:
        """Put other words in place of the Page's own."""
        self._reword(graph_id, text)

    def _reword(self, graph_id: str, text: str) -> None:
        answer = self._write(Write("edit", text, graph_id))
        if answer.stands:
            self.facts.edits.append((self.clock.now() + answer.lag, last_segment(graph_id), text))
        if answer.error:
            raise answer.error

    def _answers(self) -> None:
        now, ahead = self.clock.now(), self.facts.ahead
        self.facts.last = LastAnswer(now, None if ahead is None else now + ahead)

    def _read(self, name: str, *asked: object) -> None:
        self.facts.reads.append((name, asked))
        self._show_edits()
        trouble = self.facts.trouble.get(name)
        if not isinstance(trouble, NotSent):
            self._answers()
        if trouble:
            raise trouble

    @contextmanager
    def fenced(self, fence: Fence) -> Iterator[None]:
        """Ask it before each write in here."""
        self.fence = fence
        try:
            yield
        finally:
            self.fence = None

    def _show_edits(self) -> None:
        for edit in [one for one in self.facts.edits if one[0] <= self.clock.now()]:
            self.facts.edits.remove(edit)
            self.changes(edit[1], text=edit[2])

    def _write(self, write: Write) -> Answer:
        if self.fence:
            self.fence()
        answers, uploads = self.facts.answers, write.act == "upload"
        self.facts.heard.append(write)
        self.facts.made += 1
        self._answers()
        return answers.popleft() if answers and not uploads else STANDS

    def _stand(self, thing: Post | Comment, under: str, answer: Answer) -> str:
        if answer.stands:
            self.facts.things.append(Thing(thing, last_segment(under), self.clock.now() + answer.lag))
        if answer.error:
            raise answer.error
        return thing.post_id if isinstance(thing, Post) else thing.graph_id

    def _seen(self, one: Thing) -> bool:
        return one.seen_from is None or one.seen_from <= self.clock.now()

    def _found(self, one: Thing) -> bool:
        """Whether it is seen by its id: where stories are told, lists lag and it does not."""
        return self.facts.tells or self._seen(one)

    def _seen_comments(self, under: str) -> Iterator[Comment]:
        for one in self.facts.things:
            if one.under == under and isinstance(one.shown, Comment) and self._seen(one):
                yield one.shown

    def _one(self, graph_id: str, kind: type[T]) -> T:
        for one in self.facts.things:
            if isinstance(one.shown, kind) and _id(one.shown) == last_segment(graph_id) and self._found(one):
                return one.shown
        raise Gone(f"{graph_id} is not to be seen.", code=100, subcode=33)


def _id(thing: Post | Comment) -> str:
    return last_segment(thing.post_id) if isinstance(thing, Post) else thing.comment_id
