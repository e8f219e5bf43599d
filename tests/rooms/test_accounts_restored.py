"""Who may sign in, where a backup is brought back."""

from pathlib import Path

from captionbot.accounts import Role, who
from captionbot.accounts.sign_ins import sign_in
from captionbot.accounts.staffing import add, remove, set_password
from captionbot.decisions import Word
from captionbot.store.record import Record
from tests.rooms.conftest import SettingsWith
from tests.rooms.test_safekeeping import Kept
from tests.store.made import ANNOUNCES, SLOT

TOM = Word("tom", SLOT, "")


def _maria_comes(record: Record) -> None:
    set_password(record, add(record, "Maria", Role.ADMIN, TOM), "old hash", TOM)


def _maria_leaves(record: Record) -> None:
    add(record, "Dana", Role.ADMIN, TOM)
    maria = record.accounts.get("maria")
    assert maria is not None
    remove(record, maria, TOM)


def test_whoever_was_removed_stays_removed(settings_with: SettingsWith, tmp_path: Path) -> None:
    """And whoever came stays, with their password, and signed in: the past must not open a door."""
    kept = Kept(settings_with(), tmp_path).do(_maria_comes).back_up().do(_maria_leaves)
    secret = "secret"

    def dana_signs_in(record: Record) -> None:
        nonlocal secret
        secret = sign_in(record, "dana", SLOT, device="a phone", address="192.0.2.7")

    kept.do(dana_signs_in).restore()

    assert kept.seen(lambda record: [row.key for row in record.accounts.all()]) == ["dana"]
    assert kept.seen(lambda record: who(record, secret, ANNOUNCES)) is not None


def test_where_nobody_may_sign_in_those_of_the_backup_may(settings_with: SettingsWith, tmp_path: Path) -> None:
    """A new machine needs no new passwords; where they were signed in is not carried."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    secret = "secret"

    def signs_in(record: Record) -> None:
        nonlocal secret
        secret = sign_in(record, "maria", SLOT, device="a phone", address="192.0.2.7")

    Kept(settings_with(), old).do(_maria_comes, signs_in).back_up()
    fresh = Kept(settings_with(), new)
    (old / "backup.db").rename(new / "backup.db")
    fresh.restore()

    assert fresh.seen(lambda record: [(row.name, row.password) for row in record.accounts.all()]) == [
        ("Maria", "old hash")
    ]
    assert fresh.seen(lambda record: who(record, secret, ANNOUNCES)) is None
    assert b"192.0.2.7" not in (new / "backup.db").read_bytes()
