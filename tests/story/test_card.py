"""The announcement is a picture that people share: the winner's caption drawn with the photo, sent and kept."""

import hashlib

import pytest

from tests.story.pictures import BAND, alt_of, sent, share, size
from tests.story.town import ANNOUNCE, CLOSE, Town

WINNER, SECOND = "He asked for the stable special.", "No straw for me, thanks."
ALT = "Two officers on horseback outside a diner, one reaching for a milkshake."
SIDECAR = f"""\
Alt: {ALT}
Credit: Springfield Public Library
Fact: One of the horses, Biscuit, was banned from the diner a week later.

They promised the horses a treat. What's the caption?
"""
EVERYTHING = {"ANNOUNCE_BY": "reply,post,edit"}
PHOTO, WORDS, CARD = "1974-mounted-patrol.jpg", "1974-mounted-patrol.txt", "1974-mounted-patrol.card.jpg"
MIND_THE_HORSE = "What is your caption? (Mind the horse.)"
BY = ("--by", "dana")

REFUSED = {"reply": "200:POST*/comments:*", "post": "200:POST*/feed:*", "edit": "200:POST*_*[0-9]:*"}
"""Each act, refused for as long as it takes."""
COUNTS = {"reply": (1, 0, 1), "post": (1, 1, 0), "edit": (1, 1, 1)}
"""What stands on the Page without it."""


def in_review(town: Town) -> str:
    """A week whose entries are closed; gives the winner's comment."""
    post = town.post_the_first(PHOTO, SIDECAR)
    winner = town.fan(WINNER, 9, by="Ann Lee", post=post)
    town.fan(SECOND, 4, by="Bea Lane", post=post)
    town.at(CLOSE).later(seconds=5).tick_well()
    return winner


def folder_bytes(town: Town, name: str) -> bytes:
    """A file in photos/posted."""
    return (town.folder / "photos" / "posted" / name).read_bytes()


def test_a_week_ends_in_a_card(any_town: Town) -> None:
    """The picture under the announcement is the card that is kept, byte for byte; its words are in its alt text too."""
    town = any_town
    in_review(town)
    assert town.photos("posted") == [PHOTO, WORDS]
    town.at(ANNOUNCE).tick_well()
    spoken = town.spoken()
    (post,), (announcement,) = spoken.posts, spoken.announcements
    photo, card = sent(town, post), sent(town, announcement)

    assert town.counts == (1, 1, 1)
    assert town.photos("posted") == [CARD, PHOTO, WORDS]
    assert card == folder_bytes(town, CARD)
    (row,) = town.rows("cards")
    assert row["sha256"] == hashlib.sha256(card).hexdigest()
    assert size(card) != size(photo)
    assert share(photo, BAND) < 0.01
    assert share(card, BAND) > 0.1
    assert ALT in alt_of(town, announcement)
    assert f"“{WINNER}”" in alt_of(town, announcement)
    assert "Ann Lee" in alt_of(town, announcement)
    assert alt_of(town, post) == ALT
    assert "What really happened: One of the horses, Biscuit," in announcement["message"]


def test_nothing_is_drawn_twice(town: Town) -> None:
    """Later ticks, `status` and `check` leave the card as it is, and take it for no photo."""
    in_review(town)
    town.at(ANNOUNCE).tick_well()
    drawn = folder_bytes(town, CARD)
    for minutes in (1, 30, 3000):
        town.later(minutes=minutes).tick()
    town.must("queue")
    assert town.run("check").code in {0, 1}
    assert folder_bytes(town, CARD) == drawn
    assert len(town.rows("cards")) == 1
    assert town.counts == (1, 1, 1)


def test_three_acts_are_each_said_once(town: Town) -> None:
    """Reply, post with the card, and the contest post, whose words a person had changed meanwhile and keeps."""
    town.settle_in(**EVERYTHING)
    winner = in_review(town)
    (post,) = town.spoken().posts
    by_hand = post["message"].replace("What's the caption?", MIND_THE_HORSE)
    town.facebook.edit(post["id"], by_hand)
    town.at(ANNOUNCE).tick_well()
    for minutes in (1, 15):
        town.later(minutes=minutes).tick_well()
    spoken = town.spoken()

    assert town.counts == (1, 1, 1)
    assert spoken.replies[0]["parent"] == winner.rpartition("_")[2]
    assert WINNER in spoken.replies[0]["message"]
    edited = spoken.posts[0]["message"]
    assert edited.startswith(by_hand)
    assert edited.removeprefix(by_hand).count(f"“{WINNER}”") == 1
    assert len(town.rows("cards")) == 1


@pytest.mark.parametrize("act", REFUSED)
def test_each_act_survives_the_failure_of_another(town: Town, act: str) -> None:
    """What Facebook refuses waits, the two others are said; once it may be said, it is, and nothing else again."""
    town.settle_in(**EVERYTHING)
    in_review(town)
    town.facebook.fault(REFUSED[act])
    assert town.at(ANNOUNCE).tick().code == 1
    told = [WINNER in post["message"] for post in town.spoken().posts]
    assert (town.counts, told) == (COUNTS[act], [act != "edit"])
    assert town.stage() == "announcing"

    town.facebook.clear_faults()
    town.later(hours=1).tick_well()
    town.later(minutes=15).tick_well()
    spoken = town.spoken()
    assert (town.stage(), town.counts) == ("announced", (1, 1, 1))
    assert spoken.posts[0]["message"].count(f"“{WINNER}”") == 1
    assert sent(town, spoken.announcements[0]) == folder_bytes(town, CARD)
    assert len(town.rows("cards")) == 1


def test_an_upload_that_is_repeated_is_the_same_card(town: Town) -> None:
    """Where Facebook threw the upload away the very bytes go up once more, whatever the drawing would give today."""
    in_review(town)
    town.facebook.fault("500:POST*/photos:1")
    assert town.at(ANNOUNCE).tick().code == 1
    kept = folder_bytes(town, CARD)
    town.settle_in(ORGANISER="Springfield Police", CARD_COLOURS="'#ffffff #000000 #7a1f1f'")
    town.later(hours=1).tick_well()
    assert sent(town, town.spoken().announcements[0]) == kept == folder_bytes(town, CARD)


def test_a_winner_who_is_gone_stops_all_three(town: Town) -> None:
    """Nothing is replied, posted or added; no card with their words is drawn or kept."""
    town.settle_in(**EVERYTHING)
    winner = in_review(town)
    (before,) = town.spoken().posts
    town.facebook.delete(winner)
    assert town.at(ANNOUNCE).tick().code == 1
    town.later(hours=1).tick()
    assert town.counts == (1, 0, 0)
    assert town.spoken().posts[0]["message"] == before["message"]
    assert town.photos("posted") == [PHOTO, WORDS]

    town.must("approve", "1", *BY)
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 1, 1)
    (announcement,) = town.spoken().announcements
    assert f"“{SECOND}”" in alt_of(town, announcement)
    assert WINNER not in alt_of(town, announcement)


def test_a_caption_that_is_announced_otherwise_is_drawn_so(town: Town) -> None:
    """What staff mended stands on the card and in its alt text; what was written does not."""
    town.post_the_first(PHOTO, SIDECAR)
    town.fan("He asked for teh stable special.", 9, by="Ann Lee")
    town.at(CLOSE).tick_well()
    town.must("approve", "1", "--caption", WINNER, *BY)
    town.at(ANNOUNCE).tick_well()
    (announcement,) = town.spoken().announcements
    assert f"“{WINNER}”" in alt_of(town, announcement)
    assert "teh" not in alt_of(town, announcement)
