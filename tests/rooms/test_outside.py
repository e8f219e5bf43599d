"""`tally POST`: a contest that was run by hand, judged without a record."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from captionbot.contest.comment import Comment, CommentPage, Post
from captionbot.contest.entries import Reason
from captionbot.errors import Incomplete, NotNow, PermissionLost, Refused, TokenDead
from captionbot.outside import ByHand, find_post, latest_posts, tally_by_hand
from tests.contest.made import CLOSES, OPENS, PAGE, comment
from tests.rooms.conftest import SettingsWith
from tests.rooms.made import POST_ID
from tests.rooms.pretend import PretendPage, SetClock

POST = Post(POST_ID, OPENS, "Caption this one!", ("1220",), 1)
MINUTE = timedelta(minutes=1)
COMMENTS = (
    comment(1, "He asked for the stable special.", votes=9),
    comment(2, "No straw for me, thank you kindly.", votes=5),
    comment(3, "🐎", votes=12),
    comment(4, "Too late, and too good to delete.", votes=40, at=CLOSES + MINUTE),
)
Judging = Callable[..., ByHand]


@pytest.fixture
def hand_made(page: PretendPage) -> PretendPage:
    """A Page with a post that staff made by hand, and comments under it."""
    page.facts.tells = True
    page.shows(POST)
    for one in COMMENTS:
        page.shows(one, under=POST_ID)
    return page


@pytest.fixture
def judging(hand_made: PretendPage, settings_with: SettingsWith) -> Judging:
    """Judge it two days after the close."""

    def judge(more: str = "", what: str = "555", page: PretendPage | None = None, **changed: Any) -> ByHand:
        asked: dict[str, Any] = {"closes_at": CLOSES, "told": lambda _: None} | changed
        return tally_by_hand(page or hand_made, settings_with(more), what, CLOSES + 48 * 60 * MINUTE, **asked)

    return judge


def _entries(found: ByHand) -> list[tuple[str, int]]:
    return [(one["caption"], one["votes"]) for one in found.json()["entries"]]


def test_the_winner_is_the_one_that_the_votes_name(judging: Judging) -> None:
    """With everything that was left out, and nothing written anywhere."""
    found = judging()
    told = found.json()

    assert found.winner is not None
    assert found.winner.entry.comment.text == "He asked for the stable special."
    assert [(one["comment_id"], one["reason"]) for one in told["left_out"]] == [
        ("4", "after the window"),
        ("3", "no words"),
    ]
    assert told["winner"]["votes"] == 9
    assert (told["contest"], told["complete"], told["comments"], told["total"]) == (None, True, 4, 4)


def test_nothing_is_written_on_the_page(hand_made: PretendPage, judging: Judging) -> None:
    """Every call reads."""
    judging()

    assert hand_made.acts() == []


def test_without_an_hour_entries_are_open(judging: Judging) -> None:
    """Until now, whatever Facebook's clock says of the newest comment."""
    found = judging(closes_at=None)

    assert _entries(found)[0] == ("Too late, and too good to delete.", 40)
    assert (found.json()["closes_at"], found.json()["winner"]) == (None, None)


@pytest.mark.parametrize(("later", "wins"), [(MINUTE, False), (timedelta(0), True)])
def test_nobody_wins_before_entries_close(judging: Judging, later: timedelta, *, wins: bool) -> None:
    """An hour that is still to come closes nothing yet; from that very hour on it does."""
    read_at = CLOSES + 48 * 60 * MINUTE

    assert (judging(closes_at=read_at + later).winner is not None) is wins


def test_the_settings_hold(judging: Judging) -> None:
    """The rules are those that captionbot would run the contest by."""
    assert [one.reason for one in judging("CAPTION_MAX=10\n").counted.left_out].count(Reason.TOO_LONG) == 2
    assert judging("MIN_VOTES=50\n").winner is None


def test_an_hour_before_the_post_is_refused(judging: Judging) -> None:
    """It is a slip, and everything would be late."""
    with pytest.raises(NotNow, match="The post was made on Friday 27 November at 10:00 AM CST, after the hour given"):
        judging(closes_at=OPENS)


def test_the_same_joke_is_marked(hand_made: PretendPage, judging: Judging) -> None:
    """As in a contest of ours."""
    hand_made.shows(comment(7, "He asked for the stable specials.", votes=1, minute=9), under=POST_ID)

    marks = {one["comment_id"]: one["marks"] for one in judging().json()["entries"]}
    assert (marks["1"], marks["7"]) == ([], ["same joke?"])


def test_the_pages_own_list_of_words_flags(judging: Judging, tmp_path: Path) -> None:
    """Whoever tries this first sees what would wait for a person."""
    words = tmp_path / "words.txt"
    words.write_text("stable special\n", encoding="utf-8")

    assert judging(f"WORDS_FILE={words}\n").json()["winner"]["flags"] == ["word of our list"]


WAYS = {
    "the number": "555",
    "both numbers": POST_ID,
    "a link": "https://www.facebook.com/springfield/posts/555",
    "a link to a comment": "https://www.facebook.com/springfield/posts/555?comment_id=1",
    "permalink.php": f"https://www.facebook.com/permalink.php?story_fbid=555&id={PAGE}",
    "the photo": "https://www.facebook.com/photo/?fbid=1220&set=a.1",
    "the photo's number": "1220",
}


@pytest.mark.parametrize("what", WAYS.values(), ids=WAYS)
def test_a_post_is_found_by_whatever_staff_copy(judging: Judging, what: str) -> None:
    """Its number, or a link of any common shape."""
    assert judging(what=what).post.post_id == POST_ID


NOT_FOUND = {
    "another post": ("https://www.facebook.com/other/posts/999", "Facebook shows captionbot no such post of this Page"),
    "another photo": (
        "https://www.facebook.com/photo/?fbid=999",
        "Facebook shows captionbot no such post of this Page",
    ),
    "a short id": ("https://www.facebook.com/x/posts/pfbid0abc", "That link holds a short id that Facebook alone"),
    "the Page alone": ("https://www.facebook.com/springfield", "That link names no post."),
    "words": ("the horse one", "“the horse one” is neither a link nor the number of a post."),
    "a token in the wrong place": ("EAAB" + "x" * 40, "^“EAAB…” is neither a link nor the number of a post.$"),
    "somebody's": ("777", "That post is somebody else's"),
}


@pytest.mark.parametrize(("what", "said"), NOT_FOUND.values(), ids=NOT_FOUND)
def test_what_is_no_post_of_ours_says_what_to_do(
    hand_made: PretendPage, judging: Judging, what: str, said: str
) -> None:
    """Each error ends in a way to go on."""
    hand_made.shows(replace(POST, post_id=f"{PAGE}_777", by_page=False))
    with pytest.raises(NotNow, match=said) as raised:
        judging(what=what)

    assert raised.value.do


def test_a_photo_whose_story_is_not_told_may_be_the_post(hand_made: PretendPage) -> None:
    """Facebook doesn't name the story of every photo; the first of a Page's photos often share the post's number."""
    hand_made.facts.tells = False
    hand_made.shows(replace(POST, post_id=f"{PAGE}_1221"))

    assert find_post(hand_made, PAGE, "https://www.facebook.com/photo/?fbid=1221").post_id == f"{PAGE}_1221"


def test_a_photos_number_is_no_trouble(hand_made: PretendPage) -> None:
    """Facebook answers 100 for the fields that a photo doesn't have."""

    class Photographic(PretendPage):
        def post(self, post_id: str) -> Post:
            if post_id.endswith("1220"):
                raise Refused("(#100) nonexisting field", code=100)
            return super().post(post_id)

    page = Photographic(hand_made.clock)
    page.facts = hand_made.facts

    assert find_post(page, PAGE, "1220").post_id == POST_ID


def test_a_dead_token_is_told_as_such(hand_made: PretendPage, judging: Judging) -> None:
    """And not as a post that is not there."""
    hand_made.facts.trouble = {"post": TokenDead("The Page token has expired.", code=190)}

    with pytest.raises(TokenDead):
        judging()


class Walking(PretendPage):
    """A Page whose comments come as a test has them: pass by pass, page by page, or an error."""

    passes: tuple[tuple[CommentPage | Exception, ...], ...] = ()
    walked = 0

    def comment_pages(self, post_id: str, *, counted: tuple[str, ...] = (), limit: int = 100) -> Iterator[CommentPage]:
        """The next pass; the last again and again."""
        walk = self.passes[min(self.walked, len(self.passes) - 1)]
        self.walked += 1
        for one in walk:
            if isinstance(one, Exception):
                raise one
            yield one


@pytest.fixture
def walking(clock: SetClock) -> Walking:
    """One with the post on it."""
    page = Walking(clock)
    page.shows(POST)
    return page


def _page(*comments: Comment, total: int | None = None, malformed: int = 0) -> CommentPage:
    return CommentPage(comments, total, malformed)


CUT = Incomplete("The comments could be read only as far as 1: Facebook answered 500.", "Try again.")


def test_a_reading_cut_short_names_nobody(judging: Judging, walking: Walking) -> None:
    """What was read is shown for what it is."""
    walking.passes = ((_page(COMMENTS[0], total=4), CUT),)
    found = judging(page=walking)

    assert (found.complete, found.winner) == (False, None)
    assert found.json()["notes"][0] == f"{CUT.message} {CUT.do}"
    assert _entries(found) == [("He asked for the stable special.", 9)]


@pytest.mark.parametrize("error", [CUT, PermissionLost("The token may not read comments.", code=10)])
def test_what_can_not_be_read_at_all_is_an_error(judging: Judging, walking: Walking, error: Exception) -> None:
    """With what to do, rather than a tally of nothing."""
    walking.passes = ((error,),)

    with pytest.raises(type(error)):
        judging(page=walking)


def test_nothing_shown_and_nothing_counted_is_no_result(judging: Judging, walking: Walking) -> None:
    """A person's token gets that; a post without comments is counted as none."""
    walking.passes = ((_page(),),)
    assert "is FACEBOOK_PAGE_TOKEN the Page's own?" in judging(page=walking).trouble

    walking.passes = ((_page(total=0),),)
    assert judging(page=walking).complete


def test_it_looks_again_while_facebook_counts_more(judging: Judging, walking: Walking) -> None:
    """Ranked pages can skip a row; four passes at most, and none without need."""
    walking.passes = ((_page(COMMENTS[0], total=2),), (_page(COMMENTS[1], total=2),))
    assert len(judging(page=walking).counted.standings) == 2
    assert walking.walked == 2

    walking.walked, walking.passes = 0, tuple((_page(comment(n), total=9),) for n in range(1, 9))
    assert judging(page=walking).comments == 4


def test_counts_are_told_as_they_are(judging: Judging, walking: Walking) -> None:
    """More than is shown, not understood, withheld authors, and votes that are those of now."""
    nobody = comment(9, "Facebook will not say who wrote me.", votes=1, by=None)
    walking.passes = ((_page(*COMMENTS[:2], nobody, total=9, malformed=2),),)
    heard: list[int] = []

    notes = judging(page=walking, told=heard.append).notes
    assert notes == (
        "Facebook counts 9 comments, 4 more than it shows.",
        "2 comments could not be understood.",
        "The votes are those of now: reactions that came after entries closed are among them.",
        "Facebook withholds who wrote 1 of the 3 entries: there the rules about one person's entries can't be applied.",
        "Not applied, for nothing is on record: “one of ours”, “recent winner”, and the reasons that staff give.",
    )
    assert heard == [3, 3]


def test_the_latest_posts_are_listed(hand_made: PretendPage) -> None:
    """Newest first, two months back: a link may hide the number, and here it is."""
    later = replace(POST, post_id=f"{PAGE}_600", created_at=CLOSES)
    hand_made.shows(later)
    hand_made.shows(replace(POST, post_id=f"{PAGE}_400", created_at=OPENS - timedelta(days=90)))

    assert latest_posts(hand_made, CLOSES) == [later, POST]
