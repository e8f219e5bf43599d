"""`wordings`: the public words in force, how they read, and whether a file of them is right."""

import os
from pathlib import Path

import click

from captionbot.cli import show
from captionbot.cli.plug import settings_of
from captionbot.cli.ruled import sample_settings
from captionbot.contest.wording import KINDS, Wordings, samples, written
from captionbot.errors import SettingsError
from captionbot.settings import Settings, read_public_words

MEND = "Mend each of these and check the file again."
RIGHT = "{} is right. WORDINGS={} in .env puts it in force; `captionbot wordings --sample` shows how it reads."


@click.command("wordings")
@click.option("--sample", is_flag=True, help="Show each as it would read, with an invented week.")
@click.option(
    "--check",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Say what is wrong with FILE, without putting it in force; needs no .env.",
)
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.pass_context
def wordings_command(context: click.Context, file: Path | None, *, sample: bool, json_: bool) -> None:
    """Print the words in which captionbot speaks for the Page, as a file to edit (WORDINGS)."""
    if file is not None:
        _check(file, json_=json_)
        return
    settings = _in_force(context)
    if json_:
        show.as_json(_listed(settings, sample=sample))
    elif sample:
        _show(samples(settings.public_words, settings.terms(), settings.zone))
    else:
        click.echo(written(settings.public_words), nl=False)


def _in_force(context: click.Context) -> Settings:
    """The settings, wordings among them; the default ones where nobody has made any yet."""
    none_yet = context.find_root().obj is None and not Path(".env").exists() and "TIMEZONE" not in os.environ
    return sample_settings() if none_yet else settings_of(context, speaks=True)


def _check(file: Path, *, json_: bool) -> None:
    """Raises SettingsError with everything that is wrong with the file."""
    found = read_public_words(file, str(file))
    if json_:
        show.as_json({"ok": not found.problems, "problems": [{"what": what, "do": ""} for what in found.problems]})
    if found.problems:
        raise SettingsError([] if json_ else list(found.problems), "" if json_ else MEND)
    if not json_:
        show.line(RIGHT.format(file, file))


def _listed(settings: Settings, *, sample: bool) -> dict[str, object]:
    said = _all(settings.public_words)
    told = samples(settings.public_words, settings.terms(), settings.zone) if sample else said
    return {"file": str(settings.wordings) if settings.wordings else None, "wordings": told}


def _all(wordings: Wordings) -> dict[str, list[str]]:
    return {kind.heading: list(kind.of(wordings)) for kind in KINDS}


def _show(samples: dict[str, list[str]]) -> None:
    """Each kind with what it is for, and its wordings below."""
    about = {kind.heading: kind.about for kind in KINDS}
    for at, (heading, said) in enumerate(samples.items()):
        show.line("") if at else None
        show.line(f"[{heading}] {about[heading]}")
        for one in said:
            show.line(f"  {one}")
