"""What hangs in the hall: whoever was announced, as they may be named, and nobody else."""

from dataclasses import replace

import pytest

from captionbot import decisions
from captionbot.contest.entries import Reason
from captionbot.contest.stages import Stage
from captionbot.decisions import Word
from captionbot.forgetting import forget, unseal, writer_of
from captionbot.store.schema import Disqualified
from tests.rooms.made import at_stage
from tests.site.room.conftest import MakeHall
from tests.site.room.hung import NOW, Hall, dangling, say

MARIA = Word("maria", NOW, "they asked")


def test_a_contest_has_a_page(hall: Hall) -> None:
    """With caption, name, day, votes, story, credit, runner-up, the post on Facebook and the slip."""
    hall.hang(1).write()
    page = hall.text("contest-1.html")

    for words in (
        "“Words 0 of week 1”",
        "Ottilie F.",
        "Friday 27 November 2026",
        "4 reactions when entries closed, Monday 30 November at 10:00 AM CST",
        "Biscuit was banned.",
        "Photo: Public Library",
        "“Words 1 of week 1”",
        "Bram O.",
        "https://www.facebook.com/9_1771",
        "captionbot verify contest-1-slip.json",
        'alt="Horses of week 1"',
    ):
        assert words in page
    assert dangling(hall.place) == set()


def test_nobody_else_is_named(hall: Hall) -> None:
    """No caption that was not announced stands in any file, and no whole name."""
    everything = (hall.hang(1, 2), hall.write())[0].everything()

    for words in ("Words 2", "Words 3", "Featherstone", "Oyelaran", "Wilhelmina", "Cosmo"):
        assert words not in everything


@pytest.mark.parametrize("stage", [one for one in Stage if one != Stage.ANNOUNCED])
def test_what_is_not_announced_hangs_nowhere(hall: Hall, stage: Stage) -> None:
    """At every other stage of a contest's life."""
    with hall.store.transaction() as record:
        at_stage(record, stage)
    done = hall.write()

    assert done.contests == 0
    assert "Caption number 1" not in hall.everything()


@pytest.mark.parametrize(
    ("names", "shown"), [("full", "Ottilie Featherstone"), ("short", "Ottilie F."), ("none", "a fan")]
)
def test_names_are_those_of_the_setting(make_hall: MakeHall, names: str, shown: str) -> None:
    """On page, board, card, feed and slip alike; the list of our files holds none."""
    hall = make_hall(f"SITE_NAMES={names}\nSITE_URL=https://captions.example.org\n").hang(1)
    hall.write()
    everything = hall.everything()

    for file in ("index.html", "contest-1.html", "feed.xml"):
        assert shown in hall.text(file)
    card = next(content for name, content in hall.files.items() if name.startswith("cards/"))
    assert shown.encode() in card
    assert ("Featherstone" in everything, "Ottilie" in everything) == (names == "full", names != "none")
    assert "Ottilie" not in hall.text(".captionbot-site.json")


def test_another_policy_draws_other_cards(make_hall: MakeHall) -> None:
    """And the old ones, which named people otherwise, are gone."""
    hall = make_hall("SITE_NAMES=full\n").hang(1, 2)
    hall.write()
    before = {name for name in hall.files if name.startswith("cards/")}
    hall.settings = make_hall("SITE_NAMES=none\n").settings
    done = hall.write()

    assert done.drawn == 2
    assert before.isdisjoint(hall.files)
    assert set(done.removed) == before
    assert "Ottilie" not in hall.everything()


def test_a_board_has_so_many(hall: Hall) -> None:
    """The newest first, one more on the first page; each page leads to the next."""
    hall.hang(*range(1, 28)).write()
    first, second = hall.text("index.html"), hall.text("page-2.html")

    assert first.index("contest-27.html") < first.index("contest-26.html") < first.index("contest-3.html")
    assert "contest-2.html" not in first
    assert "contest-2.html" in second
    assert 'href="page-2.html"' in first
    assert 'href="index.html"' in second
    assert dangling(hall.place) == set()


def test_an_empty_hall_says_when_the_first_winner_comes(hall: Hall) -> None:
    """And has its rules and feed already."""
    with hall.store.transaction() as record:
        at_stage(record, Stage.OPEN)
    hall.write()

    assert "The first winner is to be named on Tuesday 1 December 2026." in hall.text("index.html")
    assert {"rules.html", "feed.xml"} <= set(hall.files)


def test_a_result_that_was_retracted_is_gone(hall: Hall) -> None:
    """Page, card, slip and feed entry; the others lead to each other."""
    hall.hang(1, 2, 3).write()
    with hall.store.transaction() as record:
        decisions.retract(record, 2, MARIA)
    done = hall.write()

    assert sorted(done.removed)[2:] == ["contest-2.html", "slips/contest-2-slip.json"]
    assert "week 2" not in hall.everything()
    assert "contest-1.html" in hall.text("contest-3.html")
    assert dangling(hall.place) == set()


def test_a_correction_shows_the_right_winner(hall: Hall) -> None:
    """With a card of their own, and says so once; whom we named before is no winner any more."""
    hall.hang(1).write()
    old = {name for name in hall.files if name.startswith("cards/")}
    with hall.store.transaction() as record:
        decisions.correct(record, 1, "1001", MARIA)
    assert not hall.current
    assert hall.write().contests == 0  # until the right one is public
    with hall.store.transaction() as record:
        say(record, record.contests.get(1), "Correction: “Words 1 of week 1” wins.", record.contests.get(1).slot_at)
    hall.write()
    page = hall.text("contest-1.html")

    assert "“Words 1 of week 1”" in page
    assert "Words 0" not in hall.everything()
    assert page.count("On Tuesday 1 December 2026 this result was put right") == 1
    assert old.isdisjoint(hall.files)


@pytest.mark.parametrize("erase", [False, True], ids=["sealed", "erased"])
def test_a_winner_who_asked_is_taken_down(hall: Hall, *, erase: bool) -> None:
    """With the whole of their contest; nothing of the others' changes hands."""
    hall.hang(1, 2).write()
    with hall.store.transaction() as record:
        forget(record, hall.settings, writer_of(record, ["1000"]), MARIA, erase=erase)
    assert not hall.current
    hall.write()

    assert "Words 0 of week 1" not in hall.everything()
    assert not [name for name in hall.files if "contest-1" in name or name.startswith("cards/1-")]
    assert "Words 0 of week 2" in hall.text("index.html")


def test_a_runner_up_who_asked_is_left_out(hall: Hall) -> None:
    """Of page and slip; who won stays. Taken back, they stand there again."""
    hall.hang(1).write()
    with hall.store.transaction() as record:
        them = writer_of(record, ["1001"])
        forget(record, hall.settings, them, MARIA, erase=False)
    hall.write()
    assert "Words 1" not in hall.everything()
    assert "Words 0" in hall.text("contest-1.html")

    with hall.store.transaction() as record:
        unseal(record, writer_of(record, ["1001"]), MARIA)
    hall.write()
    assert "Words 1" in hall.text("contest-1.html")


def test_a_caption_that_names_somebody_who_asked_hangs_nowhere(hall: Hall) -> None:
    """It is another's, and names them all the same."""
    hall.hang(1)
    with hall.store.transaction() as record:
        row = record.comments.get(1, "1001")
        assert row is not None
        row.entrant_name = "Words Zero"
        decision = record.contests.decision(record.contests.get(1))
        assert decision is not None
        decision.said_caption = "Ask Words Zero"
        forget(record, hall.settings, writer_of(record, ["1001"]), MARIA, erase=False)

    assert hall.write().contests == 0


def test_a_runner_up_that_staff_left_out_is_not_shown(hall: Hall) -> None:
    """A restored backup may bring such a word to a contest that is announced."""
    hall.hang(1)
    with hall.store.transaction() as record:
        out = Disqualified(contest=1, comment_id="1001", reason=Reason.CRUDE, because="", by="maria", at=NOW)
        record.staff.disqualify(out)
    hall.write()

    assert "Words 1" not in hall.text("contest-1.html")


def test_hostile_words_stay_words(hall: Hall) -> None:
    """No caption, name or fact becomes markup."""
    hall.hang(1, fact="<script>alert(1)</script>", alt='" onerror="x', credit="</p><img src=x>")
    with hall.store.transaction() as record:
        decision = record.contests.decision(record.contests.get(1))
        assert decision is not None
        decision.said_caption, decision.said_name = "</title><script>\x00\ufffe", "<b>Ana</b> & Co"
    hall.write()
    everything = "".join(hall.text(name) for name in hall.files if name.endswith((".html", ".xml")))

    for markup in ("<script", "<img src=x", '" onerror', "<b>"):
        assert markup not in everything


def test_a_caption_of_another_direction_turns_nothing_around_it(hall: Hall) -> None:
    """In the title, where no element keeps it apart; cut short, it ends all the same."""
    hall.hang(1)
    with hall.store.transaction() as record:
        decision = record.contests.decision(record.contests.get(1))
        assert decision is not None
        decision.said_caption = "الحصان " * 20
    hall.write()
    title = hall.text("contest-1.html").partition("<title>")[2].partition("</title>")[0]

    assert title.startswith("\u2068“")
    assert title.endswith("…\u2069 · Beat the Caption no. 1")


def test_a_contest_of_another_time_keeps_its_name(make_hall: MakeHall, hall: Hall) -> None:
    """The setting's name stands around it."""
    hall.hang(1)
    hall.settings = make_hall("CONTEST_NAME=Write the Line\n").settings
    hall.write()

    assert "Beat the Caption no. 1" in hall.text("contest-1.html")
    assert "Write the Line" in hall.text("index.html")


def test_a_late_count_carries_its_own_hour(hall: Hall) -> None:
    """As the announcement said it."""
    hall.hang(1)
    with hall.store.transaction() as record:
        row = record.contests.get(1)
        row.votes_at = NOW
    hall.write()

    assert "4 reactions, counted on Tuesday 1 December at 4:00 PM CST" in hall.text("contest-1.html")


def test_a_favourite_without_votes_tells_of_none(hall: Hall) -> None:
    """Nobody is told a nought."""
    hall.hang(1)
    with hall.store.transaction() as record:
        decision = record.contests.decision(record.contests.get(1))
        assert decision is not None
        decision.votes = 0
    hall.write()

    assert "when entries closed" not in hall.text("contest-1.html")


def test_rules_that_stand_elsewhere_are_linked(make_hall: MakeHall) -> None:
    """Ours are written where RULES_URL is ours, or where nobody can tell."""
    ours = make_hall("SITE_URL=https://x.example.org\nRULES_URL=http://x.example.org/rules.html\n")
    ours.write()
    assert "rules.html" in ours.files

    unknown = replace(make_hall("RULES_URL=https://x.example.org/rules.html\n"), place=ours.place.with_name("unknown"))
    unknown.write()
    assert "rules.html" in unknown.files

    theirs = replace(make_hall("RULES_URL=https://city.example.org/legal\n"), place=ours.place.with_name("theirs"))
    theirs.write()
    assert "rules.html" not in theirs.files
    assert 'href="https://city.example.org/legal"' in theirs.text("index.html")
