"""What goes out: the photos in the queue, the words, the cards, and the terms that contests keep."""

from collections.abc import Iterator

from captionbot.cards import try_logo
from captionbot.check.scene import Scene, problem, warning
from captionbot.contest.bait import bait_in
from captionbot.contest.quoting import on_one_line
from captionbot.contest.worded import ended, many
from captionbot.facts import kept_terms
from captionbot.health import Trouble
from captionbot.queueing import shortage
from captionbot.settings.listed import listed_words

FEW_LINES = 3
"""As many of a list's wrong lines are named."""
FEW, NONE = "few photos", "no photo"
ARRIVING = "is still being copied or written."
"""How it ends what is said of a photo that a moment later may be all right."""
WORD_BY_WORD = "Write one word or phrase a line, of two letters at least and 60 at most."


def folders(scene: Scene) -> Iterator[Trouble]:
    """The photos folder, and what lies astray in it."""
    view = scene.view
    wrong = view.photos.problems()
    if not view.photos.root.exists():
        view.photos.queue(view.now)  # says what a whole folder that is gone may be
    yield from (problem("folder", one.what, one.do) for one in wrong)
    yield from () if wrong else (warning("stray", one.what, one.do) for one in view.photos.strays())


def queue(scene: Scene) -> Iterator[Trouble]:
    """Every photo with what it waits for, what was set aside just now, and whether photos become few."""
    for photo in scene.aside:
        if not photo.stays:  # what lies in the queue still is found there
            yield warning("set aside", photo.line, "")
    if scene.view.photos.problems():
        return  # told already
    problems = [one for planned in scene.view.plan.photos for one in planned.photo.problems]
    arriving = [one for one in problems if one.what.endswith(ARRIVING)]
    yield from (warning("arriving", one.what, one.do) for one in arriving)
    yield from (Trouble(one.what, one.do, stops=one.waits, key="photo") for one in problems if one not in arriving)
    short = shortage(scene.view.plan, scene.view.photos, scene.view.settings)
    if short and not arriving:  # else nobody knows yet
        key = FEW if scene.view.plan.covered else NONE
        yield warning(key, short.problem.what, short.problem.do)


def own_files(scene: Scene) -> Iterator[Trouble]:
    """The wordings and the days that somebody wrote wrongly: whoever speaks is refused until they are right."""
    for what in (*scene.view.settings.wrong_words, *scene.view.settings.wrong_days):
        yield problem("own files", ended(what), "Until it is mended, nothing new is said.")


def own_words(scene: Scene) -> Iterator[Trouble]:
    """The Page's own list of words; a line that says nothing is passed over, and its writer should know."""
    unusable = listed_words(scene.view.settings.words_file).unusable
    if unusable:
        named = ", ".join(on_one_line(line, 40) for line in unusable[:FEW_LINES])
        yield warning("words", f"{many(len(unusable), 'line')} of WORDS_FILE can't be used: {named}.", WORD_BY_WORD)


def terms(scene: Scene) -> Iterator[Trouble]:
    """A changed setting holds from the next contest on; whoever changed it may think of this one."""
    for contest in scene.view.record.contests.going():
        kept = kept_terms(contest, scene.view.settings.terms())
        if kept:
            what = f"Contest no. {contest.number} keeps the terms it began with: {', '.join(kept)}."
            yield warning(f"terms {contest.number}", what, "The new settings hold from the next contest on.")


def cards(scene: Scene) -> Iterator[Trouble]:
    """The organiser's logo on a card; without it the cards go out all the same."""
    try_logo(scene.view.photos.draw, scene.view.settings)
    yield from ()


def wording(scene: Scene) -> Iterator[Trouble]:
    """What stands in a contest post by the settings."""
    settings = scene.view.settings
    if not settings.rules_url:
        do = "`captionbot rules --out rules.html` writes them: publish them, and put their address into RULES_URL."
        if settings.site_url:
            do = f"The hall of fame has them: set RULES_URL to {settings.site_url}/rules.html."
        yield warning("rules", "RULES_URL is not set: the contest post links no rules.", do)
    for name in ("prize", "contest_name"):
        bait = bait_in(getattr(settings, name))
        if bait:
            what = f"{name.upper()} begs: “{on_one_line(bait, 40)}”."
            yield warning(
                f"{name} begs", what, "Facebook shows such posts to fewer people; say it without asking for anything."
            )
    if not settings.contact:
        do = "Set CONTACT to an address or a phone number; the rules name it too."
        yield warning("contact", "CONTACT is not set: fans are not told whom to ask.", do)
