"""The command line: the doors that a person, cron and systemd come in by, and the only place that prints."""

import gc
import logging
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

from captionbot import __version__
from captionbot.cli.logs import begin_log
from captionbot.cli.show import safely
from captionbot.errors import CaptionbotError, SettingsError

COMMANDS = {
    "demo": ("work", "A whole contest week on a pretend Facebook, in under a minute."),
    "practice": ("work", "The pretend Facebook alone, to play on."),
    "init": ("setup", "Ask six questions, write .env, make the folders and the database."),
    "token": ("token", "Take a new token, and swap it for the Page's own."),
    "check": ("checking", "Everything that could spoil a Friday, each with what to do."),
    "run": ("work", "The daemon and the desk."),
    "tick": ("ticking", "Do everything that is due now, then exit (for cron)."),
    "status": ("read", "Where each contest stands."),
    "next": ("read", "What will happen next, in one sentence."),
    "queue": ("queueing", "The photos in order, each with its slot and its problems."),
    "words": ("describing", "What a photo goes out with, and what it says of itself; or change it."),
    "vouch": ("vouching", "Say yes to what a photo waits for: the same picture again, the checklist."),
    "arrange": ("arranging", "Say which photo goes before which."),
    "wordings": ("wordings", "The public words in force, as a file to edit; how they read; is a file right."),
    "draft": ("drafting", "Words to post by hand: no contest this week, no winner, a result withdrawn."),
    "entries": ("read", "The tally of a contest, and what was left out and why."),
    "pick": ("picking", "Choose the winner of a contest."),
    "card": ("card", "Draw the winner's card as it will go out, into a file."),
    "approve": ("picking", "Say yes to the winner as it stands."),
    "disqualify": ("leaving_out", "Leave an entry out for a reason of the published list."),
    "hold": ("word", "Keep a contest from being posted or announced until it is released."),
    "release": ("word", "Let a held contest go on."),
    "void": ("word", "Call a contest off."),
    "retract": ("correcting", "Take a result back that is public."),
    "settle": ("word", "Say whether what was sent stands on the Page."),
    "post-now": ("word", "Run a contest outside its slot."),
    "pause": ("pausing", "Stop everything that speaks, at once."),
    "resume": ("pausing", "Go on after a pause."),
    "skip": ("pausing", "Skip one week; its photo keeps its place."),
    "unskip": ("pausing", "Take a skipped week back in."),
    "explain": ("judged", "Why a caption did or did not win, and a reply ready to paste."),
    "tally": ("judged", "Judge a contest that was run by hand; writes nothing anywhere."),
    "adopt": ("adopting", "Take over a contest that staff posted by hand."),
    "rehearse": ("rehearsing", "On a throwaway Page, try every act once and learn what Facebook really does."),
    "rules": ("ruled", "The contest's rules, from the settings in force."),
    "site": ("hall", "Write the hall of fame: every winner's card and story, as a site of its own."),
    "verify": ("proving", "Count a result again from its slip: a contest's, or one in an exported file."),
    "export": ("papers", "Write out the records of one contest or of many: csv, json, html or zip."),
    "keep": ("papers", "Keep everything of a contest for good."),
    "forget": ("forgetting", "Take a person out of everything public, as they asked."),
    "staff": ("staff", "Say who may sign in to the desk: add, list, link, role, sign-out, remove."),
    "backup": ("safekeeping", "Copy the record into a file, also while captionbot runs."),
    "restore": ("safekeeping", "Bring a backup back."),
}
"""Each command's module and its line in the help, so that help is shown without importing any of them."""


class _Commands(click.Group):
    """Commands that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """In the order in which a person meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command's module."""
        if cmd_name not in COMMANDS:
            _refuse_token(ctx, cmd_name)
            return None
        module = import_module(f"captionbot.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_") + "_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - the same
        """One line each."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _refuse_token(context: click.Context, word: str) -> None:
    """What may be a token is not printed back as the name of a command that isn't there."""
    from captionbot.settings.words import may_be_secret  # noqa: PLC0415 - settings are read by commands alone

    if may_be_secret(word):
        context.fail("That is no command, and may be a token: `captionbot token` asks for one.")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--env-file", type=click.Path(path_type=Path), help="Settings to read instead of .env here.")
@click.option("-v", "--verbose", is_flag=True, help="Log more, to stderr.")
@click.version_option(__version__, prog_name="captionbot")
@click.pass_context
def captionbot(context: click.Context, env_file: Path | None, *, verbose: bool) -> None:
    """Run a weekly "beat the caption" contest on a Facebook Page."""
    context.obj = env_file
    begin_log(verbose=verbose)
    if not gc.isenabled():  # as `main` left it: the command's modules are imported by now
        gc.freeze()
        gc.enable()


def main() -> None:
    """Run a command as this process.

    Importing a thousand modules leaves no garbage, nor does a process that ends leave any behind. To look for it all
    the same, over and over, would take a quarter of a short command.
    """
    gc.disable()
    code = run()
    gc.freeze()
    sys.exit(code)


def run() -> int:
    """Run a command; every error a person can act on is one line, and the exit code says whose it is.

    0 done, 1 something a person can fix, 2 wrong use or settings, 3 our fault.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that isn't UTF-8 still gets every line
    return _run()


def _run() -> int:
    try:
        code = captionbot(standalone_mode=False)
    except (click.Abort, BrokenPipeError):
        return 1
    except click.ClickException as error:
        error.show()
        return 2
    except CaptionbotError as error:
        for line in filter(None, _lines(error)):
            click.echo(safely(line), err=True)
        return error.exit_code
    except Exception:
        logging.getLogger(__name__).exception("This is captionbot's own fault; please report it with these lines.")
        return 3
    return code if isinstance(code, int) else 0


def _lines(error: CaptionbotError) -> list[str]:
    """What a person reads of an error: a line, or a line for each setting and one more."""
    if isinstance(error, SettingsError):
        return [*error.problems, error.do]
    return [f"{error.message} {error.do}".strip()]
