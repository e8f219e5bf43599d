"""The folder of a hall: only what is ours is changed, each file is whole, and nobody else's is touched."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from captionbot.errors import HallError
from captionbot.site.folder import Busy, opened
from captionbot.site.manifest import NAME, Entry, Manifest
from captionbot.site.publishing import Wanted
from tests.site.room.conftest import MakeHall
from tests.site.room.hung import Hall, dangling, digests, files_in, listed


def seen(place: Path) -> dict[str, tuple[int, int]]:
    """When each file and folder changed last, and which it is."""
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_ino) for path in (place, *place.rglob("*"))}


@contextmanager
def masked(mask: int) -> Iterator[None]:
    """Under another umask."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def test_what_has_not_changed_is_not_touched(hall: Hall) -> None:
    """Neither by a second writing nor by a look."""
    hall.hang(1, 2).write()
    before = seen(hall.place)
    done = hall.write()

    assert hall.current
    assert (done.written, done.removed, done.drawn) == ((), (), 0)
    assert seen(hall.place) == before


def test_a_new_contest_touches_little(hall: Hall) -> None:
    """Its own files, the board, the feed, and the page of the one before it."""
    hall.hang(1, 2, 3).write()
    done = hall.hang(4).write()

    assert {name for name in done.written if not name.startswith(("cards/4-", "slips/contest-4"))} == {
        "contest-4.html",
        "contest-3.html",
        "index.html",
        "feed.xml",
    }


def test_everything_is_on_the_list(hall: Hall) -> None:
    """Each file of ours with its digest, and no other."""
    hall.hang(1, 2).write()

    assert listed(hall.place) == digests(hall.place)


def test_anybody_may_read_it(hall: Hall) -> None:
    """A web server is another user, and our umask may be strict; folders above are made for it too."""
    hall.place = hall.place / "of" / "fame"
    with masked(0o077):
        hall.hang(1).write()
    folders = [hall.place.parent, hall.place, hall.place / "cards", hall.place / "slips"]

    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o755}
    assert {stat.S_IMODE(path.stat().st_mode) for path in hall.place.rglob("*") if path.is_file()} == {0o644}


def test_a_file_of_somebody_else_s_is_never_overwritten(hall: Hall) -> None:
    """It is named, and nothing is changed: not even what is ours."""
    hall.hang(1).write()
    (hall.place / "contest-2.html").write_text("theirs")
    before = dict(files_in(hall.place))
    hall.hang(2)
    with pytest.raises(HallError, match=r"contest-2\.html") as caught:
        hall.write()

    assert "nothing was changed" in caught.value.do
    assert dict(files_in(hall.place)) == before


def test_a_folder_full_of_others_is_refused(hall: Hall) -> None:
    """Before a byte of ours is in it, with the first few names."""
    hall.hang(1)
    hall.place.mkdir()
    for name in ("index.html", "rules.html", "feed.xml", "contest-1.html"):
        (hall.place / name).write_text("theirs")
    with pytest.raises(HallError, match=r"somebody else's: .* and 1 more"):
        hall.write()

    assert sorted(path.name for path in hall.place.iterdir()) == [
        "contest-1.html",
        "feed.xml",
        "index.html",
        "rules.html",
    ]


def test_what_lies_beside_stays(hall: Hall) -> None:
    """A department's own pages in the same folder are nobody's but theirs."""
    hall.place.mkdir()
    (hall.place / "robots.txt").write_text("theirs")
    (hall.place / "cards").mkdir()
    (hall.place / "cards" / "9-00000000.jpg").write_text("theirs")
    hall.hang(1).write()
    hall.hang(2).write()

    assert (hall.place / "robots.txt").read_text() == "theirs"
    assert (hall.place / "cards" / "9-00000000.jpg").read_text() == "theirs"


def test_what_somebody_changed_stays_and_is_told(hall: Hall) -> None:
    """The rest is written all the same; deleted, it is written anew."""
    hall.hang(1).write()
    (hall.place / "rules.html").write_text("our lawyer's rules")
    (hall.place / "contest-1.html").write_text("better words")
    done = hall.hang(2).write()

    assert done.left_alone == ("contest-1.html", "rules.html")
    assert hall.text("rules.html") == "our lawyer's rules"
    assert "week 2" in hall.text("index.html")
    (hall.place / "rules.html").unlink()
    assert hall.write().left_alone == ("contest-1.html",)
    assert "lawyer" not in hall.text("rules.html")


def test_what_somebody_changed_is_not_removed(hall: Hall) -> None:
    """Not needed any more, it is theirs, and they are told once."""
    hall.hang(1).write()
    page = next(name for name in hall.files if name.startswith("cards/"))
    (hall.place / page).write_text("a better picture")
    with hall.store.transaction() as record:
        record.contests.get(1).stage = "retracted"

    done = hall.write()
    assert (done.left_alone, done.abandoned) == ((), (page,))
    assert hall.text(page) == "a better picture"
    assert hall.write().abandoned == ()


def test_what_was_deleted_comes_back(hall: Hall) -> None:
    """Page, picture or slip."""
    hall.hang(1).write()
    before = digests(hall.place)
    for name in before:
        (hall.place / name).unlink()
        assert not hall.current
    hall.write()

    assert digests(hall.place) == before
    assert hall.current


def test_a_copy_is_known_again(hall: Hall) -> None:
    """By its bytes, where times are other ones."""
    hall.hang(1).write()
    for path in hall.place.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(1, 1))
    done = hall.write()

    assert (done.written, done.removed, done.left_alone) == ((), (), ())
    assert hall.current


@pytest.mark.parametrize("name", ["index.html", "cards", "slips"])
def test_a_link_in_it_is_not_followed(hall: Hall, tmp_path: Path, name: str) -> None:
    """What it leads to stays as it is."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("theirs")
    hall.place.mkdir()
    (hall.place / name).symlink_to(outside / "kept" if name == "index.html" else outside)
    with pytest.raises(HallError, match=name):
        hall.hang(1).write()

    assert dict(files_in(outside)) == {"kept": b"theirs"}


def test_the_folder_itself_may_be_a_link(hall: Hall, tmp_path: Path) -> None:
    """As web servers' folders often are."""
    (tmp_path / "www").mkdir()
    hall.place.symlink_to(tmp_path / "www")
    hall.hang(1).write()

    assert (tmp_path / "www" / "index.html").is_file()
    assert hall.current


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b'{"form":"another","page":"1","of":"","undrawn":{},"files":{}}',
        b'{"form":"captionbot hall 1","page":"1","of":"","undrawn":{},"files":{"index.html":[1]}}',
        b"[" * 100_000,
    ],
)
def test_a_broken_list_is_none(hall: Hall, raw: bytes) -> None:
    """Then nothing there is ours, and nothing is overwritten."""
    hall.hang(1).write()
    (hall.place / NAME).write_bytes(raw)
    before = dict(files_in(hall.place))
    with pytest.raises(HallError, match="somebody else's"):
        hall.write()

    assert dict(files_in(hall.place)) == before


@pytest.mark.parametrize("name", ["../precious.txt", "/etc/hosts", "cards/../../precious.txt", "precious.txt", NAME])
def test_a_hostile_list_reaches_nothing(hall: Hall, tmp_path: Path, name: str) -> None:
    """Whoever may write the folder can't have us remove another file."""
    precious = tmp_path / "precious.txt"
    precious.write_text("theirs")
    hall.hang(1).write()
    (hall.place / "precious.txt").write_text("theirs")
    known = Manifest.read((hall.place / NAME).read_bytes())
    (hall.place / NAME).write_bytes(Manifest(known.page, "", {**known.files, name: Entry()}).written())
    hall.write()

    assert precious.read_text() == "theirs"
    assert hall.text("precious.txt") == "theirs"


def test_two_do_not_write_at_once(hall: Hall) -> None:
    """The second is told, and nothing is torn."""
    hall.hang(1)
    with opened(hall.place), pytest.raises(Busy, match="just now"):
        hall.write()
    hall.write()

    assert hall.current


def test_what_a_crash_left_is_cleared_away(hall: Hall) -> None:
    """In each of the folders, whether anything in it is written or not."""
    hall.hang(1).write()
    for folder in ("", "cards", "slips"):
        (hall.place / folder / ".captionbot-site.part").write_text("half")
    hall.write()

    assert [name for name in hall.files if name.endswith(".part")] == []


def test_another_page_s_hall_is_left_alone(hall: Hall) -> None:
    """Two Pages have two folders."""
    hall.hang(1).write()
    known = Manifest.read((hall.place / NAME).read_bytes())
    (hall.place / NAME).write_bytes(Manifest("999", "", known.files).written())
    with pytest.raises(HallError, match="another Page"):
        hall.write()

    assert not hall.current


def test_a_full_disk_leaves_what_stands(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is the old one or the new one, and the next writing ends it."""
    hall.hang(1).write()
    before = digests(hall.place)
    hall.hang(2)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(HallError, match="No space left on device"):
            hall.write()
    assert digests(hall.place) == before
    hall.write()

    assert dangling(hall.place) == set()
    assert "week 2" in hall.text("index.html")


@pytest.mark.parametrize("inside", ["photos", "photos/posted", "photos/hall", "."])
def test_where_it_may_not_stand(make_hall: MakeHall, inside: str) -> None:
    """Among the photos, or around what is nobody else's business."""
    hall = make_hall()
    hall.place = hall.photos.root.parent / inside
    hall.settings = hall.settings.model_copy(update={"photos_dir": hall.photos.root})
    with pytest.raises(HallError, match="can't stand in"):
        hall.write()


def test_nor_around_the_token_or_the_database(hall: Hall, tmp_path: Path) -> None:
    """A web server would show them to everybody."""
    for kept in ({"photos_dir": tmp_path / "hall" / "photos"}, {"database_url": f"sqlite:///{tmp_path}/hall/c.db?a=b"}):
        settings, hall.settings = hall.settings, hall.settings.model_copy(update=kept)
        with pytest.raises(HallError, match="lies in it"):
            hall.write()
        hall.settings = settings
    assert hall.settings.env_file
    hall.place = hall.settings.env_file.parent
    hall.settings = hall.settings.model_copy(update={"photos_dir": tmp_path / "photos"})
    with pytest.raises(HallError, match="the file with the Page token lies in it"):
        hall.write()
    assert list(hall.place.rglob("index.html")) == []


def test_cards_come_a_few_at_a_time(hall: Hall) -> None:
    """Where somebody asks for few; meanwhile a page does without, and the hall isn't done."""
    hall.hang(1, 2, 3)
    done = hall.write(Wanted(cards_at_most=2))

    assert (done.drawn, done.waiting, hall.current) == (2, 1, False)
    assert dangling(hall.place) == set()
    assert "cards/" not in hall.text("contest-1.html")
    assert (hall.write(Wanted(cards_at_most=2)).drawn, hall.current) == (1, True)
    assert "cards/" in hall.text("contest-1.html")


def test_nothing_new_is_hung_where_nobody_wants_it(hall: Hall) -> None:
    """What hangs there stays, or comes off."""
    hall.hang(1, 2).write()
    with hall.store.transaction() as record:
        record.contests.get(2).stage = "retracted"
    hall.hang(3)
    done = hall.write(Wanted(hang_new=False))

    assert done.contests == 1
    assert ("contest-1.html" in hall.files, "contest-2.html" in hall.files) == (True, False)
    assert "week 3" not in hall.everything()
    assert hall.write().contests == 2
