"""Fans: they comment, copy, edit, delete and react."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

from tests.simulation.facebook import By, LiveComment, LivePost
from tests.simulation.world import World

FRESH = timedelta(days=9)
NAMES = ("Ann", "Bea", "Cal", "Dov", "Eve", "Fay", "Gus", "Hal")
WORDS = ("horse", "milkshake", "ticket", "Tuesday", "umbrella", "sergeant", "pie")


class Fans:
    """The crowd of one Page."""

    def __init__(self, world: World) -> None:
        """Live in ``world``."""
        self.world = world
        self._numbers = count(1)

    def act(self) -> None:
        """Somebody does something under a recent contest post."""
        post = self._post()
        if post is None:
            return
        acts: tuple[tuple[Callable[[LivePost], None], float], ...] = (
            (self.comment, 6),
            (self.react, 6),
            (self.edit, 1),
            (self.delete, 0.7),
            (self.hide, 0.3),
            (self.answer, 1),
            (self.copy, 0.5),
        )
        act = self.world.dice.choices([act for act, _ in acts], [weight for _, weight in acts])[0]
        act(post)

    def _post(self) -> LivePost | None:
        now = self.world.time.true
        posts = [post for post in self.world.facebook.live(By.BOT) if now - post.created_at < FRESH]
        return self.world.dice.choice(posts) if posts else None

    def _any(self, post: LivePost) -> LiveComment | None:
        mine = [one for one in post.comments.values() if one.by is By.VISITOR and not one.deleted_at]
        return self.world.dice.choice(mine) if mine else None

    def comment(self, post: LivePost) -> None:
        """A caption, now and then one that a person must look at."""
        dice = self.world.dice
        text = f"Caption {next(self._numbers)}: the {dice.choice(WORDS)} did it"
        odd = dice.random()
        if odd < 0.04:
            text += " www.example.com/deal"
        elif odd < 0.08:
            text = "\U0001f602\U0001f602"
        self.says(post, text)

    def says(self, post: LivePost, text: str, parent: str | None = None) -> LiveComment:
        """Somebody writes a text."""
        world, dice = self.world, self.world.dice
        name = dice.choice(NAMES)
        known = (f"20{NAMES.index(name):02}", name) if dice.random() < 0.8 else None
        lag = timedelta(seconds=dice.choice((0, 0, 0, 5, 60)))
        made = world.facebook.comment(
            post, text, by=By.VISITOR, at=world.time.true, lag=lag, entrant=known, parent=parent
        )
        made.votes = dice.choice((0, 0, 1, 2, 5, 13))
        world.journal.write(f"fan: {made.graph_id} {text!r}")
        return made

    def copy(self, post: LivePost) -> None:
        """The same joke once more."""
        first = self._any(post)
        if first:
            self.says(post, first.text.upper())

    def answer(self, post: LivePost) -> None:
        """A reply, which is no entry."""
        first = self._any(post)
        if first:
            self.says(post, "Ha!", parent=first.comment_id)

    def react(self, post: LivePost) -> None:
        """Votes rise, and fall."""
        one = self._any(post)
        if one:
            one.votes = max(0, one.votes + self.world.dice.choice((-2, 1, 1, 3, 8)))

    def edit(self, post: LivePost) -> None:
        """Other words."""
        one = self._any(post)
        if one:
            one.text = f"{one.text} (edited {next(self._numbers)})"
            self.world.journal.write(f"fan: {one.graph_id} is edited")

    def delete(self, post: LivePost) -> None:
        """A comment is withdrawn."""
        one = self._any(post)
        if one:
            self.world.facebook.delete_comment(post, one, self.world.time.true)
            self.world.journal.write(f"fan: {one.graph_id} is deleted")

    def hide(self, post: LivePost) -> None:
        """Facebook's filter hides a comment, or shows it again."""
        one = self._any(post)
        if one:
            one.hidden = not one.hidden
