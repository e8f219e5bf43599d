"""In which words a winner is announced: the form begins with those that stand, for a cut is typed more easily so."""

from captionbot.contest.wording import CAPTION_CUT, NAME_CUT, NOBODY_KNOWN
from captionbot.decisions import AnnounceAs
from captionbot.desk.contests.acts.forms import SaidAsForm, typed
from captionbot.store.schema import Decision


def fill_in(form: SaidAsForm, decision: Decision) -> None:
    """Write into a form that was just opened in which words the winner would be announced."""
    if form.is_submitted():
        return
    caption, name = _now(decision)
    form.caption.data = caption if len(caption) <= CAPTION_CUT else ""
    form.name.data = name if len(name) <= NAME_CUT else ""


def said_in(form: SaidAsForm, decision: Decision) -> AnnounceAs:
    """What the form says otherwise than it would be announced now; a field left empty means: as it was written."""
    caption, name = _now(decision)
    new_caption = typed(form.caption) or decision.caption
    new_name = typed(form.name) or decision.winner or NOBODY_KNOWN
    return AnnounceAs(
        None if _alike(new_caption, caption) else new_caption,
        None if _alike(new_name, name or NOBODY_KNOWN) else new_name,
    )


def words_of(said: AnnounceAs) -> dict[str, str]:
    """The same for an address of the card."""
    return {"caption": said.caption or "", "name": said.name or ""}


def _now(decision: Decision) -> tuple[str, str]:
    """The caption and the name as they would be announced; a name that nobody knows is empty."""
    name = decision.winner if decision.said_name is None else decision.said_name
    return " ".join((decision.said_caption or decision.caption).split()), " ".join((name or "").split())


def _alike(one: str, other: str) -> bool:
    return one.split() == other.split()
