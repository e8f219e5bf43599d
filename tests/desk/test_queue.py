"""The queue on the desk: what goes out when, what waits for whom, and taking a photo out."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from captionbot.desk.queue.naming import key_of
from captionbot.photos.names import raw_name
from tests.desk.acting import send
from tests.desk.conftest import Office
from tests.desk.queued import looked_at, order_of, queued, sent
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike
from tests.store.made import begun

SCRIPT = "<script>alert(1)</script>"


def take_out(name: str) -> str:
    """The address at which a photo is taken out."""
    return f"/queue/photos/{key_of(name)}/take-out"


def test_an_empty_queue_says_so(editor: FlaskClient) -> None:
    """And where photos are brought."""
    page = editor.get("/queue").text

    assert "The queue is empty" in page
    assert "/queue/upload" in page
    assert "/queue/order" not in page


def test_photos_stand_in_order_with_their_fridays(editor: FlaskClient, office: Office) -> None:
    """Each with its picture, its name and its words; how long they last stands above."""
    queued(office, "goat.jpg", "horse.jpg", text="Alt: Seen.\n\nWhat did the goat say?\n")
    page = editor.get("/queue").text

    assert page.index("Friday 4 December") < page.index("goat.jpg") < page.index("Friday 11 December")
    assert "Photos for 2 more Fridays; the 3rd, 18 December, has none." in page
    assert page.count("/small.jpg") == 2
    assert 'alt="Seen."' in page
    assert "What did the goat say?" in page


def test_problems_are_told_with_what_the_desk_can_do(editor: FlaskClient, office: Office) -> None:
    """No sentence sends anybody to a terminal."""
    put(office.photos.root / "queue", "goat.jpg", file_unlike(1), age=99, now=office.hour)
    put(office.photos.root / "queue", "new.jpg", file_unlike(2), age=1, now=office.hour)
    office.settings = office.settings.model_copy(update={"checklist": ("Nobody in it is a victim.",)})
    looked_at(office)
    page = editor.get("/queue").text

    assert "Has not been held against the checklist." in page
    assert f"/queue/photos/{key_of('goat.jpg')}/vouch" in page
    assert "Has no alternative text" in page
    assert "Is still being copied or written." in page
    assert "captionbot vouch" not in page
    assert "captionbot words" not in page


def test_a_photo_that_has_just_come_says_so(editor: FlaskClient, office: Office) -> None:
    """In one quiet sentence: all else of it is still to be found out."""
    put(office.photos.root / "queue", "goat.jpg", file_unlike(1), age=99, now=office.hour)
    page = editor.get("/queue").text

    assert "It has just come. It is looked at within a minute" in page
    assert "alternative text" not in page


def test_what_this_machine_could_not_look_at_is_told(editor: FlaskClient, office: Office) -> None:
    """With nothing to be pressed that would not help."""
    put(office.photos.root / "queue", "goat.jpg", file_unlike(1), age=99, now=office.hour)
    with office.writing() as record:
        (photo,) = office.photos.queue(office.hour)
        record.photos.saw(photo.name, photo.trace, office.hour)
        record.photos.failed(photo.name, photo.trace, office.hour)

    assert (
        "Could not be examined on this machine (1 try). It is tried again each hour.</li>" in editor.get("/queue").text
    )


def test_a_queue_that_runs_low_says_so(editor: FlaskClient, office: Office) -> None:
    """Before the Friday that has none."""
    queued(office, "goat.jpg")

    assert "One photo is ready for the next slot, and none for Friday 11 December" in editor.get("/queue").text


def test_hostile_names_and_words_are_text(editor: FlaskClient, office: Office) -> None:
    """In every page of the queue."""
    name = f"{SCRIPT.replace('/', '|')}.jpg"
    queued(office, name, "goat.jpg", text=f'Alt: "><img src=x onerror=alert(1)>{SCRIPT}\n\n{SCRIPT}{{{{ 7*7 }}}}\n')
    ways = (f"/queue/photos/{key_of(name)}/{way}" for way in ("words", "take-out", "vouch", "unvouch"))
    for path in ("/queue", "/queue/order", "/queue/coming", "/queue/swap", "/queue/post-now", *ways):
        page = editor.get(path).text

        assert "&lt;script&gt;" in page, path
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path


def test_a_name_that_is_no_text_is_shown_and_found(editor: FlaskClient, office: Office) -> None:
    """Old cameras and zip files write any bytes."""
    name = "caf\ufffdE9 \u202egpj.jpg"
    queued(office, raw_name(name))
    page = editor.get("/queue").text

    assert "\\u202egpj.jpg" in page
    assert editor.get(take_out(name)).status_code == 200


@pytest.mark.parametrize("way", ["words", "vouch", "unvouch", "take-out"])
def test_a_photo_that_has_gone_is_told(editor: FlaskClient, office: Office, way: str) -> None:
    """In words, and not by a page of trouble of ours."""
    queued(office, "goat.jpg")
    (office.photos.root / "queue" / "goat.jpg").unlink()
    answer = editor.get(f"/queue/photos/{key_of('goat.jpg')}/{way}")

    assert answer.status_code == 404
    assert "not in the queue any more" in answer.text


def test_a_photo_that_is_being_posted_is_no_more_in_the_queue(editor: FlaskClient, office: Office) -> None:
    """Its contest has it."""
    queued(office, "goat.jpg", "horse.jpg")
    with office.writing() as record:
        begun(record, photo="goat.jpg", photo_sha256=office.photos.sha256("goat.jpg"), photo_in="queue")
    page = editor.get("/queue").text

    assert "contest no. 1 begins with it" in page
    assert order_of(office) == ["horse.jpg"]


def test_a_photo_is_taken_out_with_a_reason(editor: FlaskClient, office: Office) -> None:
    """It is put away with its words and the reason beside it, and nothing is deleted."""
    queued(office, "goat.jpg", "horse.jpg")
    answer = send(editor, take_out("goat.jpg"), {"because": "The family asked us not to."})
    rejected = {path.name: path.read_bytes() for path in (office.photos.root / "rejected").iterdir()}

    assert "goat.jpg is out of the queue" in editor.get(answer.headers["Location"]).text
    assert order_of(office) == ["horse.jpg"]
    assert rejected["goat.jpg"] == file_unlike(1)
    assert b"Taken out by Dana: The family asked us not to." in rejected["goat.jpg.reason.txt"]
    with office.viewing() as view:
        (row,) = view.record.staff.audit_of("photo taken out", office.hour - timedelta(days=1), 9)
        assert (row.by, row.because, row.detail) == ("Dana", "The family asked us not to.", "goat.jpg")


def test_what_was_taken_out_is_seen_no_more(editor: FlaskClient, office: Office) -> None:
    """The reason may be what it shows: the record lets go of its pictures at once, and so do backups."""
    queued(office, "goat.jpg", "horse.jpg")
    send(editor, take_out("goat.jpg"), {"because": "A child is to be recognised."})

    with office.viewing() as view:
        (other,) = [one.sha256 for one in view.waiting]
        assert view.record.photos.pictured() == {other}


def test_taking_out_wants_a_reason(editor: FlaskClient, office: Office) -> None:
    """Blanks are none."""
    queued(office, "goat.jpg")
    answer = send(editor, take_out("goat.jpg"), {"because": "  "})

    assert answer.status_code == 422
    assert "Say why in a few words." in answer.text
    assert order_of(office) == ["goat.jpg"]


def test_another_photo_under_the_same_name_is_not_taken_out(editor: FlaskClient, office: Office) -> None:
    """The page showed the one that was there before."""
    queued(office, "goat.jpg")
    page = editor.get(take_out("goat.jpg")).text
    put(office.photos.root / "queue", "goat.jpg", file_unlike(7), age=50, now=office.hour)
    looked_at(office)
    answer = sent(editor, page, take_out("goat.jpg"), {"because": "No."})

    assert answer.status_code == 409
    assert "Something has changed since you opened this page" in answer.text
    assert order_of(office) == ["goat.jpg"]


def test_a_folder_that_is_gone_is_told(editor: FlaskClient, office: Office) -> None:
    """By its name, without a trace."""
    office.photos.root.rename(office.photos.root.with_name("elsewhere"))
    answer = editor.get("/queue")

    assert "is missing" in answer.text
    assert "Traceback" not in answer.text
