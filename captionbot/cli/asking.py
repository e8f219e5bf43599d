"""Asking a person at a terminal, and Facebook about what they say: for `init` and `token`."""

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import click

from captionbot.admitting import SETUP, Admitted, Offered, Reach, lacking, offered
from captionbot.cli import show
from captionbot.cli.plug import access_of, hide_in_logs, typed
from captionbot.clock import Clock, monotonic, pause_briefly
from captionbot.contest.worded import ended
from captionbot.errors import NotNow
from captionbot.graph.granting import Granted
from captionbot.settings import Settings, problem_with
from captionbot.settings.words import bare

TOKEN, PAGE = "FACEBOOK_PAGE_TOKEN", "FACEBOOK_PAGE_ID"
NONE = "-"
"""What a person types to leave a question unanswered that may be."""
EMPTY = "  Nothing came: type or paste it and press Enter; Ctrl-C leaves."
KEPT = "kept"
"""What stands for a secret that there is already, between brackets."""


def reach_of(settings: Settings) -> Reach:
    """How Facebook is asked about a token that is not in force, by the address and the app of these settings."""
    return Reach(access_of(settings), Clock.from_environment().now, pause_briefly, monotonic, hide_in_logs)


def answer(
    name: str,
    words: str,
    folder: Path,
    *,
    default: str = "",
    secret: bool = False,
    before: str = "",
    may_be_none: bool = False,
) -> str:
    """A right answer for one setting, asked for until there is one; "" where it may be none and is.

    A ``secret`` is not shown while it is typed, and of one that stood there ``before`` only that it is kept.
    """
    while True:
        shown = KEPT if secret and before else default
        given = str(click.prompt(words, default=shown, hide_input=secret, show_default=bool(shown)))
        value = before if secret and given == KEPT else typed(given).strip()
        if not value:
            show.line(EMPTY)
            continue
        if may_be_none and value == NONE:
            return ""
        wrong = problem_with(name, value, folder)
        if not wrong:
            return bare(value) if name in {TOKEN, PAGE} else value
        show.line(f"  {ended(wrong)}")


def at_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty()


def pasted_token(words: str) -> str:
    """A token: asked for on a terminal without showing it, else the first line of the input."""
    if at_terminal():
        return answer(TOKEN, words, Path.cwd(), secret=True)
    token = typed(sys.stdin.readline()).strip()
    wrong = problem_with(TOKEN, token, Path.cwd()) if token else "No token came: give one line of input."
    if wrong:
        raise NotNow(ended(wrong), "Nothing was changed.")
    return bare(token)


def looked_at(reach: Reach, token: str) -> Offered:
    """Whose token it is, as Facebook says; told in a line."""
    show.line("  Asking Facebook …")
    offer = offered(reach, token)
    show.line(f"  Facebook knows it: {offer.named}.")
    return offer


def tell_admitted(one: Admitted, settings: Settings, now: datetime) -> bool:
    """Say what was found of a token; False where something is wrong with it that stops contests."""
    page = f"“{one.page_name}” ({one.page_id})"
    fetched = f"With it the own token of {page} was fetched; only that one is kept."
    show.line(f"  {fetched}" if one.fetched else f"  It speaks for {page}.")
    show.line(f"  {one.life(settings)}")
    troubles = one.troubles(settings, now)
    for trouble in troubles:
        show.line(f"  {'PROBLEM' if trouble.stops else 'warning'}: {trouble.what} {trouble.do}")
    return not any(trouble.stops for trouble in troubles)


def chosen_page(offer: Offered, before: str, ask_id: Callable[[], str]) -> str:
    """The id of the Page that a contest is to run on: the only one there is, or the one that is chosen."""
    if len(offer.pages) == 1:
        _warn_of_tasks(offer.pages[0])
        return offer.pages[0].page_id
    if not offer.pages:
        show.line(f"  Facebook lists no Page for it. If it may act for one all the same, give its number ({SETUP}).")
        return ask_id()
    return _chosen(offer.pages, before).page_id


def _chosen(pages: Sequence[Granted], before: str) -> Granted:
    show.line(f"  It may act for {len(pages)} Pages:")
    for place, page in enumerate(pages, 1):
        show.line(f"    {place}  {page.name} ({page.page_id})")
    usual = next((place for place, page in enumerate(pages, 1) if page.page_id == before), None)
    place = click.prompt(f"  Which one, 1 to {len(pages)}", type=click.IntRange(1, len(pages)), default=usual)
    _warn_of_tasks(pages[place - 1])
    return pages[place - 1]


def _warn_of_tasks(page: Granted) -> None:
    missing = lacking(page)
    if missing:
        show.line(
            f"  warning: on “{page.name}” it lacks {missing}. Assign the Page with full control ({SETUP}, step 5)."
        )
