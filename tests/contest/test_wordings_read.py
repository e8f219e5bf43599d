"""A file of wordings: what staff may write, and what is refused, each with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.contest.wording import BUILT_IN, KINDS, Kind, Wordings, read_wordings, written

from .made import PROPERTY

GOOD = "{caption} by {name} wins."


def problems(text: str) -> list[tuple[int, str]]:
    """What is wrong with a file of that text."""
    return list(read_wordings(text).problems)


def test_what_is_printed_is_read_back_as_it_was() -> None:
    """So `captionbot wordings > wordings.txt` gives a file that says what was said before."""
    read = read_wordings(written(BUILT_IN))

    assert read.problems == ()
    assert read.wordings == BUILT_IN
    assert written(read.wordings) == written(BUILT_IN)


def test_a_kind_that_the_file_does_not_name_keeps_our_words() -> None:
    """And one that it names has those of the file and no other."""
    read = read_wordings("[thanks]\nCheers.\n\nThank you, Springfield.\n")

    assert read.problems == ()
    assert read.wordings.thanks == ("Cheers.", "Thank you, Springfield.")
    assert read.wordings.announcement == BUILT_IN.announcement
    assert read_wordings("").wordings == read_wordings("# Nothing yet.\n\n#\n").wordings == BUILT_IN


@pytest.mark.parametrize(
    "text",
    [
        "[announcement]\nSo it is:\n  {caption} by {name}{count}.\n",
        "\ufeff[ Announcement ]\r\nSo it is: {caption}\r\nby\t{name} {count}.\r\n"[1:],
        "# A note.\n[ANNOUNCEMENT]\n\n---\n\nSo it is: {caption} by\n# another note\n{name}{count}.",
        "[announcement]\rSo it is: {caption} by {name}   {count}.\r",
    ],
)
def test_lines_that_follow_each_other_are_one_wording(text: str) -> None:
    """However an editor wraps them and ends its lines; notes stand between, and a count follows its word at once."""
    assert read_wordings(text).wordings.announcement == ("So it is: {caption} by {name}{count}.",)


def test_headings_are_known_however_they_are_typed() -> None:
    """With capitals, spaces or underscores."""
    for heading in ("[correction-reply]", "[Correction reply]", "[ CORRECTION_REPLY ]"):
        said = "Sorry{to}: {caption} wins {contest} of {day}."
        assert read_wordings(f"{heading}\n{said}").wordings.correction_reply == (said,)


WRONG = {
    "unknown-kind": (
        "[anouncement]\n" + GOOD,
        [(1, "[anouncement] is no kind of wording; did you mean [announcement]?")],
    ),
    "no-heading": (f"{GOOD}\n{GOOD}", [(1, "stands under no heading; write one before it, such as [announcement]")]),
    "broken-heading": (
        "[added\n" + GOOD,
        [(1, "begins with [ and is no heading; one is a word in brackets alone on its line: [announcement]")],
    ),
    "twice": (
        "[thanks]\nThanks.\n[sorry]\nSorry.\n[thanks]\nCheers.",
        [(5, "[thanks] stands on line 1 already; put its wordings under one heading")],
    ),
    "nothing": ("", [(0, "holds no wordings; `captionbot wordings` writes a file of them")]),
    "only-notes": ("# Later.\n", [(0, "holds no wordings; `captionbot wordings` writes a file of them")]),
    "the-same-twice": (
        "[thanks]\nThanks.\n\nCheers.\n\nThanks.",
        [(6, "this wording of [thanks] stands there already; take one of the two out")],
    ),
    "in-marks": (
        "[announcement]\n“{caption}” by {name}.",
        [(2, "has a quotation mark beside {caption}, which comes with its own; take it out")],
    ),
    "in-straight-marks": (
        '[added]\nIt was "{caption}" by {name}.',
        [(2, "has a quotation mark beside {caption}, which comes with its own; take it out")],
    ),
    "empty": (
        "\n[thanks]\n# later\n\n[sorry]\nSorry.",
        [(2, "[thanks] has no wording; write one below it, or take the heading out")],
    ),
    "unknown-field": (
        "[announcement]\n{caption} by {name}\n{Votes}",
        [(3, "{Votes} is no field of [announcement]; it knows {caption}, {name}, {count}, {contest}, {day}")],
    ),
    "near-field": (
        "[announcement]\n{caption} by {name} of {contests}",
        [(2, "{contests} is no field of [announcement]; did you mean {contest}?")],
    ),
    "field-of-another-kind": (
        "[thanks]\nThank you, {name}.",
        [(2, "{name} is no field of [thanks]; it knows none")],
    ),
    "attribute": (
        f"[announcement]\n{GOOD} {{name.__class__}}",
        [(2, "{name.__class__} is no field of [announcement]; did you mean {name}?")],
    ),
    "index": (
        f"[announcement]\n{GOOD} {{day[0]}}",
        [(2, "{day[0]} is no field of [announcement]; did you mean {day}?")],
    ),
    "conversion": (
        f"[announcement]\n{GOOD} {{day!r}}",
        [(2, "{day!r} is no field of [announcement]; did you mean {day}?")],
    ),
    "format": (
        f"[announcement]\n{GOOD} {{count:>9}}",
        [(2, "{count:>9} is no field of [announcement]; did you mean {count}?")],
    ),
    "nameless": (
        f"[announcement]\n{GOOD} {{}}",
        [(2, "{} is no field of [announcement]; it knows {caption}, {name}, {count}, {contest}, {day}")],
    ),
    "one-brace": (
        f"[announcement]\n{GOOD} {{day",
        [(2, "has a brace without its other; a field is a word between two, such as {caption}")],
    ),
    "field-over-two-lines": (
        f"[announcement]\n{GOOD} {{\nday}}",
        [
            (2, "has a brace without its other; a field is a word between two, such as {caption}"),
            (3, "has a brace without its other; a field is a word between two, such as {caption}"),
        ],
    ),
    "doubled-braces": (
        f"[announcement]\n{GOOD} {{{{}}}}",
        [
            (2, "has a brace without its other; a field is a word between two, such as {caption}"),
            (2, "has a brace without its other; a field is a word between two, such as {caption}"),
            (2, "{} is no field of [announcement]; it knows {caption}, {name}, {count}, {contest}, {day}"),
        ],
    ),
    "lacks-the-winner": (
        "[announcement]\nWe have a winner.\n\n" + GOOD,
        [
            (2, "this wording of [announcement] lacks {caption}"),
            (2, "this wording of [announcement] lacks {name}"),
        ],
    ),
    "lacks-the-trace-of-a-reply": (
        "[reply]\nWell done{to}! {caption} wins {contest} on {day}.",
        [(2, "this wording of [reply] lacks {contest} of {day}")],
    ),
    "too-long": ("[thanks]\n" + "x" * 501, [(2, "this wording has 501 characters; 500 are the most")]),
    "control": (
        "[thanks]\nThank\u202eyou",
        [(2, "has a character in it that can't be seen, and that turns or breaks the line; write the line anew")],
    ),
    "separator": (
        "[thanks]\nThank\u2028you",
        [(2, "has a character in it that can't be seen, and that turns or breaks the line; write the line anew")],
    ),
    "mention": ("[thanks]\nThank you, @[123].", [(2, "has @[ in it, by which Facebook would tag somebody")]),
    "hashtag": (
        "[thanks]\n#BeatTheCaption",
        [(2, "begins with #; put a space after it for a note to yourselves, or a word before a hashtag")],
    ),
    "list": (
        "[thanks]\n- Thanks.\n\n2. Cheers.",
        [
            (2, "begins as in a list; leave the sign out, an empty line stands between two wordings"),
            (4, "begins as in a list; leave the sign out, an empty line stands between two wordings"),
        ],
    ),
    "marker": (
        "[invitation]\n{contest} · {day}",
        [(2, "begins as the line by which captionbot knows its posts; put a word before {contest}, or take the · out")],
    ),
    "words-of-ours": (
        "[announcement]\nCorrection: We made a mistake here, and we are sorry. {caption} {name}",
        [(2, "begins with words that captionbot writes itself where they belong; begin it otherwise")],
    ),
    "a-second-correction": (
        "[correction-added]\nCorrection 2: {caption} by {name}",
        [(2, "begins with words that captionbot writes itself where they belong; begin it otherwise")],
    ),
    "bait": (
        "[invitation]\nWhat is your caption?\n\nLike this photo\nand tag a friend.",
        [(4, "“Like this photo” begs, and Facebook shows such posts to fewer people; invite captions instead")],
    ),
}


@pytest.mark.parametrize(("text", "told"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told_with_its_line(text: str, told: list[tuple[int, str]]) -> None:
    """And nothing of such a file is taken."""
    read = read_wordings(text)

    assert list(read.problems) == told
    assert read.wordings == BUILT_IN


def test_everything_is_told_at_once_in_the_order_of_the_lines() -> None:
    """So that one look at the file mends all of it."""
    told = problems("[thanks]\n[nonsense]\nSome {words}.\n[added]\n{caption}\n\nVote now! {caption} {name}\n")

    assert [line for line, _ in told] == [1, 2, 5, 7]
    assert told[1][1].startswith("[nonsense] is no kind of wording; there are invitation, hours, ")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.heading)
def test_each_kind_can_be_replaced_by_itself(kind: Kind) -> None:
    """By what it needs and a few words."""
    said = " ".join(["And so", *kind.needs, "it is."])
    read = read_wordings(f"[{kind.heading}]\n{said}")

    assert read.problems == ()
    assert kind.of(read.wordings) == (said,)
    assert [one.heading for one in KINDS if one.of(read.wordings) != one.of(BUILT_IN)] == [kind.heading]


@PROPERTY
@given(
    st.text(max_size=200) | st.lists(st.sampled_from("[]{}#-\n\r \tthanks{caption}[added]"), max_size=60).map("".join)
)
def test_whatever_stands_in_a_file_is_read_or_refused(text: str) -> None:
    """And what was read is written and read again the same."""
    for whole in (text, f"[thanks]\n{text}", f"[added]\n{GOOD}\n{text}"):
        read = read_wordings(whole)
        assert isinstance(read.wordings, Wordings)
        assert read_wordings(written(read.wordings)).wordings == read.wordings
        assert all("\n" not in what for _, what in read.problems)
