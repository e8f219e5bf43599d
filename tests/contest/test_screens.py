"""What a person must look at before it is announced."""

# Letters that look like others are what is tried here.
# ruff: noqa: RUF001

import pytest

from captionbot.contest.comment import Tag
from captionbot.contest.screens import Flag, Mark, is_edited, marks, screen

from .made import comment


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Read it at https://example.org", Flag.LINK),
        ("More at www.example.org", Flag.LINK),
        ("cheap.example.com has it", Flag.LINK),
        ("ex\u200bample.com", Flag.LINK),
        ("bit.ly/abc", Flag.LINK),
        ("Write to nora.bell+fan@example.org!", Flag.EMAIL),
        ("ｎｏｒａ＠ｅｘａｍｐｌｅ．ｏｒｇ", Flag.EMAIL),
        ("(713) 555-0123", Flag.PHONE),
        ("call 713-555-0123.", Flag.PHONE),
        ("713.555.0123", Flag.PHONE),
        ("7135550123", Flag.PHONE),
        ("1 713 555 0123", Flag.PHONE),
        ("+1 (713) 555-0123", Flag.PHONE),
        ("+32 475 12 34 56", Flag.PHONE),
        ("0475 12 34 56", Flag.PHONE),
        ("555-0123", Flag.PHONE),
        ("7️⃣1️⃣3️⃣5️⃣5️⃣5️⃣0️⃣1️⃣2️⃣3️⃣", Flag.PHONE),
        ("Meet me at 1200 Travis Street", Flag.STREET),
        ("15 Oak Ln is where", Flag.STREET),
        ("Write to P.O. Box 1234", Flag.STREET),
        ("Springfield, TX 77002", Flag.STREET),
        ("ask @RowanVance about it", Flag.TAGGED),
        ("Jordan Avery", Flag.NAME),
        ("jordan avery", Flag.NAME),
        ("Casey Jessup & Rowan Vance 😂", Flag.NAME),
        ("lol 😂", Flag.CHATTER),
        ("Jordan this is you", Flag.CHATTER),
        ("Thank you for your service", Flag.CHATTER),
        ("N\u0300\u0301\u0302\u0303eigh, he said", Flag.UNREADABLE),
        ("the horsе rides", Flag.UNREADABLE),
        ("\u202eesroh eht", Flag.UNREADABLE),
        ("Oats, then more oats. " * 30, Flag.LONG),
    ],
)
def test_a_text_with_an_address_in_it_is_flagged(text: str, flag: Flag) -> None:
    """Links, e-mail addresses and phone numbers, also where they are dressed up; each bears its own flag only."""
    assert screen(comment(text=text)) == (flag,)


@pytest.mark.parametrize(
    "text",
    [
        "Neigh means neigh.",
        "Call 911!",
        "10-4, good buddy",
        "Since 1974 - 2026",
        "It was 1974-06-01",
        "Fined $1,000,000",
        "24/7/365",
        "Unit 12-34 at 10:30",
        "Win 100-0",
        "We were told.So we waited",
        "Serve and/or protect",
        "3.14159265",
        "Route 66, mile 100.5",
        "user@home",
        "",
        "2 guys walking down the street",
        "A 5 minute walk up the road",
        "4 way stop",
        "Hold Your Horses",
        "Neigh!",
        "So this is what he meant by lunch",
        "Việt Nam có ngựa",
        "ψάρι και ἄλογον",
        "Лошадь платит",
        "नमस्ते घोड़ा",
        "สวัสดีม้า",
        "!!!!!!!!!!!!!! Yes, sir, the horse pays",
    ],
)
def test_an_ordinary_text_is_not(text: str) -> None:
    """Years, codes, prices and slips of the space bar are no addresses."""
    assert screen(comment(text=text)) == ()


def test_a_tagged_person_is_flagged() -> None:
    """With words it is an entry all the same."""
    assert screen(comment(text="Al said neigh", tags=[Tag(0, 2, "Al")])) == (Flag.TAGGED,)


def test_a_shared_link_is_flagged_though_its_address_is_not_in_the_text() -> None:
    """Facebook lets people take the address out once the preview stands."""
    assert screen(comment(attachment="share")) == (Flag.LINK,)
    assert screen(comment(attachment="animated_image_share")) == ()


def test_flags_come_in_the_order_of_their_list() -> None:
    """So that two readings of one text print the same."""
    text = "Al: 713-555-0123, al@example.org, example.org"

    assert screen(comment(text=text, tags=[Tag(0, 2, "Al")])) == (Flag.LINK, Flag.EMAIL, Flag.PHONE, Flag.TAGGED)


@pytest.mark.parametrize(
    ("tallied", "now", "edited"),
    [
        ("Neigh", "Neigh", False),
        ("Neigh", " Neigh\n", False),
        ("café", "cafe\u0301", False),
        ("Neigh", "neigh", True),
        ("Neigh", "Neigh!", True),
        ("Neigh", "", True),
    ],
)
def test_a_text_is_edited_when_a_reader_would_see_it(tallied: str, now: str, *, edited: bool) -> None:
    """Any change in words, case or punctuation; spaces and the spelling of accents are not one."""
    assert is_edited(tallied, now) is edited


@pytest.mark.parametrize("text", ["Are you guys hiring?", "When does the contest end?", "what year was this taken?"])
def test_a_question_to_us_is_marked(text: str) -> None:
    """It waits for an answer rather than for votes, but many a caption is a question too."""
    assert marks(comment(text=text)) == (Mark.QUESTION,)
    assert marks(comment(text="Why the long face?")) == ()


def test_a_withheld_author_is_marked() -> None:
    """The rules about one person's entries can't be applied."""
    assert marks(comment(by=None)) == (Mark.AUTHOR_WITHHELD,)


@pytest.mark.parametrize("flag", Flag)
def test_every_flag_says_what_it_means(flag: Flag) -> None:
    """The words are short enough for a table, the sentence is whole."""
    assert flag == Flag(str(flag))
    assert len(flag) <= len("edited since it was tallied")
    assert flag.sentence.endswith(".")
