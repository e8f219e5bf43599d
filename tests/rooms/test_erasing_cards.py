"""Cards of people who asked to be forgotten: sealed, they stay for staff; erased, the files are deleted."""

from pathlib import Path

import pytest

from captionbot.cards import Beside, beside, cards_of, erase_due
from captionbot.decisions import Word
from captionbot.errors import PhotosFolderError
from captionbot.forgetting import Somebody, forget, meant, person
from captionbot.photos.folder import PhotosFolder
from captionbot.store.record import Record
from tests.rooms.public import correct
from tests.rooms.test_cards import NAME, rows
from tests.rooms.week import Week
from tests.store.made import HOUR

SECOND = "horse.card-2.jpg"


@pytest.fixture
def corrected(announced: Week) -> Week:
    """Fan 1 was announced, then Fan 2 in their place: two cards."""
    correct(announced)
    announced.tick()
    assert announced.folder("posted") == [SECOND, NAME, "horse.jpg", "horse.txt"]
    return announced


def _asks(week: Week, who: str, *, erase: bool = True) -> Beside:
    """Somebody is forgotten; gives what cards there are of theirs."""
    with week.store.transaction() as record:
        somebody = _somebody(record, who)
        done = forget(record, week.settings, somebody, Word("dana", week.clock.at, "asked"), erase=erase)
        won = cards_of(record, done.contests, done.comments)
    return beside(week.photos, won)


def _somebody(record: Record, who: str) -> Somebody:
    [writer] = meant(record, who)
    return person(record, writer)


def _erase(week: Week) -> list[str]:
    return erase_due(week.store, week.photos, week.store.transaction, week.clock.at)


@pytest.mark.parametrize(("who", "theirs", "left"), [("Fan 1", NAME, SECOND), ("Fan 2", SECOND, NAME)])
def test_the_cards_of_whoever_is_erased_are_deleted_and_no_others(
    corrected: Week, who: str, theirs: str, left: str
) -> None:
    """Of earlier decisions too; the row says when, and the audit."""
    assert _asks(corrected, who) == Beside((theirs,), ())
    assert _erase(corrected) == [theirs]

    assert corrected.folder("posted") == [left, "horse.jpg", "horse.txt"]
    assert {row.name: row.erased_at is not None for row in rows(corrected)} == {theirs: True, left: False}
    assert [(one.action, one.detail) for one in corrected.audit][-1] == ("card erased", theirs)
    assert _erase(corrected) == []


def test_the_cards_of_whoever_is_sealed_stay_for_staff(corrected: Week) -> None:
    """Nothing makes them public again."""
    assert _asks(corrected, "Fan 1", erase=False) == Beside((NAME,), ())

    assert _erase(corrected) == []
    assert NAME in corrected.folder("posted")


def test_whoever_never_won_has_none(corrected: Week) -> None:
    """A runner-up is named in the post alone."""
    assert _asks(corrected, "Fan 3") == Beside()


def test_a_card_that_is_kept_twice_is_one_file(announced: Week) -> None:
    """Corrected, and corrected back: the same words make the same card, and both rows lose it."""
    for comment in ("2", "1"):
        announced.clock.on(hours=1)
        correct(announced, comment)
        announced.tick()
    assert [row.name for row in rows(announced)] == [NAME, SECOND, NAME]
    assert _asks(announced, "Fan 1") == Beside((NAME,), ())

    assert _erase(announced) == [NAME]
    assert [row.erased_at is not None for row in rows(announced)] == [True, False, True]


def test_what_the_record_does_not_know_is_named_for_a_person_to_look_at(corrected: Week) -> None:
    """As after a restored backup, which lacks the rows of later cards."""
    with corrected.store.transaction() as record:
        for row in record.cards.of_contest(1):
            record._session.delete(row)

    assert _asks(corrected, "Fan 1") == Beside((), (NAME, SECOND))


def test_a_folder_that_is_away_hides_no_card_that_is_known(corrected: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """To forget somebody waits for no drive."""

    def away(_folder: PhotosFolder, _photo: str) -> list[str]:
        raise PhotosFolderError("The photos folder is missing.")

    monkeypatch.setattr(PhotosFolder, "cards_beside", away)

    assert _asks(corrected, "Fan 1") == Beside((NAME,), ())


def test_a_tick_deletes_what_could_not_be_deleted_at_once(corrected: Week) -> None:
    """Whoever erased may have been cut off, or the drive was away; it is looked for each hour."""
    _asks(corrected, "Fan 1")
    posted = corrected.photos.root / "posted"
    away = posted.rename(posted.with_name("away"))
    posted.mkdir()
    corrected.tick(corrected.clock.on(hours=2))
    assert [row.erased_at for row in rows(corrected)] == [None, None]

    _back(away, posted)
    corrected.tick(corrected.clock.on(hours=2))

    assert corrected.folder("posted") == [SECOND, "horse.jpg", "horse.txt"]
    assert rows(corrected)[0].erased_at == corrected.clock.at


def _back(away: Path, posted: Path) -> None:
    posted.rmdir()
    away.rename(posted)


def test_a_card_that_can_not_be_deleted_is_told_and_tried_again(
    corrected: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Staff hear which, once a day."""
    _asks(corrected, "Fan 1")
    delete = PhotosFolder.delete_card

    def refused(folder: PhotosFolder, name: str, sha256: str, *, but: set[str]) -> bool:
        do = f"{folder.root}, {sha256}, {but}"
        raise PhotosFolderError(f"The card {name} can't be deleted: Permission denied.", do)

    with monkeypatch.context() as for_now:
        for_now.setattr(PhotosFolder, "delete_card", refused)
        corrected.tick(corrected.clock.on(hours=2))
    assert [one.text for one in corrected.notices][-1] == f"The card {NAME} can't be deleted: Permission denied."
    assert PhotosFolder.delete_card is delete

    corrected.tick(corrected.clock.at + 2 * HOUR)
    assert NAME not in corrected.folder("posted")
    assert rows(corrected)[0].erased_at == corrected.clock.at


def test_a_card_that_was_drawn_anew_meanwhile_is_another(corrected: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look and the mark the row may have come to know another file."""
    _asks(corrected, "Fan 1")
    delete = PhotosFolder.delete_card

    def meanwhile(folder: PhotosFolder, name: str, sha256: str, *, but: set[str]) -> bool:
        with corrected.store.transaction() as record:
            record.cards.keep(1, 1, "horse.card-3.jpg", "f" * 64, corrected.clock.at)
        return delete(folder, name, sha256, but=but)

    with monkeypatch.context() as for_now:
        for_now.setattr(PhotosFolder, "delete_card", meanwhile)
        _erase(corrected)

    assert rows(corrected)[0].erased_at is None


def test_a_card_that_staff_have_edited_is_theirs_to_delete(corrected: Week) -> None:
    """Saved anew it has other bytes, and names them all the same: nothing says that it is gone."""
    card = corrected.photos.root / "posted" / NAME
    card.write_bytes(card.read_bytes() + b"turned")
    _asks(corrected, "Fan 1")
    corrected.tick(corrected.clock.on(hours=2))

    assert card.exists()
    assert rows(corrected)[0].erased_at is None
    assert corrected.notices[-1].text.startswith(f"{NAME} in {card.parent} is not the card that was kept")
    card.unlink()
    corrected.tick(corrected.clock.on(hours=2))
    assert rows(corrected)[0].erased_at == corrected.clock.at


def test_one_that_can_not_be_deleted_keeps_no_other(corrected: Week) -> None:
    """All are tried before anybody is told."""
    (corrected.photos.root / "posted" / NAME).write_bytes(b"turned")
    for who in ("Fan 1", "Fan 2"):
        _asks(corrected, who)

    with pytest.raises(PhotosFolderError, match="is not the card that was kept"):
        _erase(corrected)
    assert SECOND not in corrected.folder("posted")
    assert {row.name: row.erased_at is not None for row in rows(corrected)} == {NAME: False, SECOND: True}


def test_another_card_that_has_its_name_by_now_stays(announced: Week) -> None:
    """Where staff had deleted the first, the card of the next winner was given its name."""
    (announced.photos.root / "posted" / NAME).unlink()
    correct(announced)
    announced.tick()
    assert [row.name for row in rows(announced)] == [NAME, NAME]
    _asks(announced, "Fan 1")

    assert _erase(announced) == [NAME]
    assert NAME in announced.folder("posted")
    assert [row.erased_at is not None for row in rows(announced)] == [True, False]


def test_no_transaction_is_open_while_the_folder_is_looked_through(
    corrected: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be on a slow drive."""
    out: list[int] = []
    listing = PhotosFolder.cards_beside

    def noted(folder: PhotosFolder, photo: str) -> list[str]:
        out.append(corrected.store.engine.pool.checkedout())  # type: ignore[attr-defined] # a QueuePool
        return listing(folder, photo)

    monkeypatch.setattr(PhotosFolder, "cards_beside", noted)
    _asks(corrected, "Fan 1")

    assert out == [0]
