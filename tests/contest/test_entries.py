"""Who takes part, and who is left out for which reason: the rules of the game."""

from datetime import timedelta

import pytest

from captionbot.contest.comment import Comment, Tag
from captionbot.contest.entries import BY_STAFF, Case, Judgement, Reason, judge
from captionbot.contest.screens import Flag, Mark

from .made import CLOSES, OPENS, PAGE, case, comment, entered, entry_of, reasons

SECOND = timedelta(seconds=1)
TOO_LONG = "n" * 301


def judged(*comments: Comment, under: Case | None = None) -> Judgement:
    """The judgement of an ordinary contest."""
    return judge(comments, under or case())


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(comment(), id="ordinary"),
        pytest.param(comment(at=OPENS), id="at-the-first-instant"),
        pytest.param(comment(at=CLOSES - SECOND), id="a-second-before-closing"),
        pytest.param(comment(text="Neigh https://example.org"), id="link-with-words"),
        pytest.param(comment(text="Al Bo neigh", tags=[Tag(0, 5, "Al Bo")]), id="tag-with-words"),
        pytest.param(comment(text="Neigh", attachment="sticker"), id="sticker-with-words"),
        pytest.param(comment(text="n" * 300), id="as-long-as-may-be"),
        pytest.param(comment(text="👮🏽‍♀️" * 299 + "n"), id="as-long-as-may-be-in-emoji"),
        pytest.param(comment(text="  " + "n" * 300 + "\n"), id="spaces-around-do-not-count"),
        pytest.param(comment(by=None), id="author-withheld"),
        pytest.param(comment(votes=0), id="no-votes"),
        pytest.param(comment(text="7"), id="one-digit"),
    ],
)
def test_it_is_an_entry(one: Comment) -> None:
    """Words, on the photo itself, inside the window, by someone other than the Page."""
    assert entered(judged(one)) == ["1"]


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        pytest.param(comment(reply_to="9"), Reason.REPLY, id="reply"),
        pytest.param(comment(by=PAGE), Reason.PAGE_ITSELF, id="the-page-itself"),
        pytest.param(comment(at=OPENS - SECOND), Reason.BEFORE, id="before-it-opened"),
        pytest.param(comment(at=CLOSES), Reason.AFTER, id="at-the-closing-instant"),
        pytest.param(comment(at=CLOSES + SECOND), Reason.AFTER, id="after-it-closed"),
        pytest.param(comment(hidden=True), Reason.HIDDEN, id="hidden"),
        pytest.param(comment(text=""), Reason.NO_WORDS, id="empty"),
        pytest.param(comment(text="", attachment="photo"), Reason.NO_WORDS, id="photo-only"),
        pytest.param(comment(text="😂😂😂"), Reason.NO_WORDS, id="emoji-only"),
        pytest.param(comment(text="1️⃣"), Reason.NO_WORDS, id="keycap-only"),
        pytest.param(comment(text="\u3164"), Reason.NO_WORDS, id="blank-letter"),
        pytest.param(comment(text="https://example.org"), Reason.NO_WORDS, id="link-only"),
        pytest.param(comment(text="Al Bo 😂", tags=[Tag(0, 5, "Al Bo")]), Reason.NO_WORDS, id="tag-only"),
        pytest.param(comment(text=TOO_LONG), Reason.TOO_LONG, id="too-long"),
        pytest.param(comment(by="officer"), Reason.ONE_OF_OURS, id="staff"),
        pytest.param(comment(by="champion"), Reason.RECENT_WINNER, id="won-not-long-ago"),
        pytest.param(comment("gone"), Reason.WITHDRAWN, id="withdrawn"),
        pytest.param(comment("rude"), Reason.CRUDE, id="disqualified"),
    ],
)
def test_it_is_left_out(one: Comment, reason: Reason) -> None:
    """Each for its one reason."""
    under = case(staff=["officer"], winners=["champion"], withdrawn=["gone"], disqualified={"rude": Reason.CRUDE})
    judgement = judged(one, under=under)

    assert entered(judgement) == []
    assert reasons(judgement) == {one.comment_id: reason}


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        pytest.param(comment("gone", reply_to="9", by=PAGE, at=CLOSES), Reason.WITHDRAWN, id="gone-before-all"),
        pytest.param(comment("rude", reply_to="9", by=PAGE, at=CLOSES), Reason.REPLY, id="reply-before-author"),
        pytest.param(comment("rude", by=PAGE, at=CLOSES, text=""), Reason.PAGE_ITSELF, id="page-before-hour"),
        pytest.param(comment("rude", at=CLOSES, hidden=True, text=""), Reason.AFTER, id="hour-before-staffs-word"),
        pytest.param(comment("rude", hidden=True, text=""), Reason.CRUDE, id="staffs-word-before-hidden"),
        pytest.param(comment(hidden=True, text=""), Reason.HIDDEN, id="hidden-before-words"),
        pytest.param(comment(text=TOO_LONG, by="officer"), Reason.TOO_LONG, id="words-before-author"),
        pytest.param(comment(by="officer"), Reason.ONE_OF_OURS, id="ours-before-winner"),
    ],
)
def test_where_several_reasons_hold_the_first_of_the_fixed_order_is_given(one: Comment, reason: Reason) -> None:
    """Where and when it was written, what people decided, what it says, who wrote it."""
    everyone = ["officer"]
    under = case(staff=everyone, winners=everyone, withdrawn=["gone"], disqualified={"rude": Reason.CRUDE})

    assert reasons(judged(one, under=under)) == {one.comment_id: reason}


@pytest.mark.parametrize(
    ("text", "caption_max", "out"),
    [
        ("neigh", 5, False),
        ("neighs", 5, True),
        ("e\u0301" * 5, 5, False),
        ("👩‍👩‍👧‍👦 n", 3, False),
        ("👩‍👩‍👧‍👦 ne", 3, True),
    ],
)
def test_length_is_counted_as_a_reader_does(text: str, caption_max: int, *, out: bool) -> None:
    """A family of four is one character."""
    judgement = judged(comment(text=text), under=case(caption_max=caption_max))

    assert (Reason.TOO_LONG in reasons(judgement).values()) is out


def test_a_persons_best_entry_stands() -> None:
    """The others give way to it, and say to which."""
    judgement = judged(comment(1, votes=2, by="ann"), comment(2, votes=9, by="ann"), comment(3, votes=5, by="ann"))

    assert entered(judgement) == ["2"]
    assert [(one.comment.comment_id, one.reason, one.instead) for one in judgement.left_out] == [
        ("1", Reason.SECOND_ENTRY, "2"),
        ("3", Reason.SECOND_ENTRY, "2"),
    ]


def test_of_a_persons_equal_entries_the_earlier_stands() -> None:
    """Whatever their ids say."""
    judgement = judged(comment(1, votes=5, by="ann", minute=9), comment(2, votes=5, by="ann", minute=8))

    assert entered(judgement) == ["2"]


def test_a_left_out_comment_takes_no_place_of_its_writers() -> None:
    """A late or disqualified comment with more votes doesn't keep the same person's entry out."""
    late, rude, fine = (
        comment(1, votes=90, by="ann", at=CLOSES),
        comment(2, votes=80, by="ann"),
        comment(3, by="ann"),
    )

    assert entered(judged(late, rude, fine, under=case(disqualified={"2": Reason.COPIED}))) == ["3"]


def test_everyone_may_enter_often_where_the_terms_say_so() -> None:
    """ONE_ENTRY_EACH=no."""
    judgement = judged(comment(1, by="ann"), comment(2, by="ann"), under=case(one_entry_each=False))

    assert entered(judgement) == ["1", "2"]


def test_the_first_of_the_same_captions_has_the_credit() -> None:
    """Though a copy has more votes."""
    judgement = judged(comment(1, "NEIGH!", votes=50, minute=9), comment(2, "Neigh", votes=1, minute=8))

    assert entered(judgement) == ["2"]
    assert [(one.reason, one.instead) for one in judgement.left_out] == [(Reason.SAME_CAPTION, "2")]


def test_written_in_the_same_second_the_lower_id_was_first() -> None:
    """Ids are numbers of any length: 9 comes before 10."""
    assert entered(judged(comment(10, "Neigh"), comment(9, "neigh"))) == ["9"]


def test_the_credit_stays_though_another_entry_of_the_first_writers_stands() -> None:
    """Ann's better caption stands; Bob's copy of her other one is a copy all the same."""
    judgement = judged(
        comment(1, "Neigh", votes=5, by="ann", minute=1),
        comment(2, "Whoa", votes=9, by="ann", minute=2),
        comment(3, "neigh", votes=20, by="bob", minute=3),
    )

    assert entered(judgement) == ["2"]
    assert reasons(judgement) == {"1": Reason.SECOND_ENTRY, "3": Reason.SAME_CAPTION}


def test_who_repeats_their_own_caption_keeps_the_better_one() -> None:
    """Nobody copies themselves: their best stands, as with any two entries of one person."""
    judgement = judged(
        comment(1, "Neigh", votes=2, by="ann", minute=1),
        comment(2, "neigh", votes=9, by="bob", minute=2),
        comment(3, "Neigh!", votes=30, by="ann", minute=3),
    )

    assert entered(judgement) == ["3"]
    assert reasons(judgement) == {"1": Reason.SECOND_ENTRY, "2": Reason.SAME_CAPTION}


def test_who_repeats_their_own_caption_where_all_may_enter_often_keeps_the_first() -> None:
    """Many entries are allowed, but the same one only once."""
    twice = (comment(1, "Neigh", by="ann", minute=1), comment(2, "Neigh", votes=9, by="ann", minute=2))
    judgement = judged(*twice, under=case(one_entry_each=False))

    assert entered(judgement) == ["1"]
    assert reasons(judgement) == {"2": Reason.SAME_CAPTION}


def test_a_caption_left_out_for_another_reason_takes_no_credit() -> None:
    """A copy of what staff or the rules left out is the first of its kind."""
    judgement = judged(
        comment(1, "Neigh", hidden=True, minute=1),
        comment(2, "Neigh", reply_to="7", minute=2),
        comment(3, "Neigh", minute=3),
    )

    assert entered(judgement) == ["3"]


def test_an_entry_without_an_author_is_a_full_entry_with_a_mark() -> None:
    """The rules about one person's entries can't be applied, and staff see that."""
    judgement = judged(
        comment(1, by=None), comment(2, by=None), comment(3), under=case(staff=["fan-9"], winners=["fan-8"])
    )

    assert entered(judgement) == ["1", "2", "3"]
    assert [entry.marks for entry in judgement.entries] == [(Mark.AUTHOR_WITHHELD,), (Mark.AUTHOR_WITHHELD,), ()]


def test_copies_by_withheld_authors_are_copies() -> None:
    """It can't be known that they are one person's."""
    assert entered(judged(comment(1, "Neigh", by=None), comment(2, "Neigh", by=None, votes=9))) == ["1"]


def test_an_entry_bears_its_flags() -> None:
    """They wait for a person; they leave nothing out."""
    judgement = judged(comment(1, "Neigh www.example.org"), comment(2))

    assert entry_of(judgement, "1").flags == (Flag.LINK,)
    assert entry_of(judgement, "2").flags == ()


def test_flags_remembered_from_an_earlier_reading_are_used() -> None:
    """A text is screened once, by whoever remembers."""
    judgement = judge([comment(1)], case(), screened=lambda _: (Flag.PHONE,))

    assert entry_of(judgement, "1").flags == (Flag.PHONE,)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_published_in_a_sentence(reason: Reason) -> None:
    """The short words find the reason again; the sentence is whole, and neutral."""
    assert reason == Reason(str(reason))
    assert reason.sentence.endswith(".")
    assert "you" not in reason.sentence.split()


def test_staff_have_the_published_seven_reasons_and_no_others() -> None:
    """The list is closed."""
    assert {
        "crude or abusive",
        "names or identifies a private person",
        "not a caption",
        "advertising",
        "copied",
        "about an open case",
        "the entrant asked",
    } == BY_STAFF
