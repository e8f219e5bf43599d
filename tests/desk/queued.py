"""Photos in the queue of a desk that is tried."""

import hashlib
from collections.abc import Mapping

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from captionbot.desk.queue.naming import key_of
from captionbot.intake import Intake
from captionbot.photos.names import text_name
from tests.desk.acting import hidden_fields
from tests.desk.conftest import Office
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike
from tests.store.made import facts


def queued(office: Office, *names: str, text: str = "Alt: Something to be seen.\n") -> None:
    """Photos that are known to the record, each another picture, each with a text beside it.

    They are not examined, for that takes a second: ``looked_at`` does that where a test needs what they show.
    """
    room, found = office.photos.root / "queue", {}
    for number, name in enumerate(names, 1):
        put(room, name, file_unlike(number), age=99, now=office.hour)
        put(room, f"{name}.txt", text, age=99, now=office.hour)
        found[text_name(name)] = hashlib.sha256(file_unlike(number)).hexdigest()
    with office.writing() as record:
        for photo in office.photos.queue(office.hour):
            if photo.name in found:
                record.photos.keep(photo.name, photo.trace, facts(photo.name, sha256=found[photo.name]), office.hour)


def looked_at(office: Office) -> None:
    """What lies in the queue, examined as a tick does."""
    Intake(office.photos, office.store, office.now).look()


def order_of(office: Office) -> list[str]:
    """The photos that have a slot, in the order in which they go out."""
    with office.viewing() as view:
        return [one.photo.name for one in view.plan.photos if one.slot]


def words_of(name: str) -> str:
    """The address of the words of a photo."""
    return f"/queue/photos/{key_of(name)}/words"


def sent(client: FlaskClient, page: str, path: str, typed: Mapping[str, str]) -> TestResponse:
    """Send the form of a page that was opened a while ago."""
    fields = hidden_fields(page, path) | dict(typed)
    return client.post(path, data=fields, headers={"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"})


def landed(client: FlaskClient, answer: TestResponse) -> str:
    """The page on which one lands after a form."""
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["Location"]).text
