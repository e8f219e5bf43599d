"""What comes of a contest, as staff are sent it: the shortlist with what happens by itself, and who won."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from captionbot import decisions
from captionbot.contest.notices import About
from captionbot.forgetting import forget, writer_of
from captionbot.store.schema import Notice
from tests.contest.made import CLOSES, comment
from tests.rooms.public import correct
from tests.rooms.telling import DESK, SOMEBODY, Staff
from tests.rooms.week import Week
from tests.store.made import ANNOUNCES, HOUR, MINUTE

WAITS_FOR = "Tuesday 1 December at 10:00 AM CST"
Hearing = Callable[..., Staff]


@pytest.fixture
def hearing(make_week: Callable[..., Week]) -> Hearing:
    """Staff of a contest in review, under settings with a few lines more."""
    return lambda more="": Staff(make_week(SOMEBODY + DESK + more).in_review())


@pytest.fixture
def staff(hearing: Hearing) -> Staff:
    """Those of a contest that goes out by itself."""
    return hearing()


def _won_by(make_week: Callable[..., Week], name: str, caption: str = "Oats, please.", more: str = "") -> Staff:
    """Staff of a contest in review in which somebody of that name leads."""
    week = make_week(SOMEBODY + DESK + more)
    week.posted()
    post = week.page.own()[-1].post_id
    week.page.shows(replace(comment(1, caption, votes=9), entrant_name=name), post)
    week.tick(CLOSES)
    return Staff(week)


def test_the_shortlist_says_what_happens_by_itself(staff: Staff) -> None:
    """The first three with votes and names, and that the first is announced unless somebody says otherwise."""
    sent = staff.message("closed")
    assert sent.title == "Shortlist ready: 3 captions, the first goes out tomorrow 10:00 AM"
    assert sent.text == (
        "Contest no. 1, horse.jpg: entries closed on Monday 30 November at 10:00 AM CST. 3 captions take part.\n\n"
        "1. “Caption number 1”, 9 votes, by Fan 1.\n"
        "2. “Caption number 2”, 5 votes, by Fan 2.\n"
        "3. “Caption number 3”, 2 votes, by Fan 3.\n\n"
        f"Unless somebody says otherwise, the first is announced on {WAITS_FOR}.\n\n"
        "Look, pick another or hold it: https://desk.example.org/contests/1\n\n"
        "--\ncaptionbot · Beat the Caption"
    )


def test_a_contest_that_needs_a_yes_says_so(hearing: Hearing) -> None:
    """With REVIEW=required: until when, and that nothing goes out without one."""
    sent = hearing("REVIEW=required\n").message("closed")
    assert sent.title == "Shortlist ready: it waits for a yes by tomorrow 10:00 AM"
    assert f"Nothing is announced by itself: a person must approve or pick. Its hour is {WAITS_FOR}." in sent.text


def test_a_flag_is_shown_beside_its_caption(make_week: Callable[..., Week]) -> None:
    """And what a person must say yes to."""
    week = make_week(SOMEBODY)
    week.posted()
    week.comment(1, votes=9, text="Call me on 555-0134 about this horse")
    week.comment(2, votes=5)
    week.tick(CLOSES)
    text = Staff(week).message("closed").text
    assert "9 votes, by Fan 1. (flagged: phone number)" in text
    assert "Nothing is announced by itself: a person must approve: phone number." in text
    assert "`captionbot pick 1 COMMENT --because TEXT` takes another" in text


def test_without_a_winner_staff_hear_until_when_they_may_pick(make_week: Callable[..., Week]) -> None:
    """Why there is none, too."""
    week = make_week(SOMEBODY + DESK + "MIN_VOTES=5\n")
    week.posted()
    week.comment(1, votes=2)
    week.tick(CLOSES)
    sent = Staff(week).message("closed")
    assert sent.title == "Shortlist ready: no winner by itself; pick one by tomorrow 10:00 AM"
    assert f"too few votes. Unless somebody picks one, it ends without a winner on {WAITS_FOR}." in sent.text


def test_nobody_wrote_anything(make_week: Callable[..., Week]) -> None:
    """An empty week is a normal one, and the message still reads well."""
    week = make_week(SOMEBODY + DESK)
    week.posted()
    week.tick(CLOSES)
    staff = Staff(week)
    sent = staff.message("closed")
    assert sent.title == "No captions this week: contest no. 1 ends tomorrow 10:00 AM"
    assert "entries closed on Monday 30 November at 10:00 AM CST, and nobody has written a caption.\n\n" in sent.text
    assert f"It ends by itself on {WAITS_FOR}, and nothing is said on the Page." in sent.text
    assert "where nobody is signed in: an app in Development mode is seen by its own people alone" in sent.text
    assert "ick another" not in sent.text

    staff.week.tick(ANNOUNCES)
    assert not staff.over("void"), "nobody was sent that it would be"
    staff.sent("closed")
    assert staff.over("void")


def test_a_contest_without_a_winner_is_told_when_it_ends(make_week: Callable[..., Week]) -> None:
    """There were captions, and somebody might have picked one."""
    week = make_week(SOMEBODY + DESK + "MIN_VOTES=5\n")
    week.posted()
    week.comment(1, votes=2)
    week.tick(CLOSES)
    staff = Staff(week)
    staff.sent("closed")
    week.tick(ANNOUNCES)
    assert not staff.over("void")


def test_only_what_rules_left_out_takes_no_part(make_week: Callable[..., Week]) -> None:
    """Staff may take it back in, so they are shown it."""
    week = make_week(SOMEBODY + DESK)
    week.posted()
    week.comment(1, votes=2, text="🙂")
    week.tick(CLOSES)
    sent = Staff(week).message("closed")
    assert sent.title == "Shortlist ready: no caption takes part; it ends tomorrow 10:00 AM"
    assert "0 captions take part, 1 comment left out." in sent.text


def test_what_was_left_out_is_counted(make_week: Callable[..., Week]) -> None:
    """Staff may look whether the rules did right."""
    week = make_week(SOMEBODY + DESK)
    week.posted()
    for number, text in ((1, "Oats, please."), (2, "🙂")):
        week.comment(number, votes=number, text=text)
    week.tick(CLOSES)
    assert "1 caption takes part, 1 comment left out." in Staff(week).message("closed").text


def test_a_pause_is_told_in_the_shortlist(staff: Staff) -> None:
    """Nothing goes out by itself then."""
    with staff.week.store.transaction() as record:
        record.staff.pause("maria", "", CLOSES + MINUTE)
    assert "The Page is paused: nothing is announced" in staff.message("closed").text


@pytest.mark.parametrize(
    ("names", "by", "who"),
    [
        ("short", ", by Ottilie F.", "Ottilie F."),
        ("full", ", by Ottilie Farbenfroh", "Ottilie Farbenfroh"),
        ("none", "", "A fan"),
    ],
)
def test_names_are_as_staff_want_them(make_week: Callable[..., Week], names: str, by: str, who: str) -> None:
    """A mail is read by more people than a desk is: no full name stands in it unless they say so."""
    staff = _won_by(make_week, "Ottilie Farbenfroh", more=f"NOTIFY_NAMES={names}\n")
    (line,) = [one for one in staff.message("closed").text.splitlines() if one.startswith("1.")]
    assert line == f"1. “Oats, please.”, 9 votes{by}"

    staff.week.tick(ANNOUNCES)
    assert staff.message("announced").title.casefold() == f"announced: {who} won with 9 votes".casefold()


def test_who_won_is_told(staff: Staff) -> None:
    """With the words as they stand on the Page, and where."""
    staff.week.tick(ANNOUNCES)
    (post,) = [one for one in staff.week.page.own() if "result of" in one.text]
    sent = staff.message("announced")
    assert sent.title == "Announced: Fan 1. won with 9 votes"
    assert sent.text.startswith(
        "Contest no. 1, horse.jpg: Fan 1. won with 9 votes: “Caption number 1”\n\n"
        f"On the Page: https://www.facebook.com/{post.post_id}\n\n"
        "Its contest: https://desk.example.org/contests/1\n\n"
    )
    assert not staff.over("announced")


def test_a_correction_is_told_with_both_links(staff: Staff) -> None:
    """Who was named before, in which post, stands in the row already."""
    staff.week.tick(ANNOUNCES)
    staff.week.clock.on(days=1)
    correct(staff.week)
    staff.week.tick()
    sent = staff.message("corrected")
    assert sent.title == "Corrected: Fan 2. won with 5 votes"
    assert "It is corrected: https://www.facebook.com/" in sent.text
    assert "What was said before points there: https://www.facebook.com/" in sent.text


@pytest.mark.parametrize("erase", [False, True])
def test_whoever_asked_to_be_forgotten_is_in_no_message(make_week: Callable[..., Week], *, erase: bool) -> None:
    """Neither by name nor by caption, in what is sent from then on; the row never held either."""
    staff = _won_by(make_week, "Ottilie Farbenfroh")
    week = staff.week
    week.tick(ANNOUNCES)
    assert [row.text for row in staff.told("announced")] == ["The winner is announced."]
    with week.store.transaction() as record:
        forget(record, week.settings, writer_of(record, ["1"]), week.word, erase=erase)
    assert staff.message("announced").title == "Announced: somebody who asked to be forgotten won with 9 votes"
    for sent in (staff.message("announced"), staff.message("closed"), staff.digest()):
        assert "Ottilie" not in sent.title + sent.text
        assert "Oats" not in sent.title + sent.text


def test_a_caption_breaks_out_of_nothing(make_week: Callable[..., Week]) -> None:
    """It is one line between its marks, cut where it is long; no mention, no line of ours, no turned writing."""
    evil = "Ha\u2028--\ncaptionbot · You won\r\n\u202eevil @[1:2:x] " + "y" * 5_000
    text = _won_by(make_week, "Ev\u202eil\nName", evil, "CAPTION_MAX=8000\n").message("closed").text
    (line,) = [one for one in text.splitlines() if one.startswith("1.")]
    assert line.startswith("1. “Ha -- captionbot · You won \\u202eevil @")
    assert "…”, 9 votes, by Evil N." in line
    assert len(line) < 300
    assert "\u202e" not in text
    assert "@[" not in text


def test_a_caption_calls_nobody(make_week: Callable[..., Week]) -> None:
    """In a chat, "@everyone" would ring every telephone of a department, and a link could pose as the desk."""
    evil = "Hi @everyone <!channel> <@U123> <https://evil.example|the desk> https://evil.example ha!here> a@b.example"
    staff = _won_by(make_week, "Everyone @here", evil)
    sent = staff.message("closed")
    (line,) = [one for one in sent.text.splitlines() if one.startswith("1.")]
    for call in ("@everyone", "<!", "!channel", "@U123", "<https", "https://", "!here", "@here"):
        assert call not in line
    assert "a@b.example" in line
    assert "https://desk.example.org/contests/1" in sent.text


def test_a_viral_thread_that_no_tick_has_looked_through_is_told_as_its_row(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To judge it would take seconds under somebody's eyes."""
    monkeypatch.setattr("captionbot.telling.results.shown", lambda _view, _contest: None)
    sent = staff.message("closed")
    assert sent.title == "Contest no. 1: Entries closed: 3 entries; 9 votes lead"
    assert "https://desk.example.org/contests/1" in sent.text


def test_what_a_person_has_answered_is_no_news(staff: Staff) -> None:
    """The shortlist of a contest that is announced; a hold that was lifted, a contest that is stuck no more."""
    assert not staff.over("closed")
    with staff.week.store.transaction() as record:
        record.staff.tell("stuck", "Nobody can tell.", CLOSES, contest=1, about=About.STUCK)
        record.staff.tell("held", "On hold.", CLOSES, contest=1, about=About.WAITS)
        record.staff.tell("of none", "Nobody can tell.", CLOSES, about=About.WAITS)
        record.staff.tell("strange", "x", CLOSES, about=About.STUCK)
        decisions.hold(record, 1, staff.week.word)
    assert staff.over("stuck")
    assert [staff.over(key) for key in ("held", "of none", "strange")] == [False, False, False]
    with staff.week.store.transaction() as record:
        decisions.release(record, 1, staff.week.word)
    assert staff.over("held")
    staff.week.tick(ANNOUNCES)
    assert staff.over("closed")


def test_a_contest_that_cant_be_read_stops_no_message(staff: Staff) -> None:
    """Its row says what there is to say, and the others are told as ever."""
    with staff.week.store.transaction() as record:
        record.contests.get(1).terms = {}
    sent = staff.message("closed")
    assert sent.title == "Contest no. 1: Entries closed: 3 entries; 9 votes lead"
    assert not staff.over("closed")


def test_what_is_about_nothing_is_told_as_it_stands(staff: Staff) -> None:
    """A wait for no contest in particular, and a winner of whom the record knows no more."""
    with staff.week.store.transaction() as record:
        record.staff.tell("asks", "Look at contest no. 1 of 2. Please do.", CLOSES, about=About.WAITS)
        record.staff.tell("announced 1 9", "The winner is announced.", CLOSES, contest=1, about=About.ANNOUNCED)
        record.contests.get(1).decision = None
    assert staff.message("asks").title == "Look at contest no. 1 of 2"
    assert staff.message("announced").title == "Contest no. 1: The winner is announced"


def test_a_kind_of_a_later_program_is_told_as_it_stands(staff: Staff) -> None:
    """A record that was brought back from a newer release may know others."""
    with staff.week.store.transaction() as record:
        record.staff.tell("new", "Something new. It is so.", CLOSES, do="Look at it.")
        row = record.notices.get("new")
        assert isinstance(row, Notice)
        row.about = "of tomorrow"
    sent = staff.message("new")
    assert sent.title == "Something new"
    assert sent.text.startswith("Something new. It is so.\n\nLook at it.\n\nOpen it: https://desk.example.org/")
    assert not staff.over("new")


def test_few_photos_are_told_by_their_slot(make_week: Callable[..., Week]) -> None:
    """And no more once there are enough."""
    staff = Staff(make_week(SOMEBODY + DESK))
    staff.week.tick(CLOSES)
    assert staff.message("no photo").title == "No photo yet for Friday 4 December"
    assert not staff.over("no photo")
    staff.week.photo("a.jpg", "Alt: x")
    staff.week.tick(CLOSES + 2 * HOUR)
    assert [staff.over(f"no photo {week}") for week in ("2026-W49", "2026-W50")] == [True, False]
