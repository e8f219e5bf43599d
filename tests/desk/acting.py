"""Sending the desk's forms as a browser does: the page is fetched, its hidden fields go back with what was typed."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.actions: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the fields that a browser would send as they stand."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
            self.actions.append(said.get("action", ""))
        elif tag == "input" and self.forms and said.get("name") and said.get("type") == "hidden":
            self.forms[-1][said["name"]] = said.get("value", "")


def hidden_fields(page: str, action: str) -> dict[str, str]:
    """What the form of that page that goes to ``action`` sends by itself."""
    found = _Fields()
    found.feed(page)
    return found.forms[found.actions.index(action)]


def send(client: FlaskClient, path: str, typed: Mapping[str, str] | None = None) -> TestResponse:
    """Open the page at ``path``, and send its form with what was typed."""
    page = client.get(path)
    assert page.status_code == 200, page.text
    fields = hidden_fields(page.text, path) | dict(typed or {})
    return client.post(path, data=fields, headers={"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"})


def without_tokens(page: str) -> str:
    """A page to be held against another: the tokens of its forms carry the second in which they were made."""
    bare, tokens = re.subn(r'(name="csrf_token"[^>]*? value=")[^"]+', r"\1", page)
    assert tokens, "a page with no form needs no such care"
    return bare
