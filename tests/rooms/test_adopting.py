"""`adopt`: a post that staff made by hand becomes a contest like any other, or is refused and why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from captionbot.adopting import fetch, from_queue, keep, remember, twins
from captionbot.contest.comment import Post
from captionbot.decisions import Word, post_now
from captionbot.decisions.adopting import PhotoByHand, adopt, hours_of, is_by_hand, refuse_known, refuse_unfit
from captionbot.errors import Gone, NotNow
from captionbot.facts import terms_of
from captionbot.graph.pictures import Shown
from captionbot.intake import Intake
from captionbot.overview import View
from captionbot.photos.folder import Place
from captionbot.store.schema import Contest
from tests.contest.made import CLOSES, PAGE, comment
from tests.photos.unlike import file_unlike
from tests.rooms.conftest import SettingsWith
from tests.rooms.pretend import LOST, PretendPage
from tests.rooms.telling import SOMEBODY, Staff
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, HOUR, MARKER, SLOT

POST_ID = f"{PAGE}_555"
BY_HAND = Post(POST_ID, SLOT - timedelta(hours=20), "Caption this one!", ("1220",), 1)
DAY = timedelta(days=1)
PHOTO = PhotoByHand("by-hand.jpg", "b" * 64, Place.POSTED, {"alt": "A dog."})


def taken_over(week: Week, post: Post = BY_HAND, photo: PhotoByHand = PHOTO, *, beside: bool = False) -> Contest:
    """Adopt a post that stands on the Page, now."""
    week.page.shows(post)
    now = week.clock.now()
    hours = hours_of(week.settings, post, now, closes_at=None, announces_at=None)
    with week.store.transaction() as record:
        number = adopt(record, week.settings, post, hours, photo, Word("dana", now), beside=beside).number
    return week.contest(number)


def test_it_is_open_since_it_was_posted(week: Week) -> None:
    """Its hours follow from its own, it is in the slot of its week, and nothing was said for it."""
    contest = taken_over(week)

    assert (contest.stage, contest.opens_at, contest.slot_at) == ("open", BY_HAND.created_at, BY_HAND.created_at)
    assert (contest.closes_at, contest.announces_at) == (CLOSES, ANNOUNCES)
    assert contest.sidecar == {"alt": "A dog.", "words": "Caption this one!"}
    assert (week.slots, week.page.acts()) == ({"2026-W48": "begun"}, [])
    assert [(row.action, row.by, row.contest, row.detail) for row in week.audit] == [("adopt", "dana", 1, POST_ID)]
    with week.store.view() as record:
        assert is_by_hand(record, contest)


def test_its_week_has_no_other_contest(week: Week) -> None:
    """The photo that waits keeps its place, and the captions under the post are read."""
    week.photo("horse.jpg")
    taken_over(week)
    week.comment(1, at=SLOT - timedelta(hours=1))
    week.tick(SLOT)

    assert (week.stages, week.folder("queue"), week.page.acts()) == (["open"], ["horse.jpg"], [])
    with week.store.view() as record:
        assert record.comments.count(1) == 1


def test_a_second_one_of_a_week_stands_beside_it(week: Week) -> None:
    """So does one whose week is to keep its own contest; of two posts of one day each has a marker of its own."""
    taken_over(week)
    second = taken_over(week, replace(BY_HAND, post_id=f"{PAGE}_556"))
    third = taken_over(week, replace(BY_HAND, post_id=f"{PAGE}_557", created_at=SLOT - 8 * DAY), beside=True)

    assert [one.slot_key for one in (second, third)] == ["extra 1", "extra 2"]
    assert second.marker == f"{week.contest().marker} · 2"


def test_the_words_of_a_post_by_hand_are_never_edited(
    make_week: Callable[..., Week], settings_with: SettingsWith
) -> None:
    """Facebook lets no app do that; where nothing else was asked for, the winner has a reply."""
    contest = taken_over(make_week("ANNOUNCE_BY=edit\n"))

    assert terms_of(contest).announce_by == ("reply",)
    assert settings_with().terms().announce_by == ("reply", "post")


def test_where_nobody_commented_the_app_is_not_blamed(make_week: Callable[..., Week]) -> None:
    """No app made the post, so none hides it: whoever made it chose who sees it. So say the message and `check`."""
    week = make_week(SOMEBODY)
    taken_over(week)
    week.tick(CLOSES)
    sent = Staff(week).message("closed")
    assert "where nobody is signed in: whoever made the post may have chosen who sees it." in sent.text
    week.tick(CLOSES + DAY)

    [told] = [one for one in week.notices if one.text.startswith("Nobody commented on contest no. 1")]
    assert "set it to Public on the post itself" in told.do
    assert "Development" not in f"{sent.text} {told.do}"


@pytest.mark.parametrize(
    ("closes_at", "announces_at", "now", "why"),
    [
        (None, None, BY_HAND.created_at - HOUR, "which is still to come"),
        (BY_HAND.created_at, None, SLOT, "each later than the hour before"),
        (CLOSES, CLOSES, SLOT, "each later than the hour before"),
        (SLOT + 90 * DAY, None, SLOT, "Entries would be open for 90 days."),
        (None, None, ANNOUNCES + 8 * DAY, "its winner would have been announced on Tuesday 1 December"),
        (SLOT + 50 * DAY, None, SLOT + 70 * DAY, "It was posted on Thursday 26 November"),
    ],
)
def test_hours_that_make_no_sense_are_refused(
    settings_with: SettingsWith, closes_at: datetime | None, announces_at: datetime | None, now: datetime, why: str
) -> None:
    """And a post that is no contest of now."""
    with pytest.raises(NotNow) as refused:
        hours_of(settings_with(), BY_HAND, now, closes_at=closes_at, announces_at=announces_at)

    assert why in f"{refused.value.message} {refused.value.do}"


@pytest.mark.parametrize(("photos", "why"), [(0, "That post has no photo"), (3, "That post shows 3 photos")])
def test_a_contest_is_a_post_with_one_photo(photos: int, why: str) -> None:
    """Under several, fans write under each."""
    with pytest.raises(NotNow, match=why):
        refuse_unfit(replace(BY_HAND, photos=photos))


def test_what_captionbot_said_is_no_post_by_hand(announced: Week) -> None:
    """A contest's post, whatever its id is printed as, and the announcement of a winner."""
    contest, said = announced.contest(), announced.utterances()
    for post_id in (contest.post_id or "", (contest.post_id or "").rpartition("_")[2]):
        with announced.store.view() as record, pytest.raises(NotNow, match=r"That post is contest no\. 1\."):
            refuse_known(record, replace(BY_HAND, post_id=post_id))
    with announced.store.view() as record, pytest.raises(NotNow, match="it announces a winner"):
        refuse_known(record, replace(BY_HAND, post_id=said["announcement"].said_id or ""))


def test_what_captionbot_may_have_said_is_left_to_the_tick(week: Week) -> None:
    """A post with the marker of a contest whose post nobody has found yet."""
    week.photo("horse.jpg")
    week.page.answers(LOST)
    week.tick()
    like_ours, ours = (
        replace(BY_HAND, text=f"What's the caption?\n{MARKER}"),
        r"That looks like the post of contest no\. 1",
    )
    with week.store.view() as record, pytest.raises(NotNow, match=ours) as refused:
        refuse_known(record, like_ours)
    assert "captionbot settle 1 --live 555" in refused.value.do


def test_asked_for_and_taken_over_stay_apart(week: Week) -> None:
    """`post-now` after an adoption beside the slots makes a key of its own."""
    taken_over(week, beside=True)
    with week.store.transaction() as record:
        assert post_now(record, None, week.word) == "extra 2"


class Pictured(PretendPage):
    """A Facebook that gives the picture of a post; None: it doesn't."""

    picture: bytes | None = file_unlike(7)

    def picture_of(self, post: Post) -> Shown:
        """A JPEG with its alternative text."""
        if self.picture is None:
            raise Gone(f"{post.post_id} is gone.", code=100, subcode=33)
        return Shown(self.picture, "A dog in a hat.")


def test_the_picture_is_fetched_and_known_from_then_on(week: Week) -> None:
    """It lies in photos/posted once, however often it is fetched; the same picture in the queue is noticed."""
    page, settings = Pictured(week.clock), week.settings
    fetched = fetch(page, week.photos, settings, BY_HAND)
    photo = keep(week.photos, fetched)
    assert keep(week.photos, fetch(page, week.photos, settings, BY_HAND)) == photo
    assert week.folder("posted") == ["posted-by-hand-2026-11-26-555.jpg"] == [photo.name]
    contest = taken_over(week, photo=photo)
    week.photo("the-same.jpg", content=file_unlike(7))
    week.photo("another.jpg")
    with week.store.transaction() as record:
        remember(record, photo, fetched, SLOT)
    Intake(week.photos, week.store, week.clock.now).look()
    with week.store.view() as record:
        view = View(record, settings, week.photos, SLOT)
        assert twins(view, fetched) == ["the-same.jpg"]
        assert record.photos.jpeg(contest.photo_sha256) == fetched.examined.jpeg
    assert contest.sidecar["alt"] == "A dog in a hat."


@pytest.mark.parametrize("picture", [None, b"?"])
def test_a_picture_that_cannot_be_used_is_told(week: Week, picture: bytes | None) -> None:
    """Gone, or nothing that a card could be made of; with what to do instead."""
    page = Pictured(week.clock)
    page.picture = picture
    with pytest.raises(NotNow, match="Its picture can't be used: ") as refused:
        fetch(page, week.photos, week.settings, BY_HAND)
    assert "--photo NAME" in refused.value.do


def test_staffs_own_file_is_taken_once_it_was_examined(week: Week) -> None:
    """It goes to photos/posted with its words, and no other contest takes it."""
    week.photo("dog.jpg", "Fact: He kept the hat.\n\nOther words")
    with week.store.view() as record, pytest.raises(NotNow, match="has not been looked at yet"):
        from_queue(View(record, week.settings, week.photos, SLOT), "dog.jpg")
    Intake(week.photos, week.store, week.clock.now).look()
    with week.store.view() as record:
        photo = from_queue(View(record, week.settings, week.photos, SLOT), "dog.jpg")
    contest = taken_over(week, photo=photo)
    with pytest.raises(NotNow, match="A contest has begun with that photo just now"):
        taken_over(week, replace(BY_HAND, post_id=f"{PAGE}_556"), photo)
    week.tick(SLOT)

    assert (week.folder("queue"), week.folder("posted")) == ([], ["dog.jpg", "dog.txt"])
    assert (contest.sidecar["fact"], contest.sidecar["words"]) == ("He kept the hat.", "Caption this one!")


def test_its_winner_is_announced_as_any_other(week: Week) -> None:
    """By a reply and a post; the post that staff made stays as it is."""
    week.photo("dog.jpg")
    Intake(week.photos, week.store, week.clock.now).look()
    with week.store.view() as record:
        photo = from_queue(View(record, week.settings, week.photos, SLOT), "dog.jpg")
    taken_over(week, photo=photo)
    for number, votes in ((1, 9), (2, 5)):
        week.page.shows(comment(number, votes=votes), POST_ID)
    for at in (SLOT, CLOSES, ANNOUNCES, ANNOUNCES + HOUR):
        week.tick(at)

    assert week.stages == ["announced"]
    assert week.page.acts("reply", "edit") == ["reply"]
    assert next(post.text for post in week.page.own() if post.post_id == POST_ID) == "Caption this one!"
