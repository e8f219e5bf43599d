"""`rules`: the contest's rules, from the settings in force."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from captionbot.cli.plug import settings_of
from captionbot.clock import Clock
from captionbot.contest.rules import InForce, Rules, as_html, as_markdown, as_text, rules_of
from captionbot.contest.rules.parts import Paragraph
from captionbot.errors import NotNow
from captionbot.settings import Settings

WRITERS: dict[str, Callable[[Rules], str]] = {"md": as_markdown, "html": as_html, "txt": as_text}
BY_ENDING = {".html": "html", ".htm": "html", ".txt": "txt", ".text": "txt"}

INVENTED = {
    "facebook_page_id": "1",
    "facebook_page_token": "none",
    "timezone": "America/Chicago",
    "organiser": "Springfield Police",
    "contact": "captions@example.org",
}
SAMPLE_YEAR = 2026
NOTE = (
    "This is a sample: what “captionbot rules” writes for the default settings and for invented names.",
    "Fill in ORGANISER, CONTACT and the rest in .env, then run “captionbot rules --out rules.html” (or .txt, or .md).",
    "Every sentence then follows your settings.",
    "Let your lawyer read it, publish it, and put its address into RULES_URL: every contest post then links it.",
    "Run it again whenever you have changed a setting.",
)
TOLD = "{out} holds the rules. Publish them, and put their address into RULES_URL."
UNSAID = {
    "organiser": "ORGANISER is not set: the rules don't name who runs the contest.",
    "contact": "CONTACT is not set: the rules send fans to the Page's messages.",
}


@click.command("rules")
@click.option(
    "--format", "form", type=click.Choice(list(WRITERS)), help="md, html or txt; default: by the file's name, else md."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this new FILE, not to stdout.")
@click.option("--overwrite", is_flag=True, help="Write over FILE where it is there already.")
@click.option("--sample", is_flag=True, help="Show them for the default settings and invented names; needs no .env.")
@click.pass_context
def rules_command(context: click.Context, form: str | None, out: Path | None, *, overwrite: bool, sample: bool) -> None:
    """Write the contest's rules, as fans read them, from the settings in force."""
    text = WRITERS[form or _by_ending(out)](sample_rules() if sample else _rules(settings_of(context)))
    if out is None:
        click.echo(text, nl=False)
        return
    _write(out, text, overwrite=overwrite)
    click.echo(TOLD.format(out=out))


def sample_rules() -> Rules:
    """The rules for the default settings and invented names, with a note for staff."""
    return replace(rules_of(_in_force(sample_settings(), SAMPLE_YEAR)), note=Paragraph(NOTE))


def sample_settings() -> Settings:
    """The default settings with invented names."""
    return Settings.model_validate(INVENTED, context={"folder": Path()})


def _rules(settings: Settings) -> Rules:
    for name, unsaid in UNSAID.items():
        if not getattr(settings, name):
            click.echo(unsaid, err=True)
    return rules_of(_in_force(settings, Clock.from_environment().now().year))


def _in_force(settings: Settings, year: int) -> InForce:
    return InForce(settings.terms(), settings.post_at, settings.emergency, year)


def _by_ending(out: Path | None) -> str:
    return BY_ENDING.get(out.suffix.lower(), "md") if out else "md"


def _write(out: Path, text: str, *, overwrite: bool) -> None:
    try:
        with out.open("w" if overwrite else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise NotNow(f"{out} is there already.", "Give another name, or --overwrite.") from None
    except OSError as error:
        raise NotNow(f"{out} can't be written: {error.strerror}.", "Give another place.") from error
