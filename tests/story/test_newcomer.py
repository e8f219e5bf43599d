"""README's six steps, typed at a terminal against the pretend Facebook by somebody who has never done it."""

import hashlib
import hmac
import os
from pathlib import Path

from tests.practice.starting import running
from tests.story.terminal import CTRL_D, Terminal
from tests.story.test_daemons import daemon, until
from tests.story.town import ANNOUNCE, CLOSE, SLOT, WEDNESDAY, ZONE, Town

SYSTEM = "practice-system-token"
SECRET, NOBODYS = "secret0of0the0app", "EAAnobodys0nobodys0nobodys0"
SIDECAR = """Alt: Two officers on horseback outside a diner.
Credit: Springfield Public Library

They promised the horses a treat. What's the caption?
"""


def _environ(town: Town) -> dict[str, str]:
    return {**os.environ, "CAPTIONBOT_DEMO_CLOCK": town.clock, "LOGNAME": "dana"}


def _sets_up(town: Town) -> str:
    """Answer the six questions; gives what the screen has shown."""
    (town.folder / ".env").write_text(f"FACEBOOK_GRAPH_URL={town.facebook.url}\nDATABASE_URL={town.database_url}\n")
    with Terminal(town.folder, _environ(town), "init") as terminal:
        terminal.answers("1. A token", SYSTEM)
        terminal.answers("Which one", "3")
        terminal.answers("2. The Page's time zone", ZONE)
        terminal.answers("3. When the photo is posted", "")
        terminal.answers("4. The winner is announced by itself", "")
        terminal.answers("5. Who runs the contest", "Springfield Police")
        terminal.answers("6. Where staff are told", "")
        assert terminal.ends() == 0, terminal.shown
    return terminal.shown


def test_six_steps_to_a_winner(empty_town: Town) -> None:
    """A System User's token, six answers, a photo, `check`, `run`, and a yes: the winner stands on the Page.

    On the way the token dies, and a new one is put in while captionbot runs, which goes on without being started again.
    """
    town = empty_town
    shown = _sets_up(town)
    assert "Next: put a photo into the queue, then `captionbot next`." in shown
    assert SYSTEM not in shown + (town.folder / ".env").read_text()
    town.queue_photo("1974-patrol.jpg", SIDECAR)
    town.must("check")
    assert town.must("next").out == "The photo 1974-patrol.jpg is posted on Friday 27 November at 10:00 AM CST.\n"
    town.facebook.kill_token()
    town.at(SLOT)
    with daemon(town) as process:
        until(lambda: "token" in town.told())
        assert town.counts == (0, 0, 0)
        said = _puts_in_a_new_token(town)
        until(lambda: town.counts[0])
        assert process.poll() is None
    assert "A captionbot that runs takes it at its next beat" in said
    assert [row["by"] for row in town.rows("audit") if row["action"] == "token"] == ["dana", "dana"]
    assert "They promised the horses a treat." in town.spoken().posts[0]["message"]
    town.fan("Oats first, questions later.", 9)
    town.at(CLOSE).later(seconds=5).tick()
    assert "Oats first" in town.must("entries").out
    town.must("approve", "1")
    town.at(ANNOUNCE).later(seconds=5).tick_well()
    assert town.counts == (1, 1, 1)


def _puts_in_a_new_token(town: Town) -> str:
    with Terminal(town.folder, _environ(town), "token") as terminal:
        terminal.answers("The token (not shown)", SYSTEM)
        assert terminal.ends() == 0, terminal.shown
    assert SYSTEM not in terminal.shown
    return terminal.shown


def test_whoever_leaves_halfway_has_changed_nothing(empty_town: Town) -> None:
    """And is told so."""
    town = empty_town
    before = (town.folder / ".env").read_bytes()
    with Terminal(town.folder, _environ(town), "init") as terminal:
        terminal.answers("1. A token", "")
        terminal.answers("2. The Page's time zone", CTRL_D)
        assert terminal.ends() == 1

    assert "Nothing was written." in terminal.shown
    assert (town.folder / ".env").read_bytes() == before


def test_no_secret_is_said_however_talkative_it_is(tmp_path: Path) -> None:
    """Neither the token that is brought nor the one that is fetched, nor the app's secret or a proof of theirs."""
    with running("--app-secret", SECRET, "--demand-proof") as facebook:
        town = Town(tmp_path, facebook, f"sqlite:///{tmp_path / 'captionbot.db'}").at(WEDNESDAY)
        town.settle_in(FACEBOOK_APP_ID="990000000000001", FACEBOOK_APP_SECRET=SECRET, FACEBOOK_PAGE_TOKEN="to-come")
        town.must("init", "--no-input")
        refused, taken = (town.run("-v", "token", pasted=f"{token}\n") for token in (NOBODYS, SYSTEM))

    assert (refused.code, taken.code) == (1, 0)
    said = refused.said + taken.said
    assert said.count("GET v26.0/me: ") == 4
    assert f"FACEBOOK_PAGE_TOKEN={facebook.token}\n" in (tmp_path / ".env").read_text()
    tokens = {NOBODYS, SYSTEM, facebook.token}
    for one in tokens | {SECRET} | {_proof(token) for token in tokens}:
        assert one not in said


def _proof(token: str) -> str:
    return hmac.new(SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
