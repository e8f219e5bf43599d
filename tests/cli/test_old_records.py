"""After an upgrade every command that reads finds the old weeks as they were, whichever code wrote them down."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.settings.written import written
from tests.store.old_records import NOW, PAGE_ID, REVISIONS, old_photos, old_url

READING = (
    "status",
    "next",
    "queue",
    "entries 1",
    "entries 2 --json",
    "entries 4",
    "explain 1440000000001",
    "rules",
    "export --format csv",
    "export --format html --public",
    "words 2010-boat.jpg",
    "staff list",
    "draft nothing-found 2",
    "backup backup.db",
)
DRAWING = ("export --format zip --out all.zip", "site hall", "card 1 --out card.jpg")
"""Slow ones, tried with the oldest record alone."""
SLIPS = "0003"
"""The first schema in which results have slips."""

ENGINES = [pytest.param(revision, "sqlite", id=f"{revision}-sqlite") for revision in REVISIONS]
ENGINES.append(pytest.param(REVISIONS[-1], "postgres", marks=pytest.mark.postgres, id=f"{REVISIONS[-1]}-postgres"))


def settled_in(folder: Path, url: str) -> None:
    """Settings, and the photos that those weeks left behind."""
    settings = f"FACEBOOK_PAGE_ID={PAGE_ID}\nFACEBOOK_PAGE_TOKEN=EAABpretend\nTIMEZONE=America/Chicago\n"
    written(folder, f"{settings}DATABASE_URL={url}\nORGANISER=Springfield Police\n")
    old_photos(folder)


@pytest.mark.parametrize(("revision", "engine"), ENGINES)
def test_every_reading_command_reads_what_old_code_wrote(
    revision: str,
    engine: str,
    run: Run,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """None of them fails, and they name the winners whom the Page has named."""
    url = "sqlite" if engine == "sqlite" else request.getfixturevalue("postgres_url")
    settled_in(tmp_path, old_url(revision, url, tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CAPTIONBOT_DEMO_CLOCK", f"{NOW.timestamp()}@0x0")
    said = {line: run(*line.split()) for line in (*READING, *(DRAWING if revision == REVISIONS[0] else ()))}

    assert {line: done.err for line, done in said.items() if done.code} == {}
    contests = json.loads(run("status", "--json").out)["contests"]
    assert [one["stage"] for one in contests] == ["open", "announced", "void", "announced"]
    winner = "Curb-side service since 1974." if revision < SLIPS else "Make it two milkshakes, and hold the hay."
    assert contests[-1]["winner"]["caption"] == winner
    assert winner in said["export --format csv"].out
    assert "holds 4 contests and 16 comments" in said["backup backup.db"].out
    assert run("verify", "1").code == (0 if revision >= SLIPS else 1)
