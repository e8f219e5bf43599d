"""The desk: it shows how things stand to those who are signed in, and hostile text does nothing there."""

from flask.testing import FlaskClient

from tests.contest.made import comment
from tests.desk.conftest import Office
from tests.photos.pictures import put
from tests.rooms.made import reviewed
from tests.store.made import SLOT, begun

SCRIPT = "<script>alert(1)</script>"
HOSTILE = f"{SCRIPT}\"'><img src=x onerror=alert(1)>{{{{ 7*7 }}}}"


def test_a_pause_is_the_first_thing_seen(desk: FlaskClient, office: Office) -> None:
    """Who paused, and why, stands before everything else."""
    with office.writing() as record:
        record.staff.pause("maria", "a funeral", SLOT)
    page = desk.get("/").text

    assert page.index("a funeral") < page.index("<main")
    assert "<strong>Paused</strong> by <bdi>maria</bdi>" in page


def test_a_pause_file_is_named_as_what_it_is(desk: FlaskClient, office: Office) -> None:
    """Whoever reads it knows what to take away."""
    (office.photos.root / "PAUSE").write_text("a funeral")

    assert "<strong>Paused</strong> by <bdi>a PAUSE file</bdi>" in desk.get("/").text


def test_hostile_text_is_text(desk: FlaskClient, office: Office) -> None:
    """In a caption, a name, a reason, a file's name and the contest's own."""
    with office.writing() as record:
        reviewed(record, comment(1, HOSTILE, votes=3), comment(2, f"{HOSTILE} 2", votes=9, reply_to="1"))
        record.contests.get(1).note = HOSTILE
        begun(record, slot_key="x", photo=HOSTILE, held=HOSTILE)
        record.staff.pause(HOSTILE, HOSTILE, SLOT)
        record.staff.tell("x", HOSTILE, SLOT, do=HOSTILE)
    put(office.photos.root / "queue", "<script>alert(1)<|script>.jpg", b"jpeg", age=99, now=SLOT)
    page = desk.get("/").text

    assert SCRIPT not in page
    assert "<img src=x" not in page
    assert "{{ 7*7 }}" in page
    assert "&lt;script&gt;" in page
    assert "Name &lt;That&gt; Photo" in page


def test_a_photos_folder_that_is_gone_is_told(desk: FlaskClient, office: Office) -> None:
    """By its name."""
    office.photos.root.rename(office.photos.root.with_name("elsewhere"))
    answer = desk.get("/")

    assert "missing" in answer.text
    assert "Traceback" not in answer.text
