"""What the rules say, sentence by sentence, under the settings in force."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from captionbot.contest.entries import BY_STAFF, Reason
from captionbot.contest.quoting import on_one_line
from captionbot.contest.rules.hours import every, next_after, zone_in_words
from captionbot.contest.rules.parts import Paragraph, Part, Point, Points, Reasons, Rules, Section
from captionbot.contest.terms import Terms
from captionbot.contest.weekly import parse_weekly
from captionbot.contest.worded import many
from captionbot.contest.wording import RELEASE

LONGEST = 300
"""Characters of a setting's words, as a reader counts them."""

CHOICE = (
    "Reactions make the shortlist; staff choose, normally the first, "
    "and may pass over a caption for a reason on the published list."
)
TOLD_BY = {
    "reply": "answer the winning caption",
    "post": "post the photo again with the caption and, if Facebook shows it to us, the name of whoever wrote it",
    "edit": "add caption and name to the words of the contest post",
}


@dataclass(frozen=True, slots=True)
class InForce:
    """The settings in force, as far as the rules rest on them."""

    terms: Terms
    post_at: str
    emergency: str
    """The number to call in an emergency; empty: none is named."""
    year: int
    """Of which the zone's names are told."""

    @property
    def contest(self) -> str:
        """What the contest is called."""
        return on_one_line(self.terms.contest_name, LONGEST)

    @property
    def contact(self) -> str:
        """Whom fans ask; empty where nobody is named."""
        return on_one_line(self.terms.contact, LONGEST)

    @property
    def ask_us(self) -> str:
        """How a fan asks, as it stands after "or" and "please"."""
        return f"tell us ({self.contact})" if self.contact else "send a message to the Page"


def rules_of(now: InForce) -> Rules:
    """The whole of the rules."""
    return Rules(
        title=f"{now.contest}: the rules",
        opening=_says("We show a photo, and you write the caption.", CHOICE, "This page says what that means."),
        sections=(
            Section("The contest", (_the_contest(now),)),
            Section("What counts as an entry", _an_entry(now.terms)),
            Section("The winner", (_the_winner(now),)),
            Section("What you should know", (_good_to_know(now),)),
        ),
    )


def _says(*sentences: str) -> Paragraph:
    return Paragraph(sentences)


def _point(lead: str, *sentences: str) -> Point:
    return Point(lead, sentences)


def _points(*points: Point) -> Points:
    return Points(points)


def _the_contest(now: InForce) -> Points:
    organiser = on_one_line(now.terms.organiser, LONGEST)
    run = f"by {organiser} on its Facebook Page" if organiser else "on this Facebook Page by those who keep it"
    return _points(
        _point("Who runs it.", f"{now.contest} is run {run}."),
        _point("Facebook has no part in it.", RELEASE.format(run_by="The contest")),
        _point("When.", *_when(now)),
        _point(
            "How to enter.",
            "Write your caption as a comment on the contest photo.",
            "It costs nothing, and there is nothing to buy, to share or to tag.",
        ),
        _point(
            "Who may enter.",
            "Anybody whom Facebook lets comment.",
            "The Page itself can't enter.",
            "Our own staff may write captions for fun but can't win.",
        ),
        _point(
            "If plans change.",
            "We may leave out a week, or call a contest off at any time, also after captions have come in; "
            "it then has no winner.",
            "A contest keeps the rules that it began with: what we change here holds from the next one on.",
        ),
    )


def _when(now: InForce) -> tuple[str, ...]:
    post, close, announce = (parse_weekly(words) for words in (now.post_at, now.terms.close_at, now.terms.announce_at))
    return (
        f"We post a photo every {every(post)}.",
        f"Entries close {next_after(post, close)}.",
        f"We plan to name the winner {next_after(close, announce)}.",
        f"The hours are those of {zone_in_words(ZoneInfo(now.terms.timezone), now.year)}.",
        "Each post says when its entries close.",
    )


def _an_entry(terms: Terms) -> tuple[Part, ...]:
    return (
        _says(
            "An entry is a comment on the contest photo itself, written while entries are open.",
            "A comment is left out only for one of these reasons:",
        ),
        _reasons(by_staff=False),
        _how_many(terms),
        _says("Our staff may also leave out an entry for one of these reasons, and for no other:"),
        _reasons(by_staff=True),
        _says(
            "To be left out of the contest changes nothing about your comment: it stays where you wrote it.",
            "Whom an entry criticises, and what opinion it holds, is never a reason.",
        ),
    )


def _reasons(*, by_staff: bool) -> Reasons:
    return Reasons(tuple((str(one), one.sentence) for one in Reason if (one in BY_STAFF) is by_staff))


def _how_many(terms: Terms) -> Points:
    each = (
        ("Each person has one entry.", "Write as many captions as you like: the one with the most votes stands.")
        if terms.one_entry_each
        else ("You may enter as many captions as you like: “second entry” is not in use.",)
    )
    again = (
        f"Whoever has won can't win again for {many(terms.cooldown_weeks, 'week')}."
        if terms.cooldown_weeks
        else "A winner may win again the very next week: “recent winner” is not in use."
    )
    return _points(
        _point("", f"A caption may be {many(terms.caption_max, 'character')} long."),
        _point("", *each),
        _point("", again),
        _point(
            "",
            "Two captions are the same if they differ only in capitals, accents, punctuation, spaces and emoji.",
            "Merely similar captions all stay in.",
        ),
        _point(
            "",
            "Where Facebook doesn't tell us who wrote a comment, the rules about one person's entries can't hold.",
        ),
    )


def _the_winner(now: InForce) -> Points:
    terms = now.terms
    return _points(
        _point("Votes.", *_votes(terms)),
        _point(
            "Ties.",
            "More votes come first.",
            "With equal votes, the caption that was written earlier comes first; "
            "if two were written in the same second, the one with the lower comment number.",
        ),
        _point("Choice.", CHOICE, _yes(terms)),
        _point("No winner.", _no_winner(terms)),
        _point(
            "Changes.",
            "If you change the words of a winning caption, or delete it, before the winner is announced, "
            "staff decide how to go on.",
        ),
        _point("Announcement.", *_announcement(terms)),
        _point("Mistakes.", "If we have named the wrong winner, we say so on the Page and name the right one."),
        _point("Prize.", *_prize(now)),
    )


def _votes(terms: Terms) -> tuple[str, ...]:
    kinds = [kind.capitalize() for kind in terms.counted_reactions]
    read = (
        "The votes that count are those that stand when entries have closed, "
        "at our first complete reading of the comments; reactions after that don't count."
    )
    counted = "Every reaction on a caption is one vote, whatever its kind."
    if kinds:
        counted = f"Of the reactions on a caption, each {_any(kinds)} is one vote; the other kinds don't count."
    return counted, "The Page's own reaction doesn't count.", read


def _yes(terms: Terms) -> str:
    if terms.review == "required":
        return "No winner is announced before one of our staff has said yes."
    return "A caption that seems rude, or has a link or somebody's address in it, is not announced without their yes."


def _no_winner(terms: Terms) -> str:
    few = "nobody enters" if terms.min_entries == 1 else f"fewer than {terms.min_entries:,} captions take part"
    least = "no caption has a vote" if terms.min_votes == 1 else f"the first has fewer than {terms.min_votes:,} votes"
    either = f"{few}, or {least}" if terms.min_votes else few
    return f"If {either}, there is no winner that week unless staff pick a favourite before the winner is due."


def _announcement(terms: Terms) -> tuple[str, ...]:
    ways = [words for way, words in TOLD_BY.items() if way in terms.announce_by]
    runners_up = ["The next two captions may be named with it."] if "post" in terms.announce_by else []
    mended = "When we quote a caption, we may leave out a tagged name or mend a slip of the pen."
    return f"We {_all(ways)}.", *runners_up, mended


def _prize(now: InForce) -> tuple[str, ...]:
    prize = on_one_line(now.terms.prize, LONGEST).rstrip(".")
    if not prize:
        return ("The honour, unless the contest post names a prize.",)
    return f"{prize}.", f"To receive it, please {now.ask_us}."


def _good_to_know(now: InForce) -> Points:
    call = f"call {now.emergency}" if now.emergency else "call your emergency number"
    return _points(
        _point(
            f"In an emergency {call}.",
            "Nobody watches this Page around the clock, and a comment is no way to call for help or to report a crime.",
        ),
        _point(
            "Comments are public records.",
            "What you write on our Page is public, and the law may oblige us to keep it and to give it out on request, "
            "also after you have changed or deleted it.",
        ),
        _point(
            "Your caption.",
            "By entering you let us repeat your caption and your public name with the photo, on the Page and where we "
            "tell of the contest.",
            "Send only words of your own.",
        ),
        _point(
            "To be taken out.",
            "Delete your comment before entries close, and it takes no part.",
            f"Or {now.ask_us}, and we leave it out.",
            "After the announcement too: we then take caption and name out of what we have made public ourselves.",
            "What the law obliges us to keep stays in our records.",
        ),
        _point(
            "Questions.",
            f"We are glad to answer them: {now.contact}."
            if now.contact
            else "Send a message to the Page; we are glad to answer.",
        ),
    )


def _all(parts: list[str]) -> str:
    return ", and ".join(parts) if len(parts) > 1 else parts[0]


def _any(parts: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
