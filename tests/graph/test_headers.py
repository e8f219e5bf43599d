"""Facts beside the body."""

from datetime import UTC, datetime, timedelta

import pytest

from captionbot.graph.headers import LONGEST_BLOCK, read_headers, regain

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def test_the_nearest_of_all_limits_counts() -> None:
    """App, Page and business use, whichever is fullest."""
    facts = read_headers(
        {
            "X-App-Usage": '{"call_count":28,"total_time":25,"total_cputime":25}',
            "x-page-usage": '{"call_count":85.5,"total_cputime":56,"total_time":60}',
            "X-Business-Use-Case-Usage": '{"1": [{"type":"pages","call_count":7,"total_time":97}], "2": [{}]}',
            "Date": "Fri, 27 Nov 2026 12:00:30 GMT",
            "facebook-api-version": "v25.0",
        },
        at=NOON,
    )
    assert facts.usage == 97
    assert facts.server_time == NOON + timedelta(seconds=30)
    assert facts.api_version == "v25.0"


def test_without_headers_nothing_is_known_and_nothing_is_wrong() -> None:
    """At little use Facebook sends none."""
    facts = read_headers({}, at=NOON)
    assert (facts.usage, facts.server_time, facts.api_version) == (0, None, "")
    assert facts.regain == timedelta(0)


@pytest.mark.parametrize(
    "usage", ["", "{", "[]", "null", "7", '{"call_count": "many"}', '{"1": [7, null]}', '{"call_count": -5}', "\xff"]
)
def test_usage_that_cannot_be_read_is_left_out(usage: str) -> None:
    """A header is a hint."""
    assert read_headers({"X-App-Usage": usage, "X-Business-Use-Case-Usage": usage}, at=NOON).usage == 0


@pytest.mark.parametrize("date", ["", "yesterday", "Fri, 99 Nov 2026 12:00:30 GMT", "Fri, 31 Dec 9999 23:59:59 -2359"])
def test_a_date_that_cannot_be_read_is_none(date: str) -> None:
    """Then the clocks can't be compared."""
    assert read_headers({"Date": date}, at=NOON).server_time is None


def test_a_block_is_at_most_a_day() -> None:
    """Limits are counted over a day."""
    header = {"X-Business-Use-Case-Usage": '{"1": [{"estimated_time_to_regain_access": 99999}]}'}
    assert regain(header) == LONGEST_BLOCK
