"""A contest that staff posted by hand looks like any other on the desk."""

from io import BytesIO

from flask.testing import FlaskClient

from captionbot.contest.comment import Post
from captionbot.decisions import Word
from captionbot.decisions.adopting import PhotoByHand, adopt, hours_of
from captionbot.photos.arriving import kind_of_upload, put_in, sha256_of_upload
from captionbot.photos.folder import Place
from tests.contest.made import CLOSES, PAGE
from tests.desk.conftest import Office
from tests.photos.unlike import file_unlike
from tests.store.made import HOUR, SLOT

POST = Post(f"{PAGE}_555", SLOT - 20 * HOUR, "Caption <this> one!", ("1220",), 1)


def test_a_contest_by_hand_is_shown_like_any_other(desk: FlaskClient, office: Office) -> None:
    """With staff's own words, its picture, a link to the post, and who had it taken over."""
    content = BytesIO(file_unlike(7))
    name = put_in(office.photos.root / "posted", "by-hand.jpg", kind_of_upload("it", content), content)
    photo = PhotoByHand(name, sha256_of_upload(content), Place.POSTED, {"alt": "A dog."})
    office.hour = SLOT - HOUR
    hours = hours_of(office.settings, POST, office.hour, closes_at=None, announces_at=None)
    with office.writing() as record:
        adopt(record, office.settings, POST, hours, photo, Word("Dana", office.hour))
    page = desk.get("/contests/1").text

    assert "Caption &lt;this&gt; one!" in page
    assert f"https://www.facebook.com/{PAGE}_555" in page
    assert "took over a post made by hand" in page
    for address in ("/pictures/contests/1.jpg", "/", "/queue", "/past", "/health"):
        assert desk.get(address).status_code == 200
    office.hour = CLOSES - HOUR
    assert "Monday 30 November at 10:00 AM CST" in desk.get("/").text
