"""What a value may be, and what was probably meant where it may not."""

from pathlib import Path

import pytest

from captionbot.errors import SettingsError
from captionbot.settings import load_settings, places
from captionbot.settings.load import NAMES
from tests.settings.written import REQUIRED, problems_of, settings_of, written

READ = [
    ("TIMEZONE", "utc", "UTC"),
    ("TIMEZONE", "US/Central", "US/Central"),
    ("POST_AT", "Friday 10:00", "friday 10:00"),
    ("ONE_ENTRY_EACH", "No", False),
    ("ON_THIS_DAY", "true", True),
    ("REQUIRE_ALT", "on", "yes"),
    ("REQUIRE_ALT", "Warn", "warn"),
    ("CATCH_UP_HOURS", "1.5", 1.5),
    ("RETENTION_DAYS", "", None),
    ("RETENTION_DAYS", "365", 365),
    ("ANNOUNCE_BY", "Post and reply, post", ("post", "reply")),
    ("COUNTED_REACTIONS", "ALL", ()),
    ("COUNTED_REACTIONS", "like, haha", ("LIKE", "HAHA")),
    ("FACEBOOK_PAGE_ID", '"123456"', "123456"),
    ("FACEBOOK_GRAPH_URL", "http://127.0.0.1:4711/", "http://127.0.0.1:4711"),
    ("FACEBOOK_GRAPH_URL", "http://[::1]:4711", "http://[::1]:4711"),
    ("DATABASE_URL", "postgres://u@h/d", "postgresql+psycopg://u@h/d"),
    ("DATABASE_URL", "postgresql+psycopg://u@/d?host=/run", "postgresql+psycopg://u@/d?host=/run"),
    ("DATABASE_URL", "sqlite:////srv/the record.db", "sqlite:////srv/the record.db"),
    ("NOTIFY_URLS", "slack://a/b,c, mailto://u:p@h", ("slack://a/b,c", "mailto://u:p@h")),
    ("DESK_BIND", "[::1]:0", "[::1]:0"),
    ("SKIP_HOLIDAYS", "us-tx", "US-TX"),
    ("CONTEST_NAME", "“Besser als ich?” 🐴", "“Besser als ich?” 🐴"),
    ("CONTEST_NAME", "'Beat # it'", "Beat # it"),
]


@pytest.mark.parametrize(("name", "text", "value"), READ, ids=lambda part: str(part)[:40])
def test_a_value_is_read(tmp_path: Path, name: str, text: str, value: object) -> None:
    """In any of the ways that people write it."""
    environ = {} if "'" in text else {name: text}
    settings = settings_of(tmp_path, "" if environ else f"{name}={text}", environ)

    assert getattr(settings, name.lower()) == value


REFUSED = [
    ("TIMEZONE", "Berlin", "did you mean Europe/Berlin?"),
    ("TIMEZONE", "america/chicago", "did you mean America/Chicago?"),
    ("TIMEZONE", "posix/America/Chicago", "is no time zone"),
    ("TIMEZONE", "America/New York", "did you mean America/New_York?"),
    ("TIMEZONE", "America/Houston", "America/Chicago"),
    ("TIMEZONE", "EST", "did you mean America/New_York?"),
    ("TIMEZONE", "CST6CDT", "did you mean America/Chicago?"),
    ("TIMEZONE", "+02:00", "an offset"),
    ("TIMEZONE", "Etc/GMT+5", "an offset"),
    ("TIMEZONE", "../../etc/passwd", "is no time zone"),
    ("TIMEZONE", "Mars/Olympus", "is no time zone"),
    ("POST_AT", "friday 25:00", "friday 10:00"),
    ("POST_AT", "friday 2:30pm", "friday 14:30"),
    ("POST_AT", "1", "weekday"),
    ("REVIEW", "automatic", "did you mean auto?"),
    ("REVIEW", "manual", "did you mean required?"),
    ("ONE_ENTRY_EACH", "sometimes", "write yes or no"),
    ("REQUIRE_ALT", "maybe", "write warn, yes or no"),
    ("CATCH_UP_HOURS", "6h", "did you mean 6?"),
    ("CATCH_UP_HOURS", "200", "from 0.25 to 167"),
    ("CATCH_UP_HOURS", "nan", "write a number"),
    ("CATCH_UP_HOURS", "-6", "from 0.25 to 167"),
    ("CAPTION_MAX", "3k", "write a number"),
    ("CAPTION_MAX", "30.5", "whole number"),
    ("SETTLE_MINUTES", "600", "CATCH_UP_HOURS"),
    ("ANNOUNCE_BY", "reply,pots", "did you mean post?"),
    ("COUNTED_REACTIONS", "sorry", "none of LIKE"),
    ("FACEBOOK_PAGE_ID", "SpringfieldPD", "write the number"),
    ("FACEBOOK_PAGE_ID", "facebook.com/profile.php?id=123456789", "did you mean 123456789?"),
    ("FACEBOOK_PAGE_TOKEN", "EAAB\nxyz", "line break"),
    ("FACEBOOK_PAGE_TOKEN", "your token here", "has a space"),
    ("FACEBOOK_PAGE_TOKEN", "EAAB…", "a character that no token has"),
    ("FACEBOOK_GRAPH_VERSION", "26", "did you mean v26.0?"),
    ("FACEBOOK_GRAPH_URL", "http://graph.example.org", "plain http"),
    ("FACEBOOK_GRAPH_URL", "https://graph.facebook.com/v26.0", "did you mean https://graph.facebook.com?"),
    ("FACEBOOK_GRAPH_URL", "https://user@graph.facebook.com", "without ?, # and @"),
    ("DATABASE_URL", "captionbot.db", "did you mean sqlite:///captionbot.db?"),
    ("DATABASE_URL", "sqlite://captionbot.db", "did you mean sqlite:///captionbot.db?"),
    ("DATABASE_URL", "sqlite://", "too few slashes"),
    ("DATABASE_URL", "sqlite:///:memory:", "nothing would be kept"),
    ("DATABASE_URL", "mysql://u@h/d", "sqlite:///captionbot.db or postgresql+psycopg://"),
    ("DATABASE_URL", "postgresql+psycopg2://u@h/d", "did you mean postgresql+psycopg?"),
    ("DATABASE_URL", "postgresql://u@h", "names no database"),
    ("DATABASE_URL", "postgresql://u:a#b@h/d", "the port must be a number"),
    ("DATABASE_URL", "postgresql://[::1/d", "can't be read as an address"),
    ("PHOTOS_DIR", "~nobody-of-that-name/photos", "home folder is not known"),
    ("RULES_URL", "example.org/rules", "write a whole address"),
    ("HEARTBEAT_URL", "ping", "beginning with https://"),
    ("NOTIFY_URLS", "slack://a, mailto:x@y", "of the form mailto://"),
    ("NOTIFY_URLS", "me@example.org", "no address in place 1; a mail address alone is not enough"),
    ("NOTIFY_URLS", "somewhere", "(docs/notices.md#addresses)"),
    ("DESK_BIND", "8080", "did you mean 127.0.0.1:8080?"),
    ("DESK_BIND", ":8080", "127.0.0.1 is this machine alone"),
    ("DESK_BIND", "localhost", "did you mean localhost:8080?"),
    ("DESK_BIND", "http://localhost:8080", "host and port alone"),
    ("DESK_BIND", "localhost:99999", "port"),
    ("SKIP_HOLIDAYS", "Texas", "such as US or US-TX"),
    ("SKIP_HOLIDAYS", "US-ZZ", "whose holidays nobody here knows"),
    ("CONTEST_NAME", "Beat\nthe Caption", "on one line"),
    ("CONTEST_NAME", "Beat\x1b[31m", "control character"),
]


@pytest.mark.parametrize(("name", "text", "hint"), REFUSED, ids=lambda part: part[:40].replace("\n", " "))
def test_a_wrong_value_is_refused_with_what_was_meant(tmp_path: Path, name: str, text: str, hint: str) -> None:
    """One problem, which begins with where it stands and the name, on one line."""
    [problem] = problems_of(written(tmp_path, REQUIRED), {name: text})

    assert problem.startswith(f"environment: {name} ")
    assert hint in problem
    assert problem.isprintable()


def test_a_right_zone_is_found_without_listing_every_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command reads the settings, and there are six hundred zones."""

    def listed() -> set[str]:
        raise AssertionError("every zone was listed")

    monkeypatch.setattr(places, "available_timezones", listed)

    settings = settings_of(tmp_path, environ={"TIMEZONE": "America/Argentina/Ushuaia"})

    assert settings.timezone == "America/Argentina/Ushuaia"


def test_a_zone_is_spelled_as_it_is_on_every_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that doesn't mind upper and lower case would take another spelling, and the next machine not."""
    monkeypatch.setattr(places, "ZoneInfo", str)

    assert "did you mean America/Chicago?" in problems_of(written(tmp_path, REQUIRED.replace("Chicago", "CHICAGO")))[0]


TOKENS = ("EAABx" + "0123456789abcdefXYZ" * 3, "7" * 12 + "EAAB" + "0123456789" * 5, "0123456789" * 4)


@pytest.mark.parametrize("token", TOKENS, ids=["letters", "mixed", "digits"])
@pytest.mark.parametrize("name", NAMES)
def test_a_token_in_the_wrong_line_is_not_told_of(tmp_path: Path, name: str, token: str) -> None:
    """Neither quoted nor offered as what was meant, whole or in part."""
    environ = {"TIMEZONE": "America/Chicago", name: token, "DATABASE_URL": f"sqlite://{token}"}
    try:
        load_settings(written(tmp_path, REQUIRED), environ)
    except SettingsError as error:
        told = "\n".join(error.problems)
        assert [token[at : at + 6] for at in range(len(token) - 5) if token[at : at + 6] in told] == []
