"""The words of a photo on the desk: the text file beside it, field by field."""

import os

import pytest
from flask.testing import FlaskClient

from captionbot.intake import Intake
from tests.desk.acting import hidden_fields, send
from tests.desk.conftest import Office
from tests.desk.queued import landed, queued, sent, words_of
from tests.photos.pictures import drawing, file_of, put
from tests.photos.unlike import file_unlike

GOAT = words_of("goat.jpg")
TYPED = {
    "alt": "Two officers on horseback.",
    "words": "They promised the horses a treat.\r\n\r\nWhat's the caption?",
    "credit": "The library",
    "fact": "Biscuit was banned.",
    "post_on": "2026-12-25",
    "taken": "1974\u201306",
    "source": "Box 7",
    "rights": "Ours",
    "people": "Nobody",
}


def text(office: Office, name: str = "goat.jpg.txt") -> str:
    """What stands beside the photo, line ends and all."""
    return (office.photos.root / "queue" / name).read_bytes().decode()


def typed_on(page: str) -> dict[str, str]:
    """The fields as they stand on a page, as far as a test needs them."""
    return {name: "" for name in TYPED if f'name="{name}"' in page}


def test_every_field_is_shown_and_written(editor: FlaskClient, office: Office) -> None:
    """Into the file beside the photo, as somebody with an editor would."""
    put(office.photos.root / "queue", "goat.jpg", file_unlike(1), age=99, now=office.hour)
    Intake(office.photos, office.store, office.now).look()
    page = landed(editor, send(editor, GOAT, TYPED))

    assert "Written for goat.jpg: Alt, Credit, Fact, Post-on, Taken, Source, Rights, People, the words" in page
    assert text(office, "goat.txt").splitlines() == [
        "Alt: Two officers on horseback.",
        "Credit: The library",
        "Fact: Biscuit was banned.",
        "Post-on: 2026-12-25",
        "Taken: 1974-06",
        "Source: Box 7",
        "Rights: Ours",
        "People: Nobody",
        "",
        "They promised the horses a treat.",
        "",
        "What's the caption?",
    ]
    again = editor.get(GOAT).text
    assert 'value="2026-12-25"' in again
    assert "Two officers on horseback.</textarea>" in again


def test_what_was_not_touched_stays_as_it_was_typed(editor: FlaskClient, office: Office) -> None:
    """Its line ends, its encoding, and lines of staff's own."""
    raw = "ALT:  Seen.\r\ncredit: Müller\r\n\r\nWords.\r\n".encode("cp1252")
    queued(office, "goat.jpg")
    (office.photos.root / "queue" / "goat.jpg.txt").write_bytes(raw)
    page = editor.get(GOAT).text
    fields = {"alt": "Seen.", "credit": "Müller", "words": "Words.", "fact": "New."}
    sent(editor, page, GOAT, fields)

    written = (office.photos.root / "queue" / "goat.jpg.txt").read_bytes()
    assert written == raw.replace(b"\r\n\r\nWords", b"\r\nFact: New.\r\n\r\nWords")


def test_nothing_changed_writes_nothing(editor: FlaskClient, office: Office) -> None:
    """Not even the hour of the file, and no line in the audit."""
    queued(office, "goat.jpg")
    before = (office.photos.root / "queue" / "goat.jpg.txt").stat().st_mtime_ns
    page = landed(editor, send(editor, GOAT, {"alt": "Something to be seen."}))

    assert "The words of goat.jpg stay as they were." in page
    assert (office.photos.root / "queue" / "goat.jpg.txt").stat().st_mtime_ns == before


DATES = {"12/25/2026": "2026-12-25", "25 December 2026": "2026-12-25", "2026-02-30": "2026-12-25", "soon": "2026-12-25"}


@pytest.mark.parametrize(("typed", "meant"), DATES.items())
def test_a_date_in_another_form_is_asked_back(editor: FlaskClient, office: Office, typed: str, meant: str) -> None:
    """With what was probably meant, and nothing else that was typed is lost."""
    queued(office, "goat.jpg")
    answer = send(editor, GOAT, {"post_on": typed, "fact": "Kept on the page."})

    assert answer.status_code == 422
    assert f"“{typed}” is no such date; write it as {meant}" in answer.text
    assert "Kept on the page." in answer.text
    assert text(office) == "Alt: Something to be seen.\n"


def test_a_date_that_stands_there_wrongly_can_be_taken_out(editor: FlaskClient, office: Office) -> None:
    """It is shown in its field, for it is there."""
    queued(office, "goat.jpg", text="Alt: Seen.\nPost-on: next Friday\n")
    page = editor.get(GOAT).text
    assert 'value="next Friday"' in page

    send(editor, GOAT, {"alt": "Seen.", "post_on": ""})
    assert text(office) == "Alt: Seen.\n"


def test_words_that_would_be_read_as_a_header_are_refused(editor: FlaskClient, office: Office) -> None:
    """They would be lost as words."""
    queued(office, "goat.jpg")
    answer = send(editor, GOAT, {"words": "Fact: or fiction?"})

    assert answer.status_code == 409
    assert "can&#39;t begin with “Fact:”" in answer.text
    assert "Fact: or fiction?</textarea>" in answer.text


def test_a_text_that_changed_meanwhile_is_told(editor: FlaskClient, office: Office) -> None:
    """What stands there now is not overwritten, and what was typed stays on the page until it is sent again."""
    queued(office, "goat.jpg")
    page = editor.get(GOAT).text
    (office.photos.root / "queue" / "goat.jpg.txt").write_text("Alt: Somebody else's.\n")
    answer = sent(editor, page, GOAT, {"alt": "Mine."})

    assert answer.status_code == 409
    assert "Something has changed since you opened this page" in answer.text
    assert "Mine.</textarea>" in answer.text
    assert text(office) == "Alt: Somebody else's.\n"
    assert sent(editor, answer.text, GOAT, {"alt": "Mine."}).status_code == 303
    assert text(office) == "Alt: Mine.\n"


def test_a_text_that_is_not_ours_to_write_is_told(editor: FlaskClient, office: Office) -> None:
    """A second name of some other file of this machine is never written through."""
    queued(office, "goat.jpg")
    beside = office.photos.root / "queue" / "goat.jpg.txt"
    beside.unlink()
    (office.photos.root / "elsewhere").write_text("FACEBOOK_PAGE_TOKEN=secret\n")
    os.link(office.photos.root / "elsewhere", beside)
    page = editor.get(GOAT).text
    answer = sent(editor, page, GOAT, {"alt": "Mine."})

    assert "secret" not in page
    assert answer.status_code == 409
    assert "a second name somewhere" in answer.text
    assert (office.photos.root / "elsewhere").read_text() == "FACEBOOK_PAGE_TOKEN=secret\n"


def test_what_the_photo_says_is_offered_and_sent_by_nobody(editor: FlaskClient, office: Office) -> None:
    """It is put into the fields for a person to read, and written once they save it."""
    said = drawing()
    exif = said.getexif()
    exif[0x010E] = "A parade on Main Street"
    put(office.photos.root / "queue", "goat.jpg", file_of(said, "JPEG", exif=exif), age=99, now=office.hour)
    Intake(office.photos, office.store, office.now).look()
    page, filled = editor.get(GOAT).text, editor.get(f"{GOAT}?take=all").text

    assert "A parade on Main Street" in page
    assert "A parade on Main Street</textarea>" not in page
    assert "A parade on Main Street</textarea>" in filled
    assert not (office.photos.root / "queue" / "goat.txt").exists()
    assert hidden_fields(filled, GOAT)["seen"] == hidden_fields(page, GOAT)["seen"]


def test_what_few_photos_have_is_folded_until_one_has_it(editor: FlaskClient, office: Office) -> None:
    """On a phone the fields that everybody fills stand on one screen; a mistake in another is never hidden."""
    queued(office, "goat.jpg")
    assert "<details>" in editor.get(GOAT).text

    assert "<details open>" in send(editor, GOAT, {"post_on": "soon"}).text
    send(editor, GOAT, {"people": "Nobody"})
    assert "<details open>" in editor.get(GOAT).text


def test_a_field_among_the_words_is_told_without_line_numbers(editor: FlaskClient, office: Office) -> None:
    """Nobody counts lines on the desk."""
    queued(office, "goat.jpg")
    (office.photos.root / "queue" / "goat.jpg.txt").write_text("What is it?\n\nAlt: A goat.\n")
    page = editor.get(GOAT).text

    assert "In its text: “Alt:” stands among the words" in page
    assert "Move it into its own field, by “Edit the words”." in page
    assert "line " not in page.partition("<main")[2]


def test_a_remark_of_what_was_written_is_told_at_once(editor: FlaskClient, office: Office) -> None:
    """As the queue would tell it later."""
    queued(office, "goat.jpg")
    page = landed(editor, send(editor, GOAT, {"alt": "x" * 1500}))

    assert "Alt has 1,500 characters" in page


def test_far_too_much_is_refused_beside_its_field(editor: FlaskClient, office: Office) -> None:
    """Nothing is written."""
    queued(office, "goat.jpg")
    answer = send(editor, GOAT, {"alt": "x" * 2001, "words": "y" * 60_001})

    assert answer.status_code == 422
    assert "Say it in 2,000 characters at most." in answer.text
    assert "Say it in 60,000 characters at most." in answer.text
    assert text(office) == "Alt: Something to be seen.\n"
