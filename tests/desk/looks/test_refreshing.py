"""The little script: it offers what is new and shows nothing by itself."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, Route, expect

from tests.desk.looks.conftest import Marias
from tests.desk.looks.windows import Desk

pytestmark = pytest.mark.browser

HALF_A_MINUTE = 31_000


@pytest.fixture
def page(maria: Marias, furnished_desk: Desk) -> Page:
    """The first page, on a browser whose clock a test turns."""
    opened = maria(furnished_desk)
    opened.clock.install(time=datetime(2026, 12, 1, tzinfo=UTC))
    opened.goto("/")
    return opened


def test_as_long_as_nothing_has_happened_nothing_is_said(page: Page) -> None:
    """It asks, and the answer is what the page shows already."""
    with page.expect_response("**/state") as asked:
        page.clock.fast_forward(HALF_A_MINUTE)

    assert asked.value.ok
    expect(page.get_by_text("Something has changed.")).to_be_hidden()


def test_what_is_new_is_offered_and_shown_when_asked_for(page: Page) -> None:
    """Nobody loses their place, or what they were about to tap."""
    page.route("**/state", lambda route: route.fulfill(json={"state": "another"}))
    page.clock.fast_forward(HALF_A_MINUTE)
    expect(page.get_by_text("Something has changed.")).to_be_visible()
    page.get_by_role("link", name="Show it").click()

    expect(page.get_by_text("Something has changed.")).to_be_hidden()


def test_whoever_is_signed_out_meanwhile_is_asked_nothing_more(page: Page) -> None:
    """It asks once, is refused, and is quiet."""
    asked: list[str] = []

    def refused(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=401)

    page.route("**/state", refused)
    for _ in range(3):
        page.clock.fast_forward(HALF_A_MINUTE)
        page.wait_for_timeout(100)

    assert len(asked) == 1
    expect(page.get_by_text("Something has changed.")).to_be_hidden()
