"""What could spoil a Friday, found before it does: each problem ends in what to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from captionbot.cards import try_logo
from captionbot.contest.bait import bait_in
from captionbot.contest.quoting import on_one_line
from captionbot.errors import CaptionbotError, ClockWrong, Gone, GraphError
from captionbot.facts import kept_terms
from captionbot.graph.page import Page
from captionbot.health import GIVE_BOTH, UNASKED, token_troubles, version_troubles
from captionbot.intake import SetAside
from captionbot.overview import GO_ON, Json, View, iso, paused, paused_by, slots_ahead
from captionbot.queueing import shortage
from captionbot.settings import IDLE, desk_notices
from captionbot.settings.listed import listed_words
from captionbot.site.places import refuse_place
from captionbot.utter import CLOCKS_APART

FEW_LINES = 3
"""As many of a list's wrong lines are named."""
WORD_BY_WORD = "Write one word or phrase a line, of two letters at least and 60 at most."


@dataclass
class Findings:
    """What was found: problems stop a contest, warnings do not."""

    problems: list[Json] = field(default_factory=list)
    warnings: list[Json] = field(default_factory=list)

    def trying(self, look: Callable[[], object]) -> None:
        """Look at one thing; an error of ours is a problem."""
        try:
            look()
        except CaptionbotError as error:
            self.problems.append({"what": error.message, "do": error.do})

    def warn(self, what: str, do: str) -> None:
        """Something that works but ought to be mended."""
        self.warnings.append({"what": what, "do": do})


def check(view: View, page: Page, aside: Sequence[SetAside] = ()) -> Json:
    """Look at everything, and say what was set ``aside`` just now; the shape is that of `check --json`."""
    found = Findings()
    for photo in aside:
        if not photo.stays:  # what lies in the queue still is found there
            found.warn(photo.line, "")
    for notice in view.settings.warnings:
        found.warn(notice.what, notice.do)
    found.trying(view.record.page)
    found.trying(lambda: _facebook(view, page, found))
    _version(view, found)
    found.trying(lambda: _folders(view, found))
    found.trying(lambda: _queue(view, found))
    found.trying(lambda: _own_words(view, found))
    found.trying(lambda: _kept_terms(view, found))
    found.trying(lambda: _cards(view))
    found.trying(lambda: _hall(view, found))
    found.trying(lambda: _desk(view, found))
    _notices(view, found)
    _wording(view, found)
    zone = view.settings.zone
    slots = [{"local": slot.astimezone(zone).isoformat(), "utc": iso(slot)} for slot in slots_ahead(view)]
    return {"ok": not found.problems, "problems": found.problems, "warnings": found.warnings, "slots": slots}


def _facebook(view: View, page: Page, found: Findings) -> None:
    _page_is_there(view, page)
    apart, heard = page.skew(), page.last_answer
    if apart is not None and abs(apart) > CLOCKS_APART:
        raise ClockWrong(view.now, view.now + apart)
    _token(view, page, found)
    asked = view.settings.facebook_graph_version
    if heard and heard.api_version and heard.api_version != asked:
        what = f"Facebook answers as {heard.api_version} although {asked} was asked for."
        found.warn(what, "Set FACEBOOK_GRAPH_VERSION to a version that still lives.")


def _token(view: View, page: Page, found: Findings) -> None:
    """How long the token lives and what it may do, as far as Facebook can be asked."""
    facts = page.token()
    for one in token_troubles(facts, view.settings, view.now) if facts else ():
        (found.problems if one.stops else found.warnings).append({"what": one.what, "do": one.do})
    if facts is None:
        found.warn(UNASKED, GIVE_BOTH)


def _version(view: View, found: Findings) -> None:
    for one in version_troubles(view.settings, view.now):
        found.warn(one.what, one.do)


def _page_is_there(view: View, page: Page) -> None:
    try:
        page.me()
    except Gone as error:
        what = f"Facebook shows no Page {view.settings.facebook_page_id} to this token."
        do = "Compare FACEBOOK_PAGE_ID with the number under About, Page transparency; the token must be that Page's."
        raise GraphError(what, do) from error


def _folders(view: View, found: Findings) -> None:
    found.problems += [{"what": one.what, "do": one.do} for one in view.photos.problems()]
    for stray in view.photos.strays():
        found.warn(stray.what, stray.do)
    stop = paused(view)
    if stop:
        what = f"Nothing is said: paused by {paused_by(stop)} ({stop['because']})."
        found.warn(what, f"{GO_ON[stop['source']]} to go on.")


def _queue(view: View, found: Findings) -> None:
    for planned in view.plan.photos:
        for one in planned.photo.problems:
            (found.problems if one.waits else found.warnings).append({"what": one.what, "do": one.do})
    short = shortage(view.plan, view.photos, view.settings)
    if short:
        found.warn(short.problem.what, short.problem.do)


def _own_words(view: View, found: Findings) -> None:
    """The Page's own list of words; a line that says nothing is passed over, and its writer should know."""
    unusable = listed_words(view.settings.words_file).unusable
    if unusable:
        named = ", ".join(on_one_line(line, 40) for line in unusable[:FEW_LINES])
        lines = "1 line" if len(unusable) == 1 else f"{len(unusable):,} lines"
        found.warn(f"{lines} of WORDS_FILE can't be used: {named}.", WORD_BY_WORD)


def _cards(view: View) -> None:
    """The organiser's logo on a card; without it the cards go out all the same."""
    try_logo(view.photos.draw, view.settings)


def _hall(view: View, found: Findings) -> None:
    """Where the hall of fame is written, and where it is found."""
    place, address = view.settings.site_dir, view.settings.site_url
    if place and not address:
        what = "SITE_URL is not set: the hall of fame has no feed, and a shared link shows no picture."
        found.warn(what, "Set SITE_URL to the address at which people find it.")
    if address and not place:
        what = "SITE_URL is set, and SITE_DIR is not: no hall of fame is written."
        found.warn(what, "Set SITE_DIR to the folder that the web server shows.")
    if place:
        refuse_place(place, view.settings)


def _desk(view: View, found: Findings) -> None:
    """Who may come in, and over which way."""
    for notice in desk_notices(view.settings):
        found.warn(notice.what, notice.do)
    if not any(account.password or account.link for account in view.record.accounts.all()):
        found.warn("Nobody may sign in to the desk yet.", "`captionbot staff add NAME` lets somebody in.")


def _notices(view: View, found: Findings) -> None:
    """Whoever has set where to tell staff waits for what will not come yet."""
    if view.settings.notify_urls:
        do = "Staff are told by `captionbot status` and on the desk."
        found.warn("NOTIFY_URLS is set, and only the trial on the desk's page of health is sent there yet.", do)


def _kept_terms(view: View, found: Findings) -> None:
    """A changed setting holds from the next contest on; whoever changed it may think of this one."""
    for contest in view.record.contests.going():
        kept = kept_terms(contest, view.settings.terms())
        if kept:
            what = f"Contest no. {contest.number} keeps the terms it began with: {', '.join(kept)}."
            found.warn(what, "The new settings hold from the next contest on.")


def _wording(view: View, found: Findings) -> None:
    if not view.settings.rules_url:
        do = "`captionbot rules --out rules.html` writes them: publish them, and put their address into RULES_URL."
        if view.settings.site_url:
            do = f"The hall of fame has them: set RULES_URL to {view.settings.site_url}/rules.html."
        found.warn("RULES_URL is not set: the contest post links no rules.", do)
    for name in ("prize", "contest_name"):
        bait = bait_in(getattr(view.settings, name))
        if bait:
            what = f"{name.upper()} begs: “{on_one_line(bait, 40)}”."
            found.warn(what, "Facebook shows such posts to fewer people; say it without asking for anything.")
    for name, meanwhile in IDLE.items():
        if getattr(view.settings, name):
            found.warn(f"{name.upper()} is set, and nothing acts on it yet.", meanwhile)
    if not view.settings.contact:
        do = "Set CONTACT to an address or a phone number; the rules name it too."
        found.warn("CONTACT is not set: fans are not told whom to ask.", do)
