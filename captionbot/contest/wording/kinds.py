"""What each kind of wording is for, what it may hold and what it must: by this a file of wordings is checked.

What must stand in a wording is either what the reader can't do without (who won, and with what) or a trace: the words
by which a later look knows that we have said it, whatever file was in force then.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from captionbot.contest.wording.wordings import Wordings

FIELDS = {
    "caption": "the winning caption, in quotation marks",
    "name": "who wrote it, or “a fan” where Facebook doesn't say",
    "to": "a comma and the name; nothing where Facebook doesn't say it",
    "count": "a comma, the votes and the hour at which they were counted; nothing where there are none",
    "contest": "CONTEST_NAME",
    "day": "the contest's day, such as Friday 27 November 2026",
    "closes": "when entries close, such as Monday 30 November at 10:00 AM CST",
    "announces": "when the winner is to be named",
    "credit": "Credit of the photo's text",
    "prize": "PRIZE",
    "rules": "RULES_URL",
    "contact": "CONTACT",
    "fact": "Fact of the photo's text",
}
"""Every field, and what is put in its place."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of wording."""

    heading: str
    """As in a file: ``correction-reply``."""
    about: str
    """Where it goes out, in one sentence."""
    fields: Sequence[str] = ()
    """Names of the fields that it may hold."""
    needs: Sequence[str] = ()
    """What must stand in it, word for word."""

    @property
    def attribute(self) -> str:
        """Its field in Wordings."""
        return self.heading.replace("-", "_")

    def of(self, wordings: Wordings) -> tuple[str, ...]:
        """Its wordings, in their order."""
        found: tuple[str, ...] = getattr(wordings, self.attribute)
        return found


RESULT = ("caption", "name", "count", "contest", "day")
ANSWER = ("caption", "to", "count", "contest", "day")
WHO_WON = ("{caption}", "{name}")
OUR_REPLY = ("{caption}", "{contest} of {day}")
"""The second is the trace of a reply: no other words of the Page's under a comment hold it."""
THE_WEEK = ("contest", "day")

KINDS = (
    Kind("invitation", "Begins the contest post where the photo's text has no words of its own.", THE_WEEK),
    Kind("hours", "In the contest post, after the invitation.", ("closes", "announces"), ("{closes}", "{announces}")),
    Kind("credit", "A line of the contest post, of the announcement and of a correction, where there is a credit.",
         ("credit",), ("{credit}",)),
    Kind("prize", "A line of the contest post, where there is a prize.", ("prize",), ("{prize}",)),
    Kind("rules", "A line of the contest post, where RULES_URL is set.", ("rules",), ("{rules}",)),
    Kind("contact", "A line of the contest post, where CONTACT is set.", ("contact",), ("{contact}",)),
    Kind("reply", "Answers the winning comment.", ANSWER, OUR_REPLY),
    Kind("your-prize", "Ends that answer, where there is a prize.", ("prize",), ("{prize}",)),
    Kind("claim", "After the prize, where CONTACT is set.", ("contact",), ("{contact}",)),
    Kind("announcement", "The post that names the winner.", RESULT, WHO_WON),
    Kind("runner-up", "The line over the runner-up."),
    Kind("runners-up", "The line over several of them."),
    Kind("fact", "In the announcement and in a correction, where the photo's text has a fact.", ("fact",), ("{fact}",)),
    Kind("thanks", "Ends the announcement."),
    Kind("added", "Added to the contest post, with “edit” in ANNOUNCE_BY.", RESULT, WHO_WON),
    Kind("correction", "The post that names another winner than before.", RESULT, WHO_WON),
    Kind("sorry", "In that post, and in the answer to the new winner."),
    Kind("correction-reply", "Answers the comment that should have won.", ANSWER, OUR_REPLY),
    Kind("correction-added", "Added to the contest post; “Correction: ” is put before it.", RESULT, WHO_WON),
    Kind("correction-link", "In what named another winner before, after a sentence of ours; the link follows it."),
    Kind("correction-elsewhere", "The same, where there is no link."),
    Kind("withdrawn", "Drafted for staff when a result is retracted; never sent by itself.", THE_WEEK, ("{day}",)),
    Kind("no-contest", "Drafted for staff in a week without a photo; never sent by itself.", THE_WEEK),
    Kind("nothing-found", "Drafted for staff when a contest ends without a winner; never sent by itself.",
         THE_WEEK, ("{day}",)),
    Kind("card-photo", "Begins what a screen reader says of the winner's card, where the photo has no Alt.", THE_WEEK),
    Kind("card-caption", "Goes on with it.", ("caption", "name"), WHO_WON),
)  # fmt: skip
"""Every kind, in the order in which a contest meets them."""

BY_HEADING = {kind.heading: kind for kind in KINDS}
