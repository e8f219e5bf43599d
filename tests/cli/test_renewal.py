"""Settings that change while `run` works: the daemon and the desk take the new ones, and the old let go."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from captionbot.cli.in_force import AS_BEFORE, InForce
from captionbot.cli.plug import bot_of, settings_of
from captionbot.cli.work import run_command
from captionbot.errors import NotNow, SettingsError, StoreError
from tests.settings.written import REQUIRED, written


@pytest.fixture
def in_force(ready: Path) -> Iterator[InForce]:
    """What `run` keeps, in a folder where `init` was run."""
    context = click.Context(run_command, obj=ready / ".env")
    bot = bot_of(settings_of(context))
    kept = InForce(context, bot)
    yield kept
    kept.renewed()
    kept.bot.store.close()


def _write(folder: Path, more: str) -> None:
    written(folder, REQUIRED + more)


def test_nothing_is_read_again_as_long_as_nothing_has_changed(in_force: InForce) -> None:
    """Beat after beat."""
    assert in_force.renewed() is None


def test_the_desk_shows_by_the_settings_in_force(in_force: InForce, ready: Path) -> None:
    """The zone, the photos and the record are those of the bot that works now."""
    with in_force.viewing() as view:
        assert (view.settings.timezone, view.photos.root) == ("America/Chicago", ready / "photos")
    (ready / ".env").write_text(REQUIRED.replace("America/Chicago", "Europe/Paris") + "PHOTOS_DIR=elsewhere\n")

    bot = in_force.renewed()

    assert bot is in_force.bot
    with in_force.viewing() as view:
        assert (view.settings.timezone, view.photos.root) == ("Europe/Paris", ready / "elsewhere")
        assert view.record.page().page_id == "1234567890"


def test_the_database_of_before_is_closed_a_beat_later(
    in_force: InForce, ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the beat itself the daemon gives its lease back in it."""
    closed: list[str] = []
    store = in_force.bot.store
    store.close()
    monkeypatch.setattr(store, "close", lambda: closed.append("old"))
    _write(ready, "CONTEST_NAME=Another\n")

    assert in_force.renewed() is not None
    assert closed == []
    assert in_force.renewed() is None
    assert closed == ["old"]
    in_force.renewed()
    assert closed == ["old"]


def test_wrong_settings_are_told_once_and_the_old_stay(in_force: InForce, ready: Path) -> None:
    """Until the file is written again."""
    before = in_force.bot
    _write(ready, "POST_AT=fryday\n")
    with pytest.raises(SettingsError):
        in_force.renewed()
    assert in_force.renewed() is None
    assert in_force.bot is before

    _write(ready, "POST_AT=thursday 9:00\n")
    assert in_force.renewed() is not None
    assert in_force.bot.settings.post_at == "thursday 09:00"


def test_new_words_are_taken_up_and_wrong_ones_are_told_once(in_force: InForce, ready: Path) -> None:
    """The old stay until the file of wordings is mended; the settings beside it needn't be touched."""
    words = ready / "mine.txt"
    words.write_text("[thanks]\nCheers.\n")
    _write(ready, "WORDINGS=mine.txt\n")
    assert in_force.renewed() is not None
    assert in_force.renewed() is None

    words.write_text("[thanks]\nLike us!\n")
    with pytest.raises(SettingsError, match=r"mine\.txt:2: “Like us” begs") as refused:
        in_force.renewed()
    assert refused.value.do == AS_BEFORE
    with in_force.viewing() as view:
        (told,) = view.record.staff.notices()
    assert (told.text[:60], told.do) == ("The settings or the wordings are wrong: mine.txt:2: “Like us", AS_BEFORE)
    assert in_force.renewed() is None
    assert in_force.bot.settings.public_words.thanks == ("Cheers.",)

    words.write_text("[thanks]\nThank you, Springfield.\n")
    assert in_force.renewed() is not None
    assert in_force.bot.settings.public_words.thanks == ("Thank you, Springfield.",)


def test_words_that_come_with_new_settings_are_told_once_as_well(in_force: InForce, ready: Path) -> None:
    """A file that the settings in force don't know is looked at again only when it was written."""
    (ready / "mine.txt").write_text("[nonsense]\n")
    _write(ready, "WORDINGS=mine.txt\n")
    with pytest.raises(SettingsError, match="nonsense"):
        in_force.renewed()
    assert in_force.renewed() is None

    (ready / "mine.txt").write_text("[thanks]\nCheers.\n")
    assert in_force.renewed() is not None


def test_a_database_that_can_not_be_reached_is_tried_again(in_force: InForce, ready: Path) -> None:
    """The settings are right; what is wrong may come right without them."""
    _write(ready, "DATABASE_URL=sqlite:///later.db\n")
    for _ in range(2):
        with pytest.raises(StoreError):
            in_force.renewed()
    (ready / "later.db").write_bytes((ready / "captionbot.db").read_bytes())

    assert in_force.renewed() is not None


@pytest.mark.parametrize("changed", ["DESK_BIND=127.0.0.1:9", "DESK_URL=https://desk.example.org"])
def test_a_new_address_of_the_desk_wants_a_restart(
    in_force: InForce, ready: Path, caplog: pytest.LogCaptureFixture, changed: str
) -> None:
    """It is said, for the desk stays where it is."""
    _write(ready, f"{changed}\n")
    in_force.renewed()

    assert f"{changed.partition('=')[0]} has changed" in caplog.text
    assert caplog.text.count("has changed; the desk moves there") == 1


def test_the_desk_records_by_the_settings_in_force(in_force: InForce) -> None:
    """All that is written in one act is kept together, or none of it."""

    def pause_for(because: str, contest: int | None = None) -> None:
        with in_force.recording() as view:
            view.record.staff.pause("maria", because, in_force.now())
            if contest:
                view.record.contests.get(contest)

    pause_for("a funeral")
    with pytest.raises(NotNow):
        pause_for("another", contest=99)
    with in_force.viewing() as view:
        assert [row.because for row in view.record.staff.pauses()] == ["a funeral"]
