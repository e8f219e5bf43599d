"""The crowds under way: at every request, whatever is due by practice's clock has happened."""

from datetime import UTC, datetime, timedelta
from typing import Any

from captionbot.practice.crowd import crowd, story
from captionbot.practice.crowd.acts import THE_POST, Act, Deed
from captionbot.practice.settings import PracticeSettings
from captionbot.practice.world.things import Comment, Post
from captionbot.practice.world.world import Play, World

CROWD, APPLAUSE, STORY = "crowd", "applause", "story"
_INVITES = ("caption", "?")
_ANNOUNCES = ("congratulations", "result of", "we have a winner")
_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


class Troupe:
    """Plays crowds and written stories under posts."""

    def __init__(self, world: World, settings: PracticeSettings) -> None:
        """Play in ``world``, greeting its new contest posts as ``settings`` say; go on with what a file told of."""
        self.world, self.settings = world, settings
        self._greeted = {post.number for post in world.posts}
        self._plans = [self._plan(play) for play in world.plays]

    def send(self, name: str, post: Post, size: int, seed: int, hours: float) -> dict[str, Any]:
        """Send a crowd (or the written story) to a post; answers what is right about a story."""
        with self.world.lock:
            self._greeted.add(post.number)
            self.world.gather(name=name, on=post.number, size=size, seed=seed, hours=hours)
            self._plans.append(self._plan(self.world.plays[-1]))
        return story.EXPECTED if name == STORY else {}

    def play_due(self, now: datetime) -> None:
        """Let everything happen that is due."""
        with self.world.lock:
            self._greet()
            for number, (play, acts) in enumerate(zip(self.world.plays, self._plans, strict=True)):
                if play.played < len(acts):
                    self._play(number, play, acts, now)

    def play_all(self) -> None:
        """Let everything happen at once that is still to come."""
        self.play_due(_END_OF_TIME)

    def _greet(self) -> None:
        """Send a crowd to each new photo post that the API made: fans to a contest, applause to a result."""
        if self.settings.crowd <= 0 or len(self._greeted) == len(self.world.posts):
            return
        for post in [one for one in self.world.posts if one.number not in self._greeted]:
            self._greeted.add(post.number)
            kind = self._kind(post)
            if kind is not None:
                seed = self.settings.crowd_seed + int(post.number)
                self.send(kind, post, self.settings.crowd, seed, self.settings.crowd_hours)

    def _kind(self, post: Post) -> str | None:
        words = post.text.lower()
        if not (post.by_page and post.by_app and post.photos) or post.roles_only:
            return None
        if any(word in words for word in _ANNOUNCES):
            return APPLAUSE
        return CROWD if any(word in words for word in _INVITES) else None

    def _plan(self, play: Play) -> list[Act]:
        if play.name == STORY:
            return story.plan(play.window)
        if play.name == APPLAUSE:
            return crowd.applause(play.seed, min(play.window, timedelta(hours=20)))
        return crowd.plan(play.size, play.seed, play.window, self._about(play))

    def _about(self, play: Play) -> str:
        """Gather what the post and its pictures say."""
        post = self.world.post(play.post_number)
        if post is None:
            return ""
        return " ".join([post.text, *(self.world.photos[photo].alt for photo in post.photos)])

    def _play(self, number: int, play: Play, acts: list[Act], now: datetime) -> None:
        post = self.world.post(play.post_number)
        if post is None:
            return
        done = play.played
        while done < len(acts) and post.created_at + acts[done].after <= now:
            if not post.deleted:
                self._do(f"{number}-", post, acts[done])
            done += 1
        if done > play.played:
            self.world.played(play=number, through=done)

    def _do(self, prefix: str, post: Post, act: Act) -> None:
        if act.deed is Deed.COMMENT:
            self._comment(prefix, post, act)
            return
        at = post if act.number == THE_POST else self.world.crowd_comment(post.number, f"{prefix}{act.number}")
        if at is None or at.deleted:
            return
        match act.deed:
            case Deed.REACT:
                self.world.add_reactions(to=at.number, counts=dict(act.reactions))
            case Deed.EDIT:
                self.world.edit(number=at.number, text=act.text)
            case Deed.WITHDRAW:
                self.world.delete(number=at.number)
            case Deed.HIDE:
                self.world.hide(number=at.number)

    def _comment(self, prefix: str, post: Post, act: Act) -> None:
        parent: Comment | None = None
        if act.to is not None:
            parent = self.world.crowd_comment(post.number, f"{prefix}{act.to}")
            if parent is None or parent.deleted:
                return
        self.world.write(
            at=post.created_at + act.after,
            on=post.number,
            text=act.text,
            by=act.by,
            parent=None if parent is None else parent.number,
            tags=list(act.tags),
            attachment=act.attachment,
            withheld=act.withheld,
            key=f"{prefix}{act.number}",
        )
