"""The Page against the pretend Facebook, which was written by other hands from the same facts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from captionbot.errors import GraphError, Incomplete, PermissionLost, Refused, TokenDead, Unknown
from captionbot.graph.access import Access
from captionbot.graph.page import Page
from captionbot.graph.tokens import NEEDED
from tests.graph.conftest import StillTime
from tests.practice.starting import Facebook, running

SECRET = "practice-secret"
APP = "990000000000001"
BEGINNING = datetime(2026, 11, 27, 16, tzinfo=UTC)
JPEG = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture(scope="module")
def process() -> Iterator[Facebook]:
    """One practice for all of these tests."""
    with running("--app-secret", SECRET, "--demand-proof") as facebook:
        facebook.stand_still_at(BEGINNING)
        yield facebook


@pytest.fixture
def facebook(process: Facebook) -> Iterator[Facebook]:
    """Practice, telling the truth when a test begins and after it."""
    process.clear_faults()
    yield process
    process.clear_faults()
    process.revive_token()


@pytest.fixture
def page(facebook: Facebook) -> Page:
    """The Page, called as a real one is."""
    still = StillTime()
    access = Access(facebook.page_id, facebook.token, facebook.url, app_secret=SECRET, total_seconds=5, read_seconds=1)
    return Page(access, now=lambda: BEGINNING, sleep=still.sleep, monotonic=still.monotonic)


def publish(page: Page, text: str = "Beat it") -> str:
    """Publish a photo with words."""
    return page.publish(text, photo_id=page.upload(JPEG, alt="A horse at a diner"))


def read(page: Page, post_id: str, *, limit: int = 100) -> dict[str, int]:
    """Give every comment's words and votes."""
    pages = page.comment_pages(post_id, limit=limit)
    return {comment.text: comment.votes for each in pages for comment in each.comments}


def test_a_contest_is_spoken_and_read(facebook: Facebook, page: Page) -> None:
    """Upload, publish, read back, collect, reply, edit: each as the rooms do it."""
    photo_id = page.upload(JPEG, alt="A horse at a diner")
    post_id = page.publish("Beat it", photo_id=photo_id)
    found = next(post for post in page.recent_posts(BEGINNING - timedelta(hours=1)) if post.post_id == post_id)
    assert (found.text, found.photo_ids, found.photos, found.by_page) == ("Beat it", (photo_id,), 1, True)
    assert page.post(post_id) == found
    ids = [facebook.comment(f"caption {number}", post=post_id) for number in range(7)]
    facebook.vote(ids[3], 5)
    facebook.lever("react", to=ids[3], page=True, kind="LOVE")
    assert read(page, post_id, limit=3) == {f"caption {number}": 5 * (number == 3) for number in range(7)}
    assert page.comment(ids[3], counted=("LOVE",)).votes == 0
    reply_id = page.reply(ids[3], "You won!")
    [reply] = page.replies(ids[3])
    assert (reply.graph_id.split("_")[-1], reply.text, reply.entrant_id) == (
        reply_id.split("_")[-1],
        "You won!",
        facebook.page_id,
    )
    page.edit_post(post_id, "Beat it. Closed")
    page.edit_comment(reply_id, "You really won!")
    assert page.post(post_id).text == "Beat it. Closed"
    assert page.comment(reply_id).text == "You really won!"
    assert page.me()["name"] == facebook.page_name
    assert not any(call["token_in_url"] for call in facebook.calls() if "token_in_url" in call)


def test_whose_a_token_is(facebook: Facebook, page: Page) -> None:
    """The Page's own speaks as the Page, a person's as that person."""
    still, access = StillTime(), replace(page.access, token="practice-user-token")
    persons = Page(access, now=lambda: BEGINNING, sleep=still.sleep, monotonic=still.monotonic)

    assert page.speaks_as() == facebook.page_id
    assert persons.speaks_as() not in {facebook.page_id, ""}


@pytest.mark.parametrize("fault", ["lie-500", "lie-html502", "lie-empty", "reset-after", "cut", "timeout-after=3"])
def test_a_post_that_stands_in_spite_of_the_answer_is_found(facebook: Facebook, page: Page, fault: str) -> None:
    """Unknown, once, and there to be read."""
    photo_id = page.upload(JPEG, alt="")
    facebook.fault(f"{fault}:POST*/feed:1")
    with pytest.raises(Unknown):
        page.publish("Beat it", photo_id=photo_id)
    posts = page.recent_posts(BEGINNING - timedelta(hours=1))
    assert [photo_id in post.photo_ids for post in posts].count(True) == 1


@pytest.mark.parametrize(
    "fault", ["500", "html502", "garbage", "empty", "redirect", "reset-before", "cut", "empty-page"]
)
def test_a_reading_gets_over_a_fault_that_passes(facebook: Facebook, page: Page, fault: str) -> None:
    """Every comment is read in spite of it."""
    post_id = publish(page)
    for number in range(4):
        facebook.comment(f"caption {number}", post=post_id)
    facebook.fault(f"{fault}:GET*/comments:2:1")
    assert len(read(page, post_id, limit=2)) == 4


@pytest.mark.parametrize(
    ("fault", "kind"), [("endless", Incomplete), ("foreign-next", Incomplete), ("no-id", PermissionLost)]
)
def test_a_reading_that_cannot_be_whole_says_so(
    facebook: Facebook, page: Page, fault: str, kind: type[GraphError]
) -> None:
    """However long Facebook goes on."""
    post_id = publish(page)
    for number in range(2):
        facebook.comment(f"caption {number}", post=post_id)
    facebook.fault(f"{fault}:GET*/comments")
    with pytest.raises(kind):
        read(page, post_id, limit=1)


def test_a_dead_token_says_why_it_died(facebook: Facebook, page: Page) -> None:
    """And what to do."""
    facebook.kill_token(460)
    with pytest.raises(TokenDead, match="password"):
        page.me()


def test_an_old_version_is_heard_of(facebook: Facebook, page: Page) -> None:
    """Facebook serves another than was asked for."""
    page.me()
    assert page.last_answer is not None
    assert page.last_answer.api_version == "v26.0"
    assert page.skew() == timedelta(0)
    facebook.fault("expired-version=v25.0")
    page.me()
    assert page.last_answer.api_version == "v25.0"


def test_practice_tells_how_the_token_is(facebook: Facebook, page: Page) -> None:
    """Alive, ending and dead; the token stands in no address. By a wrong secret nothing is told."""
    asking = Page(replace(page.access, app_id=APP), now=lambda: BEGINNING, sleep=lambda _: None, monotonic=lambda: 0.0)
    alive = asking.token()
    facebook.lever("token", expires_at=(BEGINNING + timedelta(days=5)).isoformat())
    ending = asking.token()
    facebook.kill_token(460)
    dead = asking.token()
    facebook.lever("token", state="live", expires_at=None)

    assert alive is not None
    assert (alive.valid, alive.kind, alive.page_id, alive.expires_at) == (True, "PAGE", facebook.page_id, None)
    assert set(NEEDED) == set(alive.permissions)
    assert ending is not None
    assert ending.expires_at == BEGINNING + timedelta(days=5)
    assert dead is not None
    assert not dead.valid
    assert dead.why
    wrong = replace(page.access, app_id=APP, app_secret="another")
    with pytest.raises(Refused, match="does not say how the token is"):
        Page(wrong, now=lambda: BEGINNING, sleep=lambda _: None, monotonic=lambda: 0.0).token()
    assert not any(call["token_in_url"] for call in facebook.calls() if "debug_token" in call["path"])
