"""A card that Facebook does not take: the photo goes out in its place, for that it took before."""

from collections.abc import Callable

from captionbot.errors import PhotoNotTaken
from captionbot.runner import picture
from tests.rooms.pretend import refuses
from tests.rooms.test_cards import kept, rows, sent, told, uploads
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, HOUR, MINUTE

MakeWeek = Callable[..., Week]
NOT_TAKEN = PhotoNotTaken("Facebook does not take this picture.", "Look at it.", code=324)


def test_a_card_that_facebook_does_not_take_makes_room_for_the_photo(review: Week) -> None:
    """At once where its upload is refused: the photo was taken before."""
    upload = review.page.upload

    def refusing(jpeg: bytes, *, alt: str) -> str:
        if jpeg != sent(review):
            raise NOT_TAKEN
        return upload(jpeg, alt=alt)

    review.page.upload = refusing  # type: ignore[method-assign] # this one Page's
    review.tick(ANNOUNCES)

    assert review.stages == ["announced"]
    assert [jpeg for jpeg, _ in uploads(review)] == [sent(review)]
    [notice] = told(review)
    assert notice.text == f"Of its card, Facebook says: {NOT_TAKEN.message} {picture.INSTEAD}"
    assert rows(review)[0].refused_at == ANNOUNCES


def test_a_card_that_is_refused_as_it_is_published_is_not_sent_again(make_week: MakeWeek) -> None:
    """The next attempt shows the photo."""
    week = make_week("ANNOUNCE_BY=post\n").in_review()
    week.page.answers(refuses(NOT_TAKEN))
    week.tick(ANNOUNCES)
    week.tick(ANNOUNCES + 5 * MINUTE)

    assert week.stages == ["announced"]
    assert [jpeg for jpeg, _ in uploads(week)] == [kept(week), sent(week)]


def test_where_the_photo_is_not_taken_either_it_is_told_as_ever(make_week: MakeWeek) -> None:
    """Staff hear what Facebook says, and it is tried again."""
    week = make_week("ANNOUNCE_BY=post\n").in_review()

    def refusing(jpeg: bytes, *, alt: str) -> str:
        raise PhotoNotTaken(f"Facebook does not take this picture ({len(jpeg) > 0}, {alt}).", code=324)

    week.page.upload = refusing  # type: ignore[method-assign] # this one Page's
    week.tick(ANNOUNCES)

    assert week.stages == ["announcing"]
    assert len(told(week)) == 2
    week.tick(ANNOUNCES + HOUR)
    assert len([one for one in told(week) if one.text.startswith("Of its card")]) == 1
