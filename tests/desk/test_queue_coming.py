"""Before a photo goes out: the coming post as it will stand, another photo, a week left out, one posted now."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from captionbot.contest.own_days import OwnDays
from captionbot.desk.queue.naming import key_of
from captionbot.queueing import contest_to_come, post_words
from captionbot.store.utterances import Kind
from tests.desk.acting import hidden_fields, send
from tests.desk.conftest import Office
from tests.desk.queued import landed, order_of, queued, sent, words_of
from tests.photos.pictures import put
from tests.photos.unlike import file_unlike
from tests.store.made import begun, facts, utterance

COMING, SWAP, NOW = "/queue/coming", "/queue/swap", "/queue/post-now"
WEEK = "2026-W49"
TEXT = "Alt: Two officers.\nCredit: The library\n\nWhat did the horse say?\n"


def as_it_stands(page: str) -> str:
    """The words of the post on the page."""
    return page.partition('<div class="words" dir="auto">')[2].partition("</div>")[0]


def pin(office: Office, name: str, day: str) -> None:
    """Pin a photo to a week."""
    put(office.photos.root / "queue", f"{name}.txt", f"Post-on: {day}\n", age=99, now=office.hour)


def test_the_coming_post_is_what_a_tick_would_say(editor: FlaskClient, office: Office) -> None:
    """Word for word, with its picture, its alternative text, its hour and its marker; and looking begins nothing."""
    queued(office, "goat.jpg", "horse.jpg", text=TEXT)
    page = editor.get(COMING).text
    with office.viewing() as view:
        slot = next(one.slot for one in view.plan.photos if one.slot)
        contest = contest_to_come(view.record, view.settings, WEEK, slot, view.waiting[0])
        words = post_words(contest, view.settings.public_words)
        assert view.record.contests.all() == []

    assert as_it_stands(page) == words.replace("<", "&lt;").replace(">", "&gt;")
    assert words.splitlines()[-1] == "Name <That> Photo · Friday 4 December 2026"
    assert f'src="/pictures/{office.photos.sha256("goat.jpg")}.jpg" alt="Two officers."' in page
    assert "Friday 4 December at 10:00 AM CST" in page


def test_with_nothing_ready_it_says_why(editor: FlaskClient) -> None:
    """And where photos are brought."""
    page = editor.get(COMING).text

    assert "No photo is ready to go out." in page
    assert "/queue/upload" in page


def test_a_contest_that_has_begun_is_the_coming_post(editor: FlaskClient, office: Office) -> None:
    """With the very words that were written down to be sent."""
    queued(office, "goat.jpg", "horse.jpg")
    with office.writing() as record:
        begun(record, photo="goat.jpg", photo_sha256=office.photos.sha256("goat.jpg"), sidecar={"alt": "A goat."})
        record.utterances.intend(utterance(kind=Kind.POST, text="Exactly <these> words."))
    page = editor.get(COMING).text

    assert as_it_stands(page) == "Exactly &lt;these&gt; words."
    assert "Contest no. 1 has begun" in page
    assert 'alt="A goat."' in page
    assert "/queue/swap" not in page


def test_under_a_pause_it_says_so(editor: FlaskClient, office: Office) -> None:
    """And there is nothing to pause."""
    queued(office, "goat.jpg")
    with office.writing() as record:
        record.staff.pause("maria", "a funeral", office.hour)
    page = editor.get(COMING).text

    assert "if the pause is over by then" in page
    assert page.count('href="/pause"') == 0


def test_another_photo_takes_the_slot(editor: FlaskClient, office: Office) -> None:
    """The one that had it comes after, and the others keep their order."""
    queued(office, "a.jpg", "b.jpg", "c.jpg")
    page = landed(editor, send(editor, SWAP, {"photo": key_of("c.jpg")}))

    assert "c.jpg goes out on Friday 4 December at 10:00 AM CST." in page
    assert order_of(office) == ["c.jpg", "a.jpg", "b.jpg"]


def test_a_pinned_photo_keeps_its_week(editor: FlaskClient, office: Office) -> None:
    """No swap outranks a pin: it is told, and nothing is changed."""
    queued(office, "a.jpg", "b.jpg", "c.jpg")
    pin(office, "c.jpg", "2026-12-04")
    answer = send(editor, SWAP, {"photo": key_of("b.jpg")})

    assert answer.status_code == 409
    assert "c.jpg keeps Friday 4 December at 10:00 AM CST: pinned to this week." in answer.text
    assert order_of(office) == ["c.jpg", "a.jpg", "b.jpg"]


def test_a_swap_names_a_photo(editor: FlaskClient, office: Office) -> None:
    """None chosen, or one that isn't there: nothing happens."""
    queued(office, "a.jpg", "b.jpg")

    assert send(editor, SWAP).status_code == 422
    assert send(editor, SWAP, {"photo": "nobody"}).status_code == 409
    assert order_of(office) == ["a.jpg", "b.jpg"]


def test_after_its_words_one_is_back_at_the_coming_post(editor: FlaskClient, office: Office) -> None:
    """Of another photo, at the queue."""
    queued(office, "a.jpg", "b.jpg")

    assert send(editor, words_of("a.jpg"), {"alt": "New."}).headers["Location"].startswith(COMING)
    assert send(editor, words_of("b.jpg"), {"alt": "New."}).headers["Location"].startswith("/queue?")


def test_a_week_is_skipped_and_taken_back(editor: FlaskClient, office: Office) -> None:
    """Its photo keeps its place, and goes out a week later meanwhile."""
    queued(office, "goat.jpg")
    page = landed(editor, send(editor, f"/queue/skip/{WEEK}"))

    assert "Nothing is posted on Friday 4 December at 10:00 AM CST" in page
    assert "Skipped by Dana." in page
    with office.viewing() as view:
        assert view.record.staff.skips() == {WEEK}
    back = landed(editor, send(editor, f"/queue/unskip/{WEEK}"))
    assert "has its contest again" in back
    assert "Skipped by Dana" not in back


def test_two_who_skip_at_once(editor: FlaskClient, desk: FlaskClient, office: Office) -> None:
    """The second is told that the first has."""
    queued(office, "goat.jpg")
    page = editor.get(f"/queue/skip/{WEEK}").text
    send(desk, f"/queue/skip/{WEEK}")
    answer = sent(editor, page, f"/queue/skip/{WEEK}", {})

    assert answer.status_code == 409
    assert "Maria skipped a week" in answer.text


@pytest.mark.parametrize("week", ["2026-W54", "2026-W00", "2026-49", "1999-W01", "2026-W49x"])
def test_what_is_no_week_is_nowhere(editor: FlaskClient, week: str) -> None:
    """Not in the calendar, or not written as one."""
    assert editor.get(f"/queue/skip/{week}").status_code == 404
    assert editor.get(f"/queue/unskip/{week}").status_code == 404


def test_a_week_that_is_past_can_not_be_skipped(editor: FlaskClient, office: Office) -> None:
    """It is told, in words that lead nowhere but on the desk."""
    queued(office, "goat.jpg")
    answer = send(editor, "/queue/skip/2026-W40")

    assert answer.status_code == 409
    assert "is past" in answer.text
    assert "captionbot next" not in answer.text


def test_a_holiday_is_taken_back_in(editor: FlaskClient, office: Office) -> None:
    """Which of them leaves the week out is named."""
    office.settings = office.settings.model_copy(update={"skip_holidays": "US"})
    office.hour += timedelta(weeks=2)
    queued(office, "goat.jpg")
    page = editor.get("/queue").text
    assert "Christmas Day, a holiday." in page

    back = landed(editor, send(editor, "/queue/unskip/2026-W52"))
    assert "although it is Christmas Day" in back


def test_a_day_of_the_page_s_own_is_shown_and_taken_back_in(editor: FlaskClient, office: Office) -> None:
    """With the reason that staff wrote, whatever is in it."""
    days = OwnDays(once={date(2026, 12, 11): "Funeral of <b>Officer Lee</b>"})
    office.settings = office.settings.model_copy(update={"own_days": days})
    queued(office, "goat.jpg", "horse.jpg")
    why = "a day of your own: Funeral of &lt;b&gt;Officer Lee&lt;/b&gt;"

    assert f"{why[0].upper()}{why[1:]}." in editor.get("/queue").text
    assert why in editor.get("/queue/unskip/2026-W50").text
    assert f"although it is {why}" in landed(editor, send(editor, "/queue/unskip/2026-W50"))
    assert why not in editor.get("/queue").text.partition("Going out")[2]


def test_a_contest_is_asked_for_now(editor: FlaskClient, office: Office) -> None:
    """The next tick begins it with the photo that was chosen, and until then it is the coming post."""
    queued(office, "a.jpg", "b.jpg")
    assert f'checked id="photo-0" name="photo" required type="radio" value="{key_of("a.jpg")}"' in editor.get(NOW).text
    page = landed(editor, send(editor, NOW, {"photo": key_of("b.jpg")}))

    assert "The next tick posts b.jpg" in page
    assert "Somebody asked for it" in page
    assert "Name &lt;That&gt; Photo · Monday 30 November 2026" in as_it_stands(page)
    with office.viewing() as view:
        (slot,) = view.record.contests.asked()
        assert (slot.photo, slot.slot_at) == ("b.jpg", office.hour)
    assert "asked for already" in send(editor, NOW, {"photo": key_of("a.jpg")}).text


def test_nothing_is_asked_for_under_a_pause(editor: FlaskClient, office: Office) -> None:
    """Whoever gave it, and if a file did."""
    queued(office, "a.jpg")
    (office.photos.root / "PAUSE").write_text("a funeral")
    answer = send(editor, NOW, {"photo": key_of("a.jpg")})

    assert answer.status_code == 409
    assert "A PAUSE file pauses this Page (a funeral)." in answer.text


def test_a_photo_that_waits_since_is_not_asked_for(editor: FlaskClient, office: Office) -> None:
    """It is told that something has changed, and there is none to be chosen any more; nor is one to be swapped."""
    queued(office, "a.jpg")
    page, swap = editor.get(NOW).text, editor.get(SWAP).text
    office.settings = office.settings.model_copy(update={"checklist": ("Nobody is a victim.",)})
    answer = sent(editor, page, NOW, {"photo": key_of("a.jpg")})

    assert answer.status_code == 409
    assert "No photo is ready." in answer.text
    assert "No other photo is ready" in swap
    with office.viewing() as view:
        assert view.record.contests.asked() == []


def test_another_picture_under_the_same_name_is_not_asked_for(editor: FlaskClient, office: Office) -> None:
    """Cameras use names again; nobody has seen the one that lies there now."""
    queued(office, "a.jpg", "b.jpg")
    now, swap = editor.get(NOW).text, editor.get(SWAP).text
    with office.writing() as record:
        put(office.photos.root / "queue", "b.jpg", file_unlike(7), age=50, now=office.hour)
        (photo,) = [one for one in office.photos.queue(office.hour) if one.name == "b.jpg"]
        record.photos.keep("b.jpg", photo.trace, facts("another"), office.hour)

    for page, path in ((now, NOW), (swap, SWAP)):
        answer = sent(editor, page, path, {"photo": key_of("b.jpg")})
        assert answer.status_code == 409
        assert "Something has changed since you opened this page" in answer.text


def test_a_form_sent_twice_asks_once(editor: FlaskClient, office: Office) -> None:
    """The second answer is that of the first."""
    queued(office, "a.jpg", "b.jpg")
    page = editor.get(NOW).text
    first, second = (sent(editor, page, NOW, {"photo": key_of("a.jpg")}) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    with office.viewing() as view:
        assert len(view.record.contests.asked()) == 1


def vouching(name: str, way: str = "vouch") -> str:
    """Where a person says yes to a photo."""
    return f"/queue/photos/{key_of(name)}/{way}"


def ticked(page: str) -> list[str]:
    """What is sent of every box on the page that is ticked."""
    return [part.partition('"')[0] for part in page.split('type="checkbox" value="')[1:]]


def test_a_person_vouches_sentence_by_sentence(editor: FlaskClient, office: Office) -> None:
    """For the checklist, and for a picture that a contest has shown before; and takes it back."""
    office.settings = office.settings.model_copy(update={"checklist": ("Nobody is a victim.", "Nobody is a minor.")})
    queued(office, "goat.jpg")
    with office.writing() as record:
        sha256 = office.photos.sha256("goat.jpg")
        begun(record, photo="old.jpg", photo_sha256=sha256, photo_in="posted", post_id="9", stage="announced")
    page = editor.get(vouching("goat.jpg")).text
    boxes = ticked(page)
    assert len(boxes) == 3
    assert "although contest no. 1 of Friday" in page
    assert "/pictures/contests/1.jpg" in page

    assert editor_sends(editor, page, boxes[:2]).status_code == 409
    assert editor_sends(editor, page, []).status_code == 422
    assert order_of(office) == []
    assert "You have vouched for goat.jpg." in landed(editor, editor_sends(editor, page, boxes))
    assert order_of(office) == ["goat.jpg"]
    assert "Take the yes back" in editor.get("/queue").text
    landed(editor, send(editor, vouching("goat.jpg", "unvouch")))
    assert order_of(office) == []


def editor_sends(client: FlaskClient, page: str, boxes: list[str]) -> TestResponse:
    """Send a page of vouching with these boxes ticked."""
    fields = {**hidden_fields(page, vouching("goat.jpg")), "because": "We have asked.", "yes": boxes}
    return client.post(vouching("goat.jpg"), data=fields, headers={"Origin": "http://localhost"})


def test_a_photo_of_which_nothing_is_asked_says_so(editor: FlaskClient, office: Office) -> None:
    """There is no button to press."""
    queued(office, "goat.jpg")

    assert "It waits for nobody’s yes." in editor.get(vouching("goat.jpg")).text
    assert send(editor, vouching("goat.jpg", "unvouch")).status_code == 409
