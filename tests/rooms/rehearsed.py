"""A rehearsal in memory: a Page that comments when it is asked for it, and a person with answers ready."""

from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from captionbot.contest.comment import Comment, Post
from captionbot.errors import Gone, GraphError, NotNow
from captionbot.graph.headers import LastAnswer
from captionbot.rehearsing import Hours, Notebook, Stage, rehearse
from captionbot.rehearsing.acts import NOWHERE
from tests.contest.made import PAGE, comment
from tests.rooms.pretend import Answer, PretendPage, SetClock, Write

YES = {"see the post": True, "the hour": True, "no role": True, "heart": True}
"""What a person answers to a question with these words in it."""


class BrokenOff(Exception):
    """A power cut."""


class TryingPage(PretendPage):
    """A Page made for trying."""

    followers: int | None = 0
    served = "v26.0"
    usage = 0.0
    calls_left: int | None = None
    """After so many more of the calls that count, the power is cut; None: never."""
    done_first = False
    """Which calls count: all before they are done, or those that write once they are."""

    def _cut(self, *, done: bool) -> None:
        if self.calls_left is not None and done is self.done_first:
            self.calls_left -= 1
            if self.calls_left < 0:
                self.calls_left = None
                raise BrokenOff

    def _read(self, name: str, *asked: object) -> None:
        self._cut(done=False)
        super()._read(name, *asked)

    def _write(self, write: Write) -> Answer:
        self._cut(done=False)
        return super()._write(write)

    def _stand(self, thing: Post | Comment, under: str, answer: Answer) -> str:
        made = super()._stand(thing, under, answer)
        self._cut(done=True)
        return made

    def _reword(self, graph_id: str, text: str) -> None:
        super()._reword(graph_id, text)
        self._cut(done=True)

    nowhere: GraphError | None = Gone("It is not to be seen.", code=100, subcode=33)
    """What is said of an id that leads nowhere."""

    def comment(self, graph_id: str, *, counted: tuple[str, ...] = ()) -> Comment:
        """One comment; under that id anything else."""
        if graph_id != NOWHERE:
            return super().comment(graph_id, counted=counted)
        self._read("nowhere")
        if self.nowhere:
            raise self.nowhere
        return comment(1)

    def audience(self) -> int | None:
        """So many."""
        return self.followers

    def thumbs(self, graph_id: str) -> int | None:
        """None of them is a heart."""
        self._read("thumbs", graph_id)
        return 0

    @property
    def last_answer(self) -> LastAnswer | None:
        """With the version that was served."""
        now = self.clock.now()
        return LastAnswer(now, now, self.served, self.usage)


@dataclass
class Someone:
    """Whoever sits at the terminal, and has a friend with an account."""

    page: TryingPage
    says: dict[str, bool] = field(default_factory=lambda: dict(YES))
    comment: Comment | None = None
    """What the friend writes."""
    heard: list[str] = field(default_factory=list)

    def hears(self, line: str) -> None:
        """The friend writes when asked to, once."""
        self.heard.append(line)
        if (
            "WITHOUT a role" in line
            and self.comment
            and self.comment not in (one.shown for one in self.page.facts.things)
        ):
            self.page.shows(self.comment, self.page.own()[0].post_id)

    def answers(self, question: str) -> bool | None:
        """And gives a heart when asked to."""
        self.heard.append(question)
        said = next((answer for words, answer in self.says.items() if words in question), None)
        if "heart" in question and said and self.comment:
            self.page.changes(self.comment.comment_id, votes=1)
        return said


@dataclass
class Rehearsal:
    """One, which may be broken off and gone on with."""

    clock: SetClock
    page: TryingPage
    person: Someone
    path: Path
    pauses_at: int | None = None
    """Before that act somebody pauses the Page; None: nobody does."""
    looks: int = 0
    """How often it was asked whether it is paused."""

    @property
    def book(self) -> Notebook:
        """As it stands in the file, or a new one."""
        return Notebook.read(self.path) or Notebook.begin(self.path, PAGE, "v26.0", self.clock.now())

    def goes(self, *, settle: float = 600, patience: float = 60) -> Notebook:
        """Rehearse what is not done yet."""
        stage = Stage(
            self.page,
            self.book,
            self.person,
            Hours(self.clock.now, self._sleep, self._seconds),
            str.encode,
            ZoneInfo("America/Chicago"),
            settle,
            patience,
            self._refuse_pause,
        )
        rehearse(stage)
        return self.book

    def _refuse_pause(self) -> None:
        self.looks += 1
        if self.looks == self.pauses_at:
            raise NotNow("The Page is paused (an officer has died).", "`captionbot resume` first.")

    def _sleep(self, seconds: float) -> None:
        self.clock.on(seconds=seconds)

    def _seconds(self) -> float:
        return self.clock.at.timestamp()
