"""What there is on the pretend Facebook, and everything that can happen to it.

Each thing that happens is one `recorded` method: it runs under the one lock, takes its instant as an
argument and its ids from a counter, so that a diary replayed makes the same world.
"""

from bisect import insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import RLock

from captionbot.practice.world.diary import Diary, entries, recorded
from captionbot.practice.world.things import Comment, NameTag, Person, Photo, Post, Reaction, Thing

# Facebook's ids are long numbers without meaning; ours begin with a different digit for each kind of
# thing, so that a person reading a log can tell them apart.
FIRST_PHOTO, FIRST_POST, FIRST_COMMENT, FIRST_FAN = 1220000000001, 1330000000001, 1440000000001, 7700000000001


@dataclass(slots=True)
class Play:
    """A crowd (or a written story) that plays under one post, and how far it has come."""

    name: str
    post_number: str
    size: int
    seed: int
    window: timedelta
    played: int = 0


class World:
    """One Page with its photos, posts, comments and fans."""

    def __init__(self, page: Person, file: Path | None = None) -> None:
        """Begin an empty world, or go on with the one that ``file`` tells of."""
        self.page = page
        self.lock = RLock()
        self.fans: dict[str, Person] = {}
        self.people: dict[str, Person] = {page.person_id: page}
        self.photos: dict[str, Photo] = {}
        self.posts: list[Post] = []
        self.comments: dict[str, Comment] = {}
        self.plays: list[Play] = []
        self.diary = Diary()
        self._posts_by_number: dict[str, Post] = {}
        self._by_key: dict[tuple[str, str], Comment] = {}
        if file is not None:
            self._go_on(file)

    def _go_on(self, file: Path) -> None:
        for what, facts in entries(file):
            getattr(self, what)(**facts)
        self.diary = Diary(file)

    # what is there

    def post(self, graph_id: str) -> Post | None:
        """Find a post by its id, with or without the Page's part."""
        return self._posts_by_number.get(last_part(graph_id))

    def find(self, graph_id: str, now: datetime) -> Thing | None:
        """Find what has this id and can be read at ``now``; None where it is deleted, expired or not there yet."""
        number = last_part(graph_id)
        thing = self._posts_by_number.get(number) or self.comments.get(number) or self.photos.get(number)
        return thing if thing is not None and self.readable(thing, now) else None

    def readable(self, thing: Thing, now: datetime) -> bool:
        """Whether a read at ``now`` shows it."""
        if now < thing.veiled_until:
            return False
        post = self._posts_by_number.get(thing.post_number or "") if not isinstance(thing, Post) else None
        if post is not None and post.deleted:  # photos and comments go with it
            return False
        return not thing.expired(now) if isinstance(thing, Photo) else not thing.deleted

    def crowd_comment(self, post_number: str, key: str) -> Comment | None:
        """Find a comment by the crowd's own name for it."""
        return self._by_key.get((post_number, key))

    @property
    def last_post(self) -> Post | None:
        """Give the post that was made last, whatever the clock said."""
        return next(reversed(self._posts_by_number.values()), None)

    def newest_posts(self) -> Iterator[Post]:
        """Go through all posts, newest first."""
        return reversed(self.posts)

    # what can happen

    @recorded
    def meet(self, *, name: str, person_id: str = "") -> Person:
        """Know a fan by name, or by id where one is given."""
        return self._meet(name, person_id)

    def _meet(self, name: str, person_id: str = "") -> Person:
        if person_id == self.page.person_id:
            return self.page
        known = self.fans.get(person_id or name)
        if known is None:
            known = Person(person_id or str(FIRST_FAN + len(self.fans)), name)
            self.fans[person_id or name] = known
            self.people[known.person_id] = known
        return known

    @recorded
    def upload(self, *, at: datetime, picture: bytes, mime: str, alt: str = "", caption: str = "") -> Photo:
        """Keep a picture, unpublished."""
        photo = Photo(str(FIRST_PHOTO + len(self.photos)), picture, mime, at, alt, caption)
        self.photos[photo.number] = photo
        return photo

    @recorded
    def publish(
        self,
        *,
        at: datetime,
        text: str,
        photos: list[str],
        by: str = "",
        by_app: bool = True,
        published: bool = True,
        due_at: datetime | None = None,
    ) -> Post:
        """Make a post, by the Page or (``by``, a fan's name) by a visitor."""
        author = self._meet(by) if by else self.page
        number = str(FIRST_POST + len(self.posts))
        post = Post(number, author, text, at, not by, by_app, tuple(photos), published, due_at)
        for photo in photos:
            self.photos[photo].post_number = number
            self.photos[photo].published = published
        insort(self.posts, post, key=lambda one: (one.created_at, one.number))
        self._posts_by_number[number] = post
        return post

    @recorded
    def write(
        self,
        *,
        at: datetime,
        on: str,
        text: str,
        by: str = "",
        person_id: str = "",
        parent: str | None = None,
        tags: list[tuple[str, int, int]] | None = None,
        attachment: str | None = None,
        withheld: bool = False,
        key: str = "",
    ) -> Comment:
        """Write a comment, or a reply to ``parent``; by the Page where neither name nor id is given.

        A reply to a reply hangs on the top-level comment, as Facebook does it.
        """
        author = self._meet(by or "A Facebook user", person_id) if by or person_id else self.page
        if parent is not None:
            parent = self.comments[parent].parent or parent
        comment = Comment(
            number=str(FIRST_COMMENT + len(self.comments)),
            post_number=on,
            author=author,
            text=text,
            created_at=at,
            parent=parent,
            by_page=author == self.page,
            withheld=withheld,
            tags=tuple(NameTag(self._meet(name), start, length) for name, start, length in tags or ()),
            attachment=attachment,
            key=key,
        )
        self._take_in(comment)
        return comment

    def _take_in(self, comment: Comment) -> None:
        self.comments[comment.number] = comment
        self._posts_by_number[comment.post_number].thread.add(comment)
        if comment.parent is not None:
            self.comments[comment.parent].replies.append(comment)
        if comment.key:
            self._by_key[comment.post_number, comment.key] = comment

    @recorded
    def react(self, *, to: str, kind: str | None, by: str) -> None:
        """Let one person (an id) react to a comment or post, change their mind, or (None) take it back."""
        thing = self._reactable(to)

        def how() -> None:
            thing.reactions.by.pop(by, None)
            if kind is not None:
                thing.reactions.by[by] = Reaction(kind)

        self._change(thing, how)

    @recorded
    def add_reactions(self, *, to: str, counts: dict[str, int]) -> None:
        """Add plain reactions of each kind; a negative count takes some back."""
        thing = self._reactable(to)

        def how() -> None:
            for kind, n in counts.items():
                thing.reactions.plain[Reaction(kind)] = max(0, thing.reactions.plain[Reaction(kind)] + n)

        self._change(thing, how)

    def _reactable(self, number: str) -> Post | Comment:
        return self._posts_by_number.get(number) or self.comments[number]

    def _change(self, thing: Post | Comment, how: Callable[[], None]) -> None:
        if isinstance(thing, Comment):
            self._posts_by_number[thing.post_number].thread.change(thing, how)
        else:
            how()

    @recorded
    def edit(self, *, number: str, text: str) -> None:
        """Change the words of a post or comment; nothing tells that they were others."""
        self._reactable(number).text = text

    @recorded
    def hide(self, *, number: str, hidden: bool = True) -> None:
        """Hide a post or comment from the public, or show it again."""
        self._reactable(number).hidden = hidden

    @recorded
    def keep_to_roles(self, *, number: str) -> None:
        """Show a post or comment to nobody without a role on the app, now or after the app goes live."""
        thing = self._posts_by_number.get(number) or self.comments.get(number)
        if thing is not None:
            thing.roles_only = True

    @recorded
    def delete(self, *, number: str) -> None:
        """Delete a post, or a comment with its replies."""
        self._delete(self._reactable(number))

    def _delete(self, thing: Post | Comment) -> None:
        if isinstance(thing, Comment) and not thing.deleted:
            for reply in thing.replies:
                self._delete(reply)
            self._posts_by_number[thing.post_number].thread.remove(thing)
        thing.deleted = True

    @recorded
    def bring_out(self, *, number: str) -> None:
        """Publish a post that was held back."""
        post = self._posts_by_number[number]
        post.published = True
        for photo in post.photos:
            self.photos[photo].published = True

    @recorded
    def veil(self, *, number: str, until: datetime) -> None:
        """Let no read show a thing before ``until``: reads may lag behind writes."""
        thing = self._posts_by_number.get(number) or self.comments.get(number) or self.photos.get(number)
        if thing is not None:
            thing.veiled_until = until

    @recorded
    def gather(self, *, name: str, on: str, size: int, seed: int, hours: float) -> None:
        """Let a crowd come to a post."""
        self.plays.append(Play(name, on, size, seed, timedelta(hours=hours)))

    @recorded
    def played(self, *, play: int, through: int) -> None:
        """Remember how far a crowd has come."""
        self.plays[play].played = through


def last_part(graph_id: str) -> str:
    """Give the part after the last ``_``: ids print with one, two or three parts."""
    return graph_id.rpartition("_")[2]
