"""The runbook followed to the letter: the record lost and brought back, another machine, people who come and go."""

import shutil
import socket
from pathlib import Path

from tests.story.on_duty import OnDuty
from tests.story.test_daemons import until
from tests.story.town import ANNOUNCE, CLOSE, LONG, SLOT, Town


def _backed_up(town: Town) -> OnDuty:
    """A week under way, with a backup of a quarter past ten on Friday."""
    town.post_the_first()
    town.fan("Neigh comment.", 9)
    town.at(SLOT).later(minutes=20).tick_well()
    backup = OnDuty(town, "Back it up")
    backup.does("backup captionbot-2026-11-27.db")
    backup.reads("captionbot-2026-11-27.db holds 1 contest and 1 comment")
    return backup


def _restore(duty: OnDuty, beginning: str, **own: str) -> None:
    """Type it, and say yes as the terminal asks."""
    words = [own.get(word, word) for word in duty.line(beginning).split()]
    duty.heard.append(duty.town.must(*words, "--yes", "--by", "dana").said)


def test_the_database_is_damaged_and_brought_back(town: Town) -> None:
    """It is told, nothing is begun afresh, and the week ends as it should."""
    _backed_up(town)
    town.must("hold", "1", "--because", "look first", "--by", "dana")
    database = town.folder / "captionbot.db"
    duty = OnDuty(town, "The database is missing or damaged")
    whole = database.read_bytes()
    database.unlink()
    duty.heard.append(town.refused("tick"))
    duty.reads("There is no database at")
    database.write_bytes(b"not a database at all" * 400)
    duty.heard.append(town.refused("tick"))
    duty.reads("The file /var/lib/captionbot/captionbot.db is damaged")
    database.write_bytes(whole)
    _restore(duty, "restore captionbot-2026-11-27.db")
    duty.reads("captionbot-2026-11-27.db holds 1 contest", "Contest no. 1 is held: staff had stopped it")
    town.at(CLOSE).later(minutes=20).tick()
    town.must("release", "1", "--by", "dana")
    town.at(ANNOUNCE).later(minutes=1).tick_well()
    assert town.counts == (1, 1, 1)


def test_the_machine_is_gone(town: Town, tmp_path: Path) -> None:
    """`.env`, the photos, a backup and what `.env` names, on another path; a backup is tried beside it without harm."""
    backup = _backed_up(town)
    days = town.folder / "days.txt"
    days.write_text("12-25 closed\n", encoding="utf-8")
    town.settle_in(SKIP_DAYS_FILE=days.name)
    assert str(days) in OnDuty(town, "The machine is gone").does("check --handover")
    new = tmp_path / "new machine"
    shutil.copytree(town.folder / "photos", new / "photos")
    for file in (town.folder / "captionbot-2026-11-27.db", days):
        shutil.copy(file, new)
    moved = Town(new, town.facebook, f"sqlite:///{new / 'captionbot.db'}", town.now, town.clock)
    moved.settle_in(SKIP_DAYS_FILE=days.name)
    duty = OnDuty(moved, "The machine is gone")
    _restore(duty, "restore FILE", FILE="captionbot-2026-11-27.db")
    duty.does("pause")
    duty.does("next")
    duty.does("status")
    moved.must("resume", "--by", "dana")
    moved.at(CLOSE).later(minutes=20).tick()
    moved.at(ANNOUNCE).later(minutes=1).tick_well()
    assert moved.counts == (1, 1, 1)
    tried = tmp_path / "tried"
    tried.mkdir()
    aside = Town(tried, town.facebook, "sqlite:///try.db", town.now, town.clock)
    aside.settle_in()
    _restore(OnDuty(aside, backup.heading), "restore FILE", FILE=str(town.folder / "captionbot-2026-11-27.db"))
    assert aside.status()["contests"][0]["number"] == 1


def test_somebody_comes_and_leaves(town: Town) -> None:
    """A link to sign in with, a phone that is lost, and somebody who is taken off."""
    signing = OnDuty(town, "Somebody can't sign in, or a phone is lost")
    for name in ("Dana", "Maria Lopez"):
        town.must("staff", "add", name, "--link", "--by", "dana")
    signing.does("staff list")
    signing.does("staff link")
    signing.does("staff sign-out")
    left = OnDuty(town, "Somebody has left")
    left.does("staff remove")
    assert "Maria" not in town.must("staff", "list").out


def test_the_watcher_raises_the_alarm(town: Town) -> None:
    """What stands in the way is told by `check`."""
    town.queue_photo("1974-patrol.jpg")
    watcher = OnDuty(town, "The watcher raises the alarm")
    town.facebook.kill_token()
    watcher.does("status")
    assert watcher.do("check").code == 1
    assert "token" in watcher.heard[-1].lower()


def test_it_does_not_start(town: Town) -> None:
    """A setting is named with its line; where the port is another's, the contest goes on without the desk."""
    duty = OnDuty(town, "It doesn't start, or refuses a command")
    town.settle_in(POST_AT="frday 10:00")
    refused = town.run("tick")
    assert refused.code == 2
    duty.heard.append(refused.said)
    duty.reads(".env:6: POST_AT", "Mend each of these")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        town.settle_in(DESK_BIND=f"127.0.0.1:{port}")
        with town.start("run") as daemon:
            assert daemon.stderr is not None
            lines = iter(daemon.stderr.readline, "")
            said = next(line for line in lines if "listen" in line)
            until(lambda: town.rows("pages")[0]["last_tick_at"] is not None)
            daemon.terminate()
            assert daemon.wait(LONG) == 0
    duty.heard.append(said.replace(str(port), "8080"))
    duty.reads("The desk can't listen")
