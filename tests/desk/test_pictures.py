"""Pictures on the desk: by number, as JPEGs of our own making, and nothing else of the photos folder."""

import hashlib

import pytest
from flask.testing import FlaskClient

from captionbot.accounts import Role
from captionbot.intake import Intake
from captionbot.photos.picture.examined import SMALL_SIDE
from tests.desk.conftest import Office, SignedIn
from tests.photos.pictures import put, seen
from tests.photos.unlike import file_unlike
from tests.store.made import begun

GOAT = file_unlike(1, (1600, 1000))
OF_GOAT = hashlib.sha256(GOAT).hexdigest()
NOBODY = "0" * 64


@pytest.fixture
def landed(office: Office) -> Office:
    """An office in whose queue a photo of a goat was looked at."""
    put(office.photos.root / "queue", "goat.jpg", GOAT, age=99, now=office.hour)
    Intake(office.photos, office.store, office.now).look()
    return office


def test_a_photo_is_shown_small_and_whole(desk: FlaskClient, landed: Office) -> None:
    """Both are JPEGs, said to be nothing else, and neither is the file that somebody brought."""
    assert landed.photos.sha256("goat.jpg") == OF_GOAT
    small, large = (desk.get(f"/pictures/{OF_GOAT}{ending}") for ending in ("/small.jpg", ".jpg"))

    for answer, side in ((small, SMALL_SIDE), (large, 1600)):
        assert (answer.status_code, answer.content_type) == (200, "image/jpeg")
        assert max(seen(answer.data).size) == side
        assert answer.data != GOAT
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_small_one_stays_when_what_is_sent_is_let_go(desk: FlaskClient, landed: Office) -> None:
    """Then the large one is made anew from the photo, as long as that is somewhere."""
    with landed.writing() as record:
        begun(record, photo="goat.jpg", photo_sha256=OF_GOAT, photo_in="posted")
        record.photos.drop_pictures([OF_GOAT])
    landed.photos.to_posted("goat.jpg", OF_GOAT)
    before = (landed.photos.root / "posted" / "goat.jpg").read_bytes()

    assert desk.get(f"/pictures/{OF_GOAT}.jpg").data.startswith(b"\xff\xd8\xff")
    (landed.photos.root / "posted" / "goat.jpg").unlink()
    assert desk.get(f"/pictures/{OF_GOAT}.jpg").status_code == 404
    assert max(seen(desk.get("/pictures/contests/1.jpg").data).size) == SMALL_SIDE
    assert before == GOAT


def test_a_contest_older_than_all_pictures_has_one(desk: FlaskClient, office: Office) -> None:
    """It is made of the photo in photos/posted, and made once."""
    put(office.photos.root / "posted", "goat.jpg", GOAT, age=99, now=office.hour)
    with office.writing() as record:
        begun(record, photo="goat.jpg", photo_sha256=OF_GOAT, photo_in="posted")

    assert max(seen(desk.get("/pictures/contests/1.jpg").data).size) == SMALL_SIDE
    (office.photos.root / "posted" / "goat.jpg").unlink()
    assert desk.get("/pictures/contests/1.jpg").status_code == 200


def test_no_folder_is_read_for_a_picture(desk: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A photo that was taken away, or is called otherwise by now, has none; five hundred others stay unread."""
    put(office.photos.root / "posted", "another.jpg", GOAT, age=99, now=office.hour)
    with office.writing() as record:
        begun(record, photo="goat.jpg", photo_sha256=OF_GOAT, photo_in="posted")
    monkeypatch.setattr("captionbot.photos.folder.sha256_of", lambda path: pytest.fail(f"{path.name} was read"))

    assert desk.get("/pictures/contests/1.jpg").status_code == 404


NOWHERE = (
    f"/pictures/{NOBODY}.jpg",
    f"/pictures/{NOBODY}/small.jpg",
    "/pictures/contests/7.jpg",
    "/pictures/goat.jpg",
    "/pictures/..%2f..%2fcaptionbot.db",
    f"/pictures/{'../' * 21}x.jpg",
    f"/pictures/{'%00' * 64}.jpg",
)


@pytest.mark.parametrize("path", NOWHERE)
def test_no_path_leads_into_the_folder(desk: FlaskClient, landed: Office, path: str) -> None:
    """A number that no photo has is nowhere, and a name is no number; a NUL is not even asked for."""
    assert landed.photos.queue(landed.hour)
    assert desk.get(path).status_code == (400 if "%00" in path else 404)


def test_a_file_that_was_never_looked_at_is_not_opened(desk: FlaskClient, office: Office) -> None:
    """Whoever knows the digest of a file in the queue still sees nothing of it before it was examined."""
    put(office.photos.root / "queue", "goat.jpg", GOAT, age=99, now=office.hour)

    assert desk.get(f"/pictures/{OF_GOAT}.jpg").status_code == 404


def test_what_was_refused_is_not_shown(desk: FlaskClient, office: Office) -> None:
    """A file that is no photo may be anything."""
    put(office.photos.root / "queue", "goat.jpg", b"<script>alert(1)</script>", age=99, now=office.hour)
    Intake(office.photos, office.store, office.now).look()
    sha256 = hashlib.sha256(b"<script>alert(1)</script>").hexdigest()

    assert desk.get(f"/pictures/{sha256}.jpg").status_code == 404


def test_pictures_are_for_staff(stranger: FlaskClient, signed_in_as: SignedIn, landed: Office) -> None:
    """A stranger is led to the door, an editor sees them."""
    assert landed.photos.queue(landed.hour)
    assert stranger.get(f"/pictures/{OF_GOAT}.jpg").status_code == 303
    assert signed_in_as("Dana", Role.EDITOR).get(f"/pictures/{OF_GOAT}.jpg").status_code == 200
