"""`forget`: somebody asks to be left out of everything public, or that their words be destroyed."""

from contextlib import closing
from typing import Any

import click

from captionbot.cli import show
from captionbot.cli.plug import recording, settings_of, store_of, typed, word
from captionbot.cli.read import as_json
from captionbot.cli.word import by, dry_run, kept, why_not
from captionbot.contest.quoting import quoted
from captionbot.contest.stages import Stage
from captionbot.errors import NotNow
from captionbot.forgetting import Done, Somebody, forget, meant, person, unseal, writer_of
from captionbot.settings import Settings
from captionbot.store.people import Writer
from captionbot.store.record import Record
from captionbot.store.schema import Decision
from captionbot.store.scrubbing import older_copies, scrub

SHOWN = 120
"""Characters of a caption in a line."""

SEALED = (
    "From now on nothing that captionbot makes public by itself names or quotes them; staff see them, with the mark."
)
GONE = "Words and name are destroyed in this database; votes, hours and verdicts stay, and so does every result."
NAMED = (
    "Contest no. {n}: its winner's caption names them, and waits for your yes: "
    "`captionbot approve {n} --caption TEXT` announces it without the name."
)
BY_HAND = (
    "This stands on the Page and names them; edit it there by hand, or `captionbot retract CONTEST --because TEXT`:"
)
THEIR_OWN = "Their own comments stay on Facebook until they delete them there."
OTHERS = "Other people name them in comments of their own, which stay as they are:"
LATER = "Later readings keep to it. Backups made before now hold everything, and `captionbot restore` forgets it again."
COPIES = "What `captionbot restore` put aside holds everything too; delete it once nobody needs it: {files}."


@click.command("forget")
@click.argument("entrant", nargs=-1)
@click.option("--comment", "comments", multiple=True, metavar="ID", help="This comment alone; may be repeated.")
@why_not
@click.option("--erase", is_flag=True, help="Destroy words and name for good; needs --because.")
@click.option("--undo", is_flag=True, help="Take back that somebody was sealed; nothing brings back what was erased.")
@by
@dry_run
@as_json
@click.pass_context
def forget_command(
    context: click.Context,
    entrant: tuple[str, ...],
    comments: tuple[str, ...],
    because: str,
    by: str | None,
    *,
    erase: bool,
    undo: bool,
    dry_run: bool,
    json_: bool,
) -> None:
    """Take a person out of everything public, as they asked.

    ENTRANT is their name as Facebook gives it, or their id there. Where Facebook withholds who wrote a comment, name
    the comment: --comment.
    """
    if bool(" ".join(entrant).strip()) == bool(comments):
        raise click.UsageError("name the person, or their comments with --comment ID")
    if erase and not because.strip():
        raise click.UsageError("what is erased can't be brought back; say why: --because TEXT")
    if erase and undo:
        raise click.UsageError("nothing brings back what was erased")
    settings, who = settings_of(context), word(by, because, must_name=True)
    with recording(context, dry_run=dry_run) as record:
        somebody = _somebody(record, typed(" ".join(entrant)), comments, json_=json_)
        called = _called(somebody)
        done = unseal(record, somebody, who) if undo else forget(record, settings, somebody, who, erase=erase)
        told = _unsealed(called, done) if undo else _told(record, called, done)
    left = _left_behind(settings) if erase and not dry_run else []
    if json_:
        show.as_json({**_json(called, done), "remains": left, "dry_run": dry_run})
        return
    for line in [*told, *left, kept(dry=dry_run).strip()]:
        if line:
            show.line(line)


def _somebody(record: Record, entrant: str, comments: tuple[str, ...], *, json_: bool) -> Somebody:
    if comments:
        return writer_of(record, comments)
    people = meant(record, entrant)
    if len(people) == 1:
        return person(record, people[0])
    _list(people, json_=json_)
    raise NotNow(f"{len(people)} people are called {entrant}.", "Say which, by id: captionbot forget ID.")


def _list(people: list[Writer], *, json_: bool) -> None:
    if json_:
        show.as_json({"people": [_writer(one) for one in people]})
        return
    rows = [[one.entrant_id, _names(one), one.comments, ", ".join(map(str, sorted(one.contests)))] for one in people]
    show.table("People", ("Id", "Name", "Comments", "Contests"), rows, numbers=("Comments",))


def _writer(one: Writer) -> dict[str, Any]:
    contests = sorted(one.contests)
    return {"id": one.entrant_id, "names": sorted(one.names), "comments": one.comments, "contests": contests}


def _names(one: Writer) -> str:
    return ", ".join(sorted(one.names))


def _called(somebody: Somebody) -> str:
    """Whom it is about; said once, and kept nowhere."""
    if somebody.entrant_id is None:
        return f"Whoever wrote comment {', '.join(sorted(somebody.ids))}"
    return f"{', '.join(sorted(somebody.names)) or 'Somebody'} ({somebody.entrant_id})"


def _told(record: Record, called: str, done: Done) -> list[str]:
    what = "erased" if done.erased else f"already sealed by {done.before}" if done.before else "sealed"
    lines = [f"{called} is forgotten: {done.many} in {done.where}, {what}.", GONE if done.erased else SEALED]
    stages = {number: record.contests.get(number).stage for number in done.contests}
    lines += [f"Contest no. {n} is open and leaves them out." for n, stage in stages.items() if stage == Stage.OPEN]
    lines += [_next_winner(number, winner) for number, winner in done.stepped_up]
    lines += [NAMED.format(n=number) for number in done.doubted]
    if done.stands:
        lines += [BY_HAND, *(f"  contest no. {one.contest}, {one.what}: {one.link}" for one in done.stands)]
    if done.named_by_others:
        lines += [OTHERS, *(f"  contest no. {one.contest}, comment {one.comment_id}" for one in done.named_by_others)]
    return [*lines, THEIR_OWN, LATER]


def _unsealed(called: str, done: Done) -> list[str]:
    told = f"{called} is no longer forgotten: {done.many} in {done.where} may stand in public copies again."
    return [told, *(_next_winner(number, winner) for number, winner in done.stepped_up)]


def _next_winner(number: int, winner: Decision | None) -> str:
    if winner is None:
        return f"Contest no. {number} has no winner now; unless staff pick one, it ends without."
    caption = quoted(winner.caption, SHOWN)
    return (
        f"Contest no. {number}: {caption} leads now, with {winner.votes} votes; `captionbot approve {number}`, or pick."
    )


def _left_behind(settings: Settings) -> list[str]:
    """Take the old bytes out of the database's files; gives where they may be still."""
    with closing(store_of(settings)) as store:
        remains = scrub(store)
    copies = ", ".join(str(file) for file in older_copies(settings.database_url))
    return [line for line in (remains, COPIES.format(files=copies) if copies else "") if line]


def _json(called: str, done: Done) -> dict[str, Any]:
    return {
        "who": called,
        "erased": done.erased,
        "comments": list(done.comments),
        "contests": list(done.contests),
        "stepped_up": [
            {"contest": number, "winner": winner.comment_id if winner else None} for number, winner in done.stepped_up
        ],
        "wait_for_a_yes": list(done.doubted),
        "on_the_page": [{"contest": one.contest, "what": one.what, "link": one.link} for one in done.stands],
        "named_by_others": [one.comment_id for one in done.named_by_others],
    }
