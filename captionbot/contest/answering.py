"""A reply to the fan who asks why theirs did not win, ready to paste: kind, short, and naming nobody else."""

from collections.abc import Callable

from captionbot.contest.entries import BY_STAFF, Reason
from captionbot.contest.explaining import SHOWN, Asked, Ending, after
from captionbot.contest.quoting import quoted
from captionbot.contest.tally import SHORTLIST
from captionbot.contest.timetable import said_when
from captionbot.contest.worded import many, ordinal
from captionbot.contest.wording import said_votes

THANKS = "Thank you for your caption!"
BY_RULES = "How we judge stands in the contest's rules."

ENDED = {
    Ending.UNDECIDED: "It takes part, and the winner has not been named yet.",
    Ending.CORRECTING: "We are correcting the result of this contest just now.",
    Ending.VOID: "This contest ended without a winner.",
    Ending.RETRACTED: "We have taken the result of this contest back.",
}
WHY = {
    Reason.WITHDRAWN: "When we read the comments it was no longer on Facebook, so it could not take part.",
    Reason.REPLY: "It answers another comment, and only comments on the photo itself take part.",
    Reason.PAGE_ITSELF: "It is the Page's own comment, so it does not take part.",
    Reason.HIDDEN: "It is hidden on Facebook, by Facebook's filter or by us, and what is hidden can't take part.",
    Reason.NO_WORDS: "Without names, links and emoji there were no words left in it, so it could not take part.",
    Reason.ONE_OF_OURS: "Our own staff may play along but can't win, so it does not take part.",
    Reason.ASKED: "It was left out because we were asked to leave it out.",
}


def reply_to(asked: Asked, rules_url: str) -> str:
    """What may be answered, in public too."""
    rules = f"How we judge stands in our rules: {rules_url}" if rules_url else BY_RULES
    if asked.reason is Reason.PAGE_ITSELF:
        return f"{_said(asked)} {rules}"
    thanks = "Thank you again for your caption, and congratulations!" if asked.won else THANKS
    return f"{thanks} {_said(asked)} {rules}"


def _said(asked: Asked) -> str:
    if asked.reason is not None:
        return _left_out(asked, asked.reason)
    if asked.ending is Ending.OPEN:
        return f"It takes part; entries close on {said_when(asked.closes_at, asked.zone)}, and the winner comes then."
    return ENDED.get(asked.ending) or _beside_the_winner(asked)


def _beside_the_winner(asked: Asked) -> str:
    if asked.won or asked.winner is None:
        return "It is the winner of this contest." if asked.won else "The winner has not been named yet."
    place = f"It came {ordinal(asked.rank)} of {asked.of:,} with {said_votes(asked.votes)} when entries closed"
    if asked.passed_over:
        on_it = asked.winner.rank <= SHORTLIST
        other = "another of the shortlist, as the rules let them" if on_it else "another caption this time"
        return f"{place}; our staff have the last word, and chose {other}."
    if asked.tied:
        return f"{place}: as many as the winning caption had, which {asked.tie_break} and so stands first."
    return f"{place}; the winning caption had {asked.winner.votes:,}."


def _left_out(asked: Asked, reason: Reason) -> str:
    if reason in BY_STAFF and reason not in WHY:
        return f"Our staff left it out for a reason on the list in our rules: “{reason}”."
    return WHY.get(reason) or HOW[reason](asked)


def _late(asked: Asked) -> str:
    return f"It was written {after(asked.created_at - asked.closes_at)} entries closed, so it could not take part."


def _second(asked: Asked) -> str:
    stands = f", and {quoted(asked.instead.caption, SHOWN)} stands for you" if asked.instead else ""
    return f"Each person has one entry{stands}."


def _copy(asked: Asked) -> str:
    """Their own earlier caption is theirs to know of; somebody else's is dated and no more."""
    other = asked.instead
    if other and other.same_person:
        return "You had sent the same caption before, and the first of the two takes part."
    when = f", on {said_when(other.created_at, asked.zone)}" if other else ""
    return f"The very same caption was sent earlier{when}, and the first has the credit."


HOW: dict[Reason, Callable[[Asked], str]] = {
    Reason.AFTER: _late,
    Reason.BEFORE: lambda _: "It was written before the contest opened, so it could not take part.",
    Reason.TOO_LONG: lambda asked: f"It is longer than the {many(asked.caption_max, 'character')} a caption may have.",
    Reason.RECENT_WINNER: lambda asked: f"Whoever has won can't win again for {many(asked.cooldown_weeks, 'week')}.",
    Reason.SECOND_ENTRY: _second,
    Reason.SAME_CAPTION: _copy,
}
"""Reasons whose words rest on the comment; each of the list stands here, in ``WHY`` or is by staff."""
