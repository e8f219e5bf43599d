"""Who wins, and in which words: pick, approve, announce as, and correct once it is public."""

from contextlib import suppress
from typing import Any

from flask.typing import ResponseReturnValue

from captionbot import decisions
from captionbot.accounts import Role
from captionbot.contest.quoting import for_staff
from captionbot.contest.screens import NO_WORDS, Flag, screen_text
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import said_when
from captionbot.decisions import AnnounceAs
from captionbot.decisions.winner import AS_WRITTEN, flags_of, passed_over
from captionbot.desk.contests.acts.foretelling import (
    card_url,
    foretold,
    in_force,
    in_other_words,
    seen_words,
    thought_of,
)
from captionbot.desk.contests.acts.forms import AnnounceAsForm, BecauseForm, MayBecauseForm, PickForm, typed
from captionbot.desk.contests.acts.page import ActPage, carry_out, refuse_unknown, told
from captionbot.desk.contests.acts.said_as import fill_in, said_in, words_of
from captionbot.desk.contests.blueprint import pages
from captionbot.desk.entrance import open_to
from captionbot.desk.source import source, word
from captionbot.errors import NotNow, WordsFileError
from captionbot.facts import credited, zone_of
from captionbot.overview import View
from captionbot.results import Named
from captionbot.settings.listed import listed_words
from captionbot.store.schema import Contest, Decision
from captionbot.telling.captions import with_captions

SHOWN = 200
"""Characters of a caption in a sentence."""
PICK = ActPage(
    "pick",
    "Pick the winner of no. {}",
    "Pick it",
    ("To pick a caption is your yes to the flags that it has. It never brings the hour forward.",),
    "contests/pick.html",
)
CORRECT = ActPage(
    "correct",
    "Correct the winner of no. {}",
    "Correct it",
    (
        "Another winner is public. The next tick names the right one, in new words with a new card.",
        "Then it writes into the old words that they were wrong, with the link.",
        "A posted picture can’t be changed: the old card stays, unless you hide its post on Facebook.",
    ),
    "contests/pick.html",
    "stop",
)
APPROVE = ActPage(
    "approve",
    "Approve the winner of no. {}",
    "Approve",
    ("This is your yes to the winner as it stands, flags and all.",),
    "contests/approve.html",
)
ANNOUNCE_AS = ActPage(
    "announce_as",
    "Announce the winner of no. {} in other words",
    "Approve in these words",
    (
        "The caption may be cut and its spelling mended; the name may be shortened. The record keeps what was written.",
        "It approves the winner as well.",
    ),
    "contests/announce_as.html",
)


@pages.route("/contests/<int:number>/pick/<comment>", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def pick(number: int, comment: str) -> ResponseReturnValue:
    """Choose the winner, or another than the tally's."""
    return _choose(PICK, number, comment)


@pages.route("/contests/<int:number>/correct/<comment>", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def correct(number: int, comment: str) -> ResponseReturnValue:
    """Name another winner than the one announced."""
    return _choose(CORRECT, number, comment)


@pages.route("/contests/<int:number>/approve", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def approve(number: int) -> ResponseReturnValue:
    """Say yes to the winner as it stands; what is flagged wants a reason."""
    form = (BecauseForm if _is_doubted(number) else MayBecauseForm)()

    def more(view: View, contest: Contest) -> dict[str, Any]:
        return _about(view, in_force(view, contest), card_url(number, {}))

    def do(view: View) -> str:
        return _approved(view, number, typed(form.because), AS_WRITTEN)

    return carry_out(APPROVE, number, form, do, more=more, seen=seen_words(number, in_force))


@pages.route("/contests/<int:number>/announce-as", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def announce_as(number: int) -> ResponseReturnValue:
    """Approve the winner in other words or under another name."""
    form = AnnounceAsForm()

    def more(view: View, contest: Contest) -> dict[str, Any]:
        named, wrong = in_force(view, contest), None
        fill_in(form, named.decision)
        try:
            named = in_other_words(view, contest, said_in(form, named.decision))
        except NotNow as refused:
            wrong = refused
        card = card_url(number, {} if wrong else words_of(said_in(form, in_force(view, contest).decision)))
        return _about(view, named, card) | ({"error": told(wrong)} if wrong else {})

    def do(view: View) -> str:
        said = said_in(form, in_force(view, view.record.contests.get(number)).decision)
        if said == AS_WRITTEN:
            raise NotNow("It would be announced in these words anyway.", "Change them; or approve it as it is.")
        return _approved(view, number, typed(form.because), said)

    return carry_out(ANNOUNCE_AS, number, form, do, more=more, seen=seen_words(number, in_force))


def _choose(page: ActPage, number: int, comment: str) -> ResponseReturnValue:
    form, corrects = PickForm(), page is CORRECT

    def more(view: View, contest: Contest) -> dict[str, Any]:
        refuse_unknown(view, number, comment)
        named, wrong = thought_of(view, contest, comment), None
        fill_in(form, named.decision)
        said = said_in(form, named.decision)
        try:
            named = thought_of(view, contest, comment, said)
        except NotNow as refused:
            wrong = refused
        card = card_url(number, {"comment": comment} | ({} if wrong else words_of(said)))
        passes = 0 if corrects else passed_over(view.record, named.decision)
        return _about(view, named, card) | {"passes": passes} | ({"error": told(wrong)} if wrong else {})

    def do(view: View) -> str:
        who, contest = word(typed(form.because)), view.record.contests.get(number)
        before = decisions.stood_before(view.record, contest, who.by)
        choose = decisions.correct if corrects else decisions.pick
        said = said_in(form, thought_of(view, contest, comment).decision)
        decision = choose(view.record, number, comment, who, said)
        return " ".join(part for part in (_chosen(contest, decision, corrects=corrects), before) if part)

    seen = seen_words(number, lambda view, contest: thought_of(view, contest, comment))
    return carry_out(page, number, form, do, more=more, seen=seen)


def _is_doubted(number: int) -> bool:
    with source().viewing() as view:
        return bool(view.record.contests.get(number).doubts)


def _about(view: View, named: Named, card: str) -> dict[str, Any]:
    """The winner, what a person must look at, and all that will be said."""
    contest, decision, row = named.contest, named.decision, named.comment
    shown = foretold(view, named, card)
    flags = flags_of(row)
    doubts = contest.doubts if contest.stage == Stage.REVIEW and named.number is not None else []
    looks = dict.fromkeys([*flags, *doubts])
    return {
        "comment": row,
        "decision": decision,
        "said_as": credited(decision) if _is_said_otherwise(decision) else None,
        "look_first": [with_captions(view.record, contest.number, _in_words(one)) for one in looks],
        "word_flags": sorted(_flags_of_said(view, decision)),
        "foretold": shown,
    }


def _in_words(doubt: str) -> str:
    """A flag with what it means; other doubts are sentences already."""
    return f"{doubt}: {Flag(doubt).sentence}" if doubt in set(Flag) else doubt


def _is_said_otherwise(decision: Decision) -> bool:
    return decision.said_caption is not None or decision.said_name is not None


def _flags_of_said(view: View, decision: Decision) -> set[str]:
    """What the screens say of the words that staff give, where they say it of those."""
    said, words = [one for one in (decision.said_caption, decision.said_name) if one is not None], NO_WORDS
    with suppress(WordsFileError):  # the tick tells of a list that can't be read
        words = listed_words(view.settings.words_file)
    return {str(flag) for one in said for flag in screen_text(one, words)}


def _chosen(contest: Contest, decision: Decision, *, corrects: bool) -> str:
    caption = for_staff(decision.caption, SHOWN)
    if contest.stage == Stage.ANNOUNCED:
        return f"{caption} wins as it was announced: its correction is called off, and nothing is said."
    if corrects:
        return f"{caption} wins, and the next tick says so."
    when = said_when(contest.announces_at, zone_of(contest))
    return f"{caption} wins contest no. {contest.number}, to be announced from {when}."


def _approved(view: View, number: int, because: str, said: AnnounceAs) -> str:
    who, contest = word(because), view.record.contests.get(number)
    before = decisions.stood_before(view.record, contest, who.by)
    decisions.approve(view.record, number, who, said)
    when = said_when(contest.announces_at, zone_of(contest))
    still = f"It is still on hold ({contest.held}); release it to let it go." if contest.held else ""
    told_ = f"The winner of contest no. {number} is approved, to be announced from {when}."
    return " ".join(part for part in (told_, still, before) if part)
