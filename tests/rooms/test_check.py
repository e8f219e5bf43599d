"""`check`: what could spoil a Friday, found before it does."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from captionbot.check import check
from captionbot.check.scene import See
from captionbot.errors import Gone, Incomplete, Refused, TokenDead
from captionbot.intake import SetAside
from captionbot.overview import Json, View
from tests.house.documents import anchors
from tests.house.sources import ROOT
from tests.rooms.week import Week
from tests.store.made import MINUTE, SLOT


def _checked(week: Week) -> Json:
    with week.store.view() as record:
        return check(View(record, week.settings, week.photos, week.clock.now()), week.page)


def _told(found: Json, kind: str) -> str:
    return "\n".join(f"{one['what']} {one['do']}" for one in found[kind])


OPEN_DOORS = {
    "DESK_BIND=0.0.0.0:8080\nDESK_URL=http://10.1.2.3:8080\n": "DESK_BIND 0.0.0.0:8080 is open to other machines",
    "DESK_BIND=10.1.2.3:8080\n": "whoever listens on the network can read passwords",
    "NOTIFY_URLS=mailto://u:p@example.org\n": "DESK_URL is empty: notices lead nobody to the desk",
    "NOTIFY_URLS=mailto://u:p@example.org\nDESK_URL=http://desk.example.org\n": "DESK_URL is not https",
}


@pytest.mark.parametrize(("text", "told"), OPEN_DOORS.items())
def test_a_desk_that_is_open_is_told(make_week: Callable[..., Week], text: str, told: str) -> None:
    """With where it stands how to put TLS in front; and nothing of it where TLS is."""
    warned = _told(_checked(make_week(text)), "warnings")

    assert told in warned
    assert "docs/desk.md" in warned
    behind_tls = "DESK_URL=https://desk.example.org\nNOTIFY_URLS=mailto://u:p@example.org\n"
    assert "docs/desk.md" not in _told(_checked(make_week(behind_tls)), "warnings")


def test_a_desk_that_nobody_may_enter_is_told(week: Week) -> None:
    """Until somebody has been added, by a password or by a link."""
    assert "Nobody may sign in to the desk yet." in _told(_checked(week), "warnings")
    with week.store.transaction() as record:
        record.accounts.add("maria", "Maria", "admin", "tom", SLOT).password = "$argon2id$made up"

    assert "Nobody may sign in" not in _told(_checked(week), "warnings")


@pytest.mark.parametrize("name", ["PRIZE", "CONTEST_NAME"])
def test_a_setting_that_begs_is_told(make_week: Callable[..., Week], name: str) -> None:
    """It stands in the post, beside words that were looked at."""
    warned = _told(_checked(make_week(f"{name}=Like and share this post\n")), "warnings")

    assert f"{name} begs: “" in warned
    assert " begs: “" not in _told(_checked(make_week("PRIZE=A mug\n")), "warnings")


def test_a_page_that_is_not_there_names_the_setting(week: Week) -> None:
    """A slip in the Page's number, or the token of another Page."""
    week.page.facts.trouble = {"me": Gone("It is no longer on Facebook.", code=100, subcode=33)}
    found = _checked(week)

    assert not found["ok"]
    told = f"Facebook shows no Page {week.settings.facebook_page_id} to this token. Compare FACEBOOK_PAGE_ID with"
    assert told in _told(found, "problems")


def test_a_token_of_somebody_else_is_told(week: Week) -> None:
    """By what Facebook calls "me", where the app's secret is not set; a no to that question proves nothing."""
    assert "not the Page's own" not in _told(_checked(week), "problems")
    week.page.facts.speaks_as = "555"
    assert "FACEBOOK_PAGE_TOKEN is not the Page's own" in _told(_checked(week), "problems")
    for nothing in (Refused("No.", "Look.", code=100), Incomplete("It broke off.")):
        week.page.facts.trouble = {"speaks_as": nothing}
        assert "not the Page's own" not in _told(_checked(week), "problems")
    week.page.facts.trouble = {"speaks_as": TokenDead("It died.", "Renew.", code=190)}
    assert "It died. Renew." in _told(_checked(week), "problems")


def test_an_empty_thread_is_told_only_where_it_was_not(review: Week) -> None:
    """No row and no count, where comments were read: so Facebook answers a person's token."""
    assert "shows no comment" not in _told(_checked(review), "problems")
    for number in (1, 2, 3):
        review.page.loses(f"{number}")
    assert "shows no comment" not in _told(_checked(review), "problems")  # it counts them: none
    review.page.loses(review.page.own()[-1].post_id)

    assert "shows no comment" not in _told(_checked(review), "problems")  # the post is gone


def test_the_clock_and_the_rest_are_told_together(week: Week) -> None:
    """A wrong clock stops no other look."""
    week.page.facts.ahead = timedelta(hours=2)
    told = _told(_checked(week), "problems")

    assert "This machine's clock says" in told
    assert "FACEBOOK_APP_ID and FACEBOOK_APP_SECRET are not both set" in _told(_checked(week), "warnings")


def test_what_stands_in_several_ways_is_told_once(week: Week) -> None:
    """Each look meets it, and one line says it."""
    with week.store.transaction() as record:
        record.page().page_id = "7"
    found = _checked(week)

    assert [one["what"] for one in found["problems"]].count("The database knows nothing of the Page 100200300.") == 1


def test_each_finding_says_where_it_is_written(week: Week) -> None:
    """In a section of the document that is there."""
    found = _checked(week)
    sections = anchors(ROOT / "docs" / "checks.md")

    assert {one["see"].partition("#")[0] for one in found["warnings"]} == {"docs/checks.md"}
    assert {str(see).partition("#")[2] for see in See} <= sections


def test_a_pause_is_told(week: Week) -> None:
    """With who, why and what ends it."""
    with week.store.transaction() as record:
        record.staff.pause("maria", "A funeral.", week.clock.now())

    told = "Nothing is said: paused by maria (A funeral.). `captionbot resume` to go on."
    assert told in _told(_checked(week), "warnings")


def test_a_pause_file_is_told(week: Week) -> None:
    """`resume` would not end it."""
    (week.photos.root / "PAUSE").touch()

    told = "Nothing is said: paused by a PAUSE file (no reason was given). Take the file away to go on."
    assert told in _told(_checked(week), "warnings")


def test_changed_settings_say_which_contest_keeps_its_terms(make_week: Callable[..., Week]) -> None:
    """Whoever changes CLOSE_AT on a Saturday thinks of this week's contest; it keeps its hour."""
    week = make_week()
    week.posted()
    assert "keeps the terms" not in _told(_checked(week), "warnings")
    week.settings = week.settings.model_copy(update={"close_at": "sunday 10:00", "one_entry_each": False})

    kept = "CLOSE_AT monday 10:00 (now sunday 10:00), ONE_ENTRY_EACH yes (now no)"
    told = f"Contest no. 1 keeps the terms it began with: {kept}. The new settings hold from the next contest on."
    assert told in _told(_checked(week), "warnings")


def test_a_list_of_words_that_is_gone_is_a_problem(make_week: Callable[..., Week]) -> None:
    """It screens nothing, and the file is named."""
    found = _checked(make_week("WORDS_FILE=nowhere.txt\n"))

    assert not found["ok"]
    assert "nowhere.txt, can't be read: No such file or directory. Mend WORDS_FILE" in _told(found, "problems")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("doofus\n", ""),
        ("doofus\n!!!\n", "1 line of WORDS_FILE"),
        ("x\n!\n?\n*\n", "4 lines of WORDS_FILE can't be used: x, !, ?."),
    ],
)
def test_lines_that_can_not_be_used_are_told(make_week: Callable[..., Week], lines: str, told: str) -> None:
    """A few of them by their words."""
    week = make_week("WORDS_FILE=checked.txt\n")
    file = week.settings.words_file
    assert file
    file.write_text(lines)
    warned = _told(_checked(week), "warnings")

    assert told in warned
    assert bool(told) == ("WORDS_FILE" in warned)


def test_what_fans_must_be_told_is_asked_for(make_week: Callable[..., Week]) -> None:
    """Where the rules stand and whom to ask; a warning, for a contest runs without."""
    bare = _checked(make_week())
    told = _checked(make_week("RULES_URL=https://example.org/rules\nCONTACT=captions@example.org\n"))

    assert "RULES_URL is not set: the contest post links no rules. `captionbot rules --out rules.html` writes them" in (
        _told(bare, "warnings")
    )
    assert "CONTACT is not set: fans are not told whom to ask. Set CONTACT" in _told(bare, "warnings")
    assert "RULES_URL is not set" not in _told(told, "warnings")
    assert "CONTACT is not set" not in _told(told, "warnings")


def test_each_photo_is_told_with_what_it_waits_for(make_week: Callable[..., Week]) -> None:
    """A problem where it keeps the photo from its slot, a warning where it doesn't; and when photos become few."""
    week = make_week("REQUIRE_ALT=yes\n")
    week.photo("horse.jpg")
    week.photo("mare.jpg", "Alt: a mare\nTaken: long ago\n")
    week.tick(SLOT - MINUTE)
    found = _checked(week)

    assert [one["what"] for one in found["problems"]] == [
        "horse.jpg has no alternative text for people who can't see it."
    ]
    warned = _told(found, "warnings")
    assert "mare.txt, line 2: Taken: “long ago” is not a year, month or day." in warned
    assert "One photo is ready for the next slot, and none for Friday 4 December at 10:00 AM CST." in warned


def test_what_was_set_aside_just_now_is_told(week: Week) -> None:
    """What lies in the queue still is told as what it is there, and not twice."""
    aside = [SetAside("fax.jpg", "It is a PDF."), SetAside("deck.jpg", "It is a zip file.", stays="Read-only.")]
    with week.store.view() as record:
        found = check(View(record, week.settings, week.photos, week.clock.now()), week.page, aside=aside)

    assert "fax.jpg was set aside in photos/rejected: It is a PDF." in _told(found, "warnings")
    assert "deck.jpg" not in _told(found, "warnings")
