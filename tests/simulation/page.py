"""The Page as the program sees it: it may lie, be late, or take the process down with it."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NoReturn, TypeVar

from captionbot.contest.comment import Comment, CommentPage, Post
from captionbot.errors import Gone, GraphError, NotSent, Refused
from captionbot.graph.connections import Fence
from captionbot.graph.headers import LastAnswer
from captionbot.graph.page import Page
from captionbot.graph.tokens import TokenFacts
from tests.simulation.facebook import PAGE_ID, By, Facebook, LiveComment, LivePost
from tests.simulation.faults import Fault, Faults
from tests.simulation.surroundings import ZERO, Journal, Perils, Time

T = TypeVar("T")
LONGEST_CALL = 120.0
"""Seconds: the wire's own deadline for one call."""
SECONDS = {Fault.NOT_SENT: (0.1, 10.0), Fault.DONE: (0.2, LONGEST_CALL), Fault.UNDONE: (0.2, LONGEST_CALL)}
US = (PAGE_ID, "Springfield Police")


@dataclass
class Outside:
    """Facebook and the way to it, shared by every worker."""

    facebook: Facebook
    faults: Faults
    time: Time
    journal: Journal
    dice: random.Random
    settle: timedelta
    before_call: Callable[[str], None] = lambda _: None
    """Others act here, while a call is under way."""
    before_write: Callable[[str, str], None] = lambda _name, _about: None
    """Looks whether this may be said at all."""
    shown: list[tuple[str, str]] = field(default_factory=list)
    """Every comment id and text that a reading has shown and that the program had the time to keep."""
    lag_always: bool = False
    slow: bool = False
    """Calls whose outcome is unknown take all the time that they may, and are done at the very end of it."""
    names_stories: float = 0.3
    """How often Facebook says with which post a photo was published."""

    def lag(self) -> timedelta:
        """How long reads don't show a write; never longer than what the program is told to allow for."""
        if not self.lag_always and self.dice.random() >= self.faults.weather.lag:
            return ZERO
        share = self.dice.choice((0.02, 0.2, 0.7, 0.99))
        return self.settle * self.dice.uniform(share / 2, share)


class PretendPage(Page):
    """The same methods as the Page's, and no wire."""

    def __init__(self, outside: Outside, perils: Perils) -> None:  # the real one's wire is what is played here
        """See Facebook through ``outside``."""
        self._out, self._perils = outside, perils
        self._last: LastAnswer | None = None
        self._fence: Fence | None = None

    def __repr__(self) -> str:
        """Name it."""
        return "PretendPage"

    @property
    def last_answer(self) -> LastAnswer | None:
        """What the last answer told beside its body."""
        return self._last

    def skew(self) -> timedelta | None:
        """How far Facebook's clock is ahead of the host's, by the last answer."""
        return self._last.server_time - self._last.at if self._last and self._last.server_time else None

    @contextmanager
    def fenced(self, fence: Fence) -> Iterator[None]:
        """Ask ``fence`` before the first byte of each write in here."""
        self._fence = fence
        try:
            yield
        finally:
            self._fence = None

    def me(self) -> dict[str, str]:
        """The Page's own facts."""
        self._read("me", "")
        return {"id": PAGE_ID, "name": US[1], "link": "https://facebook.example/1001"}

    def token(self) -> TokenFacts | None:
        """Nothing: this department has not given the app's secret."""
        return None

    # reads

    def comment_pages(self, post_id: str, *, counted: tuple[str, ...] = (), limit: int = 100) -> Iterator[CommentPage]:
        """Comments in pages of a few, and a page may be the last that comes."""
        size, after = self._out.dice.randint(2, 9), None
        while True:
            self._read("comments", post_id)
            rows = self._live_post(post_id).shown(self._now)
            left = [one for one in rows if after is None or (one.created_at, one.comment_id) > after]
            part = left[:size]
            shown = tuple(one.as_read() for one in part)
            yield CommentPage(shown, len(rows) + self._out.dice.choice((0, 0, 0, 0, 0, 2, 2, 9)))
            # Whoever asks for more has kept what there was.
            self._out.shown += [(one.comment_id, one.text) for one in shown]
            if len(left) <= size:
                return
            after = (part[-1].created_at, part[-1].comment_id)

    def replies(self, graph_id: str) -> list[Comment]:
        """Every reply to a comment."""
        self._read("replies", graph_id)
        post, comment = self._comment(graph_id)
        return [one.as_read() for one in post.shown(self._now) if one.parent_id == comment.comment_id]

    def comment(self, graph_id: str, *, counted: tuple[str, ...] = ()) -> Comment:
        """One comment."""
        self._read("comment", graph_id)
        return self._comment(graph_id)[1].as_read()

    def recent_posts(self, since: datetime) -> list[Post]:
        """The Page's own posts, and for good measure visitors'."""
        self._read("posts", f"since {since:%d %H:%M}")
        shown = [post.as_read(self._now) for post in self._out.facebook.posts.values() if post.stands(self._now)]
        return [post for post in reversed(shown) if post.created_at >= since]

    def post(self, post_id: str) -> Post:
        """One post."""
        self._read("post", post_id)
        return self._live_post(post_id).as_read(self._now)

    def story_of(self, photo_id: str) -> str:
        """The post that a photo was published with: named at once, or not at all."""
        self._read("story", photo_id)
        posts = self._out.facebook.posts.values()
        story = next((post.post_id for post in posts if photo_id in post.photo_ids and not post.deleted_at), "")
        return story if self._out.dice.random() < self._out.names_stories else ""

    # writes

    def upload(self, jpeg: bytes, *, alt: str) -> str:
        """Take a photo in."""
        facebook = self._out.facebook
        return self._write("upload", "", lambda: facebook.upload(jpeg, self._now))

    def publish(self, text: str, *, photo_id: str) -> str:
        """A post of the bot's goes live."""
        return self._write("publish", text.splitlines()[-1], lambda: self._publish(text, photo_id))

    def _publish(self, text: str, photo_id: str) -> str:
        out = self._out
        if not out.facebook.has_upload(photo_id, self._now):
            raise Refused("No such photo.", code=100)
        ids = (photo_id,)
        post = out.facebook.publish(text, by=By.BOT, at=self._now, lag=out.lag(), photo_ids=ids, photos=1)
        return post.post_id

    def reply(self, graph_id: str, text: str) -> str:
        """The bot answers a comment."""
        return self._write("reply", graph_id, lambda: self._reply(graph_id, text))

    def _reply(self, graph_id: str, text: str) -> str:
        found = self._out.facebook.find_comment(graph_id)
        if found is None or found[1].deleted_at or found[0].deleted_at:
            raise Gone("No such comment.", code=100, subcode=33)
        post, comment = found
        made = self._out.facebook.comment(
            post, text, by=By.BOT, at=self._now, lag=self._out.lag(), entrant=US, parent=comment.comment_id
        )
        return made.graph_id

    def edit_post(self, post_id: str, text: str) -> None:
        """The bot changes the words of its post."""
        self._write("edit", post_id, lambda: self._edit_post(post_id, text))

    def _edit_post(self, post_id: str, text: str) -> str:
        post = self._out.facebook.posts.get(post_id)
        if post is None or post.deleted_at:
            raise Gone("No such post.", code=100, subcode=33)
        self._out.facebook.edit(post, text, self._now, self._out.lag())
        return post_id

    def edit_comment(self, graph_id: str, text: str) -> None:
        """The bot changes the words of its reply."""
        self._write("edit", graph_id, lambda: self._edit_comment(graph_id, text))

    def _edit_comment(self, graph_id: str, text: str) -> str:
        found = self._out.facebook.find_comment(graph_id)
        if found is None or found[1].deleted_at:
            raise Gone("No such comment.", code=100, subcode=33)
        if found[1].by is not By.BOT:
            raise Refused("Only the Page's own words may be edited.", code=200)
        found[1].text = text
        self._out.facebook.changes += 1
        return graph_id

    # how a call goes

    @property
    def _now(self) -> datetime:
        return self._out.time.true

    def _read(self, name: str, about: str) -> None:
        """A call that reads: what it raises, if it does."""
        self._begins(name, about)
        fault = self._standing_or_drawn(name, about, writes=False)
        self._takes(fault)
        if fault is Fault.GONE and name in {"comment", "replies"}:
            self._closes_account(about)
        elif fault is not None:
            self._fails(name, about, fault)
        self._heard()
        self._line(name, about, "is read")
        self._perils.point(f"after {name}")

    def _closes_account(self, graph_id: str) -> None:
        """Whoever wrote the comment leaves Facebook, and it goes with its replies."""
        found = self._out.facebook.find_comment(graph_id)
        if found:
            self._out.facebook.delete_comment(*found, self._now)

    def _write(self, name: str, about: str, act: Callable[[], str]) -> str:
        """A call that writes: whether it is done, and what is said of it, are two things."""
        began = self._now
        self._begins(name, about)
        fault = self._at_the_fence(began, self._standing_or_drawn(name, about, writes=True))
        if fault not in {None, Fault.DONE}:
            self._takes(fault)
            self._fails(name, about, fault or Fault.UNDONE)
        before = self._now
        if self._out.slow and fault is Fault.DONE:
            self._out.time.goes_by(timedelta(seconds=LONGEST_CALL))
        else:
            self._takes(fault, share=0.5)
        self._out.before_write(name, about)
        try:
            made = act()
        except GraphError as error:
            self._heard()
            self._line(name, about, f"refused: {error.message}")
            raise
        self._line(name, about, made if fault is None else f"{fault} ({made}, {self._now - before})")
        self._perils.point(f"after {name}")
        self._takes(fault, share=0.5)
        if fault is Fault.DONE:
            raise self._out.faults.happens(fault)
        self._heard()
        return made

    def _at_the_fence(self, began: datetime, fault: Fault | None) -> Fault | None:
        """The connection stands; ask whether it may be said still, and whether there is time."""
        if fault in {Fault.NOT_SENT, Fault.AWAY}:
            return fault
        if self._fence:
            self._fence()
        return Fault.NOT_SENT if self._now - began > timedelta(seconds=LONGEST_CALL) else fault

    def _begins(self, name: str, about: str) -> None:
        self._out.before_call(name)
        self._perils.point(f"before {name} {about}")

    def _standing_or_drawn(self, name: str, about: str, *, writes: bool) -> Fault | None:
        error = self._out.faults.standing(writes=writes)
        if error is not None:
            self._out.faults.calm.disturb()
            self._takes(None)
            if not isinstance(error, NotSent):
                self._heard()
            self._line(name, about, f"{type(error).__name__}, still")
            raise error
        return self._out.faults.draw(name, writes=writes)

    def _takes(self, fault: Fault | None, share: float = 1.0) -> None:
        least, most = SECONDS.get(fault, (0.05, 2.0)) if fault else (0.05, 2.0)
        self._out.time.goes_by(timedelta(seconds=round(self._out.dice.uniform(least, most) * share, 3)))

    def _fails(self, name: str, about: str, fault: Fault) -> NoReturn:
        error = self._out.faults.happens(fault)
        if not isinstance(error, NotSent):
            self._heard()
        self._line(name, about, str(fault))
        raise error

    def _heard(self) -> None:
        """Facebook's ``Date`` has whole seconds."""
        self._last = LastAnswer(at=self._out.time.host, server_time=self._now.replace(microsecond=0))

    def _line(self, name: str, about: str, came: str) -> None:
        self._out.journal.write(f"  {name} {about}: {came}")

    def _live_post(self, post_id: str) -> LivePost:
        post = self._out.facebook.posts.get(post_id)
        if post is None or not post.stands(self._now):
            self._line("it", post_id, "is not to be seen")
            raise Gone("No such post.", code=100, subcode=33)
        return post

    def _comment(self, graph_id: str) -> tuple[LivePost, LiveComment]:
        found = self._out.facebook.find_comment(graph_id)
        if found is None or found[0].deleted_at or not found[1].stands(self._now):
            self._line("it", graph_id, "is not to be seen")
            raise Gone("No such comment.", code=100, subcode=33)
        return found


def sha_of(jpeg: bytes) -> str:
    """The name of a picture's bytes."""
    return sha256(jpeg).hexdigest()
