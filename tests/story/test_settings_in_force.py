"""What a department may set, seen on its Page: each setting through a week of its own."""

from pathlib import Path

import pytest

from tests.practice.starting import running
from tests.story.town import ANNOUNCE, CLOSE, NEXT_SLOT, SLOT, Town


@pytest.mark.parametrize(
    ("ways", "counts"), [("reply", (1, 1, 0)), ("post", (1, 0, 1)), ("post,reply", (1, 1, 1))], ids=str
)
def test_ways_to_announce(town: Town, ways: str, counts: tuple[int, int, int]) -> None:
    """ANNOUNCE_BY says how a winner is told."""
    town.settle_in(ANNOUNCE_BY=ways)
    town.in_review(("The winner.", 9))
    town.at(ANNOUNCE).tick_well()
    town.later(minutes=5).tick_well()
    assert town.counts == counts
    assert town.stage() == "announced"


def test_an_edited_post_keeps_what_stood_there(town: Town) -> None:
    """With `edit` the contest post is told who won, once, under the words that stand there, staff's own among them."""
    town.settle_in(ANNOUNCE_BY="reply,post,edit")
    town.in_review(("The winner.", 9))
    (post,) = town.spoken().posts
    by_hand = post["message"].replace("What is your caption?", "What is your caption? (Mind the horse.)")
    town.facebook.edit(post["id"], by_hand)
    town.at(ANNOUNCE).tick_well()
    town.later(minutes=5).tick_well()
    (edited,) = [one for one in town.facebook.live_posts() if one["id"] == post["id"]]
    assert edited["message"].startswith(by_hand)
    assert edited["message"].count("“The winner.”") == 1
    assert len(town.facebook.live_posts()) == 2


def test_last_weeks_winner(town: Town) -> None:
    """With COOLDOWN_WEEKS a winner is left out the next week, with the reason, and the next in votes wins."""
    town.settle_in(COOLDOWN_WEEKS="4")
    town.post_the_first()
    town.fan("Of the first week.", 9, by="Robin Maplewood")
    town.at(CLOSE).tick_well()
    town.at(ANNOUNCE).tick_well()
    town.queue_photo("b.jpg")
    town.at(NEXT_SLOT).tick_well()
    town.fan("Robin again.", 8, by="Robin Maplewood")
    town.fan("Somebody else.", 3, by="Sam Oakley")
    town.at("2026-12-07T16:00:00Z").tick_well()
    (left_out,) = town.entries("2")["left_out"]
    assert (left_out["caption"], left_out["reason"]) == ("Robin again.", "recent winner")
    town.at("2026-12-08T16:00:00Z").tick_well()
    assert "“Somebody else.”" in town.spoken().announcements[1]["message"]


def test_counted_reactions(town: Town) -> None:
    """COUNTED_REACTIONS narrows what counts as a vote, and the Page's own reaction never does."""
    town.settle_in(COUNTED_REACTIONS="HAHA,LOVE")
    post = town.post_the_first()
    liked = town.fan("Much liked.", post=post)
    laughed = town.fan("Laughed at.", post=post)
    town.facebook.lever("react", to=liked, reactions={"LIKE": 40, "ANGRY": 9, "HAHA": 1})
    town.facebook.lever("react", to=laughed, reactions={"HAHA": 3, "LOVE": 2})
    town.facebook.lever("react", to=liked, kind="LOVE", page=True)
    town.at(CLOSE).tick_well()
    assert [(one["caption"], one["votes"]) for one in town.entries("1")["entries"]] == [
        ("Laughed at.", 5),
        ("Much liked.", 1),
    ]


def test_more_than_one_entry_each(town: Town) -> None:
    """ONE_ENTRY_EACH=no lets all of a person's captions in."""
    town.settle_in(ONE_ENTRY_EACH="no", CAPTION_MAX="40")
    post = town.post_the_first()
    for caption, votes in (("One.", 1), ("Two.", 2), ("Too long a caption for a limit of forty characters.", 3)):
        town.fan(caption, votes, by="Robin Maplewood", post=post)
    town.at(CLOSE).tick_well()
    tally = town.entries("1")
    assert [one["caption"] for one in tally["entries"]] == ["Two.", "One."]
    assert [one["reason"] for one in tally["left_out"]] == ["too long"]


def test_what_a_caption_was_and_is(town: Town) -> None:
    """A caption mended before the close counts as it stands at the close, and its first words stay in the record.

    It had votes by then: a person sees both texts, and says yes.
    """
    post = town.post_the_first()
    caption = town.fan("Frist words.", 5, post=post)
    town.later(minutes=20).tick_well()
    town.facebook.edit(caption, "First words.")
    town.at(CLOSE).tick_well()
    assert "it had votes as “Frist words.”, now “First words.”" in town.must("status").out
    town.must("approve", "1", "--by", "dana")
    town.at(ANNOUNCE).tick_well()
    assert "“First words.”" in town.spoken().announcements[0]["message"]
    assert [row["text"] for row in town.rows("comment_texts")] == ["Frist words.", "First words."]


def test_words_and_names_of_the_department(town: Town) -> None:
    """The names, links and prize of the settings stand in what is said, and no template asks for reactions."""
    town.settle_in(
        CONTEST_NAME="Caption Friday",
        ORGANISER="Springfield Police",
        RULES_URL="https://example.org/rules",
        CONTACT="captions@example.org",
        PRIZE="A mug",
    )
    town.in_review(("The winner.", 9))
    town.at(ANNOUNCE).tick_well()
    spoken = town.spoken()
    post, announcement = spoken.posts[0]["message"], spoken.announcements[0]["message"]
    for part in ("Caption Friday", "Springfield Police", "https://example.org/rules", "captions@example.org", "A mug"):
        assert part in post
    assert post.splitlines()[-1] == "Caption Friday · Friday 27 November 2026"
    assert announcement.splitlines()[-1] == "Caption Friday · result of Friday 27 November 2026"
    assert "A mug" in spoken.replies[0]["message"]
    for words in (post, announcement, spoken.replies[0]["message"]):
        assert not any(asks in words.lower() for asks in ("like this", "vote", "react to", "share this", "tag a"))


def test_a_pinned_photo(town: Town) -> None:
    """`Post-on` takes a photo out of the queue's order and into its own week."""
    town.queue_photo("a.jpg", "Post-on: 2026-12-02\n\nThe second week's.")
    town.queue_photo("b.jpg")
    town.queue_photo("c.jpg")
    town.at(SLOT).tick_well()
    assert town.photos("posted") == ["b.jpg"]
    town.at(NEXT_SLOT).tick_well()
    assert town.photos("posted") == ["a.jpg", "a.txt", "b.jpg"]
    assert town.spoken().posts[1]["message"].startswith("The second week's.")


def test_settings_from_elsewhere(town: Town) -> None:
    """`--env-file` names another file, and what stands in the environment wins over it."""
    town.queue_photo("a.jpg")
    (town.folder / ".env").rename(town.folder / "other.env")
    town.at(SLOT)
    ran = town.run("--env-file", "other.env", "tick", CONTEST_NAME="By the Environment")
    assert ran.code == 0
    assert town.spoken().posts[0]["message"].endswith("By the Environment · Friday 27 November 2026")


def test_two_pages_in_one_database(any_town: Town) -> None:
    """Two departments may share a database: each posts its own photo on its own Page, numbered for itself."""
    with running("--page-id", "610000000000002", "--page-token", "the-other-token") as elsewhere:
        folder = any_town.folder / "elsewhere"
        folder.mkdir()
        other = Town(Path(folder), elsewhere, any_town.database_url)
        other.settle_in()
        other.at(any_town.now).must("init", "--no-input")
        for town, caption in ((any_town, "Of the first Page."), (other, "Of the second.")):
            town.queue_photo("a.jpg")
            town.at(SLOT).tick_well()
            town.fan(caption, 5)
        other.must("pause", "--because", "only here", "--by", "dana")
        for when in (CLOSE, ANNOUNCE):
            any_town.at(when).tick_well()
            other.at(when).tick()
        assert (any_town.counts, other.counts) == ((1, 1, 1), (1, 0, 0))
        assert "“Of the first Page.”" in any_town.spoken().announcements[0]["message"]
        assert [one["caption"] for one in other.entries("1")["entries"]] == ["Of the second."]
        assert any_town.status()["paused"] is None
