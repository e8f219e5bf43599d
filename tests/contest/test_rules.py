"""The rules as fans read them: complete, true to the settings in force, and never bait."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from captionbot.contest.entries import Reason
from captionbot.contest.rules import InForce, Rules, as_html, as_markdown, as_text, rules_of
from captionbot.contest.rules.hours import every, next_after, zone_in_words
from captionbot.contest.rules.parts import Paragraph, Point, Points, Reasons
from captionbot.contest.rules.plain import WIDTH
from captionbot.contest.weekly import parse_weekly
from tests.contest.made import TERMS

NOW = InForce(
    replace(TERMS, organiser="Springfield Police", contact="captions@example.org"), "friday 10:00", "911", 2026
)
WRITERS = {"md": as_markdown, "html": as_html, "txt": as_text}


def under(emergency: str = "911", post_at: str = "friday 10:00", **terms: Any) -> Rules:
    """The rules with some settings changed."""
    return rules_of(replace(NOW, terms=replace(NOW.terms, **terms), emergency=emergency, post_at=post_at))


def sentences(rules: Rules) -> list[str]:
    """Every sentence, lead and reason."""
    found = [rules.title, *rules.opening.sentences]
    for section in rules.sections:
        found.append(section.heading)
        for part in section.parts:
            match part:
                case Paragraph():
                    found += part.sentences
                case Points():
                    found += [words for point in part.points for words in (point.lead, *point.sentences)]
                case Reasons():
                    found += [words for row in part.rows for words in row]
    return found


def said(rules: Rules) -> str:
    """All of it on one line."""
    return " ".join(sentences(rules))


def test_the_rules_say_all_they_must() -> None:
    """What a city has to publish, and what Meta's terms for promotions ask for."""
    told = said(rules_of(NOW))

    for words in (
        "Reactions make the shortlist; staff choose, normally the first, and may pass over a caption for a reason",
        "run by Springfield Police on its Facebook Page",
        "in no way sponsored, endorsed or administered by, or associated with, Facebook",
        "completely release Facebook from all liability",
        "We post a photo every Friday at 10:00 AM.",
        "Entries close on the Monday after that at 10:00 AM.",
        "We plan to name the winner on the Tuesday after that at 10:00 AM.",
        "America/Chicago (CST, in summer CDT)",
        "Anybody whom Facebook lets comment.",
        "Each person has one entry.",
        "With equal votes, the caption that was written earlier comes first",
        "those that stand when entries have closed, at our first complete reading",
        "A caption may be 300 characters long.",
        "call a contest off at any time",
        "repeat your caption and your public name",
        "Comments are public records.",
        "In an emergency call 911.",
        "Nobody watches this Page around the clock",
        "tell us (captions@example.org), and we leave it out",
        "The honour, unless the contest post names a prize.",
    ):
        assert words in told, words


def test_the_list_of_reasons_is_whole() -> None:
    """Each of the closed list once, in its own words."""
    rows = [
        row
        for section in rules_of(NOW).sections
        for part in section.parts
        if isinstance(part, Reasons)
        for row in part.rows
    ]

    assert sorted(rows) == sorted((str(one), one.sentence) for one in Reason)


CHANGED: dict[str, tuple[dict[str, Any], str, str]] = {
    "many entries": ({"one_entry_each": False}, "as many captions as you like: “second", "Each person has one entry"),
    "a rest for winners": ({"cooldown_weeks": 4}, "can't win again for 4 weeks.", "the very next week"),
    "a week's rest": ({"cooldown_weeks": 1}, "can't win again for 1 week.", "the very next week"),
    "a short caption": ({"caption_max": 1}, "may be 1 character long", "300"),
    "a person's yes": ({"review": "required"}, "No winner is announced before one of our staff", "seems rude"),
    "some reactions": (
        {"counted_reactions": ("HAHA", "LOVE", "WOW")},
        "each Haha, Love or Wow is one vote; the other kinds don't count.",
        "whatever its kind",
    ),
    "one reaction": ({"counted_reactions": ("HAHA",)}, "each Haha is one vote", "whatever its kind"),
    "more entries and votes": (
        {"min_entries": 5, "min_votes": 3},
        "If fewer than 5 captions take part, or the first has fewer than 3 votes, there is no winner",
        "nobody enters",
    ),
    "no votes needed": ({"min_votes": 0}, "If nobody enters, there is no winner", "no caption has a vote"),
    "a reply alone": ({"announce_by": ("reply",)}, "We answer the winning caption.", "The next two captions"),
    "every way": (
        {"announce_by": ("reply", "post", "edit")},
        "whoever wrote it, and add caption and name to the words of the contest post.",
        "We add",
    ),
    "a prize": ({"prize": "A mug."}, "A mug. To receive it, please tell us (captions@example.org).", "The honour"),
    "no contact": ({"contact": ""}, "Or send a message to the Page, and we leave it out.", "captions@example.org"),
    "no organiser": ({"organiser": " "}, "on this Facebook Page by those who keep it", "Springfield"),
    "no number to call": ({"emergency": ""}, "In an emergency call your emergency number.", "911"),
    "another name": ({"contest_name": "Name That\tCat"}, "Name That Cat is run", "Beat the Caption"),
    "another zone": ({"timezone": "Asia/Tokyo"}, "The hours are those of Asia/Tokyo (JST).", "in summer"),
}


@pytest.mark.parametrize(("changes", "there", "not_there"), CHANGED.values(), ids=CHANGED)
def test_each_sentence_follows_its_setting(changes: dict[str, Any], there: str, not_there: str) -> None:
    """What is said changes with it, and what is no longer so is not said."""
    told = said(under(**changes))

    assert there in told
    assert not_there not in told
    assert there not in said(rules_of(NOW))


@pytest.mark.parametrize(
    ("before", "weekly", "words"),
    [
        ("friday 10:00", "monday 10:00", "on the Monday after that at 10:00 AM"),
        ("friday 10:00", "friday 18:30", "on the same day at 6:30 PM"),
        ("friday 10:00", "friday 10:00", "on Friday of the week after at 10:00 AM"),
        ("friday 10:00", "sunday 00:00", "on the Sunday after that at 12:00 AM (as Sunday begins)"),
    ],
)
def test_hours_follow_each_other(before: str, weekly: str, words: str) -> None:
    """Each the first such hour after the one before."""
    assert next_after(parse_weekly(before), parse_weekly(weekly)) == words


def test_noon_is_said_to_be_noon() -> None:
    """Many take 12:00 PM for midnight."""
    assert every(parse_weekly("friday 12:00")) == "Friday at 12:00 PM (noon)"


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Australia/Sydney", "Australia/Sydney (AEST, in summer AEDT)"),
        ("America/Phoenix", "America/Phoenix (MST)"),
        ("Asia/Kolkata", "Asia/Kolkata (IST)"),
        ("UTC", "UTC"),
    ],
)
def test_the_zone_is_named_with_its_hours(zone: str, words: str) -> None:
    """On either half of the earth, and where no clock is ever changed."""
    assert zone_in_words(ZoneInfo(zone), 2026) == words


@pytest.mark.parametrize("form", WRITERS)
def test_the_rules_never_ask_for_reactions(form: str) -> None:
    """They say what counts; nobody is told to like, vote, share, tag or follow (promise 6)."""
    told = " ".join(WRITERS[form](under(prize="A mug", announce_by=("reply", "post", "edit"))).split())
    asks = (
        r"(please|do|and|:) (like|vote|react|share|tag|follow)\b|(like|vote for|react to|share|tag) (this|us|your|a)\b"
    )

    assert not re.search(asks, told, re.IGNORECASE)


class _Reader(HTMLParser):
    """What a browser would show, and every tag that it would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note it."""
        self.text += data


def _shown(rules: Rules) -> _Reader:
    reader = _Reader()
    reader.feed(as_html(rules))
    return reader


HOSTILE = "<script>alert(1)</script> | **bold** _it_ [x](javascript:y) `c` \" ' &amp; C:\\"


TAGS = {"html", "head", "meta", "title", "style", "body", "main"}
PARTS = {"h1", "h2", "p", "ul", "li", "strong", "dl", "dt", "dd"}


def test_the_web_page_holds_what_settings_say_as_words() -> None:
    """Whatever stands in a setting, no tag comes of it, and every sentence is shown as it is."""
    rules = under(contest_name=HOSTILE, organiser=HOSTILE, contact=HOSTILE, prize=HOSTILE, emergency=HOSTILE)
    shown = _shown(rules)

    assert {tag for tag, _ in shown.tags} <= TAGS | PARTS
    assert HOSTILE in shown.text
    assert all(sentence in " ".join(shown.text.split()) for sentence in sentences(rules))


def test_the_web_page_stands_alone() -> None:
    """It fetches nothing, fits a phone, and knows the dark; addresses can be tapped."""
    shown = _shown(under(contact="captions@example.org or https://example.org/ask?a=1&b=2."))
    links = [attributes["href"] for tag, attributes in shown.tags if tag == "a"]

    assert set(links) == {"mailto:captions@example.org", "https://example.org/ask?a=1&b=2"}
    assert not [tag for tag, attributes in shown.tags if "src" in attributes or tag in {"link", "script", "img"}]
    assert "prefers-color-scheme: dark" in as_html(rules_of(NOW))
    assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in shown.tags


def test_markdown_keeps_words_from_becoming_markup() -> None:
    """Signs of its own are escaped; an underscore inside a word is left, for addresses have them."""
    told = as_markdown(under(organiser=HOSTILE, contact="https://example.org/our_rules_2"))

    assert "\\<script\\>" in told
    assert "\\*\\*bold\\*\\* \\_it\\_ \\[x\\](javascript:y) \\`c\\`" in told
    assert "(https://example.org/our_rules_2)" in told


def test_plain_text_fits_a_line() -> None:
    """Long addresses stay whole."""
    address = f"https://example.org/{'a' * 80}"
    told = as_text(under(contact=address))

    assert address in told
    assert all(len(line) <= WIDTH for line in told.splitlines() if address not in line)


@pytest.mark.parametrize("form", WRITERS)
def test_a_note_for_staff_stands_before_the_rules(form: str) -> None:
    """And says whom it is for."""
    told = WRITERS[form](replace(rules_of(NOW), note=Paragraph(("Show it to a lawyer.",))))

    assert "For staff" in told
    assert told.index("Show it to a lawyer.") < told.index("We show a photo")
    assert "For staff" not in WRITERS[form](rules_of(NOW))


def test_a_point_without_a_lead_is_a_sentence() -> None:
    """No empty bold stands before it."""
    assert Point("", ("A caption may be 300 characters long.",)) in [
        point
        for section in rules_of(NOW).sections
        for part in section.parts
        if isinstance(part, Points)
        for point in part.points
    ]
    assert "****" not in as_markdown(rules_of(NOW))
    assert "<strong></strong>" not in as_html(rules_of(NOW))
