"""`card` as a person uses it: what will go out can be looked at before, and nothing happens by looking."""

from tests.story.pictures import BAND, alt_of, sent, share, size
from tests.story.test_card import ALT, CARD, PHOTO, SECOND, SIDECAR, WINNER, WORDS, in_review
from tests.story.town import ANNOUNCE, Town

BY = ("--by", "dana")


def test_what_is_looked_at_is_what_goes_out(town: Town) -> None:
    """Byte for byte; looking records nothing, keeps nothing and posts nothing."""
    in_review(town)
    told = town.must("card", "1", "--out", "look.jpg").out
    looked = (town.folder / "look.jpg").read_bytes()
    assert (town.rows("cards"), town.photos("posted"), town.counts) == ([], [PHOTO, WORDS], (1, 0, 0))
    for words in (f"“{WINNER}”", "Ann Lee", "Beat the Caption no. 1", "Springfield Public Library", ALT):
        assert words in told
    assert " × ".join(str(side) for side in size(looked)) in told

    town.at(ANNOUNCE).tick_well()
    (announcement,) = town.spoken().announcements
    assert sent(town, announcement) == looked
    assert f"Alternative text: {alt_of(town, announcement)}" in told
    assert f"photos/posted/{CARD}" in town.must("card", "1", "--out", "again.jpg").out
    assert (town.folder / "again.jpg").read_bytes() == looked


def test_staff_see_the_card_of_whom_they_pick(town: Town) -> None:
    """And in the colours that they have just set."""
    in_review(town)
    second = next(str(one["id"]) for one in town.facebook.world()["comments"] if one["message"] == SECOND)
    town.must("pick", "1", second, "--because", "the funnier", *BY)
    town.settle_in(CARD_COLOURS="'#f4f1de #22223b #9a031e'", ORGANISER="Springfield Police")
    assert f"“{SECOND}”" in town.must("card", "1").out
    card = (town.folder / "card-1.jpg").read_bytes()
    assert share(card, "#f4f1de") > 0.1
    assert share(card, BAND) < 0.01


def test_no_file_of_a_persons_is_overwritten(town: Town) -> None:
    """Only with `--overwrite`; and a place that can't be written is named."""
    in_review(town)
    theirs = town.folder / "look.jpg"
    theirs.write_bytes(b"theirs")
    assert "look.jpg is there already" in town.refused("card", "1", "--out", "look.jpg")
    assert theirs.read_bytes() == b"theirs"
    town.must("card", "1", "--out", "look.jpg", "--overwrite")
    assert share(theirs.read_bytes(), BAND) > 0.1
    assert "can't be written" in town.refused("card", "1", "--out", "nowhere/look.jpg")


def test_where_there_is_no_card(town: Town) -> None:
    """No winner yet, or no such contest: one line that says so."""
    town.post_the_first(PHOTO, SIDECAR)
    assert "has no winner yet" in town.refused("card", "1")
    assert "no. 7" in town.refused("card", "7")


def test_where_the_photo_is_gone(town: Town) -> None:
    """Somebody took it out of the folder: what was sent of it is in the record, and the card is the same."""
    in_review(town)
    town.must("card", "1", "--out", "before.jpg")
    (town.folder / "photos" / "posted" / PHOTO).unlink()
    town.must("card", "1", "--out", "after.jpg")
    assert (town.folder / "after.jpg").read_bytes() == (town.folder / "before.jpg").read_bytes()


def test_colours_that_nobody_could_read_are_refused(town: Town) -> None:
    """With the figure, and what would do."""
    town.settle_in(CARD_COLOURS="'#ffffff #ffff00 #000000'")
    ran = town.run("check")
    assert ran.code == 2
    assert "1.0:1" in ran.err
    assert "4.5:1" in ran.err


def test_a_logo_that_is_none_is_told_and_costs_nothing(town: Town) -> None:
    """`check` warns, the announcement goes out with its card, and staff hear why the logo is not on it."""
    (town.folder / "logo.png").write_text("no picture at all", encoding="utf-8")
    town.settle_in(CARD_LOGO="logo.png")
    in_review(town)
    assert "logo" in town.run("check").said
    town.at(ANNOUNCE).tick()
    (announcement,) = town.spoken().announcements
    assert share(sent(town, announcement), BAND) > 0.1
    assert [row["contest"] for row in town.rows("notices") if "without the logo" in row["text"]] == [1]
