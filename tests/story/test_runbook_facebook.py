"""The runbook followed to the letter: what Facebook does to a contest."""

from base64 import b64encode

from tests.photos.unlike import file_unlike
from tests.story.on_duty import OnDuty
from tests.story.town import ANNOUNCE, CLOSE, SLOT, Town

EXAMPLE = "1330000000001"
"""The post's number in the runbook's example."""
SYSTEM_USER = "practice-system-token"
"""What practice gives a System User."""


def _stuck(town: Town, *faults: str) -> OnDuty:
    """A post that nobody can tell of when its time is over."""
    town.queue_photo("1974-patrol.jpg")
    for fault in faults:
        town.facebook.fault(fault)
    for minutes in (0, 10, 30, 90, 370):
        town.at(SLOT).later(minutes=minutes, seconds=5).tick()
    assert town.stage() == "stuck"
    town.facebook.clear_faults()
    duty = OnDuty(town, "A contest is stuck")
    duty.reads("its post is live", "Look on the Page, then")
    return duty


def test_a_contest_is_stuck_and_live(town: Town) -> None:
    """The number at the end of the post's address, and the week goes on."""
    duty = _stuck(town, "lie500:POST*/feed", "lag=500:POST*/feed:1", "500:POST*/feed:*")
    (post,) = town.spoken().posts
    duty.does(f"settle 1 --live {EXAMPLE}", **{EXAMPLE: post["id"].rpartition("_")[2]})
    duty.reads("Contest no. 1 is settled and open now")


def test_a_contest_is_stuck_and_not_live(town: Town) -> None:
    """After its window it counts as missed, and is run by a word."""
    duty = _stuck(town, "500:POST*/feed:*")
    duty.does("settle 1 --not-live")
    duty.reads("Contest no. 1 is settled and missed now")
    duty.does("post-now")
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 0, 0)


def test_a_contest_waits_for_a_yes(town: Town) -> None:
    """Hours after the one that the post named, a yes is enough."""
    town.settle_in(REVIEW="required")
    town.in_review(("Neigh comment.", 9), ("Hay there, officers!", 5))
    duty = OnDuty(town, "A contest waits for a yes")
    town.at(ANNOUNCE).later(hours=9)
    duty.ticks()
    duty.reads("Contest no. 1: A person must approve or pick.")
    duty.does("entries")
    duty.does("approve")
    duty.reads("Contest no. 1 is approved")
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 1, 1)


def test_nobody_comments(town: Town) -> None:
    """`check` tells of a contest without a comment, and of a token to which Facebook shows none."""
    duty = OnDuty(town, "Nobody comments, or fans don't see the post")
    town.in_review()
    duty.do("check")
    duty.reads("Nobody commented on contest no. 1")


def test_the_token_is_dead(town: Town) -> None:
    """A System User's token brings the Page's own; the photo goes out late, and the dead one is gone from `.env`."""
    town.queue_photo("1974-patrol.jpg")
    town.facebook.kill_token()
    town.at(SLOT).tick()
    duty = OnDuty(town, "The token is dead, or a permission is gone")
    duty.reads("The Page token died because the password")
    duty.pastes("token", SYSTEM_USER)
    env_file = (town.folder / ".env").read_text(encoding="utf-8")
    assert SYSTEM_USER not in env_file
    assert f"={town.facebook.token}\n" not in env_file
    duty.does("check")
    town.later(minutes=5).tick_well()
    assert town.counts == (1, 0, 0)


def test_facebook_blocks_the_page(town: Town) -> None:
    """It is paused by captionbot; afterwards a person goes on and lets the post go out."""
    town.queue_photo("1974-patrol.jpg")
    town.facebook.fault("368-1390008:POST*/feed")
    town.at(SLOT).tick()
    duty = OnDuty(town, "Facebook blocks the Page")
    duty.reads("Facebook blocks the Page because")
    assert "PAUSED by captionbot" in town.run("status").out
    duty.does("resume")
    duty.does("release")
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 0, 0)


def test_the_post_was_deleted(town: Town) -> None:
    """It is told after two looks, and another photo is run."""
    post = town.post_the_first()
    town.queue_photo("1981-parade.jpg")
    town.facebook.lever("delete", id=post)
    for _ in range(3):
        town.later(minutes=20).tick()
    duty = OnDuty(town, "The post was deleted on Facebook")
    duty.heard.append(town.later(minutes=20).tick().said)
    duty.reads("Contest no. 1: Its post was deleted on the Page")
    duty.does("post-now")
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 0, 0)


def test_the_winner_is_hidden(town: Town) -> None:
    """A person's yes announces the caption as it was tallied."""
    first, _ = town.in_review(("Neigh comment.", 9), ("Hay there, officers!", 5))
    town.facebook.lever("hide", id=first)
    duty = OnDuty(town, "The winner's comment was changed, hidden or deleted")
    town.at(ANNOUNCE).later(seconds=5)
    duty.ticks()
    duty.reads("Contest no. 1: A person must approve: the winning comment has been hidden")
    duty.does("approve")
    town.later(minutes=1).tick_well()
    assert town.spoken().replies[0]["parent"] == first.rpartition("_")[2]


def test_somebody_posted_by_hand(town: Town) -> None:
    """It is taken over with its captions, the queue waits a week, and the winner is announced as ever."""
    town.queue_photo("1981-parade.jpg")
    picture = b64encode(file_unlike(7)).decode()
    town.at(SLOT).facebook.lever("posts", text="Caption this!", photo=picture)
    (made,) = town.facebook.live_posts()
    town.fan("Neigh comment.", 9, post=made["id"])
    duty = OnDuty(town, "Somebody posted by hand")
    number = made["id"].rpartition("_")[2]
    assert number in duty.does("tally")
    duty.does("adopt POST --dry-run", POST=number)
    duty.does("adopt POST", POST=number)
    duty.reads("It takes the slot of its week", "Nothing was written on the Page")
    town.later(minutes=20).tick_well()
    town.at(CLOSE).later(seconds=5).tick_well()
    town.at(ANNOUNCE).later(seconds=5).tick_well()
    assert (town.stage(), town.counts) == ("announced", (0, 1, 1))
    assert town.photos("queue") == ["1981-parade.jpg"]


def test_no_photo_is_ready(town: Town) -> None:
    """It is told before the day; words for the Page are there, and a photo that comes late is run at once."""
    duty = OnDuty(town, "No photo is ready")
    town.tick()
    duty.reads("The queue is empty: no photo for Friday 27 November")
    town.at(SLOT).tick()
    duty.does("draft")
    town.later(hours=1)
    town.queue_photo("1974-patrol.jpg")
    duty.does("queue")
    duty.does("post-now")
    town.later(minutes=1).tick_well()
    assert town.counts == (1, 0, 0)


def test_a_fan_asks_and_one_is_forgotten(town: Town) -> None:
    """One sentence and a reply to paste; and a name that nothing public carries any more."""
    town.post_the_first()
    town.fan("Neigh comment.", 9, by="Maria Lopez")
    town.fan("Hay there, officers!", 5, by="Ana Lopez")
    town.at(CLOSE).later(seconds=5).tick()
    fan = OnDuty(town, "A fan asks why theirs did not win")
    assert "2nd of 2 with 5 votes" in fan.does("explain")
    asked = OnDuty(town, "Somebody asks to be forgotten")
    asked.does('forget "Maria Lopez" --dry-run')
    asked.does('forget "Maria Lopez" --because')
    assert "is forgotten: 1 comment in contest no. 1, sealed." in asked.heard[-1]
    asked.does('forget "Maria Lopez" --undo')
