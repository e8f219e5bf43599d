"""Ids met, in little room and exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from captionbot.graph.met import Met

NUMBERS = some.integers(0, 2**64).map(str) | some.integers(0, 300).map(str)
NO_NUMBERS = some.sampled_from(["", "0", "007", "7 ", "-7", "+7", "7_0", "७", "²", "abc", "1" * 19, "1" * 20, "9" * 25])


@given(some.lists(NUMBERS | NO_NUMBERS | some.text(max_size=3), max_size=40))
def test_it_tells_new_from_known_as_a_set_of_texts_does(names: list[str]) -> None:
    """Whatever an id is."""
    met, known = Met(), set[str]()
    for name in names:
        assert met.add(name) is (name not in known)
        known.add(name)
        assert len(met) == len(known)


def test_two_numbers_that_touch_are_not_taken_for_a_third(monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of one and the beginning of the next may read as it."""
    monkeypatch.setattr("captionbot.graph.met.PLACES", 1)
    met, one, third = Met(), str(0x01020304_05060708), str(0x05060708_01020304)
    assert met.add(one)
    assert met.add(str(0x01020304_05060709))  # one's end and its beginning read as the third
    assert met.add(third)
    assert not met.add(third)
    assert not met.add(one)
