"""`check` on a terminal, and what is handed over where Facebook can't be reached."""

import json
import sys
from pathlib import Path

import pytest

from captionbot.cli import plug
from captionbot.graph.tokens import NEEDED, TokenFacts
from captionbot.health import as_kept, basis
from captionbot.settings import load_settings
from captionbot.store.database import open_store
from tests.cli.conftest import Run
from tests.house.sources import ROOT
from tests.settings.written import REQUIRED, written
from tests.store.made import SLOT

NOBODY = "FACEBOOK_GRAPH_URL=http://127.0.0.1:9\n"
"""Where nothing listens."""


@pytest.fixture
def unreachable(ready: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which `init` was run, and a Facebook that can't be reached; nobody waits between tries."""
    monkeypatch.setattr(plug, "pause_briefly", lambda _: None)
    written(ready, REQUIRED + NOBODY)
    return ready


def test_lines_stand_under_each_other_on_a_terminal(
    run: Run, unreachable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is piped is one line a finding; on a terminal it is broken, but for paths, and begins under its words."""
    piped = run("check")
    monkeypatch.setenv("COLUMNS", "72")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    shown = run("check")

    assert piped.code == shown.code == 1
    line = "PROBLEM: 127.0.0.1 can't be reached from this machine. Check this machine's network."
    assert f"{line} (docs/checks.md#the-page-and-its-token)\n" in piped.out
    assert f" | {line} |\n" in (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert "PROBLEM: 127.0.0.1 can't be reached from this machine. Check this\n         machine's network." in shown.out
    assert max(len(line) for line in shown.out.splitlines() if str(unreachable) not in line) < 72


def test_handing_over_needs_no_facebook(run: Run, unreachable: Path) -> None:
    """The record, the settings and the machine are told all the same; nobody knows who put the token in."""
    told = run("check", "--handover")
    read = json.loads(run("check", "--handover", "--json").out)

    assert told.code == 0
    assert "EAABpretend" not in told.out
    assert read["page"]["name"] is None
    assert read["token"]["put_in_by"] == "nobody wrote it down: it was put into .env by hand"
    assert read["record"]["where"] == f"The file {unreachable / 'captionbot.db'}"
    assert f"  settings        {unreachable / '.env'}\n" in told.out
    assert read["token"]["now"].startswith("Facebook could not be asked: 127.0.0.1 can't be reached")
    assert "  kind         not known\n" in told.out
    assert "  site dir        not set\n" in told.out
    assert read["people"] == {}
    assert "People\n  nobody may sign in to the desk\n" in told.out


def test_what_facebook_said_last_is_handed_over(run: Run, unreachable: Path) -> None:
    """Of this very token; and nobody's name takes the place of something else."""
    with (unreachable / ".env").open("a", encoding="utf-8") as file:
        file.write("FACEBOOK_APP_ID=990000000000001\nFACEBOOK_APP_SECRET=invented-secret\n")
    settings = load_settings(unreachable / ".env", {})
    facts = TokenFacts(True, "PAGE", "1234567890", "1", NEEDED, None, SLOT, issued_at=SLOT)  # noqa: FBT003 - a token's facts
    store = open_store(settings.database_url, settings.facebook_page_id)
    with store.transaction() as record:
        record.health.keep_token(as_kept(facts, basis(settings)), SLOT)
        record.accounts.add("address", "address", "admin", "tom", SLOT)
    store.close()
    read = json.loads(run("check", "--handover", "--json").out)
    told = run("check", "--handover").out

    assert (read["token"]["kind"], read["token"]["made_on"]) == ("PAGE", "2026-11-27T16:00:00Z")
    assert "  ends on      no end\n" in told
    assert "invented-secret" not in told
    assert read["desk"]["address"] == "http://127.0.0.1:8080"
    assert read["people"]["address"] == "admin, added by tom"
