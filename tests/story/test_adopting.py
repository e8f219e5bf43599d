"""`adopt`: staff posted the week's contest from a phone, and captionbot goes on with it."""

import base64
import json
from pathlib import Path
from zlib import crc32

from tests.photos.unlike import file_unlike
from tests.story.town import ANNOUNCE, CLOSE, NEXT_SLOT, SLOT, Town

THURSDAY = "2026-11-26T20:00:00Z"
WORDS = "They promised the horses a treat.\nWhat's the caption?"


def by_hand(town: Town, picture: bytes = b"", words: str = WORDS) -> str:
    """A post that staff make in Facebook's app; gives its id."""
    shown = base64.b64encode(picture or file_unlike(crc32(b"by hand"))).decode()
    return str(town.facebook.lever("posts", text=words, photo=shown)["id"])


def test_a_contest_posted_by_hand_is_brought_to_its_end(town: Town) -> None:
    """It takes its week's slot; its captions are read, and its winner is announced with a card of the fetched photo."""
    town.settle_in(ANNOUNCE_BY="reply,post,edit", SITE_DIR="hall")
    town.queue_photo("a.jpg")
    post = by_hand(town.at(THURSDAY))
    before = town.everything()
    hours = ("--closes", "2026-11-28 18:00", "--announces", "2026-11-29 09:00")
    shown = town.must("adopt", post, *hours, "--beside", "--dry-run", "--json").json
    assert (shown["contest"], shown["week"], shown["dry_run"]) == (1, "extra 1", True)
    assert (shown["closes_at"], shown["announces_at"]) == ("2026-11-29T00:00:00Z", "2026-11-29T15:00:00Z")
    assert (town.everything(), town.photos("posted")) == (before, [])

    said = town.must("adopt", post.rpartition("_")[2], "--by", "dana").out
    assert "Entries close on Monday 30 November at 10:00 AM CST; the winner is announced from Tuesday" in said
    assert "announced by reply and post alone" in said
    assert "That post is contest no. 1." in town.refused("adopt", post, "--by", "dana")
    town.fan("He asked for the stable special.", 9, post=post)
    town.fan("No straw for me.", 5, post=post)
    town.at(SLOT).later(seconds=5).tick_well()
    assert [one["by_app"] for one in town.facebook.live_posts()] == [False]  # no second post in its week
    town.at(CLOSE).later(seconds=5).tick_well()
    town.at(ANNOUNCE).later(seconds=5).tick_well()

    assert town.stage() == "announced"
    assert len(town.spoken().replies) == len(town.spoken().announcements) == 1
    assert next(one for one in town.facebook.live_posts() if one["id"] == post)["message"] == WORDS
    assert [name.rpartition("-")[2] for name in town.photos("posted")] == [
        "1330000000001.card.jpg",
        "1330000000001.jpg",
    ]
    town.at(NEXT_SLOT).later(seconds=5).tick_well()
    assert town.contest(2)["photo"] == "a.jpg"
    _reads_everywhere(town)


def _reads_everywhere(town: Town) -> None:
    """Slip, export, hall and backup have it like any other contest."""
    assert "2 of 2 records fit" in town.must("verify", "1").out
    told = json.loads(town.must("export", "1", "--format", "json").out)
    assert "stable special" in json.dumps(told)
    assert "stable special" in (town.folder / "hall" / "contest-1.html").read_text(encoding="utf-8")
    assert "2 contests" in town.must("backup", "backup.db").out


def test_staffs_own_file_goes_along_with_its_words(town: Town) -> None:
    """Where the photo lies in the queue too, `adopt` says so; named, it is moved with what is beside it."""
    file = town.queue_photo("1974-patrol.jpg", "Alt: Two horses.\nFact: Biscuit was banned.\n\nOther words.")
    post = by_hand(town.at(THURSDAY), file.read_bytes())
    assert "1974-patrol.jpg in the queue shows the same picture" in town.must("adopt", post, "--dry-run").out
    text = town.facebook.lever("posts", text="Open day on Saturday!")["id"]
    assert "That post has no photo: “Open day on Saturday!”." in town.refused("adopt", text)

    assert "which the next tick moves" in town.must("adopt", post, "--photo", "1974-patrol.jpg").out
    town.tick_well()
    assert (town.photos("posted"), town.photos("queue")) == (["1974-patrol.jpg", "1974-patrol.txt"], [])
    kept = town.contest()["sidecar"]
    sidecar = json.loads(kept) if isinstance(kept, str) else kept
    assert (sidecar["fact"], sidecar["words"]) == ("Biscuit was banned.", WORDS)
    town.drop("once-more.jpg", file_unlike(crc32(b"1974-patrol.jpg")))
    assert "contest no. 1" in town.must("queue").out  # the same picture is known again


def test_a_restored_backup_leaves_its_week_to_it(town: Town) -> None:
    """Of a post made by hand nothing on the Page says that it is a contest: `restore` does, and it is adopted again."""
    town.queue_photo("a.jpg")
    town.must("backup", "before.db")
    post = by_hand(town.at(THURSDAY))
    number = post.rpartition("_")[2]
    town.must("adopt", post)
    assert f"captionbot adopt {number} does it once more" in town.must("restore", "before.db", "--yes").out
    town.at(SLOT).later(seconds=5).tick()
    assert town.counts == (0, 0, 0)
    assert f"captionbot adopt {number}" in town.told()
    town.must("adopt", post)
    town.tick_well()
    assert [(row["number"], row["slot_key"]) for row in town.rows("contests")] == [(1, "2026-W48")]
    assert len([name for name in town.photos("posted") if Path(name).suffix == ".jpg"]) == 1
