"""`make install` and `make upgrade` as they are, below a folder, with a checkout whose packages are this machine's."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from captionbot.store.schema import HEAD
from tests.practice.starting import Facebook
from tests.story import released
from tests.story.town import LONG, ZONE

ROOT = Path(__file__).parents[2]
TAKEN = ("captionbot", "deploy", "docs", "Makefile", "pyproject.toml", "requirements.lock", "README.md")
BACK = "The old release works again, with the record as it was."
BUILD = """\
#!/bin/sh
cd "$(dirname "$0")/.." && mkdir -p .venv/bin && cd .venv/bin
printf '#!/bin/sh\\n[ "$2" = compileall ] || PYTHONPATH=%s exec {python} "$@"\\n' "$(cd ../.. && pwd)" > python
printf '#!/bin/sh\\nexec {python} -S -E {released} {python} {below} %s "$@"\\n' "$(cd ../.. && pwd)" > captionbot
chmod +x python captionbot
cd {checkout} && find captionbot -name __pycache__ | tar -T - -cf - | tar -xf - -C "$OLDPWD/../.."
"""
"""In the place of `.ci/venv`, which takes half a minute and the network; what was compiled already is taken along.

The command imports once for each release (`released.py`), of which there are four.
"""
SYSTEMCTL = """\
#!/bin/sh
[ "$1" = --quiet ] || echo "$*" >> {below}/calls
cd {below}
case "$*" in
  "--quiet is-active captionbot") [ ! -e stopped ] ;;
  "--quiet is-active captionbot@broken") ;;
  "--quiet "*) exit 3 ;;
  start*) [ ! -e broken ] || { rm broken; exit 1; }; rm -f stopped ;;
  stop*) touch stopped; [ ! -e killed ] || { rm killed; kill -9 $PPID; } ;;
esac
"""
"""In the place of systemd: one start may fail, and one stop be the last that its caller does."""
MIGRATION = """\
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{head}"


def upgrade():
    op.add_column("pages", sa.Column("made_by_a_test", sa.Integer()))
    {then}
"""


@dataclass
class Machine:
    """A machine of one's own, below a folder, and the checkout from which captionbot is installed on it."""

    below: Path
    checkout: Path

    @property
    def folder(self) -> Path:
        """Where the Page's settings, record and photos are."""
        return self.below / "var/lib/captionbot"

    @property
    def current(self) -> str:
        """The release in force."""
        return str((self.below / "opt/captionbot/current").readlink())

    def make(self, what: str, **environ: str) -> "subprocess.CompletedProcess[str]":
        """Run `deploy/service`, as make does."""
        given = {"DESTDIR": str(self.below), "PATH": f"{self.below}/bin:{os.environ['PATH']}", "YES": "1"}
        return subprocess.run(
            [self.checkout / "deploy" / "service", what],
            env=os.environ | given | environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LONG,
            check=False,
        )

    def captionbot(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """The command that was installed, from anywhere."""
        command = self.below / "usr/local/bin/captionbot"
        return subprocess.run([command, *words], cwd="/", capture_output=True, text=True, timeout=LONG, check=False)

    def keeps_settings(self, name: str) -> Path:
        """Put a copy of the settings into a folder beside the record."""
        folder = self.folder / name
        folder.mkdir()
        shutil.copy(self.folder / ".env", folder)
        return folder

    def migrates(self, then: str) -> None:
        """Give the checkout a migration more, which does ``then`` after it has changed a table."""
        schema = self.checkout / "captionbot/store/schema/__init__.py"
        schema.write_text(schema.read_text(encoding="utf-8").replace(f'"{HEAD}"', '"9999"'), encoding="utf-8")
        migration = self.checkout / "captionbot/store/migrations/versions/9999_of_a_test.py"
        migration.write_text(MIGRATION.format(head=HEAD, then=then), encoding="utf-8")

    def calls(self) -> list[str]:
        """What systemd was asked since the last time."""
        file = self.below / "calls"
        said = file.read_text(encoding="utf-8").splitlines()
        file.write_text("", encoding="utf-8")
        return said

    def record(self) -> dict[str, list[tuple[object, ...]]]:
        """What neither a backup nor a look changes: the schema, and what staff and `init` have said."""
        with closing(sqlite3.connect(self.folder / "captionbot.db")) as database:
            words = {
                "schema": "SELECT sql FROM sqlite_master ORDER BY name",
                "version": "SELECT * FROM alembic_version",
                "said": "SELECT * FROM audit WHERE action <> 'restore'",
            }
            return {name: database.execute(one).fetchall() for name, one in words.items()}


@pytest.fixture
def machine(tmp_path: Path, facebook: Facebook) -> Iterator[Machine]:
    """A machine on which captionbot was installed and `init` was run."""
    made = Machine(tmp_path / "machine", tmp_path / "checkout")
    for name in TAKEN:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        made.checkout.mkdir(exist_ok=True)
        copy(ROOT / name, made.checkout / name)
    for name in ("CHANGELOG.md", "LICENSE", ".env.example"):
        shutil.copy(ROOT / name, made.checkout)
    (made.below / "run/systemd/system").mkdir(parents=True)
    places = {"python": sys.executable, "released": released.__file__, "below": made.below, "checkout": made.checkout}
    script(made.checkout / ".ci/venv", BUILD, **places)
    script(made.below / "bin/systemctl", SYSTEMCTL, below=made.below)
    installed = made.make("install")
    assert installed.returncode == 0, installed.stderr
    env_file = made.folder / ".env"
    env_file.touch(mode=0o600)
    env_file.write_text(
        f"FACEBOOK_PAGE_ID={facebook.page_id}\nFACEBOOK_PAGE_TOKEN={facebook.token}\n"
        f"FACEBOOK_GRAPH_URL={facebook.url}\nTIMEZONE={ZONE}\n",
        encoding="utf-8",
    )
    assert made.captionbot("init", "--no-input").returncode == 0
    made.calls()
    yield made
    released.end_all(made.below)


def script(file: Path, words: str, **places: object) -> None:
    """Write a program, with these in the places that it names."""
    file.parent.mkdir(parents=True, exist_ok=True)
    for name, value in places.items():
        words = words.replace(f"{{{name}}}", str(value))
    file.write_text(words, encoding="utf-8")
    file.chmod(0o755)


@pytest.mark.timeout(300)  # it runs captionbot twenty times
def test_a_service_is_installed_upgraded_and_taken_back_where_that_fails(machine: Machine) -> None:
    """Three upgrades, of which two fail: each leaves the old release at work, with the record as it was."""
    _says_first_what_it_will_do(machine)
    _fails_in_a_migration(machine)
    _fails_to_start(machine)
    _works(machine)
    assert machine.make("uninstall").returncode == 0
    assert (machine.folder / "captionbot.db").exists()
    assert not (machine.below / "opt/captionbot").exists()


def _says_first_what_it_will_do(machine: Machine) -> None:
    """And does nothing without a yes, nor where a Page at work is not in order."""
    first = machine.current
    broken = machine.keeps_settings("broken")
    assert f"{broken} is not in order, so nothing was begun: There is no database" in machine.make("upgrade").stderr
    shutil.rmtree(broken)
    assert "is installed" in machine.make("install").stderr
    assert machine.make("upgrade", YES="", DRY_RUN="1").stdout.endswith("Nothing was done: DRY_RUN is set.\n")
    assert machine.make("upgrade", YES="").stderr == "Nothing was done.\n"
    assert (machine.current, machine.calls()) == (first, [])


def _fails_in_a_migration(machine: Machine) -> None:
    """After it has changed a table."""
    first, before = machine.current, machine.record()
    copy = machine.keeps_settings("a copy")
    machine.migrates('raise RuntimeError("this migration fails")')
    done = machine.make("upgrade")

    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, BACK), done.stdout
    assert f"{copy} is left out: There is no database" in done.stdout
    assert (machine.current, machine.record()) == (first, before)
    assert machine.calls()[-1] == "start captionbot"
    assert sorted(path.name for path in (machine.below / "opt/captionbot").iterdir()) == sorted([first, "current"])


def _fails_to_start(machine: Machine) -> None:
    """The record comes back from the backup, for the old release can't read the new schema."""
    first, before = machine.current, machine.record()
    (machine.below / "broken").touch()
    machine.migrates("pass")
    done = machine.make("upgrade")

    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, BACK), done.stdout
    assert (machine.current, machine.record()) == (first, before)
    assert len(list(machine.folder.glob("captionbot.db.after-*Z"))) == 1
    machine.calls()


def _works(machine: Machine) -> None:
    """The next version takes over, with the record; also after one that was killed when it had stopped the service."""
    first = machine.current
    (machine.below / "killed").touch()
    assert machine.make("upgrade").returncode == -signal.SIGKILL
    assert (machine.below / "stopped").exists()
    done = machine.make("upgrade")

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("Started: captionbot.\n")
    assert machine.current != first
    assert machine.record()["version"] == [("9999",)]
    stopped, reloaded, started = machine.calls()[-3:]
    assert "museum" in machine.captionbot("@museum", "status").stderr  # of several Pages the one that has no folder yet
    assert (stopped, reloaded, started) == ("stop captionbot", "daemon-reload", "start captionbot")
    assert machine.captionbot("status").returncode == 0
