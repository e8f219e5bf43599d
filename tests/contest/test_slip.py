"""The result slip: whole it proves its result, and any change to it or to a record is found."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.contest.comment import Comment, Tag
from captionbot.contest.entries import Reason
from captionbot.contest.shortened import short_name
from captionbot.contest.slip import (
    Beside,
    canonical,
    derived,
    instant,
    read_json,
    salted,
    verify,
    verify_file,
    written,
)
from tests.contest.made import OPENS, PAGE, PROPERTY, case, comment
from tests.contest.slips import Paper, paper_of

TROUBLE = (
    "=1+1",
    "\0\x1f\x7f",
    "\u202egnol",
    "<script>alert(1)</script>",
    '"\\\n\r\t',
    "e\u0301 é",
    "👩🏽\u200d🚒" * 99,
    " ",
)
WORDS = st.one_of(
    st.sampled_from(["Hold your horses", "hold your horses!", "Neigh", "🐎", *TROUBLE]),
    st.text(st.characters(codec="utf-8"), max_size=12),
)
COMMENTS = st.lists(
    st.builds(
        comment,
        st.integers(1, 10**17),
        WORDS,
        st.integers(0, 4),
        by=st.sampled_from([None, "fan-1", "fan-2", "fan-3", PAGE, "staff", "champion"]),
        minute=st.sampled_from([-1, 0, 1, 2, 2, 3, 60 * 24 * 3]),
        reply_to=st.sampled_from([None, None, None, "1"]),
        hidden=st.sampled_from([False, False, False, True]),
    ),
    max_size=12,
    unique_by=lambda one: one.comment_id,
)
PLAIN = paper_of(
    [comment(1, votes=9), comment(2, "Caption Nº 2 – naïve 🐎", votes=5), comment(3, "\x1f…\x7f", votes=7)]
)


def judged(comments: list[Comment], number: int) -> Paper:
    """A paper in whose case somebody is one of ours, somebody won before, one is gone, and staff left one out."""
    ids = [one.comment_id for one in comments]
    out = {ids[number % len(ids)]: Reason.CRUDE} if ids else {}
    return paper_of(
        comments, case(staff=["staff"], winners=["champion"], withdrawn=ids[3:4], disqualified=out, caption_max=8)
    )


@PROPERTY
@given(COMMENTS, st.integers(0, 11))
def test_a_whole_paper_proves_its_result(comments: list[Comment], number: int) -> None:
    """Whatever was written, judged and left out."""
    found = judged(comments, number).verified()

    assert found.problems == ()
    assert (found.withheld, found.recounted) == (0, True)


@PROPERTY
@given(COMMENTS, st.integers(0, 11), st.data())
def test_any_records_may_be_withheld(comments: list[Comment], number: int, data: st.DataObject) -> None:
    """The result still follows, whoever's record is not there, and the number of those is told."""
    paper = judged(comments, number)
    there = [one for one in paper.comments if data.draw(st.booleans())]
    found = paper.verified(there)

    assert found.problems == ()
    assert found.withheld == len(paper.comments) - len(there)
    assert found.named == paper.verified().named


@PROPERTY
@given(COMMENTS, st.integers(0, 11), st.data())
def test_a_byte_of_a_slip_can_t_change(comments: list[Comment], number: int, data: st.DataObject) -> None:
    """Its digest is another then."""
    paper = judged(comments, number)
    changed = flipped(paper.slip, data)

    assert not verify(changed, paper.digest, Beside(paper.comments, paper.decisions, paper.announced)).ok


@PROPERTY
@given(COMMENTS.filter(bool), st.integers(0, 11), st.data())
def test_a_byte_of_a_file_can_t_change(comments: list[Comment], number: int, data: st.DataObject) -> None:
    """Of the slip, of a record, or of what holds them together."""
    paper = judged(comments, number)
    raw = b"".join(written([paper.filed()]))
    verdicts, problems = verify_file(raw)
    assert not problems
    assert [one.problems for one in verdicts] == [()]

    verdicts, problems = verify_file(flipped(raw, data))
    assert problems or any(one.problems for one in verdicts)


def flipped(raw: bytes, data: st.DataObject) -> bytes:
    """The same with another byte somewhere."""
    at = data.draw(st.integers(0, len(raw) - 1))
    return raw[:at] + bytes([raw[at] ^ data.draw(st.integers(1, 255))]) + raw[at + 1 :]


def test_every_bit_of_a_file_counts() -> None:
    """One file, each of its bits turned over in its turn."""
    raw = b"".join(written([paper_of([comment(1, "\x1fé🐎", votes=2)]).filed()]))
    for bit in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        verdicts, problems = verify_file(bytes(changed))
        assert problems or any(one.problems for one in verdicts), raw[max(0, bit // 8 - 20) : bit // 8 + 20]


def test_a_record_can_be_taken_out_of_a_file() -> None:
    """By any program that knows JSON; the rest still proves the result."""
    value = json.loads(b"".join(written([PLAIN.filed()])))
    del value["contests"][0]["comments"][1]
    verdicts, problems = verify_file(json.dumps(value, indent=4).encode())

    assert not problems
    assert [(one.ok, one.withheld, one.named) for one in verdicts] == [(True, 1, 1)]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"7",
        b"{}",
        b'{"form":"x","contests":[]}',
        b'{"a":1,"a":2}',
        b"[1.5]",
        b"[NaN]",
        b"\xff",
        b"[" * 9**6,
    ],
)
def test_another_file_is_none_of_ours(raw: bytes) -> None:
    """Whatever it is, it is said in a sentence."""
    verdicts, problems = verify_file(raw)

    assert not verdicts
    assert problems[0].startswith("That is no file of captionbot's records")


def test_a_slip_in_another_spelling_is_none() -> None:
    """The same values with a space between them would have another digest."""
    raw = PLAIN.slip.replace(b":", b": ", 1)
    found = Paper(raw, PLAIN.comments, PLAIN.decisions, PLAIN.announced).verified()

    assert found.problems == ("The slip is written in another way than captionbot writes it.",)


def test_comments_in_another_order_are_found() -> None:
    """Two of one instant stand by their ids; the digests alone wouldn't tell."""
    ids = [comment(9, "The first", votes=3), comment(10, "The second", votes=3)]
    paper = paper_of(ids)
    records = [one | {"comment_id": str(11 - one["n"])} for one in paper.comments]
    slip = read_json(paper.slip)
    for one, record in zip(slip["comments"], records, strict=True):
        one["digest"] = salted(record)
    found = Paper(canonical(slip), records).verified()

    assert found.problems == ("The comments are not in the order in which they were written.",)


@pytest.mark.parametrize(("before", "ok"), [(None, True), ("", True), ("0" * 64, False)])
def test_the_link_to_the_slip_before(before: str | None, *, ok: bool) -> None:
    """It is compared wherever that slip is known."""
    assert PLAIN.verified(before=before).ok is ok


def test_staff_may_choose_another() -> None:
    """That is shown as what it is."""
    slip = read_json(PLAIN.slip)
    slip["decisions"].append(slip["decisions"][0] | {"number": 2, "kind": "pick", "n": 2, "votes": 5})
    slip["about"]["decision"] = 2
    found = Paper(canonical(slip), PLAIN.comments, PLAIN.decisions, PLAIN.announced).verified()

    assert (found.ok, found.named, found.won, found.overridden) == (True, 1, 2, True)


def test_without_votes_there_is_nothing_to_count() -> None:
    """A contest called off while entries were open."""
    slip = read_json(PLAIN.slip) | {"votes_at": None, "decisions": [], "announced": [], "stage": "void"}
    slip["about"].update(decision=None, why="void")
    for one in slip["comments"]:
        one.update(verdict=None, reason=None, rank=None)
    found = Paper(canonical(slip), PLAIN.comments).verified()

    assert (found.ok, found.recounted, found.named, found.won) == (True, False, None, None)


def test_a_digest_tells_nothing_without_its_salt() -> None:
    """The same record under another salt has another digest, and so has one that is derived."""
    record = {"text": "Neigh", "salt": "a"}

    assert salted(record) != salted(record | {"salt": "b"})
    assert derived("a", "decision 1") not in {derived("a", "decision 2"), derived("b", "decision 1")}


def test_canonical_json_is_what_it_says() -> None:
    """In order, without spaces, text as it is, half a character too."""
    assert (
        canonical({"b": [1, None], "a": "é\u2028\ud800\0"})
        == b'{"a":"\xc3\xa9\xe2\x80\xa8\xed\xa0\x80\\u0000","b":[1,null]}'
    )
    assert instant(OPENS) == "2026-11-27T16:00:00Z"
    assert instant(None) is None


def test_tags_are_taken_away_before_words_are_looked_for() -> None:
    """A record keeps what a verdict rests on."""
    tagged = comment(4, "Bob Miller", votes=20, tags=[Tag(0, 10, "Bob Miller")])

    assert paper_of([tagged, comment(5)]).verified().named == 2


NAMES = {
    "Ottilie Featherstone": "Ottilie F.",
    "Anna van der Berg": "Anna B.",
    "Madonna": "Madonna",
    "": "",
    None: "",
    "  Bob,  Springfield ": "Bob S.",
    "محمد علي": "محمد ع.",
    "Zoë 👩🏽\u200d🚒 Ünal": "Zoë Ü.",
    "\u202eevil\u202c Name\0": "evil N.",
    "-- O'Neill-Smith ...": "O'Neill-Smith",
    "Josè e\u0301tienne": "Josè e\u0301.",
}


@pytest.mark.parametrize(("name", "short"), NAMES.items())
def test_a_public_copy_shortens_names(name: str | None, short: str) -> None:
    """The first name and the first letter of the last."""
    assert short_name(name) == short
