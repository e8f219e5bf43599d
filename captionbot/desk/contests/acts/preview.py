"""Looking before it goes out: all that will be announced, and words that staff post by hand."""

from datetime import date

from flask import render_template, request

from captionbot.accounts import Role
from captionbot.contest.quoting import spelled_out
from captionbot.contest.stages import Stage, wants
from captionbot.decisions import AnnounceAs, what_stands
from captionbot.desk.contests.acts.card import ShownCard, card_of
from captionbot.desk.contests.acts.foretelling import card_url, foretold, in_force
from captionbot.desk.contests.acts.page import live_link, told
from captionbot.desk.contests.acts.ways import ways_on
from captionbot.desk.contests.blueprint import pages
from captionbot.desk.entrance import open_to
from captionbot.desk.source import source
from captionbot.errors import CaptionbotError, NotNow
from captionbot.facts import facts_of
from captionbot.overview import drafts
from captionbot.telling.captions import with_captions
from captionbot.telling.commands import on_the_desk

NO_DAY = "{} is no day. A day is written as in 2026-12-25."


@pages.get("/contests/<int:number>/preview")
@open_to(Role.EDITOR)
def preview(number: int) -> str:
    """Everything that will be said of the winner in force, letter by letter, with its card."""
    with source().viewing() as view:
        contest = view.record.contests.get(number)
        shown = foretold(view, in_force(view, contest), card_url(number, {}))
        asked = wants(facts_of(contest), view.now) if contest.stage == Stage.REVIEW else ""
        asked = with_captions(view.record, number, asked)
        ways = [way for way in ways_on(view.record, contest) if way.route != "preview"]
    card, trouble = _card(number) if shown.card else (None, None)
    return render_template(
        "contests/preview.html",
        number=number,
        contest=contest,
        foretold=shown,
        asked=asked,
        drawn=card,
        trouble_with_card=told(trouble),
        ways=ways,
    )


def _card(number: int) -> tuple[ShownCard | None, CaptionbotError | None]:
    """The card as it is drawn now, to tell what is not on it; or why none can be."""
    try:
        return card_of(number, None, AnnounceAs()), None
    except CaptionbotError as error:
        return None, error


@pages.get("/contests/<int:number>/words")
@open_to(Role.EDITOR)
def words(number: int) -> str:
    """Words for a contest that found nothing, or whose result was taken back; captionbot never sends them."""
    with source().viewing() as view:
        contest = view.record.contests.get(number)
        retracted = contest.stage == Stage.RETRACTED
        text = (drafts.taken_back if retracted else drafts.found_nothing)(view, number)
        stands = what_stands(view.record, contest) if retracted else ()
    return render_template(
        "contests/words.html", number=number, contest=contest, text=text, stands=stands, live=live_link(contest)
    )


@pages.get("/words/no-contest")
@open_to(Role.EDITOR)
def no_contest() -> str:
    """Words for a week in which no photo is posted: of ``date``, or the first that has none."""
    asked = request.args.get("date", "")
    with source().viewing() as view:
        text, standing = drafts.without_contest(view, _day(asked) if asked else None)
    return render_template("contests/no_contest.html", text=text, standing=on_the_desk(standing), date=asked)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise NotNow(NO_DAY.format(f"“{spelled_out(typed, 40)}”"), "Look at the address of this page.") from None
