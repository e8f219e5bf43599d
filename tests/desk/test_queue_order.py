"""The order of the queue: by numbers and by buttons, and nobody's order is lost unseen."""

from flask.testing import FlaskClient

from captionbot.desk.queue.naming import key_of
from tests.desk.acting import send
from tests.desk.conftest import Office
from tests.desk.queued import landed, order_of, queued, sent
from tests.photos.pictures import put

ORDER = "/queue/order"
FOUR = ("a.jpg", "b.jpg", "c.jpg", "d.jpg")
MOVES = {
    "first c.jpg": "cabd",
    "up c.jpg": "acbd",
    "down b.jpg": "acbd",
    "last a.jpg": "bcda",
    "up a.jpg": "abcd",
    "down d.jpg": "abcd",
}
NUMBERS = {
    "c to 1": ({"c.jpg": "1"}, "cabd"),
    "a to 3": ({"a.jpg": "3"}, "bcad"),
    "a far back": ({"a.jpg": "99"}, "bcda"),
    "two exchanged": ({"a.jpg": "4", "d.jpg": "1"}, "dbca"),
    "all turned round": ({"a.jpg": "4", "b.jpg": "3", "c.jpg": "2", "d.jpg": "1"}, "dcba"),
    "one left empty": ({"a.jpg": "", "d.jpg": " 1 "}, "dabc"),
    "nothing": ({}, "abcd"),
}


def test_a_button_moves_one_photo(editor: FlaskClient, office: Office) -> None:
    """And leads back to the order, for the next move."""
    queued(office, *FOUR)
    for move, order in MOVES.items():
        send(editor, ORDER, {"move": "by-name"})
        where, name = move.split()
        answer = send(editor, ORDER, {"move": f"{where} {key_of(name)}"})

        assert answer.headers["Location"].startswith(ORDER)
        assert order_of(office) == [f"{letter}.jpg" for letter in order], move


def test_numbers_typed_over_are_the_order(editor: FlaskClient, office: Office) -> None:
    """Whichever was moved stands where its number says."""
    queued(office, *FOUR)
    for typed, order in NUMBERS.values():
        send(editor, ORDER, {"move": "by-name"})
        page = landed(editor, send(editor, ORDER, {f"place-{key_of(name)}": place for name, place in typed.items()}))

        assert order_of(office) == [f"{letter}.jpg" for letter in order], typed
        assert ("The order stays as it was." in page) == (order == "abcd")


def test_the_order_of_names_comes_back(editor: FlaskClient, office: Office) -> None:
    """At a button."""
    queued(office, *FOUR)
    send(editor, ORDER, {"move": f"last {key_of('a.jpg')}"})
    send(editor, ORDER, {"move": "by-name"})

    assert order_of(office) == list(FOUR)


def test_what_is_no_number_is_told(editor: FlaskClient, office: Office) -> None:
    """What else was typed is kept on the page."""
    queued(office, *FOUR)
    page = editor.get(ORDER).text
    for typed in ("one", "-1", "1.5", "\u00b2", "1e3", "9" * 9, "\uff11"):
        answer = sent(editor, page, ORDER, {f"place-{key_of('a.jpg')}": typed, f"place-{key_of('b.jpg')}": "4"})

        assert answer.status_code == 409
        assert "beside a.jpg is no number" in answer.text
        assert 'value="4"' in answer.text.partition(f"place-{key_of('b.jpg')}")[2].partition("buttons")[0]
    assert order_of(office) == list(FOUR)


def test_a_move_that_does_not_exist_moves_nothing(editor: FlaskClient, office: Office) -> None:
    """Nor one of a photo that isn't there."""
    queued(office, *FOUR)

    assert send(editor, ORDER, {"move": f"sideways {key_of('a.jpg')}"}).status_code == 409
    assert send(editor, ORDER, {"move": "first nobody"}).status_code == 409
    assert order_of(office) == list(FOUR)


def test_a_pinned_photo_has_no_place_in_the_order(editor: FlaskClient, office: Office) -> None:
    """It is listed apart, and no move touches it."""
    queued(office, *FOUR)
    put(office.photos.root / "queue", "d.jpg.txt", "Post-on: 2026-12-04\n", age=99, now=office.hour)
    page = editor.get(ORDER).text

    assert "pinned to" in page
    assert f"place-{key_of('d.jpg')}" not in page
    assert send(editor, ORDER, {"move": f"first {key_of('d.jpg')}"}).status_code == 409


def test_what_changed_meanwhile_is_told_and_nothing_is_lost(
    editor: FlaskClient, desk: FlaskClient, office: Office
) -> None:
    """Two at once: the second sees what the first did, and what they typed."""
    queued(office, *FOUR)
    page = editor.get(ORDER).text
    send(desk, ORDER, {"move": f"first {key_of('d.jpg')}"})
    answer = sent(editor, page, ORDER, {f"place-{key_of('a.jpg')}": "3"})

    assert answer.status_code == 409
    assert "Maria put the queue in order" in answer.text
    assert 'value="3"' in answer.text
    assert order_of(office) == ["d.jpg", "a.jpg", "b.jpg", "c.jpg"]


def test_photos_that_come_later_go_to_the_end(editor: FlaskClient, office: Office) -> None:
    """Also those that nobody has looked at yet; they have no place to be moved from."""
    queued(office, *FOUR)
    send(editor, ORDER, {"move": f"first {key_of('d.jpg')}"})
    put(office.photos.root / "queue", "0.jpg", b"not looked at", age=99, now=office.hour)
    page = editor.get(ORDER).text

    assert "0.jpg" in page
    assert f"place-{key_of('0.jpg')}" not in page
    assert send(editor, ORDER, {"move": f"last {key_of('d.jpg')}"}).status_code == 303
    assert order_of(office) == list(FOUR)
