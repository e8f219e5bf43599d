"""`card`: what staff see of the winner's card before it goes out."""

import json
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from captionbot.cards import drawing
from captionbot.cli import forgetting
from captionbot.cli.card import RETRACTED
from captionbot.contest.stages import Stage
from captionbot.photos.folder import PhotosFolder
from captionbot.photos.picture.here import examine_here
from captionbot.store.database import open_store
from captionbot.store.record import Record
from tests.cli.conftest import Run
from tests.contest.made import comment
from tests.photos.drawing_words import draw_words
from tests.photos.unlike import file_unlike
from tests.rooms.made import reviewed, said_post
from tests.store.made import SLOT

PAGE_ID = "1234567890"
PHOTO = file_unlike(5)
HORSES = "They promised the horses a milkshake."


def _within(folder: Path, act: Callable[[Record], object]) -> None:
    with closing(open_store(f"sqlite:///{folder / 'captionbot.db'}", PAGE_ID)) as store, store.transaction() as record:
        act(record)


def _photo(folder: Path) -> dict[str, str]:
    """The contest's photo, where it lies once it is posted."""
    place = folder / "photos" / "posted" / "horse.jpg"
    place.write_bytes(PHOTO)
    return {"photo": place.name, "photo_sha256": sha256(PHOTO).hexdigest(), "photo_in": "posted"}


@pytest.fixture
def judged(ready: Path) -> Path:
    """A folder whose record has a contest in review, and its photo."""
    words = {"alt": "Two officers on horseback.", "credit": "Public Library"}
    _within(ready, lambda record: reviewed(record, comment(1, HORSES, votes=9), sidecar=words, **_photo(ready)))
    return ready


def test_the_card_is_drawn_into_a_file(run: Run, judged: Path) -> None:
    """In the working directory, with what stands on it and what is told to people who can't see it."""
    done = run("card", "1")

    assert (done.code, done.err) == (0, "")
    file = judged / "card-1.jpg"
    first, *lines = done.out.splitlines()
    assert first.startswith("card-1.jpg holds the card: ")
    assert f"{file.stat().st_size / 1_000_000:.1f} MB" in first
    assert lines[:4] == [
        f"Caption: “{HORSES}”",
        "By: Fan 1",
        "Contest: Beat the Caption no. 1",
        "Day: Friday 27 November 2026",
    ]
    assert lines[-2].startswith("Alternative text: Two officers on horseback.")
    assert HORSES in lines[-2]
    assert lines[-1] == "Nothing is posted by this; the announcement draws it again."
    assert file.read_bytes().startswith(b"\xff\xd8\xff")


def test_nothing_is_recorded_and_nothing_kept_beside_the_photo(run: Run, judged: Path) -> None:
    """To look is to leave all as it was."""
    run("card", "1")

    assert [path.name for path in (judged / "photos" / "posted").iterdir()] == ["horse.jpg"]
    _within(judged, _has_no_card)


def _has_no_card(record: Record) -> None:
    assert record.cards.of_contest(1) == []
    assert [one.action for one in record.staff.audit()] == ["init"]


def test_the_file_is_a_new_one(run: Run, judged: Path) -> None:
    """Unless one says so; what stands there is not lost."""
    out = judged / "mine.jpg"
    out.write_bytes(b"mine")

    refused = run("card", "1", "--out", str(out))
    assert (refused.code, out.read_bytes()) == (1, b"mine")
    assert "is there already. Give another name with --out, or --overwrite." in refused.err
    assert run("card", "1", "--out", str(out), "--overwrite").code == 0
    assert out.read_bytes() != b"mine"
    nowhere = run("card", "1", "--out", str(judged / "none" / "card.jpg"))
    assert nowhere.code == 1
    assert "can't be written: No such file or directory. Give another place with --out." in nowhere.err


@pytest.mark.parametrize("name", ["card.png", "card", "card.jpg.gz"])
def test_a_card_is_a_jpeg_by_its_name_too(run: Run, judged: Path, name: str) -> None:
    """Nobody is handed a JPEG that is called otherwise."""
    done = run("card", "1", "--out", name)

    assert done.code == 2
    assert "a card is a JPEG: name the file card" in done.err
    assert not (judged / name).exists()
    assert run("card", "1", "--out", "CARD.JPEG").code == 0


def test_json_stands_alone(run: Run, judged: Path) -> None:
    """The same for a program, which writes no file unless it says where."""
    value = json.loads(run("card", "1", "--json").out)

    assert (value["contest"], value["decision"], value["file"]) == (1, 1, None)
    assert not (judged / "card-1.jpg").exists()
    named = json.loads(run("card", "1", "--json", "--out", "new.jpg").out)
    assert (named["file"], named["bytes"]) == ("new.jpg", (judged / "new.jpg").stat().st_size)
    assert (value["width"] > 0, value["height"] > 0) == (True, True)
    assert value["words"]["caption"] == f"“{HORSES}”"
    assert value["words"]["by"] == "Fan 1"
    assert (value["lacks"], value["kept"]) == ([], None)
    assert HORSES in value["alt"]


def test_without_a_winner_there_is_no_card(run: Run, ready: Path) -> None:
    """While entries are open, or where nobody won."""
    _within(ready, said_post)

    done = run("card", "1")
    assert done.code == 1
    assert done.err.startswith("Contest no. 1 has no winner yet, and so no card.")
    assert not (ready / "card-1.jpg").exists()


def test_what_the_card_lacks_is_told(run: Run, judged: Path) -> None:
    """So that it can be mended before it goes out."""
    with (judged / ".env").open("a", encoding="utf-8") as file:
        file.write("CARD_LOGO=logo.png\n")

    told = run("card", "1").out
    assert "Its card is without the logo. The logo " in told
    assert "CARD_LOGO" in told
    problem = json.loads(run("check", "--json").out)["problems"]
    assert any("The logo " in one["what"] and "CARD_LOGO" in one["do"] for one in problem)


def test_a_broken_logo_is_a_problem_before_a_card_goes_out_without_it(run: Run, judged: Path) -> None:
    """It is opened as a card opens it."""
    with (judged / ".env").open("a", encoding="utf-8") as file:
        file.write("CARD_LOGO=logo.png\n")
    for content, is_broken in ((b"\x89PNG\r\n\x1a\nxxxx", True), (PHOTO, False)):
        (judged / "logo.png").write_bytes(content)
        problems = json.loads(run("check", "--json").out)["problems"]
        assert any("logo.png is broken" in one["what"] for one in problems) == is_broken
        assert ("Its card is without the logo, which is broken" in run("card", "1", "--overwrite").out) == is_broken


def test_before_it_goes_out_a_font_still_helps(run: Run, judged: Path) -> None:
    """Afterwards there is nothing to do for this card."""
    _within(judged, lambda record: setattr(record.contests.decision_of(1, 1), "said_caption", "\U00013000"))
    assert drawing.NOW in run("card", "1").out
    _announced(judged)

    assert drawing.NEXT in run("card", "1", "--overwrite").out


def test_a_credit_without_room_is_told(run: Run, judged: Path) -> None:
    """Staff can write it shorter before it goes out."""
    _within(judged, lambda record: setattr(record.contests.get(1), "sidecar", {"credit": "Given by her heirs " * 20}))

    told = run("card", "1").out
    assert "Its card has no room for all the words of “Photo: Given by her heirs" in told
    assert drawing.SHORTER in told


def test_the_card_of_a_retracted_result_says_so(run: Run, judged: Path) -> None:
    """Whoever looks for it must know."""
    _announced(judged)
    _within(judged, lambda record: setattr(record.contests.get(1), "stage", Stage.RETRACTED))

    assert RETRACTED in run("card", "1").out


def _announced(folder: Path) -> None:
    """The contest is announced, and its card kept."""
    photos = PhotosFolder(folder / "photos", lambda _: None, examine_here, draw_words)

    def keep(record: Record) -> None:
        record.contests.get(1).stage = Stage.ANNOUNCED
        name = photos.keep_card("horse.jpg", PHOTO + b" and words")
        record.cards.keep(1, 1, name, sha256(PHOTO + b" and words").hexdigest(), SLOT)

    _within(folder, keep)


def test_where_a_card_was_kept_it_says_so(run: Run, judged: Path) -> None:
    """What went out lies there."""
    _announced(judged)

    assert run("card", "1").out.splitlines()[-1] == (
        "For the announcement it was kept as photos/posted/horse.card.jpg."
    )
    assert json.loads(run("card", "1", "--json").out)["kept"] == "horse.card.jpg"


def test_whoever_is_sealed_keeps_their_card_for_staff(run: Run, judged: Path) -> None:
    """It is named, and how to delete it."""
    _announced(judged)
    told = run("forget", "Fan 1", "--by", "dana").out

    assert forgetting.CARDS[False].format(names="horse.card.jpg") in told
    assert (judged / "photos" / "posted" / "horse.card.jpg").exists()


def test_whoever_is_erased_has_no_card_any_more(run: Run, judged: Path) -> None:
    """The file is deleted, a dry run deletes nothing, and `card` draws it no more."""
    _announced(judged)
    card = judged / "photos" / "posted" / "horse.card.jpg"
    asked = ("forget", "Fan 1", "--erase", "--because", "asked", "--by", "dana")
    run(*asked, "--dry-run")
    assert card.exists()
    told = run(*asked).out

    assert not card.exists()
    assert forgetting.CARDS[True].format(names="horse.card.jpg") in told
    assert forgetting.CARD_COPIES in told
    done = run("card", "1")
    assert done.code == 1
    assert "The words of the winner of contest no. 1 are destroyed" in done.err


def test_a_card_that_can_not_be_deleted_is_told(run: Run, judged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are destroyed all the same; the file is tried again each hour."""
    _announced(judged)
    card = judged / "photos" / "posted" / "horse.card.jpg"
    unlink = Path.unlink

    def refused(path: Path, *, missing_ok: bool = False) -> None:
        if path == card:
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refused)
    done = run("forget", "Fan 1", "--erase", "--because", "asked", "--by", "dana")

    assert done.code == 1
    assert (
        "The card horse.card.jpg can't be deleted: Permission denied. Let the user that captionbot runs as write in "
        in done.out
    )
    assert "It is tried again each hour." in done.out
    assert "Deleted from photos/posted" not in done.out


def test_a_card_that_staff_have_edited_is_not_told_as_deleted(run: Run, judged: Path) -> None:
    """A person must look at it; so must one where the folder is away."""
    _announced(judged)
    card = judged / "photos" / "posted" / "horse.card.jpg"
    card.write_bytes(b"turned")
    asked = ("forget", "Fan 1", "--erase", "--because", "asked", "--by", "dana")
    done = run(*asked)

    assert (done.code, card.read_bytes()) == (1, b"turned")
    assert "is not the card that was kept, and may name them all the same. Look at it" in done.out
    assert "Deleted from photos/posted" not in done.out


def test_a_card_in_a_folder_that_is_away_is_not_told_as_deleted(run: Run, judged: Path) -> None:
    """It is looked for again."""
    _announced(judged)
    posted = judged / "photos" / "posted"
    posted.rename(judged / "away")
    posted.mkdir()
    done = run("forget", "Fan 1", "--erase", "--because", "asked", "--by", "dana", "--json")

    assert done.code == 1
    assert json.loads(done.out)["cards"] == {
        "theirs": ["horse.card.jpg"],
        "unknown": [],
        "left": ["horse.card.jpg"],
        "trouble": "",
    }


def test_a_card_that_the_record_does_not_know_is_named(run: Run, judged: Path) -> None:
    """A person looks at it."""
    (judged / "photos" / "posted" / "horse.card-7.jpg").write_bytes(PHOTO)
    told = run("forget", "Fan 1", "--by", "dana").out

    assert forgetting.UNKNOWN_CARDS.format(names="horse.card-7.jpg") in told


def test_words_beside_a_photo_that_name_whoever_is_forgotten_are_told(run: Run, judged: Path) -> None:
    """They are staff's own, stand in public, and nothing changes them."""
    words = {"fact": "The joke by fan 1 won.", "credit": "Fan 11", "alt": "Horses."}
    _within(judged, lambda record: setattr(record.contests.get(1), "sidecar", words))
    told = run("forget", "Fan 1", "--by", "dana").out

    assert forgetting.BESIDE_PHOTOS.format(where="contest no. 1 (Fact)") in told
