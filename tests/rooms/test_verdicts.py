"""What is said of the photos in a queue, and what they wait for."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from captionbot.contest.stages import Stage
from captionbot.intake.again import again_of, checklist_of
from captionbot.intake.verdicts import SMALL, VERY_DARK, judged
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.picture.likeness import likeness_of
from captionbot.photos.picture.refusals import cut_short
from captionbot.photos.words.sidecar import Problem, Sidecar
from captionbot.store.photos import PhotoFacts
from captionbot.store.record import Record
from captionbot.store.schema import PhotoRow
from tests.photos.unlike import unlike
from tests.rooms.conftest import SettingsWith
from tests.rooms.made import said_post
from tests.store.made import SLOT, begun

SAID = Sidecar(alt="A horse outside a diner.", words="What does it say?")
SHA, OTHER = "a" * 64, "b" * 64
Judge = Callable[..., tuple[Problem, ...]]


def _like(number: int) -> str:
    picture = unlike(number, (160, 100)).convert("L")
    return likeness_of(picture.tobytes(), *picture.size)


def _facts(sha256: str = SHA, **changes: object) -> PhotoFacts:
    facts = PhotoFacts(sha256, "JPEG", 2000, 1500, b"jpeg", 2000, 1500, 0.4, _like(1), {})
    return replace(facts, **changes)  # type: ignore[arg-type] # as a test writes them


def _kept(record: Record, name: str = "horse.jpg", **changes: object) -> PhotoRow:
    return record.photos.keep(name, "1:2:3:4:5", _facts(**changes), SLOT)  # type: ignore[arg-type] # the same


@pytest.fixture
def judge(record: Record, settings_with: SettingsWith) -> Judge:
    """What is said of one photo with these facts, under these settings."""

    def said(
        more: str = "", sidecar: Sidecar = SAID, *, name: str = "horse.jpg", **facts: object
    ) -> tuple[Problem, ...]:
        row = _kept(record, name, **facts)
        return judged(record, settings_with(more), [(QueuedPhoto(name, sidecar), row)])[0].problems

    return said


def _told(problems: tuple[Problem, ...]) -> str:
    return " | ".join(f"{'WAITS ' if one.waits else ''}{one.what}" for one in problems)


def test_a_good_photo_is_ready(judge: Judge) -> None:
    """Nothing is said of it."""
    assert judge() == ()


def test_a_photo_nobody_has_looked_at_waits(record: Record, settings_with: SettingsWith) -> None:
    """Until a tick or a command has examined it."""
    [photo] = judged(record, settings_with(), [(QueuedPhoto("horse.jpg", SAID), None)])

    assert _told(photo.problems) == "WAITS horse.jpg has not been looked at yet."


def test_what_is_still_being_written_says_only_that(record: Record, settings_with: SettingsWith) -> None:
    """It can't have been looked at."""
    writing = Problem("horse.jpg is still being written.", "", waits=True)
    [photo] = judged(record, settings_with(), [(QueuedPhoto("horse.jpg", SAID, (writing,)), None)])

    assert photo.problems == (writing,)


def test_what_this_machine_could_not_examine_waits_and_says_so(record: Record, settings_with: SettingsWith) -> None:
    """It is not the photo's fault."""
    record.photos.failed("horse.jpg", "1:2:3:4:5", SLOT)
    record.photos.failed("horse.jpg", "1:2:3:4:5", SLOT)
    [photo] = judged(record, settings_with(), [(QueuedPhoto("horse.jpg", SAID, trace="1:2:3:4:5"), None)])

    assert _told(photo.problems) == "WAITS horse.jpg could not be examined on this machine (2 tries)."


def test_a_refused_photo_that_could_not_be_moved_waits(record: Record, settings_with: SettingsWith) -> None:
    """With the reason for which it was refused, and nothing else."""
    row = record.photos.refuse("horse.jpg", "1:2:3:4:5", SHA, "horse.jpg is a PDF.", "Use another.", SLOT)
    [photo] = judged(record, settings_with("CHECKLIST=yes\n"), [(QueuedPhoto("horse.jpg", Sidecar()), row)])

    assert photo.problems == (Problem("horse.jpg is a PDF.", "Use another.", waits=True),)


AGAIN = {
    "the same bytes": ({"sha256": SHA, "likeness": ""}, "is"),
    "another file of the picture": ({"sha256": OTHER, "likeness": _like(1)}, "looks like"),
}


@pytest.mark.parametrize(("facts", "verb"), AGAIN.values(), ids=AGAIN)
def test_a_picture_that_was_posted_waits_for_a_yes(
    record: Record, judge: Judge, facts: dict[str, str], verb: str
) -> None:
    """It says which contest, of which day, and what a person does about it."""
    contest = said_post(record, photo_sha256=SHA)
    _kept(record, "old.jpg")
    [problem] = judge(name="it's.jpg", **facts)

    assert problem.waits
    assert problem.what == f"it's.jpg {verb} the photo of contest no. {contest.number} of Friday 27 November 2026."
    assert problem.do.endswith("`captionbot vouch 'it'\"'\"'s.jpg' --again`.")


def test_another_picture_does_not_wait(record: Record, judge: Judge) -> None:
    """However many were posted."""
    said_post(record, photo_sha256=OTHER)
    _kept(record, "old.jpg", sha256=OTHER, likeness=_like(2))

    assert judge() == ()


def test_a_contest_of_which_nothing_was_public_counts_for_nothing(record: Record, judge: Judge) -> None:
    """Called off or missed before its post stood: the photo may go as if for the first time."""
    begun(record, stage=Stage.VOID, photo_sha256=SHA)

    assert judge() == ()


def test_a_yes_is_for_the_contests_it_was_said_of(record: Record, judge: Judge) -> None:
    """Shown once more since, the picture waits once more."""
    first = said_post(record, photo_sha256=SHA)
    record.photos.say_yes(SHA, again_of(first.number), "maria", "", SLOT)
    assert judge() == ()
    second = said_post(record, photo_sha256=SHA, slot_key="2026-W49", marker="another")
    assert f"contest no. {second.number} of" in _told(judge())


def test_several_contests_are_all_named(record: Record, judge: Judge) -> None:
    """The newest with its day, the others by number."""
    said_post(record, photo_sha256=SHA)
    said_post(record, photo_sha256=SHA, slot_key="2026-W49", marker="another")

    assert "contest no. 2 of Friday 27 November 2026, and of no. 1." in _told(judge())


def test_a_retracted_contests_photo_never_goes_again(record: Record, judge: Judge) -> None:
    """No yes is asked for it, and the checklist changes nothing."""
    contest = said_post(record, photo_sha256=SHA, never_again=True, stage=Stage.RETRACTED)
    record.photos.say_yes(SHA, again_of(contest.number), "maria", "", SLOT)
    [problem] = judge()

    assert problem.waits
    assert problem.what == "horse.jpg is the photo of contest no. 1, whose result was retracted."
    assert "vouch" not in problem.do


ALT = {"warn": "horse.jpg has no alternative text", "yes": "WAITS horse.jpg has no alternative text", "no": ""}


@pytest.mark.parametrize(("required", "told"), ALT.items())
def test_require_alt_decides_whether_it_waits(judge: Judge, required: str, told: str) -> None:
    """Warned of by default."""
    said = _told(judge(f"REQUIRE_ALT={required}\n", Sidecar(words="What does it say?")))

    assert said.startswith(told)
    assert bool(said) == bool(told)


def test_a_photo_waits_until_it_was_held_against_the_checklist(record: Record, judge: Judge) -> None:
    """A yes to other sentences is none; neither is one to another photo."""
    asked = "CHECKLIST=No prisoners.; No weapons.\n"
    assert _told(judge(asked)) == "WAITS horse.jpg has not been held against the checklist."
    record.photos.say_yes(SHA, checklist_of(("No prisoners.",)), "maria", "", SLOT)
    record.photos.say_yes(OTHER, checklist_of(("No prisoners.", "No weapons.")), "maria", "", SLOT)
    assert _told(judge(asked)) == "WAITS horse.jpg has not been held against the checklist."
    record.photos.say_yes(SHA, checklist_of(("No prisoners.", "No weapons.")), "maria", "", SLOT)
    assert judge(asked) == ()


LOOKS: dict[str, tuple[dict[str, object], str]] = {
    "narrow": ({"sent_width": SMALL[0] - 1}, "horse.jpg is small: 599 x 1500 pixels."),
    "low": ({"sent_height": SMALL[1] - 1}, "horse.jpg is small: 2000 x 314 pixels."),
    "large enough": ({"sent_width": SMALL[0], "sent_height": SMALL[1]}, ""),
    "black": ({"brightness": VERY_DARK - 0.01}, "horse.jpg is very dark."),
    "by night": ({"brightness": VERY_DARK + 0.01}, ""),
}


@pytest.mark.parametrize(("facts", "told"), LOOKS.values(), ids=LOOKS)
def test_what_will_look_poor_is_remarked(judge: Judge, facts: dict[str, object], told: str) -> None:
    """It goes out all the same."""
    assert _told(judge(**facts)) == told


WORDS: dict[str, tuple[Sidecar, dict[str, str], str]] = {
    "its own words, and nothing taken": (
        Sidecar(),
        {"credit": "HPL", "alt": "A horse."},
        "brings words of its own along: alt, credit.",
    ),
    "its own words, and some taken": (SAID, {"description": "A horse."}, ""),
    "only a date": (Sidecar(), {"taken": "1974-06", "rights": "Canon"}, ""),
    "a credit that was not taken": (SAID, {"credit": "HPL"}, "comes from somebody, and nobody is credited."),
    "a source and no credit": (
        replace(SAID, source="City Archive"),
        {},
        "comes from somebody, and nobody is credited.",
    ),
    "a source and a credit": (replace(SAID, source="City Archive", credit="HPL"), {"credit": "HPL"}, ""),
    "nothing at all, as every photo of one's own": (SAID, {}, ""),
}


@pytest.mark.parametrize(("sidecar", "drafts", "told"), WORDS.values(), ids=WORDS)
def test_words_and_credit_are_remarked_where_it_helps(
    judge: Judge, sidecar: Sidecar, drafts: dict[str, str], told: str
) -> None:
    """A department that gives no credits is not nagged at every photo."""
    said = _told(judge("REQUIRE_ALT=no\n", sidecar, drafts=drafts))

    assert said == (f"horse.jpg {told}" if told else "")


def test_a_photo_waits_until_those_of_past_contests_are_known(record: Record, settings_with: SettingsWith) -> None:
    """It might be one of them."""
    queue = [(QueuedPhoto("horse.jpg", SAID), _kept(record))]
    told = [judged(record, settings_with(), queue, left)[0] for left in (1, 1200)]

    assert [_told(photo.problems) for photo in told] == [
        "WAITS horse.jpg is held against the photos of past contests first; 1 is left to look at.",
        "WAITS horse.jpg is held against the photos of past contests first; 1,200 are left to look at.",
    ]


def test_a_text_that_holds_the_token_is_never_said(judge: Judge) -> None:
    """A copy of the settings was saved beside the photo; the notice does not quote it."""
    (problem,) = judge("", replace(SAID, words="FACEBOOK_PAGE_TOKEN=EAABpretend"))

    assert problem.waits
    assert "EAAB" not in problem.what + problem.do


def test_what_came_in_half_may_still_be_arriving(record: Record, settings_with: SettingsWith) -> None:
    """The list says what becomes of it."""
    half = cut_short("horse.jpg")
    row = record.photos.refuse("horse.jpg", "1:2:3:4", "c" * 64, half.message, half.do, SLOT, cut_short=True)
    [photo] = judged(record, settings_with(), [(QueuedPhoto("horse.jpg", SAID), row)])

    assert photo.problems[0].do == (
        "It may still be arriving; it is set aside when it has not changed for 5 minutes. "
        "Copy it again from where it came; if it won't open there either, use another photo."
    )


def test_what_is_no_file_needs_no_alternative_text(record: Record, settings_with: SettingsWith) -> None:
    """A folder that is called like a photo is told as that alone."""
    folder = Problem("horse.jpg is a folder, not a file.", "Put the photo itself into the queue.", waits=True)
    [photo] = judged(record, settings_with(), [(QueuedPhoto("horse.jpg", Sidecar(), (folder,)), None)])

    assert photo.problems == (folder,)


def test_the_same_picture_twice_in_the_queue_is_remarked_once(record: Record, settings_with: SettingsWith) -> None:
    """At the second of them, and neither waits."""
    rows = [_kept(record, "a.jpg"), _kept(record, "b.jpg", sha256=OTHER), _kept(record, "c.jpg")]
    queue = [(QueuedPhoto(name, SAID), row) for name, row in zip(["a.jpg", "b.jpg", "c.jpg"], rows, strict=True)]
    told = [_told(photo.problems) for photo in judged(record, settings_with(), queue)]

    assert told == [
        "",
        "b.jpg looks like a.jpg, which stands before it in the queue.",
        "c.jpg is the same photo as a.jpg, which stands before it in the queue.",
    ]


def test_what_waits_is_told_first(record: Record, settings_with: SettingsWith) -> None:
    """Remarks of the sidecar come after it, and names are shown so that nothing in them acts."""
    row = _kept(record, "a\x1bb.jpg", brightness=0.0)
    remark = Problem("a.txt, line 1: Alt stands a second time; the first one counts.", "Keep one of them.")
    [photo] = judged(record, settings_with("CHECKLIST=yes\n"), [(QueuedPhoto("a\x1bb.jpg", Sidecar(), (remark,)), row)])

    assert [problem.waits for problem in photo.problems] == [True, False, False, False]
    assert "\x1b" not in _told(photo.problems)
    assert photo.problems[1] == remark


@pytest.mark.parametrize("sidecar", [replace(SAID, words="Share this post!"), replace(SAID, fact="Share this post!")])
def test_words_that_beg_are_remarked_on(judge: Judge, sidecar: Sidecar) -> None:
    """They go out all the same: a person has written them."""
    assert _told(judge(sidecar=sidecar)) == "The words beside horse.jpg beg: “Share this post”."
