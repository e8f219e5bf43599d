"""The papers: export and keep."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from captionbot.cli import show
from captionbot.cli.plug import recording, viewing, word
from captionbot.cli.word import by, why
from captionbot.records.exporting import FORMS, Asked, exported, showings, withheld, write_export
from captionbot.records.keeping import keep, keep_no_longer


def _day(_context: click.Context, _option: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


day = click.DateTime(["%Y-%m-%d"])


@click.command("export")
@click.argument("contest", type=int, required=False)
@click.option("--from", "first", type=day, callback=_day, help="The first day whose contests are wanted: 2026-11-01.")
@click.option("--to", "last", type=day, callback=_day, help="The last day.")
@click.option("--format", "form", type=click.Choice([*FORMS]), required=True, help="zip answers a records request.")
@click.option("--out", type=click.Path(path_type=Path), help="A new file to write; stdout otherwise.")
@click.option("--public", is_flag=True, help="Only texts that were announced, and names shortened.")
@click.option("--withhold", multiple=True, metavar="COMMENT", help="Leave out whoever wrote it; may be repeated.")
@click.pass_context
def export_command(
    context: click.Context,
    contest: int | None,
    first: date | None,
    last: date | None,
    form: str,
    out: Path | None,
    withhold: tuple[str, ...],
    *,
    public: bool,
) -> None:
    """Write out the records of one CONTEST, of all within some days, or of every one."""
    _refuse_what_says_two_things(contest, first, last, form, out)
    with viewing(context) as view:
        several = showings(view, Asked(contest, first, last, public, withhold))
        for words in withheld(several):
            click.echo(show.safely(words), err=True)  # stdout may be the export itself
        if out is None:
            for piece in exported(several, form):
                click.echo(piece, nl=False)
            return
        write_export(view, several, form, out)
        show.line(f"{out} holds {_many([one.number for one in several])}; {out.stat().st_size / 1_000_000:.1f} MB.")


def _refuse_what_says_two_things(
    contest: int | None, first: date | None, last: date | None, form: str, out: Path | None
) -> None:
    if form == "zip" and out is None:
        raise click.UsageError("a zip goes to a file: --out FILE")
    if contest is not None and (first or last):
        raise click.UsageError("name a contest, or days with --from and --to; not both")
    if first and last and last < first:
        raise click.UsageError("--to lies before --from")


def _many(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"contest no. {numbers[0]}"
    return f"{len(numbers)} contests, no. {min(numbers)} to no. {max(numbers)}"


@click.command("keep")
@click.argument("contest", type=int)
@why
@click.option("--undo", is_flag=True, help="Keep it no longer.")
@by
@click.pass_context
def keep_command(context: click.Context, contest: int, because: str, by: str | None, *, undo: bool) -> None:
    """Keep everything of a contest for good: it is never pruned, nor erased."""
    said = word(by, because, must_name=True)
    with recording(context) as record:
        if undo:
            keep_no_longer(record, contest, said)
        else:
            keep(record, contest, said)
    how = "is kept for good no longer" if undo else "is kept for good: nothing of it is pruned or erased"
    show.line(f"Contest no. {contest} {how}. Recorded by {said.by}.")
