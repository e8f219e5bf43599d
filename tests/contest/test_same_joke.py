"""Nearly the same captions are grouped behind whoever had them first."""

import random
from collections.abc import Sequence

import pytest
import regex
from hypothesis import assume, given
from hypothesis import strategies as st

from captionbot.contest.comment import Comment
from captionbot.contest.folding import fold
from captionbot.contest.same_joke import FirstsInMemory, sketch, told_before, twins

from .made import PROPERTY, comment
from .plain_jokes import PlainJokes

PIECES = st.sampled_from(["neigh ", "hold your horses ", "officer ", "milkshake ", "7 ", "12 ", "No! ", "é", "s", "马"])
TEXTS = st.lists(PIECES, max_size=8).map("".join)
CROWDS = st.lists(st.tuples(st.integers(1, 500), st.integers(0, 3), TEXTS), max_size=20, unique_by=lambda row: row[0])


def crowd(*texts: str) -> list[Comment]:
    """Comments in the order of their texts."""
    return [comment(number, text, minute=number) for number, text in enumerate(texts, start=1)]


def grouped(comments: list[Comment]) -> list[list[str]]:
    """The ids of each joke, whoever had it first at the head."""
    groups: dict[str, list[str]] = {}
    for later, first in told_before(comments).items():
        groups.setdefault(first, [first]).append(later)
    return list(groups.values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hold your horses, officer", "Hold your horse, officer"),
        ("Hold your horses, officer", "HOLD YOUR HORSES OFFICER!!! 😂"),
        ("The copier is on the fritz again", "The copier's on the fritz again"),
        ("I said a horse, not a hearse, my dear", "I said horse, not hearse, my dear"),
        ("Unit 5: the horse is driving", "Unit 5, the horse is driving!"),
    ],
)
def test_small_changes_make_no_new_joke(one: str, other: str) -> None:
    """A letter, a comma, a word."""
    assert grouped(crowd(one, other)) == [["1", "2"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Unit 5, the horse is driving", "Unit 6, the horse is driving"),
        ("That will be $1.50 for the oats", "That will be $150 for the oats"),
        ("The horse is driving", "The dog is driving the bus"),
        ("cat", "cap"),
        ("", ""),
        ("😂", "😂"),
    ],
)
def test_other_digits_or_other_words_do(one: str, other: str) -> None:
    """And what has no words at all is nobody's joke."""
    assert grouped(crowd(one, other)) == []


def test_all_are_held_against_the_first() -> None:
    """Small steps away from the first caption lead out of its group in the end, and then to a group of its own."""
    texts = ["hold your horses officer please"]
    for place in range(12):
        texts.append(texts[-1][:place] + "x" + texts[-1][place + 1 :])

    first, *_ = grouped(crowd(*texts))

    assert first[0] == "1"
    assert len(first) < len(texts)


def test_the_first_is_named_for_each_that_came_later() -> None:
    """So that staff can be shown both."""
    assert told_before(crowd("Neigh means neigh", "Oats", "Neigh means neighs", "neigh means NEIGH")) == {
        "3": "1",
        "4": "1",
    }


def _twins(captions: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of captions half of which somebody has sketched before."""
    drawn = ((one, folded, sketch(folded) if n % 2 else None) for n, (one, folded) in enumerate(captions))
    return list(twins(drawn, FirstsInMemory()))


@PROPERTY
@given(st.lists(st.tuples(TEXTS, st.integers(0, 40), st.text(max_size=3)), max_size=60))
def test_they_are_grouped_as_by_the_plain_way(rows: list[tuple[str, int, str]]) -> None:
    """Whatever is put in, anywhere: what makes it fast and small changes nothing."""
    captions = [(str(n), fold(text[:at] + extra + text[at:])) for n, (text, at, extra) in enumerate(rows)]

    assert _twins(captions) == PlainJokes().twins(captions)


def test_a_crowd_is_grouped_as_by_the_plain_way() -> None:
    """So many that pieces are shared by more captions than are remembered for one."""
    lot = random.Random(9)  # noqa: S311 - the same crowd each time
    words = [
        "hold",
        "your",
        "horses",
        "officer",
        "neigh",
        "oats",
        "the",
        "diner",
        "milkshake",
        "unit",
        "5",
        "7",
        "said",
    ]
    said = [" ".join(lot.choices(words, k=lot.randint(1, 12))) for _ in range(1_500)]
    said += [text[: lot.randint(0, 40)] + lot.choice("aéx7") + text[lot.randint(0, 40) :] for text in said]
    captions = [(str(number), fold(text)) for number, text in enumerate(said)]

    assert _twins(captions) == PlainJokes().twins(captions)


@PROPERTY
@given(CROWDS, st.randoms())
def test_the_order_of_arrival_is_nothing(rows: list[tuple[int, int, str]], shuffle: random.Random) -> None:
    """Rows of the same minute go by their id, in whatever order they were read."""
    comments = [comment(number, text, minute=minute) for number, minute, text in rows]
    shuffled = comments.copy()
    shuffle.shuffle(shuffled)

    assert grouped(shuffled) == grouped(comments)


@PROPERTY
@given(CROWDS)
def test_the_same_caption_is_the_same_joke_and_other_digits_never_are(rows: list[tuple[int, int, str]]) -> None:
    """Two captions that fold to the same stand in one group; two with different numbers never do."""
    comments = [comment(number, text, minute=minute) for number, minute, text in rows]
    folded = {one.comment_id: fold(one.text) for one in comments}
    groups = [{folded[one] for one in group} for group in grouped(comments)]
    joined = [one for group in grouped(comments) for one in group]

    assert len(joined) == len(set(joined))
    for text in {fold(one.text) for one in comments} - {""}:
        same = [one for one in comments if fold(one.text) == text]
        assert sum(text in group for group in groups) == (len(same) > 1 or any(text in group for group in groups))
        assert len(same) == 1 or {one.comment_id for one in same} <= set(joined)
    for group in groups:
        assert len({tuple(regex.findall(r"\p{N}+", text)) for text in group}) == 1


@PROPERTY
@given(CROWDS, TEXTS)
def test_who_comes_later_changes_nothing_before(rows: list[tuple[int, int, str]], text: str) -> None:
    """A caption is marked or not when it is read, and stays so."""
    comments = [comment(number, said, minute=minute) for number, minute, said in rows]
    later = comment(999, text, minute=9)
    assume(later not in comments)

    after = told_before([*comments, later])

    assert {key: first for key, first in after.items() if key != "999"} == told_before(comments)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["lol"] * 20_000, id="lol"),
        pytest.param(
            [f"hold your {'abcdefghij'[n % 10]}orses officer {'x' * (n % 7)}" for n in range(20_000)], id="alike"
        ),
        pytest.param([f"Unit {n} to base, the horse is driving" for n in range(5_000)], id="digits"),
        pytest.param(["neigh" * 20_000, "neigh" * 20_001], id="long"),
    ],
)
@pytest.mark.timeout(60)
def test_a_crowd_that_says_one_thing_takes_no_long_time(texts: list[str]) -> None:
    """Nobody is compared with everybody; all pairs of these would take minutes."""
    assert all(int(first) < int(later) for later, first in told_before(crowd(*texts)).items())
