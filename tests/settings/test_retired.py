"""Settings that were given another name: the old one works for two releases, with a notice."""

import re
from pathlib import Path

import pytest

from captionbot import __version__
from captionbot.settings import explained, load
from captionbot.settings.retired import RETIRED, Retired
from tests.settings.written import REQUIRED, problems_of, settings_of, written

WORKS = {"POST_HOUR": Retired("POST_AT", "0.1", "0.3")}
OVER = {"POST_HOUR": Retired("POST_AT", "0.0", "0.1")}


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """POST_AT was called POST_HOUR until this release."""
    monkeypatch.setattr(load, "RETIRED", WORKS)


@pytest.mark.usefixtures("renamed")
def test_the_old_name_works_with_a_notice(tmp_path: Path) -> None:
    """With its line, the new name, and until when."""
    settings = settings_of(tmp_path, "POST_HOUR=thursday 9:00\n")

    assert settings.post_at == "thursday 09:00"
    [notice] = settings.warnings
    assert notice.what.endswith(".env:4: POST_HOUR is called POST_AT since 0.1; the old name works until 0.3.")
    assert notice.do == "Call it POST_AT there."
    assert "POST_AT" in settings.origin.in_file


@pytest.mark.usefixtures("renamed")
def test_the_old_name_works_in_the_environment(tmp_path: Path) -> None:
    """Which wins, under whatever name."""
    settings = settings_of(tmp_path, "POST_AT=friday 11:00\n", {"POST_HOUR": "thursday 9:00"})

    assert settings.post_at == "thursday 09:00"
    assert [one.what.partition(":")[0] for one in settings.warnings] == ["environment"]
    assert settings.origin.in_environment == ("POST_AT",)


@pytest.mark.usefixtures("renamed")
def test_the_new_name_wins_over_the_old(tmp_path: Path) -> None:
    """And the old line is said to do nothing."""
    settings = settings_of(tmp_path, "POST_HOUR=thursday 9:00\nPOST_AT=friday 11:00\n")

    assert settings.post_at == "friday 11:00"
    assert [one.what.partition(": ")[2] for one in settings.warnings] == [
        "POST_HOUR is not read, for POST_AT is set, as it is called since 0.1."
    ]


def test_after_two_releases_the_new_name_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes late is refused, and knows what to write."""
    monkeypatch.setattr(load, "RETIRED", OVER)
    problems = problems_of(written(tmp_path, f"{REQUIRED}POST_HOUR=thursday 9:00\n"))

    assert problems == [".env:4: POST_HOUR is no setting any more: it is called POST_AT since 0.0"]


def test_where_each_setting_came_from(tmp_path: Path) -> None:
    """An empty value is none; what the environment gives is not the file's."""
    settings = settings_of(tmp_path, "PRIZE=a mug\nCONTACT=\n", {"PRIZE": "a cake", "TIMEZONE": "Europe/Berlin"})

    assert settings.origin.in_file == ("FACEBOOK_PAGE_ID", "FACEBOOK_PAGE_TOKEN")
    assert settings.origin.in_environment == ("TIMEZONE", "PRIZE")


def test_the_table_names_settings_and_releases() -> None:
    """New names are settings, old ones are none, and each old one works for two releases."""
    names = {one.name for one in explained()}
    for old, now in RETIRED.items():
        assert old not in names
        assert now.now in names
        assert re.fullmatch(r"\d+\.\d+", now.since)
        assert now.works_in(now.since)
        assert not now.works_in(now.until)
    assert Retired("POST_AT", "0.9", "0.11").works_in("0.10.3")
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
