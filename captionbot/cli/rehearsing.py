"""`rehearse`: every act once, on a Page made for trying, and what is known of Facebook then."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict

import click

from captionbot.cli import show
from captionbot.cli.plug import page_of, photos_of, settings_of, store_of, word
from captionbot.cli.read import as_json
from captionbot.cli.word import by
from captionbot.clock import Clock, monotonic, pause_briefly
from captionbot.contest.links import link_of
from captionbot.contest.worded import many
from captionbot.decisions import Word, refuse_pause_file
from captionbot.errors import NotNow, PhotosFolderError
from captionbot.graph.page import Page
from captionbot.overview import Json
from captionbot.rehearsing import (
    Hours,
    Known,
    Notebook,
    Question,
    Stage,
    audience_of,
    refuse_public,
    rehearse,
    standing,
)
from captionbot.rehearsing.notebook import NAME
from captionbot.rehearsing.questions import ASKED, NOT_TRIED
from captionbot.settings import Settings
from captionbot.store.record import Record
from captionbot.store.troubles import Absent

MINUTE = 60.0
"""Seconds."""
NOT_ASKED = "Nobody could say: `captionbot rehearse` asks again."
GOES_ON = "`captionbot rehearse` goes on from there."
PLAN = (
    "It would upload a photo, publish a post with it, and read it back until Facebook shows it;",
    "ask you whether it is seen signed out; wait for a comment by somebody without a role; answer that comment;",
    "add words to the answer and to the post; publish a second post; and leave all of it there for you to delete.",
)
LEAVES = "It publishes two posts and an answer to a comment. captionbot deletes nothing: you do, when it is over."
DELETE = "These posts stand there still; delete them by hand when you have looked:"


class _AtTerminal:
    """Whoever sits there; nobody, where it is no terminal."""

    def hears(self, line: str) -> None:
        """On stderr: stdout is for the result."""
        click.echo(show.safely(line), err=True)

    def answers(self, question: str) -> bool | None:
        """Asked until they say yes or no, or that they don't know."""
        if not sys.stdin.isatty():
            return None
        said = click.prompt(
            f"  {question}", type=click.Choice(["y", "n", "?"], case_sensitive=False), default="?", err=True
        )
        return {"y": True, "n": False}.get(str(said).lower())


@click.command("rehearse")
@click.option("--yes-this-page", is_flag=True, help="This Page is one for trying, whatever it looks like.")
@click.option(
    "--timeout",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    metavar="MINUTES",
    help="How long to wait for a comment.",
)
@click.option("--again", is_flag=True, help="Begin anew; default: go on, or show what is known.")
@by
@click.option("--dry-run", is_flag=True, help="Say what it would do, and do nothing.")
@as_json
@click.pass_context
def rehearse_command(
    context: click.Context,
    timeout: int,
    by: str | None,
    *,
    yes_this_page: bool,
    again: bool,
    dry_run: bool,
    json_: bool,
) -> int:
    """Try every act once, on a Page made for that, and learn what Facebook really does.

    What is learnt is kept in rehearsal.json beside .env; interrupted, the same command goes on from there.
    """
    settings, clock, who = settings_of(context), Clock.from_environment(), word(by, must_name=True)
    page, book = page_of(settings, clock), _book(settings, clock, again=again)
    if not book.ended_at:
        _refuse(settings, page, clock, yes=yes_this_page)
        if dry_run:
            show.line(f"The Page {page.me().get('name', '')} may be rehearsed on.")
            for one in PLAN:
                show.line(one)
            return 0
        _make_sure(page, yes=yes_this_page)
        _go_through(settings, page, book, clock, timeout)
        _note(settings, who, book)
    if json_:
        show.as_json(_shape(book))
    else:
        _tell(book)
    return 0 if all(one.fine for one in book.known.values()) else 1


def _book(settings: Settings, clock: Clock, *, again: bool) -> Notebook:
    """What was done and learnt so far; another Page's is not written over unless somebody says so."""
    place, page_id = settings.folder / NAME, settings.facebook_page_id
    book = None if again else Notebook.read(place)
    if book is None:
        return Notebook.begin(place, page_id, settings.facebook_graph_version, clock.now())
    if book.page_id != page_id:
        raise NotNow(f"{place} is about the Page {book.page_id}.", "Move it away; or --again writes over it.")
    return book


def _refuse(settings: Settings, page: Page, clock: Clock, *, yes: bool) -> None:
    """Refuse a token that isn't the Page's, a Page that is paused, and one that people read."""
    if page.speaks_as() != settings.facebook_page_id:
        raise NotNow("FACEBOOK_PAGE_TOKEN is not the Page's own.", "`captionbot token` takes another one.")
    _refuse_pause(settings)
    if not yes:
        with _record(settings) as record:
            refuse_public(record, audience_of(page, clock.now()))


def _refuse_pause(settings: Settings) -> None:
    """Refuse where anything pauses the Page; where nobody can tell, too."""
    with _record(settings) as record:
        try:
            refuse_pause_file(photos_of(settings))
        except PhotosFolderError:
            if record:  # else there may be none yet
                raise
        paused = record.staff.pauses() if record else []
    if paused:
        raise NotNow(f"The Page is paused ({paused[0].because}).", "`captionbot resume` first.")


@contextmanager
def _record(settings: Settings, *, write: bool = False) -> Iterator[Record | None]:
    """What is on record of the Page; None where nothing is, for a rehearsal needs no `init`.

    A record that is there and can't be read may hold a pause, and contests: that is raised.
    """
    try:
        store = store_of(settings)
    except Absent:
        yield None
        return
    with closing(store), store.transaction() if write else store.view() as record:
        yield record if record.has_begun() else None


def _make_sure(page: Page, *, yes: bool) -> None:
    """Nothing is said without a yes: at the terminal, or on the command line where nobody sits."""
    click.echo(show.safely(f"The Page {page.me().get('name', '')}. {LEAVES}"), err=True)
    if not sys.stdin.isatty() and not yes:
        raise NotNow("Nobody sits here to be asked.", "--yes-this-page says that this Page is one for trying.")
    if sys.stdin.isatty() and not click.confirm("Go on?", err=True):
        raise NotNow("Nothing was done.", "`captionbot rehearse --dry-run` says what it would do.")


def _go_through(settings: Settings, page: Page, book: Notebook, clock: Clock, timeout: int) -> None:
    """All that is not done yet."""
    stage = Stage(
        page,
        book,
        _AtTerminal(),
        Hours(clock.now, pause_briefly, monotonic),
        _drawn,
        settings.zone,
        settle=settings.settle_minutes * MINUTE,
        patience=timeout * MINUTE,
        refuse_pause=lambda: _refuse_pause(settings),
    )
    try:
        rehearse(stage)
    except (KeyboardInterrupt, click.Abort):
        raise NotNow("Broken off.", GOES_ON) from None


def _drawn(name: str) -> bytes:
    """One of practice's own drawings: no photo of a department's goes out by a rehearsal."""
    from captionbot.practice.samples import SAMPLES, jpeg_of  # noqa: PLC0415 - half a second, and seldom needed

    return jpeg_of(SAMPLES[0 if name == "post" else 1])


def _note(settings: Settings, who: Word, book: Notebook) -> None:
    """A line in the audit, where there is one."""
    with _record(settings, write=True) as record:
        if record:
            record.staff.note(who.at, who.by, "rehearse", detail=f"{len(book.known)} of {len(Question)} known")


def _tell(book: Notebook) -> None:
    """What is known, what wants somebody, what is not known, and what stands there still."""
    for question, known in _in_order(book):
        show.line(f"{'' if known.fine else '! '}{ASKED[question]}")
        show.line(f"    {known.answer}  [{known.how}]")
    open_ones = [one for one in Question if one not in book.known]
    show.gap("Not known")
    for question in open_ones:
        show.line(f"{ASKED[question]}")
        show.line(f"    {NOT_TRIED.get(question, NOT_ASKED)}")
    show.gap()
    wrong = sum(not one.fine for one in book.known.values())
    wants = f" What stands behind a ! ({wrong}) wants somebody." if wrong else ""
    show.line(f"{many(len(book.known), 'answer')}, kept in {book.path}.{wants}")
    show.line(DELETE)
    for graph_id in standing(book):
        show.line(f"  {link_of(graph_id)}")


def _in_order(book: Notebook) -> list[tuple[Question, Known]]:
    return [(one, book.known[one]) for one in Question if one in book.known]


def _shape(book: Notebook) -> Json:
    return {
        "page_id": book.page_id,
        "version": book.version,
        "begun_at": book.begun_at,
        "ended_at": book.ended_at or None,
        "known": {str(question): asdict(known) for question, known in _in_order(book)},
        "not_known": [str(one) for one in Question if one not in book.known],
        "standing": [link_of(one) for one in standing(book)],
    }
