"""Desks that are served for all tests of this folder, and browsers in front of them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from captionbot.accounts import Role
from tests.desk.conftest import Office
from tests.desk.looks import offices
from tests.desk.looks.walking import walked
from tests.desk.looks.windows import Desk, served


@pytest.fixture(scope="session")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Callable[[Path], Office]], Desk]]:
    """The desk of that office, furnished and served when it is first asked for; no test changes anything in it."""
    standing: dict[Callable[[Path], Office], Desk] = {}
    with ExitStack() as stack:

        def desk_of(office: Callable[[Path], Office]) -> Desk:
            if office not in standing:
                folder = tmp_path_factory.mktemp("desk") / "office"
                standing[office] = stack.enter_context(served(office(folder)))
            return standing[office]

        yield desk_of


OFFICES = {"furnished": offices.furnished, "bare": offices.bare, "paused": offices.paused}


@pytest.fixture(scope="session", params=list(OFFICES.values()), ids=list(OFFICES))
def any_desk(desks: Callable[[Callable[[Path], Office]], Desk], request: pytest.FixtureRequest) -> Desk:
    """A desk on its first day, one after six weeks, and one that is paused."""
    return desks(request.param)


@pytest.fixture(scope="session")
def bare_desk(desks: Callable[[Callable[[Path], Office]], Desk]) -> Desk:
    """A desk on its first day."""
    return desks(offices.bare)


@pytest.fixture(scope="session")
def paused_desk(desks: Callable[[Callable[[Path], Office]], Desk]) -> Desk:
    """A desk that Maria has paused."""
    return desks(offices.paused)


@pytest.fixture(scope="session")
def furnished_desk(desks: Callable[[Callable[[Path], Office]], Desk]) -> Desk:
    """A desk after six weeks."""
    return desks(offices.furnished)


@pytest.fixture(scope="session")
def naughty_desk(desks: Callable[[Callable[[Path], Office]], Desk]) -> Desk:
    """A desk under which every naughty string was written."""
    return desks(offices.naughty)


Marias = Callable[[Desk], Page]


@pytest.fixture
def maria(browser: Browser) -> Iterator[Marias]:
    """Maria, an admin, who looks at a desk on her phone."""
    with ExitStack() as stack:

        def looks_at(desk: Desk) -> Page:
            context = desk.browser_of(browser)
            stack.callback(context.close)
            return context.new_page()

        yield looks_at


@pytest.fixture(scope="session")
def paths_of() -> Callable[[Desk], dict[str, int]]:
    """The paths of all pages of a desk, as an admin comes to them, and how each was answered."""
    kept: dict[str, dict[str, int]] = {}

    def paths(desk: Desk) -> dict[str, int]:
        if desk.url not in kept:
            client = desk.app.test_client()
            client.set_cookie(*desk.cookie("Maria", Role.ADMIN))
            kept[desk.url] = walked(desk, client)
        return kept[desk.url]

    return paths
