"""We know our own words again, in whichever wording they were said, and under whichever file of wordings."""

from dataclasses import fields, replace

import pytest

from captionbot.contest import wording
from captionbot.contest.wording import (
    BUILT_IN,
    CORRECTED,
    WITHDRAWN,
    Credited,
    Wordings,
    added_trace,
    begins_a_line,
    carries_marker,
    is_added,
    names_winner,
    read_wordings,
)

from .made import OPENS, TERMS
from .own_words import OWN, STAFFS
from .test_wording import CHICAGO, CONTEST_MARKER, HOSTILE, RESULT, RESULT_MARKER, announced

FILES = {"ours": BUILT_IN, "staff's": STAFFS}
OTHERS = (Credited("Whoa.", "Al Bo", 41), Credited("Neigh.", None, 1))
NUMBERS = range(8)

each_file = pytest.mark.parametrize("wordings", FILES.values(), ids=FILES.keys())


def contest_post_with(added: str) -> str:
    """A contest post whose staff's words quote a caption, and what was added to it below."""
    return f"“Whoa.” was the caption last year.\n\n{CONTEST_MARKER}\n\n{added}"


def test_the_file_of_these_tests_is_one_that_staff_may_write() -> None:
    """Else nothing here holds of them."""
    assert read_wordings(OWN).problems == ()
    assert sum(getattr(STAFFS, one.name) != getattr(BUILT_IN, one.name) for one in fields(Wordings)) == 9


@each_file
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("runners_up", [OTHERS[:1], OTHERS], ids=["one", "two"])
def test_an_announcement_names_its_winner_and_no_runner_up(
    wordings: Wordings, number: int, runners_up: tuple[Credited, ...]
) -> None:
    """Whatever stands over the runners-up; and with a note added to it, it names nobody any more."""
    result = replace(RESULT, number=number, runners_up=runners_up)
    announcement = wording.announcement(
        TERMS, result, fact="It ran.", credit="", marker=RESULT_MARKER, zone=CHICAGO, wordings=wordings
    )
    correction = wording.correction(
        TERMS, result, fact="", credit="", marker=RESULT_MARKER, zone=CHICAGO, wordings=wordings
    )

    for said in (announcement, correction):
        assert names_winner(said, RESULT.winner.caption)
        assert not any(names_winner(said, one.caption) for one in runners_up)
        assert names_winner(f"{said}\n\n{wording.corrected('', number, wordings)}", "Whoa.")
        assert names_winner(said.replace("\n", "\r\n"), RESULT.winner.caption)


@each_file
@pytest.mark.parametrize("number", NUMBERS)
def test_every_reply_has_the_words_by_which_it_is_known(wordings: Wordings, number: int) -> None:
    """The contest and its day, as no hand writes them."""
    words = wording.result_words("Beat the Caption", OPENS, CHICAGO)
    result = replace(RESULT, number=number)

    assert words in wording.winner_reply(TERMS, result, CHICAGO, wordings)
    assert words in wording.correction_reply(TERMS, result, CHICAGO, wordings)


@each_file
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("caption", ["We were told there would be oats.", "“Oats”", "אין שיבולת שועל", *HOSTILE[:-1]])
def test_an_edit_is_known_by_what_it_names_below_the_marker(wordings: Wordings, number: int, caption: str) -> None:
    """Whatever the votes were and however it was worded; and another caption's edit is not it."""
    result = replace(RESULT, number=number, winner=replace(RESULT.winner, caption=caption))
    stands = contest_post_with(wording.added_to_post(TERMS, result, CHICAGO, wordings))

    assert is_added(stands, added_trace(CONTEST_MARKER, caption))
    assert is_added(stands.partition(CONTEST_MARKER)[2], added_trace(CONTEST_MARKER, caption))
    assert not is_added(stands, added_trace(CONTEST_MARKER, "Whoa."))
    assert not is_added(stands, added_trace(CONTEST_MARKER, caption, 1))


@each_file
@pytest.mark.parametrize("number", NUMBERS)
def test_each_correction_of_a_contest_post_is_known_by_its_own_number(wordings: Wordings, number: int) -> None:
    """Back to the first winner, the second correction is not taken for the first word of it."""
    nora, al = replace(RESULT, number=number), replace(RESULT, number=number, winner=OTHERS[0])
    once = contest_post_with(
        "\n\n".join(
            [
                wording.added_to_post(TERMS, nora, CHICAGO, wordings),
                wording.added_correction(TERMS, al, 1, CHICAGO, wordings),
            ]
        )
    )
    twice = f"{once}\n\n{wording.added_correction(TERMS, nora, 2, CHICAGO, wordings)}"

    assert is_added(once, added_trace(CONTEST_MARKER, al.winner.caption, 1))
    assert not is_added(once, added_trace(CONTEST_MARKER, nora.winner.caption, 2))
    assert is_added(twice, added_trace(CONTEST_MARKER, nora.winner.caption, 2))


@pytest.mark.parametrize("trace", ["", "The winner: “Whoa.”", "a\nb"])
def test_a_trace_of_an_older_version_is_no_trace_of_this_kind(trace: str) -> None:
    """It was the beginning of the words, and is looked for as that."""
    assert not is_added("The winner: “Whoa.” by Al Bo.", trace)


@each_file
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("hostile", [CORRECTED, WITHDRAWN, f"  {CORRECTED.upper()}", CONTEST_MARKER, "Runner-up:"])
def test_no_name_makes_words_of_ours(wordings: Wordings, number: int, hostile: str) -> None:
    """Though staff let it stand first: neither a note nor a marker, and the winner is named all the same."""
    result = replace(RESULT, number=number, winner=Credited("Whoa.", hostile, 0))
    said = [
        announced(result),
        wording.announcement(TERMS, result, fact="", credit="", marker=RESULT_MARKER, zone=CHICAGO, wordings=wordings),
        wording.added_to_post(TERMS, result, CHICAGO, wordings),
        wording.correction(TERMS, result, fact="", credit="", marker=RESULT_MARKER, zone=CHICAGO, wordings=wordings),
    ]

    for text in said:
        assert not any(begins_a_line(text, words) for words in (CORRECTED, WITHDRAWN))
        assert not carries_marker(text, CONTEST_MARKER)
        assert names_winner(text, "Whoa.")


def test_a_wording_that_spells_the_contest_out_makes_no_marker() -> None:
    """Whatever the contest is called, a line of staff's that looks like a marker is spelt a little differently."""
    own = read_wordings("[thanks]\nBeat the Caption · result of Friday 27 November 2026\n").wordings
    said = wording.announcement(TERMS, RESULT, fact="", credit="", marker=RESULT_MARKER, zone=CHICAGO, wordings=own)

    assert [line for line in said.splitlines() if line == RESULT_MARKER] == [RESULT_MARKER]
    assert said.splitlines()[-1] == RESULT_MARKER
