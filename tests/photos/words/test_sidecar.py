"""The text beside a photo, as people really write it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.photos.words.sidecar import Problem, Sidecar, decode_text, plain, read_sidecar

WHOLE = """Alt: Two officers on horseback outside a diner, one reaching for a milkshake.
Credit: Houston Public Library
Fact: One of the horses, Biscuit, was banned from the diner a week later.
Post-on: 2026-12-25
Taken: 1974-06
Source: box 12, print 7
Rights: given by the family
People: Officer Invented

They promised the horses a treat.
What's the caption?
"""


def mistake(text: str) -> Problem:
    """The one mistake in a text."""
    (found,) = read_sidecar(text).mistakes
    assert found.do
    return found


def test_a_whole_sidecar() -> None:
    """Every known name is understood, and the rest is words."""
    assert Sidecar(
        alt="Two officers on horseback outside a diner, one reaching for a milkshake.",
        credit="Houston Public Library",
        fact="One of the horses, Biscuit, was banned from the diner a week later.",
        post_on=date(2026, 12, 25),
        taken="1974-06",
        source="box 12, print 7",
        rights="given by the family",
        people="Officer Invented",
        words="They promised the horses a treat.\nWhat's the caption?",
    ) == read_sidecar(WHOLE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("\n \n", ""),
        ("Caption this: the horse knows.", "Caption this: the horse knows."),
        ("\n\nALT : a horse\nno blank line between", "no blank line between"),
        ("alt: a horse\n\n\nTwo\n\nparagraphs  \n\n", "Two\n\nparagraphs"),
        ("\ufeffAlt: a horse\r\n\r\nUp to here\r\nand on", "Up to here\nand on"),
        ("Alt: a horse\r\rclassic Mac", "classic Mac"),
        ("Alt: a horse\n\nsoft\vbreak\u2028of Word", "soft\nbreak\nof Word"),
        ("Alternatively: words", "Alternatively: words"),
        ("Alt a horse", "Alt a horse"),
    ],
)
def test_where_the_words_begin(text: str, words: str) -> None:
    """At the first line that is neither blank nor a known name."""
    sidecar = read_sidecar(text)

    assert words == sidecar.words
    assert sidecar.alt in {"", "a horse"}
    assert not sidecar.mistakes


def test_headers_may_have_blank_lines_between() -> None:
    """A fact that is set apart must not go out before the winner."""
    assert Sidecar(alt="a", fact="secret", words="Words") == read_sidecar("Alt: a\n\nFact: secret\n\nWords")


def test_an_empty_header_says_nothing() -> None:
    """A form with its lines left blank is no mistake."""
    assert Sidecar(words="Words") == read_sidecar("Alt:\nPost-on:\nTaken:  \n\nWords")


@pytest.mark.parametrize(
    "value",
    [
        "Christmas",
        "25.12.2026",
        "2026-13-01",
        "2026-02-29",
        "20261225",
        "2026-W52-5",
        "2026-12-25 10:00",
        "\uff12\uff10\uff12\uff16-12-25",
    ],
)
def test_a_post_on_that_is_no_date_is_never_guessed(value: str) -> None:
    """The photo waits, and the line is named."""
    found = mistake(f"Alt: a\nPost-on: {value}\n\nWords")

    assert f"line 2: Post-on: “{value}” is not a date" == found.what
    assert found.waits
    assert read_sidecar(f"Post-on: {value}").post_on is None


@pytest.mark.parametrize("value", ["1974", "1974-06", "1974-06-05", "2024-02-29"])
def test_taken_is_a_year_a_month_or_a_day(value: str) -> None:
    """Archives often know no more than the year."""
    assert Sidecar(taken=value) == read_sidecar(f"Taken: {value}")


@pytest.mark.parametrize("value", ["June 1974", "1974-6", "1974-13", "1975-02-29", "74", "1974-06-05-01", "0000"])
def test_a_taken_that_is_none_of_these_is_named_and_left_out(value: str) -> None:
    """It keeps no photo from its slot."""
    found = mistake(f"Taken: {value}")

    assert found.what.startswith("line 1: Taken")
    assert not found.waits
    assert not read_sidecar(f"Taken: {value}").taken


def test_a_header_twice_is_named_and_the_first_counts() -> None:
    """Which one was meant, only the writer knows."""
    sidecar = read_sidecar("Alt: one\nAlt: two")

    assert sidecar.alt == "one"
    assert sidecar.mistakes[0].what == "line 2: Alt stands a second time; the first one counts"
    assert not sidecar.mistakes[0].waits


def test_two_different_dates_wait_for_a_person() -> None:
    """Posted on the wrong day, a photo can't be called back."""
    assert mistake("Post-on: 2026-12-25\nPost-on: 2026-12-26").waits
    assert not mistake("Post-on: 2026-12-25\nPost-on: 2026-12-25").waits


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("Post on: 2026-12-25", "Post-on"),
        ("Facts: a secret", "Fact"),
        ("Credits: me", "Credit"),
        ("Right: mine", "Rights"),
    ],
)
def test_a_misspelt_header_is_remarked_on(line: str, meant: str) -> None:
    """It is taken as words, as everything unknown is, but would look odd in a post."""
    found = mistake(f"{line}\n\nWords")

    assert f"“{meant}:”" in found.do
    assert read_sidecar(line).words == line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_notepad_and_word_write_is_read(encoding: str) -> None:
    """With and without a mark, and in both widths."""
    words = "Größe “quoted” 🐴"

    assert words == read_sidecar(decode_text(words.encode(encoding))).words


def test_utf_16_big_endian_and_windows_1252_are_read() -> None:
    """The first by its mark, the second because it is no UTF-8; a byte that means nothing is shown as such."""
    assert decode_text(b"\xfe\xff" + "Größe".encode("utf-16-be")) == "Größe"
    assert decode_text("Größe “quoted” €".encode("cp1252")) == "Größe “quoted” €"
    assert decode_text(b"caf\xe9\x81") == "café\ufffd"


def test_characters_that_no_database_takes_are_replaced_and_named() -> None:
    """NUL, other controls and half surrogates become U+FFFD; tabs stay."""
    sidecar = read_sidecar("Alt: a\0b\n\nWo\x1b[31mrds\t\ud83d.")

    assert (sidecar.alt, sidecar.words) == ("a\ufffdb", "Wo\ufffd[31mrds\t\ufffd.")
    assert sidecar.mistakes[0].what.startswith("line 1: holds characters that are not text")
    assert not sidecar.mistakes[0].waits
    assert plain("\x7f\x85") == "\ufffd\x85"


@pytest.mark.parametrize(
    "raw", [b"{\\rtf1 hello}", b"PK\x03\x04..", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1", b"<html>"]
)
def test_a_document_renamed_to_txt_waits(raw: bytes) -> None:
    """Its bytes must not go out as words."""
    found = read_sidecar(decode_text(raw))

    assert not found.words
    assert found.mistakes[0].waits
    assert "plain text" in found.mistakes[0].do


@given(st.text())
def test_any_text_is_read_and_storable(text: str) -> None:
    """Nothing raises, and what comes out can be stored."""
    sidecar = read_sidecar(text)

    assert "\0" not in sidecar.words
    assert f"{sidecar}".encode()


@given(st.binary(max_size=300))
def test_any_bytes_are_some_text(raw: bytes) -> None:
    """A file is always read as something, and never trips the reader."""
    assert f"{read_sidecar(decode_text(raw))}".encode()


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "line",
    [
        "Alt\uff1a a horse",
        "Alt\u00a0: a horse\u00a0",
        "\ufeffAlt: a horse",
        "\u200b ALT\t:\ta horse\u200b",
        "alt: a \ufeffhorse",
    ],
)
def test_what_an_editor_puts_around_a_header_is_no_part_of_it(line: str) -> None:
    """Full-width colons, blanks that don't break, marks in the middle of a file that was put together."""
    sidecar = read_sidecar(f"Credit: me\n{line}\n\nWords")

    assert (sidecar.alt, sidecar.words, sidecar.mistakes) == ("a horse", "Words", ())


@pytest.mark.parametrize("line", ["\u017fource: a", "Ta\u212aen: a", "Cred\u0131t: a"])
def test_a_letter_that_only_looks_alike_makes_no_header(line: str) -> None:
    """As it stands, it is words."""
    assert read_sidecar(line).words == line


def test_a_hyphen_that_word_has_changed_is_one() -> None:
    """In the name and in the date."""
    assert read_sidecar("Post\u2013on: 2026\u201112\u201125").post_on == date(2026, 12, 25)


@pytest.mark.parametrize(
    ("line", "what", "do"),
    [
        ("Post-on: 25.12.2026", "Post-on: “25.12.2026” is not a date", "Write it as 2026-12-25, or take the line out."),
        ("Post-on: 3/4/2027", "Post-on: “3/4/2027” is not a date", "Write it as 2027-03-04 or 2027-04-03, or take"),
        ("Post-on: 2206-12-25", "Post-on: 2206-12-25 is 180 years away", "Look at the year once more."),
        ("Taken: June 1974", "Taken: “June 1974” is not a year, month or day", "Write it as 1974-06."),
        ("Taken: 2027-01", "Taken: 2027-01 is yet to come", "Look at the date once more."),
    ],
)
def test_a_date_that_cant_be_meant_is_named_with_the_right_form(line: str, what: str, do: str) -> None:
    """A pin that is none waits for a person; a day of the past that is none keeps nothing from its slot."""
    (found,) = read_sidecar(f"Alt: a\n{line}", today=TODAY).mistakes

    assert found.what == f"line 2: {what}"
    assert found.do.startswith(do)
    assert found.waits == line.startswith("Post-on")


def test_dates_near_today_are_fine() -> None:
    """Somewhere it is tomorrow already; and pins are made years ahead."""
    assert not read_sidecar("Taken: 2026-11-24\nPost-on: 2036-12-25", today=TODAY).mistakes
    assert not read_sidecar("Post-on: 2020-12-25", today=TODAY).mistakes


def test_a_misspelt_pin_waits() -> None:
    """Whichever week it is, it isn't the next one that comes along."""
    assert mistake("Post on: 2026-12-25\n\nWords").waits
    assert not mistake("Post on: a horse\n\nWords").waits


def test_an_alt_that_an_editor_has_wrapped_waits() -> None:
    """Half of it would be read aloud, and the post begin with the other half."""
    wrapped = "Alt: Two officers on horseback outside a diner, one of them\nreaching for a milkshake.\n\nWords"
    found = mistake(wrapped)

    assert found.what == "line 2: goes on from Alt, or begins the words?"
    assert found.waits
    assert not read_sidecar("Credit: me\nwho takes the cake?").mistakes
    assert not read_sidecar(wrapped.replace("of them\n", "of them.\n")).mistakes
    assert not read_sidecar(wrapped.replace("reaching", "Reaching")).mistakes


def test_known_names_among_the_words_are_named() -> None:
    """Right below other headers one of the lines was wrapped, and nobody can tell which; else it is a remark."""
    among = mistake("Words first.\nAlt: then no header any more")

    assert among.what == "line 2: “Alt:” stands among the words, and would go out with them"
    assert not among.waits
    assert mistake("Alt: a\nand so on.\nCredit: me\n\nWords").waits
    assert not mistake("Alt: a\nWords\n\nCredit: me").waits


def test_texts_that_are_too_long_are_named() -> None:
    """Facebook would cut the one and refuse the other."""
    assert not mistake(f"Alt: {'a' * 1_001}").waits
    assert "1,001 characters" in mistake(f"Alt: {'a' * 1_001}").what
    assert not read_sidecar(f"Alt: {'a' * 1_000}").mistakes
    assert mistake("a " * 30_001).waits
