"""`.env.example`, and the `.env` that `init` writes from it."""

from pathlib import Path

import pytest

from captionbot.settings import example_env, explained, load_settings
from tests.settings.written import problems_of, settings_of, written

DESIGNED = """
FACEBOOK_PAGE_ID FACEBOOK_PAGE_TOKEN FACEBOOK_APP_ID FACEBOOK_APP_SECRET FACEBOOK_GRAPH_URL FACEBOOK_GRAPH_VERSION
DATABASE_URL PHOTOS_DIR TIMEZONE POST_AT CLOSE_AT ANNOUNCE_AT CATCH_UP_HOURS ANNOUNCE_WITHIN_DAYS SKIP_HOLIDAYS REVIEW
CONTEST_NAME ORGANISER RULES_URL CONTACT PRIZE COLLECT_EVERY_MINUTES SETTLE_MINUTES ONE_ENTRY_EACH CAPTION_MAX
MIN_ENTRIES MIN_VOTES COOLDOWN_WEEKS COUNTED_REACTIONS ANNOUNCE_BY REQUIRE_ALT ON_THIS_DAY RETENTION_DAYS NOTIFY_URLS
NOTIFY_BACKUP HEARTBEAT_URL DESK_BIND DESK_URL SITE_DIR PAUSE_FILES
"""


def test_the_names_are_those_that_others_rely_on() -> None:
    """A setting that once had a name keeps it."""
    assert set(DESIGNED.split()) <= {setting.name for setting in explained()}


def test_each_setting_is_explained() -> None:
    """Each has a meaning, a sentence, and stands under a heading; the required come first."""
    rows = explained()

    assert all(row.meaning.endswith(".") and row.heading for row in rows)
    assert [row.required for row in rows] == sorted((row.required for row in rows), reverse=True)


def test_the_example_lacks_only_what_is_required(tmp_path: Path) -> None:
    """Every default in it can be read."""
    path = written(tmp_path, example_env())

    assert [problem.split()[0] for problem in problems_of(path)] == [
        "FACEBOOK_PAGE_ID",
        "FACEBOOK_PAGE_TOKEN",
        "TIMEZONE",
    ]


def test_the_example_says_the_defaults(tmp_path: Path) -> None:
    """Filled in, it gives the same settings as the three alone."""
    given = {"FACEBOOK_PAGE_ID": "1234567890", "FACEBOOK_PAGE_TOKEN": "EAABpretend", "TIMEZONE": "America/Chicago"}
    filled = load_settings(written(tmp_path, example_env(given)), {})

    assert filled.model_dump() == settings_of(tmp_path).model_dump()


@pytest.mark.parametrize(
    "words", ["plain", "a # b", "#1", "it's", "'quoted'", '"x"', "back\\slash", "a\\'b # c", "$HOME"]
)
def test_what_init_writes_is_read_back(tmp_path: Path, words: str) -> None:
    """Whatever a person answers comes back as they typed it."""
    given = {"FACEBOOK_PAGE_ID": "1", "FACEBOOK_PAGE_TOKEN": "t", "TIMEZONE": "UTC", "CONTEST_NAME": words}

    assert load_settings(written(tmp_path, example_env(given)), {}).contest_name == words
