"""What DESK_URL may be, and what DESK_BIND says about who can reach the desk."""

from pathlib import Path

import pytest

from captionbot.settings import is_this_machine, listens_everywhere
from tests.settings.written import REQUIRED, problems_of, settings_of, written

ADDRESSES = {
    "https://desk.example.org": "https://desk.example.org",
    "https://Desk.Example.org/": "https://desk.example.org",
    "https://desk.example.org:443": "https://desk.example.org",
    "https://desk.example.org:8443/": "https://desk.example.org:8443",
    "http://10.1.2.3:80": "http://10.1.2.3",
    "http://[2001:db8::7]:8080": "http://[2001:db8::7]:8080",
}


@pytest.mark.parametrize(("typed", "kept"), ADDRESSES.items())
def test_an_address_is_kept_as_browsers_name_it(tmp_path: Path, typed: str, kept: str) -> None:
    """Forms are known to be ours by it."""
    assert settings_of(tmp_path, f"DESK_URL={typed}\n").desk_url == kept


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("https://example.org/desk", "did you mean https://example.org?"),
        ("desk.example.org", "write a whole address"),
        ("https://desk.example.org/?a=b", "write it without ?, # and @"),
        ("https://user@desk.example.org", "write it without ?, # and @"),
        ("https://bürgeramt.example", "as browsers send it, which begins with xn--"),
    ],
)
def test_what_it_can_not_be_is_told(tmp_path: Path, typed: str, told: str) -> None:
    """With what was meant: the desk has no place below somebody else's name."""
    (problem,) = problems_of(written(tmp_path, f"{REQUIRED}DESK_URL={typed}\n"))

    assert told in problem


def test_who_can_reach_a_host() -> None:
    """Only this machine, or others; a name that would have to be looked up is taken for others'."""
    assert all(map(is_this_machine, ("127.0.0.1", "127.8.9.1", "::1", "localhost", "LOCALHOST")))
    assert not any(map(is_this_machine, ("0.0.0.0", "::", "10.1.2.3", "desk.example.org", "")))  # noqa: S104 - compared, not bound
    assert all(map(listens_everywhere, ("0.0.0.0", "::")))  # noqa: S104 - compared, not bound
    assert not any(map(listens_everywhere, ("127.0.0.1", "10.1.2.3", "desk.example.org")))
