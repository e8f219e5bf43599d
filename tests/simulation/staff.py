"""Staff: at the desk by decisions, in the folder by files, and on Facebook by hand."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from captionbot import decisions
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import Week, week_of
from captionbot.decisions import Word
from captionbot.decisions.arranging import arrange, arrange_by_name
from captionbot.decisions.vouching import asked, vouch
from captionbot.errors import NotNow, PhotosFolderError, StoreError
from captionbot.photos.folder import Place
from captionbot.photos.words.sidecar import Sidecar
from captionbot.queueing import waiting
from captionbot.settings import Settings
from captionbot.store.record import Record
from tests.simulation import expected
from tests.simulation.database import AFTER_A_COMMIT, Row
from tests.simulation.facebook import By, LivePost
from tests.simulation.folder import PretendFolder, pretend_folder
from tests.simulation.surroundings import Crash
from tests.simulation.world import World

GOING = f"('{Stage.POSTING}', '{Stage.OPEN}', '{Stage.REVIEW}', '{Stage.ANNOUNCING}', '{Stage.STUCK}')"
ZERO = timedelta(0)


class Staff:
    """The people of one Page; every act says in the journal what came of it."""

    def __init__(self, world: World) -> None:
        """Work in ``world``."""
        self.world = world

    # decisions

    def _says(self, what: str, act: Callable[[Record, Word], object]) -> bool:
        """One command or click: it is done, or refused with a reason, or its process dies before or after it is."""
        world = self.world
        expected.note_excuses(world)
        world.perils.armed = True
        try:
            with world.desk.transaction() as record:
                act(record, Word("dana", world.time.host, "so it is"))
        except (NotNow, PhotosFolderError, StoreError) as error:
            world.journal.write(f"staff: {what}: {error.message}")
            return False
        except Crash as crash:
            if str(crash) != AFTER_A_COMMIT:
                return False
        finally:
            world.perils.armed = False
        world.journal.write(f"staff: {what}")
        return True

    def pick(self, number: int, comment_id: str) -> None:
        """Choose a winner."""
        if self._says(f"pick {number} {comment_id}", lambda r, w: decisions.pick(r, number, comment_id, w)):
            self.world.ledger.picks[number] = comment_id

    def approve(self, number: int) -> None:
        """Say yes."""
        self._says(f"approve {number}", lambda record, word: decisions.approve(record, number, word))

    def hold(self, number: int) -> None:
        """Stop what is coming."""
        self._says(f"hold {number}", lambda record, word: decisions.hold(record, number, word))

    def release(self, number: int) -> None:
        """Let it go on."""
        self._says(f"release {number}", lambda record, word: decisions.release(record, number, word))

    def void(self, number: int) -> None:
        """Call it off."""
        self._says(f"void {number}", lambda record, word: decisions.void(record, number, word))

    def pause(self, days: int | None = None) -> None:
        """Stop everything."""
        until = self.world.time.host + timedelta(days=days) if days else None
        if self._says("pause", lambda record, word: decisions.pause(record, word, until)):
            self.world.ledger.paused = True

    def resume(self) -> None:
        """Go on."""
        if self._says("resume", decisions.resume):
            self.world.ledger.paused = False

    def skip(self, weeks_on: int) -> None:
        """Leave a week out."""
        world = self.world
        week = str(week_of(world.time.host + timedelta(weeks=weeks_on), world.settings.zone))
        if self._says(f"skip {week}", lambda record, word: decisions.skip(record, week, word)):
            world.ledger.excuses[week] = "skipped"

    def unskip(self) -> None:
        """Take the next week back in."""
        for row in self.world.database.rows("SELECT week FROM skips ORDER BY week DESC LIMIT 1"):
            week = str(row["week"])
            self._says(f"unskip {week}", partial(_unskip, week))

    def post_now(self) -> None:
        """Ask for a contest at once."""
        self._says("post-now", lambda record, word: decisions.post_now(record, None, word))

    def settle(self, number: int) -> None:
        """Look at the Page, and say whether what the program asks about stands there."""
        unsaid = """
            SELECT utterances.* FROM utterances JOIN contests ON contests.number = utterances.contest
            WHERE contest = ? AND outcome != 'said' AND utterances.decision IN (0, contests.decision)
            ORDER BY attempts = 0, id LIMIT 1
        """
        for row in self.world.database.rows(unsaid, number):
            live = self._standing(row)
            self._says(f"settle {number} {live}", partial(_settle, number, live))

    def _standing(self, row: Row) -> str | None:
        facebook = self.world.facebook
        if row["kind"] == "reply":
            found = facebook.find_comment(row["target"])
            replies = found[0].comments.values() if found else ()
            parent = found[1].comment_id if found else ""
            return next(
                (r.graph_id for r in replies if r.parent_id == parent and r.by is By.BOT and not r.deleted_at), None
            )
        if row["kind"] == "edit":
            post = facebook.posts[row["target"]]
            return row["target"] if row["text"] in post.text and not post.deleted_at else None
        posts = [post.post_id for post in facebook.live(By.BOT) if row["marker"] in post.lines()]
        return posts[0] if posts else None

    def attend(self) -> None:
        """Look at the desk, and answer what waits for a person."""
        for row in self.world.database.rows(f"SELECT * FROM contests WHERE stage IN {GOING}"):  # noqa: S608 - ours
            number = int(row["number"])
            if row["stage"] == Stage.STUCK:
                self.settle(number)
            elif "named another" in row["held"]:
                self._pick_who_was_named(row)
            elif row["held"]:
                self.release(number)
            elif row["stage"] == Stage.REVIEW and row["decision"] is not None:
                self.approve(number)

    def _pick_who_was_named(self, row: Row) -> None:
        """After a restored backup: the winner is who the Page says it is."""
        post = self.world.facebook.posts[row["post_id"]]
        replies = [one for one in post.comments.values() if one.by is By.BOT and not one.deleted_at]
        posts = "\n".join(one.text for one in self.world.facebook.live(By.BOT))
        named = [one.parent_id for one in replies] or [
            one.comment_id for one in post.comments.values() if f"“{one.text}” " in posts
        ]
        for comment_id in named[:1]:
            self.pick(int(row["number"]), str(comment_id))
            self.release(int(row["number"]))

    def looks(self) -> list[int]:
        """The contests that are going, as the desk shows them at this moment."""
        rows = self.world.database.rows(f"SELECT number FROM contests WHERE stage IN {GOING}")  # noqa: S608 - ours
        return [int(row["number"]) for row in rows]

    def meddle(self, seen: Sequence[int] | None = None) -> None:
        """Do something to a contest that is going, or was when somebody looked; sensible or not."""
        dice = self.world.dice
        numbers = self.looks() if seen is None else seen
        if not numbers:
            return
        number = dice.choice(numbers)
        acts = [self.approve, self.hold, self.release, self.pick_any, self.pick_any, self.settle, self.pick_any]
        act = self.void if dice.random() < 0.06 else dice.choice(acts)
        act(number)

    def pick_any(self, number: int) -> None:
        """Choose any entry."""
        query = "SELECT comment_id FROM comments WHERE contest = ? AND verdict = 'entry' ORDER BY comment_id"
        entries = [row["comment_id"] for row in self.world.database.rows(query, number)]
        if entries:
            self.pick(number, self.world.dice.choice(entries))

    # files

    def drop_photo(self, *, plain: bool = False) -> None:
        """Put a photo into the queue."""
        world, dice = self.world, self.world.dice
        odd = 1.0 if plain else dice.random()
        sidecar = Sidecar(alt="A horse.", words=dice.choice(("", "What now?")), fact=dice.choice(("", "It ran.")))
        if odd < 0.06:
            sidecar = Sidecar(post_on=self._some_day())
        state: dict[str, Any] = {"broken": 0.06 < odd < 0.12, "copying": 0.12 < odd < 0.15}
        if 0.15 < odd < 0.21:
            state["baffling"] = dice.choice((1, 2, 2, 5))
        name = world.shelf.drop(sidecar=sidecar, **state)
        met = "photo that could not be examined" if "baffling" in state else ""
        world.journal.write(f"staff: {name} is dropped into the queue ({odd:.2f})", met)

    def drop_again(self) -> None:
        """Put a picture into the queue that was there before, under another name: the very file, or saved anew."""
        world, dice = self.world, self.world.dice
        again, copied = dice.choice(world.shelf.dropped[-9:]), dice.random() < 0.5
        name = world.shelf.drop(again=again, copied=copied, broken=again.broken)
        world.journal.write(f"staff: {name} is photo{again.number}.jpg again, copied: {copied}", "same picture again")

    def vouch(self) -> None:
        """Say of a picture that was posted before that it may go again."""
        world = self.world
        photos, names = self._folder(), sorted(world.shelf.places[Place.QUEUE])
        if not names:
            return
        name, settings = world.dice.choice(names), world.settings
        picture = world.shelf.places[Place.QUEUE][name].picture
        if self._says(f"vouch {name}", lambda r, w: vouch(r, settings, asked(r, photos, settings, name, w.at), w)):
            world.ledger.may_be_posted_again.add(picture)

    def arrange(self) -> None:
        """Put a photo first, or back into name order."""
        dice, photos, settings = self.world.dice, self._folder(), self.world.settings

        def act(record: Record, word: Word) -> None:
            queue = waiting(record, photos, settings, word.at)
            if queue and dice.random() < 0.8:
                arrange(record, queue, dice.choice(queue), queue[0], word)
            else:
                arrange_by_name(record, word)

        self._says("arrange", act)

    def _folder(self) -> PretendFolder:
        return pretend_folder(self.world.shelf, self.world.perils)

    def _some_day(self) -> date:
        week: Week = week_of(self.world.time.host, ZoneInfo(self.world.settings.timezone))
        return week.next.day(self.world.dice.randint(0, 6))

    def finish_copies(self) -> None:
        """What was being copied is there."""
        for photo in self.world.shelf.places[Place.QUEUE].values():
            photo.copying = False

    def pause_by_file(self) -> None:
        """Drop a PAUSE file."""
        self.world.shelf.pause = "An officer was killed."
        self.world.journal.write("staff: a PAUSE file")

    def take_pause_file_away(self) -> None:
        """Take it away again."""
        expected.note_excuses(self.world)
        self.world.shelf.pause = None
        self.world.journal.write("staff: no PAUSE file any more")

    # the token, and Facebook by hand

    def renew_token(self) -> None:
        """Put a new token in, or have the old one's rights given back."""
        if self.world.faults.bars:
            self.world.faults.renew_token()
            self.world.journal.write("staff: the token is renewed")

    def change_settings(self, drawn: Settings) -> None:
        """Edit the hours and the rules; contests that run keep theirs, and the weeks around now may go as they will."""
        world = self.world
        for settings in (world.settings, drawn):
            for weeks in (-1, 0, 1):
                week = week_of(world.time.host + timedelta(weeks=weeks), settings.zone)
                world.ledger.excuses[str(week)] = "the settings were changed"
        world.change_settings(drawn)
        world.journal.write(f"staff: POST_AT={drawn.post_at} TIMEZONE={drawn.timezone}", "settings changed")

    def type_by_hand(self) -> None:
        """Post something in the Page's name that looks like one of ours and is none."""
        world, dice = self.world, self.world.dice
        line = self._some_marker()
        words, photos = dice.choice(
            (
                (f"Coming up: {line}! Sharpen your pencils.", 1),
                (f"See you at\n{line} \u2014 on this Page", 1),
                (line, 0),
                (f"Two at once\n\n{line}", 2),
                ("Congratulations to this week's winner!", 1),
            )
        )
        world.facebook.publish(words, by=By.STAFF, at=world.time.true, lag=ZERO, photos=photos)
        world.journal.write(f"staff: by hand {words!r} with {photos} photos")

    def _some_marker(self) -> str:
        rows = self.world.database.rows("SELECT marker FROM utterances WHERE marker != '' ORDER BY id DESC LIMIT 3")
        return str(self.world.dice.choice(rows)["marker"]) if rows else "Beat the Caption · Friday 27 November 2026"

    def copied_by_a_visitor(self) -> None:
        """A visitor posts our very words, with a photo."""
        world = self.world
        words = f"lol\n\n{self._some_marker()}"
        world.facebook.publish(words, by=By.VISITOR, at=world.time.true, lag=ZERO, photos=1)
        world.journal.write("a visitor copies the marker")

    def congratulate_by_hand(self) -> None:
        """Answer a comment in the Page's name."""
        world = self.world
        comments = [(post, one) for post in world.facebook.live(By.BOT) for one in post.shown(world.time.true)]
        comments = [(post, one) for post, one in comments if not one.parent_id]
        if comments:
            post, one = world.dice.choice(comments[-12:])
            us = ("1001", "Springfield Police")
            world.facebook.comment(
                post, "Congratulations!", by=By.STAFF, at=world.time.true, lag=ZERO, entrant=us, parent=one.comment_id
            )
            world.journal.write(f"staff: congratulates {one.comment_id} by hand")

    def delete_post(self) -> LivePost | None:
        """Take a post of the bot's down."""
        world = self.world
        posts = list(world.facebook.live(By.BOT))[-3:]
        if not posts:
            return None
        post = world.dice.choice(posts)
        world.facebook.delete_post(post, world.time.true)
        world.calm.disturb()
        world.journal.write(f"staff: {post.post_id} is deleted by hand")
        return post


def _unskip(week: str, record: Record, word: Word) -> None:
    decisions.unskip(record, week, word)


def _settle(number: int, live: str | None, record: Record, word: Word) -> object:
    return decisions.settle(record, number, live, word)
