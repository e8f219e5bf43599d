"""What the changelog says about upgrading is so."""

from pathlib import Path

from captionbot import __version__
from captionbot.store.safety_copy import KEPT
from captionbot.store.schema import HEAD
from tests.store.old_records import REVISIONS

CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"
WORDS = {3: "three"}


def upgrading() -> str:
    """The newest section "Upgrading"."""
    return CHANGELOG.read_text(encoding="utf-8").partition("### Upgrading\n")[2].partition("\n### ")[0]


def test_the_newest_schema_and_its_copies_are_named() -> None:
    """Whoever adds a migration says so to those who upgrade."""
    said = upgrading()

    assert f"schema {HEAD}" in said
    assert f"`captionbot.db.before-{HEAD}-…`" in said
    assert f"`captionbot.before-{HEAD}-….db`" in said
    assert f"The newest {WORDS[KEPT]} copies stay" in said


def test_the_newest_schema_follows_those_that_are_kept() -> None:
    """Numbers without a gap: the copies of old databases are told apart by them."""
    assert [int(one) for one in (*REVISIONS, HEAD)] == list(range(1, int(HEAD) + 1))


def test_the_version_has_three_numbers() -> None:
    """The rules at the head of the changelog speak of them."""
    assert len([int(part) for part in __version__.split(".")]) == 3
