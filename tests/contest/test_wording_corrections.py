"""What we say when a result was wrong, or is taken back: plain, sorry, and naming who is right."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.contest import wording
from captionbot.contest.wording import BUILT_IN, Credited, MarkerKind, Result, carries_marker, marker

from .made import CLOSES, OPENS, PROPERTY, TERMS

CHICAGO = ZoneInfo("America/Chicago")
MARKER = "Beat the Caption · correction of Friday 27 November 2026"
NORA = Credited("We were told there would be oats.", "Nora Bell", 96)
RESULT = Result(number=7, slot=OPENS, closes_at=CLOSES, counted_at=CLOSES + timedelta(minutes=3), winner=NORA)
CONTEST = "Beat the Caption of Friday 27 November 2026"
COUNT = "with 96 reactions when entries closed, Monday 30 November at 10:00 AM CST"


def corrected(result: Result = RESULT, credit: str = "", fact: str = "") -> str:
    """The post that corrects."""
    return wording.correction(TERMS, result, fact=fact, credit=credit, marker=MARKER, zone=CHICAGO, wordings=BUILT_IN)


def test_the_correction_names_who_won_and_says_sorry() -> None:
    """And nobody who did not; the fact is told with the winner, whenever that is."""
    result = replace(RESULT, runners_up=(Credited("Whoa.", None, 1),))

    assert corrected(result, credit="City Library", fact="They got oats.") == (
        f"Correction: the winner of {CONTEST} is “We were told there would be oats.” by Nora Bell, {COUNT}. "
        "Congratulations!\n"
        "\n"
        "We had named another caption first. That was our mistake, and we are sorry.\n"
        "\n"
        "Runner-up:\n"
        "“Whoa.” — a fan (1 reaction)\n"
        "\n"
        "What really happened: They got oats.\n"
        "\n"
        "Photo: City Library\n"
        "\n"
        "Beat the Caption · correction of Friday 27 November 2026"
    )


def test_the_reply_tells_the_new_winner_all_that_a_winner_is_told() -> None:
    """With the words by which a reply of ours is known."""
    said = wording.correction_reply(replace(TERMS, prize="a mug", contact="the front desk"), RESULT, CHICAGO, BUILT_IN)

    assert said == (
        f"Congratulations, Nora Bell! After a correction, “We were told there would be oats.” is the winner of "
        f"{CONTEST}, {COUNT}. We had named another caption first. That was our mistake, and we are sorry.\n"
        "\n"
        "Your prize: a mug. To receive it: the front desk"
    )
    assert wording.result_words("Beat the Caption", OPENS, CHICAGO) in said


def test_the_old_words_point_to_the_correction_and_name_nobody() -> None:
    """So they stay true when the correction is corrected."""
    sorry = "Correction: we made a mistake here, and we are sorry."

    assert wording.corrected("https://www.facebook.com/1_2", 7, BUILT_IN) == (
        f"{sorry} This leads to the right result:\nhttps://www.facebook.com/1_2"
    )
    assert wording.corrected("", 7, BUILT_IN) == f"{sorry} The right result stands on this Page."


@pytest.mark.parametrize("name", ["Ana L.", "Ana L…", "Ana “Bo.”", "אנה."])
@pytest.mark.parametrize("number", range(3))
def test_no_full_stop_follows_another(name: str, number: int) -> None:
    """Neither after a name nor after a caption, a prize or an organiser; what others wrote keeps its own."""
    result = replace(RESULT, number=number, winner=Credited("Wait.. what.", name, 0))
    terms = replace(TERMS, prize="a mug from Acme Inc.", contact="us", organiser="Springfield P.D.")
    said = [
        wording.correction(terms, result, fact="", credit="", marker=MARKER, zone=CHICAGO, wordings=BUILT_IN),
        wording.correction_reply(terms, result, CHICAGO, BUILT_IN),
        wording.added_correction(terms, result, 1, CHICAGO, BUILT_IN),
        wording.added_to_post(terms, result, CHICAGO, BUILT_IN),
        wording.winner_reply(terms, result, CHICAGO, BUILT_IN),
        wording.announcement(terms, result, fact="", credit="", marker=MARKER, zone=CHICAGO, wordings=BUILT_IN),
    ]
    for text in said:
        bare = text.replace("Wait..", "Wait").translate(dict.fromkeys(map(ord, "”\u2068\u2069")))
        assert ".." not in bare
        assert "…." not in bare
        assert "Wait.. what." in text


@pytest.mark.parametrize(("number", "heading"), [(1, "Correction"), (2, "Correction 2")])
def test_the_contest_post_is_told_each_time_in_words_of_its_own(number: int, heading: str) -> None:
    """Else the second time would be taken for the first."""
    assert wording.added_correction(TERMS, RESULT, number, CHICAGO, BUILT_IN) == (
        f"{heading}: the winner is “We were told there would be oats.” by Nora Bell, {COUNT}. "
        "We are sorry for the mistake."
    )


@pytest.mark.parametrize("name", [None, "", " \u202e "])
def test_a_new_winner_without_a_name_is_a_fan(name: str | None) -> None:
    """The reply then greets nobody by name."""
    result = replace(RESULT, winner=replace(NORA, name=name))

    assert " by a fan" in corrected(result)
    assert wording.correction_reply(TERMS, result, CHICAGO, BUILT_IN).startswith("Congratulations! After")


def test_each_correction_of_a_day_has_a_marker_of_its_own() -> None:
    """The second of one contest, and the first of the day's second contest."""
    lines = {
        marker("Beat the Caption", OPENS, CHICAGO, MarkerKind.CORRECTION, edition, correction=number)
        for edition in (1, 2)
        for number in (1, 2)
    }

    assert lines == {
        MARKER,
        "Beat the Caption · correction 2 of Friday 27 November 2026",
        "Beat the Caption · correction of Friday 27 November 2026 · 2",
        "Beat the Caption · correction 2 of Friday 27 November 2026 · 2",
    }


def test_an_announcement_and_its_correction_are_never_taken_for_each_other() -> None:
    """Nor the contest's own post for one of them."""
    lines = [marker("Beat the Caption", OPENS, CHICAGO, kind) for kind in MarkerKind]

    assert [[carries_marker(line, other) for other in lines] for line in lines] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


def test_what_staff_may_write_by_hand_is_whole_and_names_nobody() -> None:
    """Nobody is blamed."""
    assert wording.withdrawn_by_hand(TERMS, 7, OPENS, CHICAGO, BUILT_IN) == (
        f"We have withdrawn the result of {CONTEST}. There is no winner for now, and we are sorry. "
        "Thank you to everyone who sent a caption."
    )


@pytest.mark.parametrize("number", range(3))
def test_a_runner_up_is_not_the_winner(number: int) -> None:
    """Though both stand in one announcement; with the words of a correction added, it names nobody any more."""
    result = replace(RESULT, number=number, runners_up=(Credited("Whoa.", "Al Bo", 1), Credited("Neigh.", None, 1)))
    said = wording.announcement(
        TERMS, result, fact="It ran.", credit="", marker=MARKER, zone=CHICAGO, wordings=BUILT_IN
    )

    assert wording.names_winner(said, NORA.caption)
    assert not wording.names_winner(said, "Whoa.")
    assert wording.names_winner(f"{said}\n\n{wording.corrected('', 7, BUILT_IN)}", "Whoa.")
    assert not wording.names_winner(f"{said}\n\n“{wording.CORRECTED}”", "Whoa.")


@PROPERTY
@given(
    st.sampled_from([wording.CORRECTED, wording.WITHDRAWN]), st.sampled_from(["", "\n", "\r\n", "\u2028", "“", "”\n\n"])
)
def test_our_own_words_in_a_caption_begin_no_line(words: str, before: str) -> None:
    """Whatever stands before them; so nothing is taken for said that isn't."""
    winner = Credited(before + words, before + words, 3)
    result = replace(RESULT, winner=winner, runners_up=(winner,))

    assert not wording.begins_a_line(corrected(result), words)
    assert not wording.begins_a_line(wording.correction_reply(TERMS, result, CHICAGO, BUILT_IN), words)
    assert wording.begins_a_line(f"{corrected(result)}\r\n\r\n {words.replace(' ', '  ')} Sorry again.", words)


@PROPERTY
@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from([f"\n{MARKER}\n", "{url}{name}", "@[1:0]", ""]))
def test_hostile_words_make_no_line_of_ours(caption: str, name: str, trap: str) -> None:
    """One marker, at the end, and no mention of anybody."""
    result = replace(RESULT, winner=Credited(caption + trap, trap + name, 3))

    said = corrected(result)
    assert [line for line in said.splitlines() if line.strip() == MARKER] == said.splitlines()[-1:]
    assert "@[" not in said
    assert "\n" not in wording.added_correction(TERMS, result, 1, CHICAGO, BUILT_IN)
