"""Every page that somebody comes to by the desk's own links, found from the pages themselves."""

from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from tests.desk.looks.offices import STAGES
from tests.desk.looks.windows import Desk

LONGEST = 200
"""Pages; more would be a walk in a circle."""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep where a link goes."""
        said = dict(attrs)
        if tag == "a" and said.get("href"):
            self.found.append(str(said["href"]))


def walked(desk: Desk, client: FlaskClient) -> dict[str, int]:
    """The paths of pages and how each was answered, from This week onwards.

    Of many that are alike (an act on each entry of a contest) only the first is kept.
    """
    routes = desk.app.url_map.bind("localhost")
    todo, known, found = ["/"], set[object](), dict[str, int]()
    while todo and len(found) < LONGEST:
        path = todo.pop(0)
        kind = _kind(routes, path)
        if kind is None or kind in known:
            continue
        known.add(kind)
        answer = client.get(path)
        if answer.mimetype == "text/html":
            found[path] = answer.status_code
            links = _Links()
            links.feed(answer.text)
            todo += [link for link in links.found if link.startswith("/")]
    return found


def one_of_each(desk: Desk, paths: Iterable[str]) -> list[str]:
    """Of many pages of the same route one; a contest's own page at each stage."""
    routes, found = desk.app.url_map.bind("localhost"), dict[object, str]()
    for path in paths:
        route, values = routes.match(path.partition("?")[0])
        found.setdefault((route, values.get("number") if route == "contests.contest" else None), path)
    return list(found.values())


def _kind(routes: MapAdapter, path: str) -> object:
    """What a path has in common with all that are like it; None where it is no page of the desk's."""
    parts = urlsplit(path)
    try:
        route, values = routes.match(parts.path)
    except HTTPException:
        return path  # a link into nowhere is walked, and found to be one
    if route == "static" or route.startswith("pictures."):
        return None
    stage = STAGES.get(values.get("number", 0))
    return route, stage, tuple(sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}))
