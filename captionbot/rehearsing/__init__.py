"""A rehearsal: on a Page made for trying, every act is done once, and what Facebook really does is written down.

``questions`` are what nobody could find out from documents, ``notebook`` is the file that remembers what was done and
learnt, ``stage`` is where it happens, ``acts`` are the acts in their order, ``refusing`` keeps it off a Page with a
public. Nothing here goes through the mouth: that speaks for contests, and a Page with contests is refused.
"""

from collections.abc import Sequence

from captionbot.rehearsing.acts import ACTS
from captionbot.rehearsing.notebook import Known, Notebook
from captionbot.rehearsing.questions import Question
from captionbot.rehearsing.refusing import Audience, audience_of, refuse_public
from captionbot.rehearsing.stage import Hours, Person, Stage

__all__ = [
    "ACTS",
    "Audience",
    "Hours",
    "Known",
    "Notebook",
    "Person",
    "Question",
    "Stage",
    "audience_of",
    "refuse_public",
    "rehearse",
    "standing",
]


def rehearse(stage: Stage) -> None:
    """Do every act that is not done yet, each written down before and after; stopped anywhere, it goes on from there.

    What nobody could say is asked again the next time. Raises NotNow or GraphError where it can't go on now, as under a
    pause that came while somebody was waited for.
    """
    for act in ACTS:
        if act.__name__ not in stage.book.done:
            stage.refuse_pause()
            if act(stage):
                stage.book.did(act.__name__)
    if len(stage.book.done) == len(ACTS):
        stage.book.end(stage.hours.now())


def standing(book: Notebook) -> Sequence[str]:
    """Ids of the posts that a rehearsal leaves on the Page, for a person to delete."""
    return [book.made[name] for name in ("post", "announcement") if name in book.made]
