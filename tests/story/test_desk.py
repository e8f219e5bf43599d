"""A week on the desk, as staff live it on their phones: the daemon runs, and Facebook is the pretended one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.photos.pictures import file_of
from tests.photos.unlike import file_unlike, unlike
from tests.story.desks import PASSWORD, Office, announced, as_the_public_sees_it, picture, said
from tests.story.test_daemons import until
from tests.story.town import ANNOUNCE, CLOSE, NEXT_SLOT, SLOT, WEDNESDAY, Town

LINKED = "He asked for the stable special at example.org."
SECOND = "No straw for me, thanks."
SIDECAR = """\
Alt: Two officers on horseback outside a diner.
Credit: Springfield Public Library
Fact: One of the horses, Biscuit, was banned from the diner a week later.

They promised the horses a treat. What's the caption?
"""
MONDAY_NOON = "2026-11-30T18:00:00Z"
WEDNESDAY_AFTER = "2026-12-02T18:00:00Z"


@pytest.fixture
def office(town: Town, browser: Browser) -> Iterator[Office]:
    """A town with a desk."""
    town.settle_in(DESK_BIND="127.0.0.1:0")
    found = Office(town, browser)
    yield found
    found.close()


@pytest.fixture
def in_review(office: Office) -> Office:
    """A week whose entries have closed: of three captions the first has the most votes, and a link in it."""
    post = office.town.post_the_first(words=SIDECAR)
    for caption, votes, by in ((LINKED, 9, "Ann Lee"), (SECOND, 4, "Bea Lane"), ("Neigh-borhood watch.", 2, "Cy Poe")):
        office.town.fan(caption, votes, by=by, post=post)
    office.town.at(CLOSE).later(seconds=5).tick_well()
    return office


def tap(page: Page, words: str) -> None:
    """Follow a link, or press a button; both look alike."""
    page.get_by_role("link", name=words, exact=True).or_(
        page.get_by_role("button", name=words, exact=True)
    ).first.click()


def test_another_caption_wins(in_review: Office) -> None:
    """Seen, picked with a reason, looked at as it will go out, and announced so on the Page."""
    town = in_review.town
    with in_review.at(MONDAY_NOON):
        page = in_review.staff("Maria")
        expect(page.get_by_text(LINKED).first).to_be_visible()
        page.get_by_role("listitem").filter(has_text=SECOND).get_by_role("link", name="Pick").click()
        expect(page.get_by_text("It passes over 1 caption with more votes")).to_be_visible()
        expect(page.get_by_role("figure").filter(has_text="A reply").get_by_text(SECOND)).to_be_visible()
        page.get_by_label("Why this one?").fill("Shorter, and the horse is in it.")
        tap(page, "Pick it")
        assert "Bea Lane" in said(page) or SECOND in said(page)
        tap(page, "Preview")
        shown = page.get_by_role("figure").filter(has_text="A reply").locator(".words").inner_text()
        card = page.get_by_role("figure").get_by_role("img").first
        assert card.evaluate("image => image.complete && image.naturalWidth") >= 1000
        assert town.counts == (1, 0, 0)
    with in_review.at(ANNOUNCE):
        announced(in_review)
        page.goto(in_review.url)
        expect(page.locator(".stage.announced")).to_be_visible()
        public = as_the_public_sees_it(town.facebook, in_review.phone())
        expect(public.get_by_text(SECOND).first).to_be_visible()
    spoken = town.spoken()
    assert spoken.replies[0]["message"] == shown
    assert SECOND in spoken.announcements[0]["message"]
    row = next(row for row in town.rows("audit") if row["action"] == "pick")
    assert (row["by"], row["because"]) == ("Maria", "Shorter, and the horse is in it.")


def test_two_of_staff_at_once(in_review: Office) -> None:
    """Whoever is overtaken sees what happened meanwhile; nothing is done, and nothing typed is lost."""
    with in_review.at(MONDAY_NOON):
        maria, dana = in_review.staff("Maria"), in_review.staff("Dana")
        for page in (maria, dana):
            tap(page, "Hold")
        maria.get_by_label("Why?").fill("We ask the department first.")
        tap(maria, "Hold it")
        assert said(maria)
        dana.get_by_label("Why?").fill("The mayor is in the photo.")
        tap(dana, "Hold it")
        alert = dana.get_by_role("alert")
        expect(alert).to_contain_text("Something has changed since you opened this page")
        expect(alert).to_contain_text("Maria")
        expect(alert).to_contain_text("We ask the department first.")
        assert dana.get_by_label("Why?").input_value() == "The mayor is in the photo."
        assert [row["by"] for row in in_review.town.rows("audit") if row["action"] == "hold"] == ["Maria"]
        tap(dana, "Hold it")
        assert [row["by"] for row in in_review.town.rows("audit") if row["action"] == "hold"] == ["Maria", "Dana"]


def test_a_pause_in_two_taps(in_review: Office) -> None:
    """From any page: nothing is said until somebody goes on, and then what fell due waits to be released."""
    town = in_review.town
    with in_review.at(MONDAY_NOON):
        page = in_review.staff("Maria")
        tap(page, "Pause")
        tap(page, "Something grave has happened in the city")
        band = page.get_by_role("region", name="Paused")
        expect(band).to_contain_text("Maria")
        expect(band).to_contain_text("Something grave has happened in the city")
    with in_review.at(WEDNESDAY_AFTER):
        other = in_review.staff("Dana")
        expect(other.get_by_role("region", name="Paused")).to_contain_text("Maria")
        assert town.counts == (1, 0, 0)
        tap(other, "Go on")
        expect(other.get_by_text("Contest no. 1")).to_be_visible()
        other.get_by_role("button", name="Go on").click()
        expect(other.get_by_role("region", name="Paused")).to_have_count(0)
        tap(other, "Release it")
        other.locator("main form button").first.click()
        tap(other, "Approve")
        other.get_by_label("Why?").fill("The link is ours.")
        other.get_by_role("button", name="Approve").click()
        announced(in_review)
    assert LINKED in town.spoken().announcements[0]["message"]
    assert {"Maria", "Dana"} <= {row["by"] for row in town.rows("audit")}


def test_photos_from_a_phone(office: Office, tmp_path: Path) -> None:
    """Three at once, one of which is no photo; described on the phone, looked at as they will stand, and posted so."""
    heic = picture("IMG_0007.HEIC", file_of(unlike(7), "HEIF"), tmp_path)
    jpeg = picture("parade.jpg", file_unlike(8), tmp_path)
    letter = picture("letter.docx", b"PK\x03\x04 no photo", tmp_path)
    with office.at(WEDNESDAY):
        page = office.staff("Maria")
        tap(page, "Queue")
        tap(page, "Upload photos")
        page.get_by_label("Photos").set_input_files([heic, jpeg, letter])
        tap(page, "Put them into the queue")
        expect(page.get_by_text("letter.docx").first).to_be_visible()
        until(lambda: len(office.town.rows("photos")) >= 2)
        tap(page, "Queue")
        page.get_by_role("listitem").filter(has_text="IMG_0007").get_by_role("link", name="Edit the words").click()
        page.get_by_label("Alternative text").fill("A parade in the rain.")
        page.get_by_label("Words of the post").fill("Nobody had told the band. What's the caption?")
        page.locator("main form button").first.click()
        tap(page, "Queue")
        tap(page, "The coming post")
        coming = page.get_by_role("figure").locator(".words").inner_text()
        assert coming.startswith("Nobody had told the band.")
    with office.at(SLOT):
        until(lambda: office.town.counts[0] == 1)
    (post,) = office.town.spoken().posts
    assert post["message"] == coming
    photos = {photo["id"]: photo["alt"] for photo in office.town.facebook.world()["photos"]}
    assert photos[post["photo_ids"][0]] == "A parade in the rain."


def test_signing_in(office: Office) -> None:
    """Wrong passwords are refused and slowed; whoever has signed in from their phone before still comes in."""
    with office.at(NEXT_SLOT):
        maria, stranger = office.staff("Maria"), office.phone()
        tap(maria, "Sign out")
        for _ in range(5):
            office.sign_in(stranger, "Maria", "guessed badly")
            expect(stranger.get_by_role("alert")).to_be_visible()
        office.sign_in(stranger, "Maria", PASSWORD)
        expect(stranger.get_by_role("alert")).to_contain_text("Too many passwords were wrong")
        office.sign_in(maria, "Maria", PASSWORD)
        expect(maria.get_by_role("heading", name="This week")).to_be_visible()
        office.town.must("staff", "remove", "Maria", "--because", "She has moved on.", "--by", "dana")
        maria.goto(f"{office.url}/queue")
        expect(maria.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_flagged_caption_is_approved_once(in_review: Office) -> None:
    """Its flag is seen beside what will be announced; sent again, the form adds nothing."""
    town = in_review.town
    with in_review.at(MONDAY_NOON):
        page = in_review.staff("Maria")
        expect(page.locator(".flag").first).to_contain_text("link")
        tap(page, "Approve")
        expect(page.get_by_text("Look first:")).to_be_visible()
        page.get_by_label("Why?").fill("The link is ours.")
        with page.expect_request(lambda request: request.method == "POST") as sent:
            page.get_by_role("button", name="Approve").dblclick()
        first = said(page)
        again = page.evaluate(AGAIN, [sent.value.url, sent.value.post_data or ""])
        assert first in again
        assert [row["action"] for row in town.rows("audit")].count("approve") == 1
    with in_review.at(ANNOUNCE):
        announced(in_review)
    assert LINKED in town.spoken().announcements[0]["message"]


AGAIN = """([url, body]) => fetch(url, {method: 'POST', body,
  headers: {'Content-Type': 'application/x-www-form-urlencoded'}}).then(answer => answer.text())"""
