"""The answer of a process that has read anyone's bytes is trusted in nothing."""

import json
from dataclasses import asdict, fields, replace

import pytest

from captionbot.errors import CutShort, PhotoRefused
from captionbot.photos.picture.answering import (
    LONGEST_FAULT,
    LONGEST_WORDS,
    Fault,
    answer_of,
    answer_of_error,
    answer_of_fault,
    examined_from,
)
from captionbot.photos.picture.examined import MOST_BYTES, Examined, NotExamined
from captionbot.photos.words.drafts import Drafts

FOUND = Examined(
    sha256="0123456789abcdef" * 4,
    kind="JPEG",
    width=4000,
    height=3000,
    jpeg=b"\xff\xd8\xff\n\n rest",
    sent_width=2048,
    sent_height=1536,
    brightness=0.5,
    likeness="1:abc",
    drafts=Drafts(headline="Ünsere \N{POLICE OFFICER}", taken="1974-06"),
    small=b"\xff\xd8\xff\n small",
)


def test_what_was_examined_comes_back_whole() -> None:
    """Facts, words in any script and the JPEG with newlines in it."""
    assert examined_from(answer_of(FOUND)) == FOUND


def test_the_jpeg_stands_outside_the_facts() -> None:
    """What is sent is bytes, not text; the facts are one line."""
    line, _, rest = answer_of(FOUND).partition(b"\n")

    assert rest == FOUND.jpeg
    assert set(json.loads(line)) == {field.name for field in fields(Examined)} - {"jpeg"}


def test_a_novel_in_a_photo_is_cut() -> None:
    """No photo can fill the database with words."""
    long = replace(FOUND, drafts=Drafts(description="x" * 200_000, alt="ok \ud800"))

    drafts = examined_from(answer_of(long)).drafts

    assert (len(drafts.description), drafts.alt) == (LONGEST_WORDS, "ok ")


@pytest.mark.parametrize(
    "error",
    [
        PhotoRefused("It is a PDF.", "Export it."),
        CutShort("Its end is missing.", "Copy it again."),
        NotExamined("No memory.", "Wait."),
    ],
)
def test_errors_come_back_as_they_were(error: PhotoRefused | NotExamined) -> None:
    """Whose fault it is, what is wrong and what to do."""
    with pytest.raises(type(error)) as raised:
        examined_from(answer_of_error(error))

    assert type(raised.value) is type(error)
    assert (raised.value.message, raised.value.do) == (error.message, error.do)


def test_a_sentence_can_not_steer_a_terminal() -> None:
    """Whoever took the decoder over may write what it likes; escape codes are spelled out."""
    with pytest.raises(PhotoRefused) as refused:
        examined_from(answer_of_error(PhotoRefused("gone\x1b[2J\nforged line", "\u202e")))

    assert refused.value.message == "gone\\x1b[2J\\nforged line"
    assert refused.value.do == "\\u202e"


def test_a_fault_of_ours_is_named_without_a_word_of_the_file() -> None:
    """Its kind and its place are enough to find it; the rest may be anyone's."""
    try:
        json.loads("{EAAsecret")
    except ValueError as error:
        answer = answer_of_fault(error)

    with pytest.raises(Fault, match=r"^JSONDecodeError in decoder\.py:\d+ < ") as fault:
        examined_from(answer)
    assert "secret" not in str(fault.value)


def test_a_fault_is_no_novel_and_steers_no_terminal() -> None:
    """Whoever took the decoder over may claim one."""
    with pytest.raises(Fault) as fault:
        examined_from(json.dumps({"fault": "\x1b[2J\n" * 5000}).encode() + b"\n")

    assert str(fault.value).startswith("\\x1b[2J\\n")
    assert len(str(fault.value)) == LONGEST_FAULT


@pytest.mark.parametrize(
    "wrong",
    [
        {"sha256": "0" * 63},
        {"sha256": "../" * 22},
        {"sha256": None},
        {"kind": "PDF"},
        {"kind": None},
        {"width": 0},
        {"width": -5},
        {"width": True},
        {"width": 1.5},
        {"height": 10**12},
        {"sent_width": 2049},
        {"brightness": 7},
        {"brightness": float("nan")},
        {"brightness": "0.5"},
        {"likeness": ""},
        {"likeness": "x" * 4001},
        {"likeness": "\x1b[2J"},
        {"likeness": 5},
        {"drafts": []},
        {"drafts": None},
        {"drafts": {"alt": "x"}},
        {"drafts": asdict(FOUND.drafts) | {"alt": 5}},
        {"drafts": asdict(FOUND.drafts) | {"alt": "x" * 10_001}},
        {"small": None},
        {"small": "<script>"},
        {"small": "R0lGODlh"},
        {"small": "/9j/" * 70_000},
    ],
)
def test_facts_that_can_not_be_are_no_answer(wrong: dict[str, object]) -> None:
    """Types, lengths and ranges are held before anything reaches the database."""
    line, _, jpeg = answer_of(FOUND).partition(b"\n")

    with pytest.raises((ValueError, TypeError)):
        examined_from(json.dumps(json.loads(line) | wrong).encode() + b"\n" + jpeg)


@pytest.mark.parametrize("jpeg", [b"", b"GIF89a", b"\xff\xd8\xff" + bytes(MOST_BYTES)])
def test_what_is_no_jpeg_that_we_would_send_is_no_answer(jpeg: bytes) -> None:
    """Facebook never gets anything else."""
    with pytest.raises(ValueError, match="no JPEG"):
        examined_from(answer_of(replace(FOUND, jpeg=jpeg)))


@pytest.mark.parametrize("answer", [b"", b"\n", b"[]\n", b"{", b"null\n", b"\xff\n", b"{}" + b" " * 2_000_000 + b"\n"])
def test_noise_is_no_answer(answer: bytes) -> None:
    """Nor is nothing at all."""
    with pytest.raises((ValueError, TypeError)):
        examined_from(answer)
