"""Bringing photos to the desk: many at once, and whatever can't be taken is told by its name."""

import io
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from captionbot.photos.names import text_name
from tests.desk.acting import hidden_fields, without_tokens
from tests.desk.conftest import Office
from tests.desk.queued import landed, looked_at, order_of
from tests.photos.pictures import file_of
from tests.photos.unlike import file_unlike, unlike
from tests.store.made import begun

UPLOAD = "/queue/upload"
FROM_HERE = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}


def bring(client: FlaskClient, *photos: tuple[str, bytes], fields: Mapping[str, str] | None = None) -> TestResponse:
    """Choose photos and send them, as a browser does."""
    hidden = fields or hidden_fields(client.get(UPLOAD).text, UPLOAD)
    files = [(io.BytesIO(content), name) for name, content in photos]
    return client.post(UPLOAD, data={**hidden, "photos": files}, headers=FROM_HERE)


def in_queue(office: Office) -> list[str]:
    """Every name in the queue folder, hidden ones too."""
    return sorted(text_name(path.name) for path in (office.photos.root / "queue").iterdir())


def test_photos_come_into_the_queue_as_they_are(editor: FlaskClient, office: Office) -> None:
    """A JPEG and a phone's HEIC; the next look at the queue gives them their Fridays."""
    heic = file_of(unlike(2), "HEIF")
    page = landed(editor, bring(editor, ("goat.jpg", file_unlike(1)), ("IMG_0001.HEIC", heic)))

    assert "2 photos put into the queue: goat.jpg, IMG_0001.heic" in page
    assert (office.photos.root / "queue" / "goat.jpg").read_bytes() == file_unlike(1)
    assert (office.photos.root / "queue" / "IMG_0001.heic").read_bytes() == heic
    looked_at(office)
    assert order_of(office) == ["goat.jpg", "IMG_0001.heic"]
    with office.viewing() as view:
        assert [
            (row.by, row.action, row.detail) for row in view.record.staff.audit_of("photo brought", view.now, 9)
        ] == [
            ("Dana", "photo brought", "IMG_0001.heic"),
            ("Dana", "photo brought", "goat.jpg"),
        ]


def test_a_camera_roll_in_which_all_are_called_alike(editor: FlaskClient, office: Office) -> None:
    """Each gets a number, and its bringer is told."""
    roll = [("image.jpg", file_unlike(number)) for number in (1, 2, 3)]
    page = landed(editor, bring(editor, *roll))

    assert in_queue(office) == ["image (2).jpg", "image (3).jpg", "image.jpg"]
    assert "image (2).jpg (you called it image.jpg)" in page


def test_of_many_a_few_are_named(editor: FlaskClient, office: Office) -> None:
    """Whoever brought a hundred reads no hundred names; what was refused is always named."""
    roll = [(f"{number}.gif", b"GIF89a" + bytes([number])) for number in range(10)]
    page = landed(editor, bring(editor, *roll, ("notes.jpg", b"%PDF-1.7")))

    assert "10 photos put into the queue: 0.gif, 1.gif, 2.gif, 3.gif, 4.gif, 5.gif, 6.gif, 7.gif, and 2 more." in page
    assert "notes.jpg is a PDF" in page
    assert len(in_queue(office)) == 10


def test_what_can_not_be_taken_is_told_and_the_rest_is_taken(editor: FlaskClient, office: Office) -> None:
    """Each by its name, with what it is and what to do."""
    photos = ("goat.jpg", file_unlike(1)), ("notes.jpg", b"%PDF-1.7 notes"), ("empty.jpg", b"")
    page = landed(editor, bring(editor, *photos))

    assert "1 photo put into the queue: goat.jpg." in page
    said = page.partition('<p class="said"')[2].partition("</p>")[0]
    assert "notes.jpg" not in said  # a tired reader would take it for part of the success
    assert '<li dir="auto">notes.jpg is a PDF, not a photo. Export it as JPEG' in page
    assert '<li dir="auto">empty.jpg is empty' in page
    assert in_queue(office) == ["goat.jpg"]


def test_where_none_can_be_taken_the_form_stays(editor: FlaskClient, office: Office) -> None:
    """With the reasons beside the field, as text."""
    answer = bring(editor, ("<script>alert(1)</script>.jpg", b"%PDF-1.7"))

    assert answer.status_code == 422
    assert "script&gt;.jpg is a PDF" in answer.text
    assert "<script" not in answer.text
    assert in_queue(office) == []


def test_nothing_chosen_is_landed(editor: FlaskClient) -> None:
    """A browser then sends a file without a name."""
    answer = bring(editor, ("", b""))

    assert answer.status_code == 422
    assert "Choose at least one photo." in answer.text


def test_more_than_anybody_looks_through_is_too_many(editor: FlaskClient, office: Office) -> None:
    """Nothing of it is taken, and its sender is told how many may come."""
    answer = bring(editor, *((f"{number}.jpg", b"x") for number in range(101)))

    assert answer.status_code == 422
    assert "Choose at most 100 at once." in answer.text
    assert in_queue(office) == []


def test_a_form_that_is_sent_twice_brings_photos_once(editor: FlaskClient, office: Office) -> None:
    """A double click, or a connection that was lost before the answer; both say the same."""
    fields = hidden_fields(editor.get(UPLOAD).text, UPLOAD)
    first, second = (bring(editor, ("goat.jpg", file_unlike(1)), fields=fields) for _ in range(2))

    assert without_tokens(landed(editor, first)) == without_tokens(landed(editor, second))
    assert in_queue(office) == ["goat.jpg"]


def test_a_double_click_brings_photos_once(
    app: Flask, editor: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second comes while the first is being written, and waits for what comes of it."""
    fields, answers = hidden_fields(editor.get(UPLOAD).text, UPLOAD), []
    again = app.test_client()
    again._cookies = editor._cookies  # the same browser

    def sent(client: FlaskClient) -> None:
        answers.append(bring(client, ("goat.jpg", file_unlike(1)), fields=fields))

    second = Thread(target=sent, args=(again,))

    def slowly(_folder: Path) -> None:
        second.start()
        second.join(0.2)

    monkeypatch.setattr("captionbot.photos.arriving.make_durable", slowly)
    sent(editor)
    second.join()

    assert without_tokens(landed(editor, answers[0])) == without_tokens(landed(editor, answers[1]))
    assert in_queue(office) == ["goat.jpg"]


def test_others_write_while_a_photo_is_written(
    editor: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large one on a slow share keeps neither the tick nor a pause waiting."""
    free = []

    def beside(_folder: Path) -> None:
        with closing(sqlite3.connect(str(office.store.engine.url.database), timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
            free.append(True)

    monkeypatch.setattr("captionbot.photos.arriving.make_durable", beside)

    assert bring(editor, ("goat.jpg", file_unlike(1))).status_code == 303
    assert free == [True]


def test_a_form_that_comes_back_with_other_photos_loses_none_unseen(editor: FlaskClient, office: Office) -> None:
    """A phone calls both image.jpg, and its Back button shows the form as it was sent."""
    fields = hidden_fields(editor.get(UPLOAD).text, UPLOAD)
    bring(editor, ("image.jpg", file_unlike(1)), fields=fields)
    answer = bring(editor, ("image.jpg", file_unlike(2)), fields=fields)

    assert answer.status_code == 409
    assert "Choose these once more." in answer.text
    again = bring(editor, ("image.jpg", file_unlike(2)), fields=hidden_fields(answer.text, UPLOAD))
    assert again.status_code == 303
    assert in_queue(office) == ["image (2).jpg", "image.jpg"]


def test_a_text_that_lost_its_photo_becomes_nobody_elses(editor: FlaskClient, office: Office) -> None:
    """Its words and its day would go out with a picture of which they say nothing."""
    for stray in ("image.txt", "image (2).jpg.txt"):
        (office.photos.root / "queue" / stray).write_text("Alt: Somebody of 2019.\n")
    page = landed(editor, bring(editor, ("image.jpg", file_unlike(1))))

    assert "image (3).jpg (you called it image.jpg)" in page


def test_the_same_photo_comes_once(editor: FlaskClient, office: Office) -> None:
    """Under whatever name it is sent again."""
    bring(editor, ("goat.jpg", file_unlike(1)))
    answer = bring(editor, ("copy.jpg", file_unlike(1)))

    assert answer.status_code == 422
    assert "copy.jpg is in the queue already, as goat.jpg." in answer.text
    assert in_queue(office) == ["goat.jpg"]


def test_the_photo_of_a_retracted_contest_is_not_taken(editor: FlaskClient, office: Office) -> None:
    """It would never be posted again."""
    bring(editor, ("goat.jpg", file_unlike(1)))
    looked_at(office)
    with office.writing() as record:
        sha256 = office.photos.sha256("goat.jpg")
        begun(record, photo="goat.jpg", photo_sha256=sha256, photo_in="posted", never_again=True)
    (office.photos.root / "queue" / "goat.jpg").unlink()

    assert "whose result was retracted" in bring(editor, ("goat.jpg", file_unlike(1))).text


def test_a_folder_that_takes_nothing_is_told(
    editor: FlaskClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The photos stay on the phone, and nothing half lies in the queue."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("captionbot.photos.arriving.shutil.copyfileobj", full)
    answer = bring(editor, ("goat.jpg", file_unlike(1)))

    assert answer.status_code == 422
    assert "goat.jpg can&#39;t be written" in answer.text
    assert in_queue(office) == []


def test_a_broken_photo_is_set_aside_and_landed(editor: FlaskClient, office: Office) -> None:
    """It begins as a photo does, so it is taken; whoever looks at it next finds out, and the queue tells."""
    bring(editor, ("half.jpg", file_unlike(1)[:3000]))
    looked_at(office)
    page = editor.get("/queue").text

    assert in_queue(office) == []
    assert sorted(path.name for path in (office.photos.root / "rejected").iterdir()) == [
        "half.jpg",
        "half.jpg.reason.txt",
    ]
    assert "Set aside lately" in page
    assert "half.jpg is cut short" in page
