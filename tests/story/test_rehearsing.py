"""`rehearse` against practice over real HTTP: by somebody at a terminal, and where it is refused."""

import json
import os
import signal

from tests.story.terminal import Terminal
from tests.story.town import LONG, SLOT, Town


def _environ(town: Town) -> dict[str, str]:
    return {**os.environ, "CAPTIONBOT_DEMO_CLOCK": town.clock, "LOGNAME": "dana"}


def test_somebody_rehearses_at_a_terminal(town: Town) -> None:
    """They look where captionbot can't, a friend comments, and what is known is kept, without a name or the token."""
    facebook, words = town.facebook, ("rehearse", "--by", "dana")
    with Terminal(town.folder, _environ(town), *words) as terminal:
        terminal.answers("Go on?", "y")
        terminal.answers("photo there?", "y")
        comment = facebook.comment("A horse walks in.", by="Robin Maplewood")
        terminal.answers("own zone?", "y")
        terminal.answers("none on the Page?", "y")
        facebook.react(comment, kind="LOVE")
        terminal.answers("Done?", "y")
        assert (terminal.ends(), "12 answers, kept in " in terminal.shown) == (0, True)
    told = town.must(*words, "--json").json

    assert [one for one, known in told["known"].items() if not known["fine"]] == []
    assert len(told["standing"]) == 2
    assert [post["by_app"] for post in facebook.live_posts()] == [True, True]
    assert len(facebook.said_by_page()) == 1
    kept = (town.folder / "rehearsal.json").read_text(encoding="utf-8")
    assert not [word for word in (facebook.token, "Robin", facebook.page_name) if word in kept]
    assert [row["detail"] for row in town.rows("audit") if row["action"] == "rehearse"] == ["12 of 19 known"]


def test_without_a_terminal_it_goes_as_far_as_it_can(empty_town: Town) -> None:
    """A dry run does nothing; a real one needs no record, and goes on where it was broken off."""
    town, words = empty_town, ("rehearse", "--yes-this-page", "--timeout", "0")
    assert "It would upload a photo" in town.must("rehearse", "--dry-run").out
    assert town.facebook.live_posts() == []
    assert "--yes-this-page says that" in town.run("rehearse").err
    assert town.facebook.live_posts() == []
    with town.start("rehearse", "--yes-this-page") as process:
        assert process.stderr
        assert any("waiting for 10 minutes" in line for line in process.stderr)
        process.send_signal(signal.SIGINT)
        assert "Broken off. `captionbot rehearse` goes on from there." in process.communicate(timeout=LONG)[1]
    assert "No comment came within 0 seconds" in town.run(*words).err
    assert len(town.facebook.live_posts()) == 1
    town.facebook.comment("A horse walks in.", withheld=True)
    ran = town.run(*words)
    assert (ran.code, len(town.facebook.live_posts())) == (1, 2)
    assert "! Does Facebook say who wrote a comment?" in ran.out
    assert json.loads((town.folder / "rehearsal.json").read_text())["ended_at"] == ""
    assert town.run(*words).code == 1
    assert len(town.facebook.live_posts()) == 2


def test_where_it_has_no_business_it_says_nothing(town: Town) -> None:
    """On a Page that is paused or has contests, by a person's token, and over another Page's notebook."""
    book = town.folder / "rehearsal.json"
    town.must("pause", "--because", "an officer has died")
    assert "The Page is paused (an officer has died)." in town.refused("rehearse")
    town.must("resume")
    (town.folder / "photos" / "PAUSE").touch()
    assert "A PAUSE file pauses this Page" in town.refused("rehearse", "--yes-this-page")
    (town.folder / "photos" / "PAUSE").unlink()
    town.queue_photo("a.jpg")
    town.at(SLOT).later(seconds=5).tick_well()
    assert "This Page has 1 contest on record." in town.refused("rehearse")
    away = (town.folder / "photos").rename(town.folder / "elsewhere")
    assert "photos" in town.refused("rehearse", "--yes-this-page")  # a PAUSE file may lie in it
    away.rename(town.folder / "photos")
    record = town.folder / "captionbot.db"
    record.write_bytes(b"no record" * 100)
    assert "captionbot.db" in town.refused("rehearse", "--yes-this-page")  # a pause may stand in it
    record.unlink()
    town.settle_in(FACEBOOK_PAGE_TOKEN="practice-user-token")
    assert "FACEBOOK_PAGE_TOKEN is not the Page's own." in town.refused("rehearse", "--yes-this-page")
    town.settle_in()
    book.write_text('{"form": 1, "known": {}, "page_id": "7", "version": "v26.0", "begun_at": "", "mark": ""}')
    assert "is about the Page 7." in town.refused("rehearse")
    assert "It would upload" in town.must("rehearse", "--again", "--yes-this-page", "--dry-run").out
    assert len(town.facebook.live_posts()) == 1
