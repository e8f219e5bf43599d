"""Names: any bytes on disk, storable text everywhere else, safe on a screen."""

import os
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.photos.names import (
    LONGEST,
    folded,
    in_name_order,
    is_ignored,
    is_numbered_form,
    is_one_name,
    looks_like_photo,
    numbered,
    raw_name,
    shown_name,
    shown_raw,
    text_name,
    typed_name,
)

on_disk = st.binary(min_size=1, max_size=40).map(os.fsdecode)


@given(on_disk)
def test_a_text_name_can_be_stored_and_undone(raw: str) -> None:
    """Whatever bytes a name has, its text form is sound Unicode and leads back to the same bytes."""
    text = text_name(raw)

    assert text.encode("utf-8")
    assert os.fsencode(raw) == os.fsencode(raw_name(text))


def test_a_text_name_goes_through_sqlite() -> None:
    """The form that a database refuses is never given out."""
    text = text_name(os.fsdecode(b"caf\xe9 \xef\xbf\xbdE9.jpg"))

    assert (text,) == sqlite3.connect(":memory:").execute("SELECT ?", (text,)).fetchone()
    assert os.fsencode(raw_name(text)) == b"caf\xe9 \xef\xbf\xbdE9.jpg"


def test_a_name_typed_as_the_shell_shows_it_is_understood() -> None:
    """Ordinary names are the same in both forms."""
    assert raw_name("Fête №2.jpg") == text_name("Fête №2.jpg") == "Fête №2.jpg"


@given(on_disk)
def test_a_shown_name_is_one_printable_line(raw: str) -> None:
    """No name moves the cursor, turns the text around or breaks the line."""
    shown = shown_raw(raw)

    assert shown.isprintable()
    assert shown.encode("utf-8")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb\x1b[31m.jpg", r"a\nb\x1b[31m.jpg"),
        ("gpj.\u202eexe", r"gpj.\u202eexe"),
        ("caf\udce9.jpg", "caf\ufffdE9.jpg"),
        ("Screenshot 9.41\u202fAM.png", "Screenshot 9.41 AM.png"),
        ("\ud800.jpg", r"\ud800.jpg"),
        ("Grüße 🐴.jpg", "Grüße 🐴.jpg"),
    ],
)
def test_what_is_shown(name: str, shown: str) -> None:
    """Controls are spelled out, letters of every script stand as they are."""
    assert shown == shown_raw(name)


def test_a_text_name_is_not_spelled_out_twice() -> None:
    """What stands in the record and in `--json` is shown as the name on disk is."""
    name = text_name(os.fsdecode(b"bad\xff.jpg"))

    assert shown_name(name) == name == "bad\ufffdFF.jpg"


def test_name_order_is_the_order_a_person_expects() -> None:
    """Numbers by size, capitals as small letters, a plain name before its numbered ones."""
    names = ["b.jpg", "Photo10.jpg", "photo2.jpg", "photo.jpg", "A.jpg", "2.jpg", "10.jpg", "photo2a.jpg", "Äb.jpg"]

    assert sorted(names, key=in_name_order) == [
        "2.jpg",
        "10.jpg",
        "A.jpg",
        "b.jpg",
        "photo.jpg",
        "photo2.jpg",
        "photo2a.jpg",
        "Photo10.jpg",
        "Äb.jpg",
    ]


@given(st.lists(on_disk, max_size=8))
def test_name_order_is_total(names: list[str]) -> None:
    """Any set of names has one order, whatever order it was found in."""
    assert sorted(set(names), key=in_name_order) == sorted(set(names), key=in_name_order, reverse=True)[::-1]


def test_a_mac_and_a_pc_spell_the_same_name() -> None:
    """Accents made of one character or of two, and capitals, make no other name."""
    assert folded("CAFE\u0301.JPG") == folded("café.jpg")


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.jpg",
        "._photo.jpg",
        ".gitkeep",
        "Thumbs.db",
        "desktop.ini",
        "README",
        "README.md",
        "readme.txt",
        "photo.jpg.part",
        "photo.crdownload",
        "photo.tmp",
        "photo.jpg~",
        "~$words.docx",
        "PAUSE",
        "pause.txt",
        "Pause.TXT.txt",
        "scan.jpg.reason.txt",
        "@eaDir",
        "lost+found",
    ],
)
def test_what_is_none_of_staffs_is_ignored(name: str) -> None:
    """The system's own files, unfinished copies and our notes are neither photos nor problems."""
    assert is_ignored(name)


@pytest.mark.parametrize("name", ["readme.jpg", "pause.jpg", "photo", "a.pdf", "thumbs.db.jpg", "~.jpg"])
def test_what_staff_put_there_is_not_ignored(name: str) -> None:
    """Likeness to such a name is not enough."""
    assert not is_ignored(name)


@pytest.mark.parametrize("name", ["", ".", "..", "../a.jpg", "a/b.jpg", "/etc/passwd", "a\0b", "\ud800.jpg"])
def test_a_name_leads_nowhere_else(name: str) -> None:
    """What names a path, or nothing at all, is not the name of a photo."""
    assert not is_one_name(name)


def test_numbered_names_fit_a_file_system() -> None:
    """A second file of a name of 255 bytes still gets one of its own, in whole characters."""
    longest = "é" * 125 + "x.jpg"

    second = numbered(longest, 2)

    assert (numbered("a.jpg", 1), numbered("a.jpg", 2)) == ("a.jpg", "a (2).jpg")
    assert len(os.fsencode(longest)) == LONGEST >= len(os.fsencode(second))
    assert second.endswith("é (2).jpg")
    assert is_numbered_form(second, longest)
    assert not is_numbered_form("b (2).jpg", "a.jpg")


def test_endings_promise_photos() -> None:
    """The ending only says what a person meant the thing to be."""
    assert looks_like_photo("A.JPG")
    assert not looks_like_photo("jpg")


def test_a_name_is_offered_as_a_shell_takes_it() -> None:
    """Whole, and no option if it begins like one."""
    assert typed_name("horse.jpg") == "horse.jpg"
    assert typed_name("Mayor's dog & cat.jpg") == "'Mayor'\"'\"'s dog & cat.jpg'"
    assert typed_name("-rf.jpg") == "./-rf.jpg"
