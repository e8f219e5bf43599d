"""The zip that answers a records request, what it is checked by, and what is kept for good."""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from captionbot.cli import COMMANDS
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.errors import NotNow, StoreError
from captionbot.overview import View
from captionbot.records import pages
from captionbot.records.checking import check_file
from captionbot.records.exporting import FORMS, Asked, showings, write_export
from captionbot.records.keeping import keep, keep_no_longer
from captionbot.store.record import Record
from tests.rooms.made import MARIA, said_post
from tests.rooms.papers import NOW, Tags, ended
from tests.rooms.public import correct
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES


def test_a_zip_holds_its_own_digests(review: Week, tmp_path: Path) -> None:
    """Of every file in it; the photo as found has the slip's."""
    review.tick(ANNOUNCES)
    file = tmp_path / "records.zip"
    with review.store.view() as record:
        view = View(record, review.settings, review.photos, NOW)
        write_export(view, showings(view, Asked()), "zip", file)
        digest = record.contests.get(1).photo_sha256
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        sums = dict(line.split("  ")[::-1] for line in archive.read("SHA256SUMS").decode().splitlines())
        content = {name: archive.read(name) for name in names}

    assert set(sums) == names - {"SHA256SUMS"}
    assert all(hashlib.sha256(content[name]).hexdigest() == found for name, found in sums.items())
    assert hashlib.sha256(content["contest-001/photo-as-found.jpg"]).hexdigest() == digest
    assert content["contest-001/photo-as-sent.jpg"].startswith(b"\xff\xd8")
    assert b"Biscuit was banned." in content["contest-001/words-beside-photo.json"]
    assert check_file(file).ok
    assert oct(file.stat().st_mode & 0o777) == "0o600"


def bundled(view: View, file: Path, asked: Asked) -> dict[str, bytes]:
    """What stands in a zip."""
    write_export(view, showings(view, asked), "zip", file)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_photo_that_is_gone_is_told(view: View, tmp_path: Path) -> None:
    """On the first page, by its name."""
    ended(view.record)
    first = bundled(view, tmp_path / "a.zip", Asked())["index.html"].decode()
    assert "1974-mounted-patrol.jpg is in the photos folder no more, or its bytes have changed." in first
    (view.photos.root / "queue").rename(view.photos.root / "gone")

    first = bundled(view, tmp_path / "b.zip", Asked())["index.html"].decode()
    assert "The photo 1974-mounted-patrol.jpg could not be read" in first


def test_a_photo_that_won_t_open_any_more_is_told(view: View, tmp_path: Path) -> None:
    """As found it is there all the same."""
    raw = b"no picture"
    (view.photos.root / "posted" / "a.b c").write_bytes(raw)
    (view.photos.root / "posted" / "horse.jpg").write_bytes(raw)
    ended(view.record, photo="horse.jpg", photo_sha256=hashlib.sha256(raw).hexdigest())
    found = bundled(view, tmp_path / "a.zip", Asked())

    assert found["contest-001/photo-as-found.jpg"] == raw
    assert "The photo as it was sent can't be made again:" in Tags(found["index.html"].decode()).text


def test_a_zip_holds_the_cards_that_went_out(announced: Week, tmp_path: Path) -> None:
    """Each by its decision, byte for byte; one that is gone or changed is told with its digest."""
    correct(announced)
    announced.tick()
    posted = announced.photos.root / "posted"
    second = (posted / "horse.card-2.jpg").read_bytes()
    (posted / "horse.card.jpg").write_bytes(b"scribbled")
    with announced.store.view() as record:
        view = View(record, announced.settings, announced.photos, NOW)
        found = bundled(view, tmp_path / "a.zip", Asked())
        first, _ = record.cards.of_contest(1)

    assert found["contest-001/card-2.jpg"] == second
    assert "contest-001/card-1.jpg" not in found
    text = Tags(found["index.html"].decode()).text
    assert (
        f"horse.card.jpg is in photos/posted no more, or its bytes have changed; its SHA-256 was {first.sha256}" in text
    )
    assert check_file(tmp_path / "a.zip").ok


def test_a_card_is_withheld_with_the_one_whom_it_names(announced: Week, tmp_path: Path) -> None:
    """From a request that leaves them out, and for good where their words were destroyed."""
    with announced.store.transaction() as record:
        view = View(record, announced.settings, announced.photos, NOW)
        withheld = bundled(view, tmp_path / "a.zip", Asked(withhold=("1",)))
        [row] = record.cards.of_contest(1)
        row.erased_at = NOW
        erased = bundled(view, tmp_path / "b.zip", Asked())

    assert "contest-001/card-1.jpg" not in {*withheld, *erased}
    assert "The card of decision 1 is withheld" in Tags(withheld["index.html"].decode()).text
    assert "The card horse.card.jpg was deleted" in Tags(erased["index.html"].decode()).text


def test_a_public_zip_holds_what_the_public_may_have(view: View, tmp_path: Path) -> None:
    """No audit, no attempts, no photo as found."""
    ended(view.record)
    found = bundled(view, tmp_path / "a.zip", Asked(public=True))

    names = {"result.html", "comments.csv", "records.json", "readings.csv"}
    assert set(found) == {"index.html", "SHA256SUMS", *(f"contest-001/{name}" for name in names)}
    assert not any(b"Caption number 2" in content for content in found.values())


def test_what_can_t_be_written_is_told(view: View, tmp_path: Path) -> None:
    """In a sentence, and nothing is left behind."""
    ended(view.record)
    several = showings(view, Asked())
    with pytest.raises(StoreError, match="can't be written"):
        write_export(view, several, "csv", tmp_path / "nowhere" / "a.csv")
    with pytest.raises(NotNow, match="is a folder"):
        write_export(view, several, "csv", tmp_path)
    (tmp_path / "a.csv").touch()
    with pytest.raises(NotNow, match="is there already"):
        write_export(view, several, "csv", tmp_path / "a.csv")

    assert not list(tmp_path.glob("**/*.unfinished"))


TAMPERED: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "a file more": (lambda files: files.update({"more.txt": b"x"}), "more.txt was put into the zip later"),
    "a file less": (lambda files: files.pop("contest-001/audit.csv"), "contest-001/audit.csv was taken out"),
    "a changed file": (lambda files: files.update({"index.html": b"x"}), "index.html is not what it was"),
    "no list": (lambda files: files.pop("SHA256SUMS"), "The zip has no SHA256SUMS"),
    "no records": (lambda files: files.pop("contest-001/records.json"), "There is no records.json in the zip."),
    "changed records": (lambda files: files.update({"contest-001/records.json": b"{}"}), "no file of captionbot's"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_zip_that_was_touched_is_found(view: View, tmp_path: Path, name: str) -> None:
    """Whatever was done to it."""
    change, problem = TAMPERED[name]
    ended(view.record)
    files = bundled(view, tmp_path / "a.zip", Asked())
    change(files)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as other:
        for one, content in files.items():
            other.writestr(one, content)
    found = check_file(tmp_path / "b.zip")

    assert not found.ok
    assert any(problem in one for one in found.problems)


def test_what_is_no_export_is_told(tmp_path: Path) -> None:
    """A damaged zip, another file, or none."""
    (tmp_path / "a.zip").write_bytes(b"PK no zip")
    (tmp_path / "a.json").write_bytes(b"\x00")

    assert "The zip is damaged, or was changed" in check_file(tmp_path / "a.zip").problems[0]
    assert "no file of captionbot's records" in check_file(tmp_path / "a.json").problems[0]
    with pytest.raises(NotNow, match="can't be read: No such file"):
        check_file(tmp_path / "b.json")


def test_what_is_kept_is_kept_once(record: Record) -> None:
    """Until it is undone; both stand in the audit."""
    said_post(record)
    keep(record, 1, Word("dana", NOW, "a lawsuit."))
    with pytest.raises(NotNow, match=r"is kept already, by dana: a lawsuit\.$"):
        keep(record, 1, MARIA)
    keep_no_longer(record, 1, MARIA)
    with pytest.raises(NotNow, match="is not kept for good"):
        keep_no_longer(record, 1, MARIA)

    assert [(row.by, row.action, row.because, row.detail) for row in record.staff.audit(1)] == [
        ("dana", "keep", "a lawsuit.", ""),
        ("maria", "keep undone", "funnier", "kept by dana: a lawsuit."),
    ]


def test_every_stage_has_words_for_it() -> None:
    """An export can be asked for at any time."""
    assert set(pages.STANDS) == {str(stage) for stage in Stage}
    assert FORMS == ("csv", "json", "html", "zip")
    assert {"export", "verify", "keep"} <= set(COMMANDS)
