"""The list of kinds: whole, readable, and each of them a fault that practice knows."""

import pytest

from captionbot.practice.lies.faults import read
from captionbot.practice.lies.kinds import GROUPS, KINDS, Manner, listing


def test_every_manner_has_its_kind() -> None:
    """No fault is known to practice that the list does not name."""
    assert {kind.manner for kind in KINDS} == set(Manner)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_can_be_asked_for_as_it_is_written(kind: object) -> None:
    """What the list names is read as what it says."""
    known = next(one for one in KINDS if one is kind)

    assert read(known.name).manner is known.manner
    if known.may_lie:
        assert read(f"lie-{known.name}").done
    elif known.manner not in {Manner.TIMEOUT, Manner.RESET}:
        with pytest.raises(ValueError, match="no fault"):
            read(f"lie-{known.name}")


def test_the_list_is_read_on_a_narrow_terminal() -> None:
    """Each kind has its line, none is wider than a hundred columns, and the shape of the words comes first."""
    told = listing().splitlines()

    assert told[0] == "--fault KIND[=VALUE][@STATUS][:MATCH[:TIMES[:SKIP]]]"
    assert max(map(len, told)) <= 100
    assert len([line for line in told if line.startswith("  ")]) >= len(KINDS) > len(GROUPS)


def test_a_mistyped_kind_is_answered_with_what_was_meant() -> None:
    """The error names the nearest kind and where they are listed."""
    with pytest.raises(ValueError, match=r"'htlm502' is no fault \(did you mean html502\?\); .*--fault help"):
        read("htlm502")
