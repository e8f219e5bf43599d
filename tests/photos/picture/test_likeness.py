"""The same picture again, and pictures that are not the same."""

import base64
import hashlib
import subprocess
import sys
import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bench.altered import ALTERED
from captionbot.photos.picture.likeness import NOTHING, VERSION, alike, distance, is_current, likeness_of
from tests.photos.pictures import drawing, noise
from tests.photos.unlike import unlike

WAYS = {name: alter for ways in ALTERED.values() for name, alter in ways.items()}
MISSED = {
    "half of it",
    "the middle quarter",
    "on white paper, room below",
    "crooked by 5°",
    "mirrored, and 20 % cut off",
    "upside down",
    "a quarter turn",
}
"""What docs/likeness.md says is not found, or not reliably."""


def _likeness(image: Image.Image) -> str:
    small = image.convert("L")
    small.thumbnail((512, 512))
    return likeness_of(small.tobytes(), *small.size)


@pytest.mark.parametrize("name", [name for name in WAYS if name not in MISSED])
def test_the_same_picture_is_known_again(name: str) -> None:
    """Under another size, quality, light, crop, frame, and mirrored."""
    picture = unlike(7, (1200, 800))

    assert alike(_likeness(picture), _likeness(WAYS[name](picture)))


@pytest.mark.parametrize("name", ["upside down", "a quarter turn"])
def test_what_is_said_to_be_missed_is_missed(name: str) -> None:
    """So that the page which says so stays true."""
    picture = unlike(7, (1200, 800))

    assert not alike(_likeness(picture), _likeness(WAYS[name](picture)))


def test_different_pictures_are_not_alike() -> None:
    """None of 4,950 pairs, nor any beside noise."""
    likenesses = [_likeness(unlike(number, (160, 100))) for number in range(99)] + [_likeness(noise(160, 100))]

    assert not [pair for pair in combinations(likenesses, 2) if alike(*pair)]


def test_two_ways_round_are_one_distance() -> None:
    """Which of two was posted first does not matter."""
    one, other = _likeness(unlike(1)), _likeness(unlike(2))

    assert distance(one, other) == distance(other, one)


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_flat_picture_has_no_likeness(level: int) -> None:
    """A wall is like every other wall, and never called the same picture; nobody need look at it again."""
    flat = likeness_of(bytes([level]) * 40_000, 200, 200)

    assert flat == NOTHING
    assert is_current(flat)
    assert not alike(flat, flat)


def test_hardly_anything_on_white_has_one() -> None:
    """Two small spots are enough to be known by."""
    assert _likeness(drawing()) != NOTHING


@given(st.integers(1, 70), st.integers(1, 70), st.integers(1, 255))
def test_any_pixels_have_a_likeness_or_none(width: int, height: int, step: int) -> None:
    """It never raises, and what it gives can be stored."""
    pixels = bytes(at * step % 256 for at in range(width * height))
    likeness = likeness_of(pixels, width, height)

    assert len(likeness) <= 4000
    assert likeness.isascii()
    assert is_current(likeness)
    assert alike(likeness, likeness) == (likeness != NOTHING)


OTHERS = {
    "none, for nobody looked": "",
    "none, for there is nothing to see": NOTHING,
    "an older version": "0:" + "A" * 3627,
    "a newer version": "2:" + "A" * 3627,
    "no base64": VERSION + "%" * 40,
    "not ASCII": VERSION + "é" * 40,
    "too short": VERSION + base64.b64encode(bytes(160)).decode(),
    "words": "something else",
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_what_can_not_be_compared_is_like_nothing(other: str) -> None:
    """Not even like itself."""
    one = _likeness(unlike(3))

    assert distance(one, other) is None
    assert not alike(one, other)
    assert not alike(other, other)


def test_a_likeness_of_now_is_told_from_an_older_one() -> None:
    """What is not current is made anew when the photo is looked at again."""
    assert is_current(_likeness(unlike(3)))
    assert not is_current(OTHERS["an older version"])
    assert not is_current("")


def test_the_hashes_are_those_that_are_kept() -> None:
    """Where a new libphash gives others, everything kept would be like nothing: raise VERSION then, and this digest."""
    slope = bytes((x * y // 17 + 3 * x) % 256 for y in range(64) for x in range(96))
    digest = hashlib.sha256(likeness_of(slope, 96, 64).encode()).hexdigest()

    assert digest.startswith("147fd247f6e6f450")


def test_a_thousand_contests_take_no_time() -> None:
    """Milliseconds (docs/likeness.md says how many); this bound is for a busy machine."""
    past = [_likeness(unlike(number, (80, 50))) for number in range(20)] * 50
    mine = _likeness(unlike(2000))
    distance(mine, past[0])
    begun = time.perf_counter()
    for one in past:
        distance(mine, one)

    assert time.perf_counter() - begun < 0.5


def test_comparing_loads_no_library() -> None:
    """Only the process that looks at pictures loads libphash."""
    code = "import sys, captionbot.photos.picture.likeness as l; l.alike('', ''); sys.exit('libphash' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
