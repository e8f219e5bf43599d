"""`forget`: somebody asks to be left out of everything public, or that their words be destroyed."""

from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from captionbot.cards import Beside, beside, cards_of, erase_due
from captionbot.cli import show
from captionbot.cli.plug import photos_of, recording, settings_of, store_of, typed, word
from captionbot.cli.read import as_json
from captionbot.cli.word import by, dry_run, kept, why_not
from captionbot.contest.forgetting import names_any
from captionbot.contest.quoting import quoted
from captionbot.contest.stages import Stage
from captionbot.errors import NotNow, PhotosFolderError
from captionbot.forgetting import Done, Somebody, forget, meant, person, unseal, writer_of
from captionbot.photos.names import shown_name
from captionbot.settings import Settings
from captionbot.site.leaving import leaves_the_hall
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
BESIDE_PHOTOS = "Staff's own words beside a photo name them, and stay, on the Page and in the hall of fame: {where}."
LATER = "Later readings keep to it. Backups made before now hold everything, and `captionbot restore` forgets it again."
CARDS = {
    False: "Every card that names them stays in photos/posted, for staff alone; --erase deletes it: {names}.",
    True: "Deleted from photos/posted, whatever it was called there: {names}.",
}
NOT_FOUND = "Not found now, since photos/posted is empty or away; it is looked for again each hour: {names}."
UNKNOWN_CARDS = (
    "Of this in photos/posted the record doesn't know whom it names; look, and delete what names them: {names}."
)
CARD_COPIES = "Copies of a card that staff have made (sent, printed, put on another page) are theirs to delete."
MESSAGES = "Messages that staff were sent quote captions, and nothing takes them back: delete those that quote theirs."
COPIES = "What `restore` or an upgrade put aside holds everything too; delete it once nobody needs it: {files}."


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
) -> int:
    """Take a person out of everything public, as they asked; 1 where a card is left that a person must delete.

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
        told = _unsealed(called, done) if undo else _told(record, somebody, called, done)
        won = None if undo else cards_of(record, done.contests, done.comments)
    left = _left_behind(settings) if erase and not dry_run else []
    stay, trouble = _delete_cards(settings, who.at) if erase and not dry_run else ((), "")
    cards = beside(photos_of(settings), won) if won else Beside()
    if json_:
        on_cards = {**asdict(cards), "left": stay, "trouble": trouble}
        show.as_json({**_json(called, done), "cards": on_cards, "remains": left, "dry_run": dry_run})
        return int(bool(stay))
    hall = "" if undo else leaves_the_hall(settings)
    for line in [*told, *_on_cards(cards, stay, trouble, erased=erase), hall, *left, kept(dry=dry_run).strip()]:
        if line:
            show.line(line)
    return int(bool(stay))


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


def _told(record: Record, somebody: Somebody, called: str, done: Done) -> list[str]:
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
    own = ", ".join(f"contest no. {n} ({name})" for n, name in _beside_photos(record, somebody))
    return [*lines, *([BESIDE_PHOTOS.format(where=own)] if own else []), THEIR_OWN, LATER]


def _beside_photos(record: Record, somebody: Somebody) -> Iterator[tuple[int, str]]:
    """What is written beside photos of contests and names somebody by more than one word: the contest, and where."""
    names = [name for name in somebody.names if " " in name]
    for contest in record.contests.all():
        for field in ("words", "fact", "alt", "credit"):
            if names_any(str(contest.sidecar.get(field, "")), names):
                yield contest.number, field.capitalize()


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


def _on_cards(cards: Beside, stay: Collection[str], trouble: str, *, erased: bool) -> list[str]:
    done = tuple(name for name in cards.theirs if name not in stay)
    lines = [CARDS[erased].format(names=_files(done))] if done else []
    lines += [trouble or NOT_FOUND.format(names=_files(stay))] if stay else []
    lines += [CARD_COPIES] if erased and cards.theirs else []
    return lines + ([UNKNOWN_CARDS.format(names=_files(cards.unknown))] if cards.unknown else [])


def _files(names: Collection[str]) -> str:
    return ", ".join(shown_name(name) for name in names)


def _left_behind(settings: Settings) -> list[str]:
    """Take the old bytes out of the database's files; gives where they may be still."""
    with closing(store_of(settings)) as store:
        remains = scrub(store)
    copies = ", ".join(str(file) for file in older_copies(settings.database_url, settings.folder))
    sent = MESSAGES if settings.notify_urls or settings.notify_backup else ""
    return [line for line in (remains, COPIES.format(files=copies) if copies else "", sent) if line]


def _delete_cards(settings: Settings, now: datetime) -> tuple[tuple[str, ...], str]:
    """Delete the cards of whoever is erased; gives those that are left, and why one could not be deleted."""
    trouble = ""
    with closing(store_of(settings)) as store:
        try:
            erase_due(store, photos_of(settings), store.transaction, now)
        except PhotosFolderError as error:
            trouble = f"{error.message} {error.do} It is tried again each hour."
        with store.view() as record:
            return tuple(dict.fromkeys(row.name for row in record.cards.to_erase())), trouble


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
