"""What SITE_URL and SITE_NAMES may be."""

from pathlib import Path

import pytest

from tests.settings.written import REQUIRED, problems_of, settings_of, written


@pytest.mark.parametrize("address", ["https://captions.example.org/hall", "https://captions.example.org/hall/"])
def test_an_address_is_that_of_a_folder(tmp_path: Path, address: str) -> None:
    """With or without a slash at its end."""
    assert settings_of(tmp_path, f"SITE_URL={address}\n").site_url == "https://captions.example.org/hall"


@pytest.mark.parametrize(
    ("written_so", "told"),
    [
        ("SITE_URL=captions.example.org", "write a whole address"),
        ("SITE_URL=https://x.example.org/index.html", "did you mean https://x.example.org?"),
        ("SITE_URL=https://x.example.org/?a=b", "write it without ?, # and @"),
        ("SITE_NAMES=first", "none of short, full, none"),
    ],
)
def test_what_it_can_not_be_is_told(tmp_path: Path, written_so: str, told: str) -> None:
    """With what was meant."""
    (problem,) = problems_of(written(tmp_path, f"{REQUIRED}{written_so}\n"))

    assert told in problem


def test_names_are_short_unless_told(tmp_path: Path) -> None:
    """A hall stays for years; whoever wants whole names says so."""
    assert settings_of(tmp_path).site_names == "short"
    assert settings_of(tmp_path, "SITE_NAMES=None\n").site_names == "none"
