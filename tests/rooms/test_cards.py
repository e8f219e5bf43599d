"""The card of an announcement: kept before it is sent, the same for every attempt, and never in the winner's way."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from captionbot import cards
from captionbot.contest.card import CardWords
from captionbot.errors import CaptionbotError, NotSent, PhotosFolderError
from captionbot.photos.card.drawn import DrawnCard, NotDrawn, Style
from captionbot.photos.folder import PhotosFolder
from captionbot.runner import picture
from captionbot.store.schema import CardRow, Notice
from tests.photos.drawing_words import draw_words
from tests.photos.unlike import file_unlike
from tests.rooms.landed import lose_photo
from tests.rooms.pretend import NOT_SENT, refuses
from tests.rooms.public import correct
from tests.rooms.week import ACTS, Week, days
from tests.store.made import ANNOUNCES, HOUR, MINUTE

MakeWeek = Callable[..., Week]
NAME = "horse.card.jpg"


def uploads(week: Week) -> list[tuple[bytes, str]]:
    """What was uploaded, and its alternative text."""
    return [(one.jpeg, one.text) for one in week.page.facts.heard if one.act == "upload"]


def sent(week: Week) -> bytes:
    """What is sent of the photo itself."""
    with week.store.view() as record:
        return record.photos.jpeg(week.contest().photo_sha256) or b""


def told(week: Week) -> list[Notice]:
    """What staff were told since the entries closed."""
    return [notice for notice in week.notices if notice.at >= ANNOUNCES]


def rows(week: Week) -> list[CardRow]:
    """What the record knows of the first contest's cards."""
    with week.store.view() as record:
        return list(record.cards.of_contest(1))


def kept(week: Week, name: str = NAME) -> bytes:
    """A file in posted."""
    return (week.photos.root / "posted" / name).read_bytes()


def drawing(week: Week, drawer: Callable[[bytes, CardWords, Style], DrawnCard]) -> Week:
    """The same, with another drawer."""
    week.plug(replace(week.photos, draw=drawer))
    return week


def _never(_jpeg: bytes, _words: CardWords, _style: Style) -> DrawnCard:
    raise NotDrawn("The card could not be drawn: no fonts.", "Install them.")


def test_the_card_goes_out_and_stays_beside_the_photo(review: Week) -> None:
    """The very bytes that are kept, with the caption in its alternative text."""
    review.tick(ANNOUNCES)

    [(jpeg, alt)] = uploads(review)
    assert jpeg == kept(review) != review.jpeg
    assert b"Caption number 1" in jpeg
    assert "“Caption number 1”" in alt
    assert "Fan 1" in alt
    [row] = rows(review)
    assert (row.decision, row.name, row.sha256) == (1, NAME, hashlib.sha256(jpeg).hexdigest())
    assert review.folder("posted") == [NAME, "horse.jpg", "horse.txt"]
    assert told(review) == []


def test_what_stands_on_it_is_the_winner_as_staff_have_it_announced(week: Week) -> None:
    """With the credit of the photo and the contest's own name, as they stood when it began."""
    week.photo("horse.jpg", "Alt: Two officers on horseback.\nCredit: Public Library\n\nWhat's the caption?")
    week.in_review()
    with week.store.view() as record:
        contest = record.contests.get(1)
        decision = record.contests.decision_of(1, 1)
    decision.said_caption, decision.said_name = "Caption no. 1", "Annie"
    words = cards.words_of(contest, decision)

    assert (words.caption, words.by) == ("“Caption no. 1”", "Annie")
    assert words.contest == "Beat the Caption no. 1"
    assert words.day == "Friday 27 November 2026"


def test_a_correction_has_a_card_of_its_own(announced: Week) -> None:
    """The old one stays where it is, for it is what stood on the Page."""
    first = kept(announced)
    correct(announced)
    announced.tick()

    assert [row.name for row in rows(announced)] == [NAME, "horse.card-2.jpg"]
    assert kept(announced) == first
    assert b"Caption number 2" in kept(announced, "horse.card-2.jpg")
    assert uploads(announced)[-1][0] == kept(announced, "horse.card-2.jpg")


def test_a_further_attempt_sends_the_same_bytes(review: Week) -> None:
    """Facebook lets go of an upload after a day; the card is not drawn again, whatever the settings say by now."""
    review.page.answers(*[NOT_SENT] * 2)
    review.tick(ANNOUNCES)
    first = uploads(review)
    assert len(first) == 1
    drawing(review, _never)
    review.page.answers(refuses())
    review.tick(days(5.5))
    review.tick(days(6))

    assert [jpeg for jpeg, _ in uploads(review)] == [first[0][0]] * len(uploads(review))
    assert len(uploads(review)) > 1
    assert review.stages == ["announced"]
    assert len(rows(review)) == 1


CRASHES = ["before its row", "before its upload"]


@pytest.mark.parametrize("at", CRASHES)
def test_a_crash_leaves_one_card(review: Week, at: str) -> None:
    """Whatever stood by then is used again: the file that is the same as a new drawing, or the one of the row."""
    if at == "before its row":
        _crash_at_row(review)
    else:
        fail_upload(review)
    review.tick(ANNOUNCES + MINUTE)

    assert review.stages == ["announced"]
    assert review.folder("posted") == [NAME, "horse.jpg", "horse.txt"]
    assert uploads(review)[-1][0] == kept(review)
    assert len(rows(review)) == 1


class Crash(BaseException):
    """The process dies."""


def _crash_at_row(week: Week) -> None:
    keep = PhotosFolder.keep_card

    def dying(folder: PhotosFolder, photo: str, jpeg: bytes) -> str:
        keep(folder, photo, jpeg)
        raise Crash

    with pytest.MonkeyPatch.context() as for_now:
        for_now.setattr(PhotosFolder, "keep_card", dying)
        with pytest.raises(Crash):
            week.tick(ANNOUNCES)
    assert rows(week) == []
    assert NAME in week.folder("posted")


def fail_upload(week: Week) -> None:
    """The card is kept, and nothing of it reaches Facebook."""
    upload = week.page.upload

    def failing(jpeg: bytes, *, alt: str) -> str:
        week.page.upload = upload  # type: ignore[method-assign] # the next one is taken
        raise NotSent(f"No route to Facebook ({len(jpeg)}, {alt}).")

    week.page.upload = failing  # type: ignore[method-assign] # this one Page's
    week.tick(ANNOUNCES)
    assert len(rows(week)) == 1


def test_a_card_that_was_changed_since_is_drawn_again_under_another_name(review: Week) -> None:
    """Staff's hand in the file stays; what goes out is what the record knows."""
    fail_upload(review)
    (review.photos.root / "posted" / NAME).write_bytes(b"scribbled")
    review.tick(ANNOUNCES + MINUTE)

    assert kept(review) == b"scribbled"
    assert [row.name for row in rows(review)] == ["horse.card-2.jpg"]
    assert uploads(review)[-1][0] == kept(review, "horse.card-2.jpg")


def test_a_kept_card_goes_out_although_the_photo_is_gone(review: Week) -> None:
    """It needs nothing but itself."""
    fail_upload(review)
    card = kept(review)
    lose_photo(review)
    (review.photos.root / "posted" / NAME).write_bytes(card)
    review.tick(ANNOUNCES + MINUTE)

    assert review.stages == ["announced"]
    assert uploads(review)[-1][0] == card


def test_without_a_card_the_photo_goes_out_and_staff_are_told_once(review: Week) -> None:
    """A winner is not kept waiting for an ornament."""
    drawing(review, _never)
    review.tick(ANNOUNCES)
    review.tick(ANNOUNCES + HOUR)

    assert review.page.acts(*ACTS) == ["reply", "publish"]
    assert review.stages == ["announced"]
    [(jpeg, _)] = uploads(review)
    assert jpeg == sent(review)
    [notice] = told(review)
    assert notice.text == f"The card could not be drawn: no fonts. {picture.INSTEAD}"
    assert (notice.do, notice.contest) == ("Install them.", 1)
    assert rows(review) == []


def test_a_fault_of_ours_in_a_card_keeps_no_winner_waiting(review: Week) -> None:
    """It is told as what it is, and logged."""

    def faulty(_jpeg: bytes, _words: CardWords, _style: Style) -> DrawnCard:
        raise ZeroDivisionError

    drawing(review, faulty).tick(ANNOUNCES)

    assert review.stages == ["announced"]
    [notice] = told(review)
    assert "by a fault of captionbot's own (ZeroDivisionError)" in notice.text
    assert "report it" in notice.do


def test_where_a_card_can_not_be_kept_the_photo_goes_out(review: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    """What went out and is nowhere could not be told of later."""

    def full(_folder: PhotosFolder, _photo: str, _jpeg: bytes) -> str:
        raise PhotosFolderError("Its card can't be kept in posted: No space left on device.", "Make room.")

    monkeypatch.setattr(PhotosFolder, "keep_card", full)
    review.tick(ANNOUNCES)

    assert review.stages == ["announced"]
    assert uploads(review)[0][0] == sent(review)
    [notice] = told(review)
    assert "No space left on device" in notice.text
    assert rows(review) == []


LACKS = {
    "signs": (
        {"missing": "🜚ᚠ"},
        "Its card does without 🜚 ᚠ, for no font here has them; the post has every word.",
    ),
    "caption": (
        {"missing": "🜚ᚠ", "without_caption": True},
        "Its card says only that the caption stands in the post, for no font here has 🜚 ᚠ.",
    ),
    "logo": ({"without_logo": True}, f"Its card is without the logo, which {cards.drawing.BROKEN}"),
}


@pytest.mark.parametrize("lack", LACKS)
def test_what_a_card_lacks_is_told_once(review: Week, lack: str) -> None:
    """It goes out all the same, and nothing wants anybody therefore."""
    more, words = LACKS[lack]

    def lacking(jpeg: bytes, said: CardWords, style: Style) -> DrawnCard:
        return replace(draw_words(jpeg, said, style), **more)  # type: ignore[arg-type] # one or the other

    drawing(review, lacking)
    report = review.tick(ANNOUNCES)

    [notice] = told(review)
    assert notice.text == words
    assert not report.unfinished
    assert any(words in line for line in report.lines)
    assert uploads(review)[0][0] == kept(review)


def test_what_was_told_is_not_told_again(review: Week) -> None:
    """As when the card had to be drawn a second time."""
    drawing(review, lambda *asked: replace(draw_words(*asked), missing="ᚠ"))
    fail_upload(review)
    (review.photos.root / "posted" / NAME).unlink()
    review.tick(ANNOUNCES + MINUTE)

    assert len([one for one in told(review) if "does without" in one.text]) == 1


def test_a_logo_that_is_not_there_is_told(make_week: MakeWeek) -> None:
    """The card goes out without it."""
    week = make_week("CARD_LOGO=none.png\n").in_review()
    week.tick(ANNOUNCES)

    [notice] = told(week)
    assert notice.text.startswith("Its card is without the logo. The logo ")
    assert "CARD_LOGO" in notice.do


def test_the_logo_and_the_colours_are_those_of_the_settings(make_week: MakeWeek) -> None:
    """Read when a card is drawn."""
    week = make_week("CARD_COLOURS='#000 #fff #ff0'\nCARD_LOGO=logo.jpg\n")
    logo = week.settings.card_logo
    assert isinstance(logo, Path)
    logo.write_bytes(file_unlike(3))

    style = cards.style_of(week.settings)

    assert style == Style("#000000", "#ffffff", "#ffff00", file_unlike(3))
    assert cards.logo_trouble(week.settings) is None
    logo.unlink()
    trouble = cards.logo_trouble(week.settings)
    assert isinstance(trouble, CaptionbotError)
    assert cards.style_of(week.settings).logo == b""
