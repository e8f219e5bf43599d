"""`words`: what a photo that waits will say, and what it says of itself."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

import click

from captionbot.cli import show
from captionbot.cli.plug import photos_of, recording, settings_of, store_of, typed, viewing, word
from captionbot.cli.read import as_json
from captionbot.cli.word import by_if_named, dry_run, kept
from captionbot.clock import Clock
from captionbot.decisions import Word
from captionbot.decisions.describing import OF_THE_POST, Described, describe, described, photo_to_describe, taken_over
from captionbot.errors import CaptionbotError, PhotoRefused
from captionbot.intake import Intake
from captionbot.photos.names import shown_name, typed_name
from captionbot.photos.words import dates
from captionbot.photos.words.drafts import Drafts
from captionbot.photos.words.lines import FIELDS, lines_of
from captionbot.photos.words.sidecar import Sidecar
from captionbot.settings import Settings

HELP: Final = {
    "alt": "What is to be seen, for people who can't see it.",
    "credit": "Whom the post thanks for the photo.",
    "fact": "What goes out with the winner.",
    "post_on": "A day of the week for which it is meant, as 2026-12-25.",
    "taken": "When it was taken: 1974, 1974-06 or 1974-06-05.",
    "source": "Where it comes from; kept with the record, never sent, as are the next two.",
    "rights": "Who has the rights.",
    "people": "Who is in it.",
    "words": "The words of the post.",
}
DRAFTS: Final = tuple(Drafts.__dataclass_fields__)
INDENT: Final = "    "


def _date(_context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A date in the form that the text file has."""
    value = None if value is None else dates.hyphened(value.strip())
    fits = dates.is_part_of_date if option.name == "taken" else dates.day
    if value and not fits(value):
        forms = "1974, 1974-06 or 1974-06-05" if option.name == "taken" else "2026-12-25"
        raise click.BadParameter(f"{value!r} is no such date; write it as {' or '.join(dates.meant(value)) or forms}.")
    return value


def _fields(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each field of the text."""
    for field in reversed(HELP):
        check = _date if field in {"post_on", "taken"} else None
        metavar = "DATE" if check else "TEXT"
        option = click.option(f"--{field.replace('_', '-')}", metavar=metavar, callback=check, help=HELP[field])
        command = option(command)
    return command


@click.command("words", epilog='An empty text, as in --credit "", takes the line out.')
@click.argument("photo")
@_fields
@click.option(
    "--take",
    multiple=True,
    type=click.Choice([*DRAFTS, "all"]),
    help="Take over what the photo says of itself; all: whatever the text beside it doesn't say.",
)
@by_if_named
@dry_run
@as_json
@click.pass_context
def words_command(
    context: click.Context,
    /,
    photo: str,
    take: tuple[str, ...],
    by: str | None,
    *,
    dry_run: bool,
    json_: bool,
    **said: str | None,
) -> None:
    """Show the words that a photo goes out with, and what stands in the photo itself; or change them."""
    settings, now = settings_of(context), Clock.from_environment().now()
    photos, changes = photos_of(settings), {field: typed(text) for field, text in said.items() if text is not None}
    queue = photos.queue(now)
    with viewing(context) as view:
        name = photo_to_describe(view.record, queue, photo)
    drafts, why_not = (None, None) if changes and not take else _drafts(settings, name)
    if take and why_not:
        raise why_not
    before = described(photos, name, now.date())
    changes = {**(taken_over(drafts, before.sidecar, take) if take and drafts else {}), **changes}
    after = _written(context, name, changes, word(by), dry=dry_run) if changes else before
    if json_:
        show.as_json(_shape(after, drafts, changes))
        return
    if changes or take:
        _tell_change(after, changes, dry=dry_run)
    if not (changes and dry_run):
        _tell(after)
    _tell_mistakes(after)
    _tell_drafts(after, drafts, why_not)


def _written(context: click.Context, name: str, changes: dict[str, str], who: Word, *, dry: bool) -> Described:
    photos = photos_of(settings_of(context))
    with recording(context, dry_run=dry) as record:
        return describe(record, photos, name, changes, who, dry_run=dry)


def _drafts(settings: Settings, name: str) -> tuple[Drafts | None, CaptionbotError | None]:
    """What the photo says of itself, or why that can't be told now. Raises PhotoRefused: then it has no words."""
    store = store_of(settings)
    try:
        row = Intake(photos_of(settings), store, Clock.from_environment().now).examined(name)
    except PhotoRefused:
        raise
    except CaptionbotError as error:
        return None, error
    finally:
        store.close()
    return Drafts(**{one: str(row.drafts.get(one, "")) for one in DRAFTS}), None


def _tell_change(after: Described, changes: dict[str, str], *, dry: bool) -> None:
    name, file = shown_name(after.name), shown_name(after.file)
    what = ", ".join(FIELDS.get(field, "the words of the post") for field in changes)
    if not changes:
        show.line(f"{name} says nothing of itself that {file} doesn't say.")
    elif dry:
        show.line(f"{file} would say{kept(dry=True)}:")
        for line in lines_of(after.text):
            show.line(f"{INDENT}{line.text}")
    else:
        show.line(f"Written into {file}: {what}.")


def _tell(after: Described) -> None:
    name, file, sidecar = shown_name(after.name), shown_name(after.file), after.sidecar
    if not after.stands:
        command = f"captionbot words {typed_name(after.name)}"
        show.line(f"No text stands beside {name}; `{command}` with --alt, --words … makes {file}.")
        return
    show.line(f"The words of {name} stand in {file}:")
    for field, header in FIELDS.items():
        if getattr(sidecar, field):
            show.line(f"{INDENT}{header}: {getattr(sidecar, field)}")
    show.line(f"{INDENT}{'The words of the post:' if sidecar.words else 'No words of the post.'}")
    for line in sidecar.words.splitlines():
        show.line(f"{INDENT}{INDENT}{line}")


def _tell_mistakes(after: Described) -> None:
    for mistake in after.sidecar.mistakes:
        show.line(f"{'It waits' if mistake.waits else 'Remark'}: {mistake.what} {mistake.do}")


def _tell_drafts(after: Described, drafts: Drafts | None, why_not: CaptionbotError | None) -> None:
    if why_not:
        show.line(f"What stands in the photo itself can't be told now: {why_not.message} {why_not.do}".rstrip())
    found = {} if drafts is None else asdict(drafts)
    new = {one: text for one, text in found.items() if text and not _is_there(after.sidecar, one, text)}
    if new:
        show.gap()
        show.line("Found in the photo itself, and not sent unless you take it (--take all, or one by its name):")
    for one, text in new.items():
        show.line(f"{INDENT}{one}: {text}")


def _is_there(sidecar: Sidecar, draft: str, text: str) -> bool:
    """Whether the text beside the photo says so already."""
    return text in sidecar.words if draft in OF_THE_POST else text == getattr(sidecar, draft)


def _value(after: Described, field: str) -> str:
    return str(getattr(after.sidecar, field) or "")


def _shape(after: Described, drafts: Drafts | None, changes: dict[str, str]) -> dict[str, Any]:
    fields = {field: _value(after, field) for field in HELP}
    return {
        "photo": after.name,
        "shown": shown_name(after.name),
        "file": after.file,
        "stands": after.stands,
        "words": fields,
        "mistakes": [asdict(one) for one in after.sidecar.mistakes],
        "drafts": None if drafts is None else asdict(drafts),
        "changed": list(changes),
    }
