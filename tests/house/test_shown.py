"""What the documents show can be done as it stands there: commands, options, settings."""

import re
import shlex
from functools import cache
from pathlib import Path

import click
import pytest

from captionbot.cli import COMMANDS, captionbot
from captionbot.settings import explained
from tests.house.documents import DOCUMENTS, blocks, pictures, read, rows, section

PLACEHOLDER = re.compile(r"\.\.\.|…|[A-Z][A-Z-]*|[NF]|\d*")
"""What a person puts their own in place of."""
OF_OTHERS = {"--delete", "--require-hashes"}
"""Options of other programs."""
NO_SETTINGS = {"CAPTIONBOT_DEMO_CLOCK", "RLIMIT_DATA"}
"""Names in capitals that are none of our settings."""
CALL = r"(?:^ *|(?:&&|sudo|--|\$|%) +|=)(?:[\w./-]*/)?captionbot ((?:--env-file|[a-z])[^\n]*)$"
"""A line that runs captionbot: a person's, cron's or systemd's."""
SAID = {"does not tick"}
"""What captionbot answers, beginning with its own name."""
ENDS = ">|&;"
"""How a word begins with which a line goes on that isn't captionbot's."""


ROOT = click.Context(captionbot, **captionbot.context_settings)
"""What every command is asked under. Each keeps the words for help that it was first asked with, whoever asks next."""


@cache
def command(name: str) -> click.Command:
    """A command by its name."""
    found = captionbot.get_command(ROOT, name)
    assert found is not None
    return found


def options_of(one: click.Command) -> set[str]:
    """The options that a command knows, and those of its own commands."""
    family = [one, *(one.commands.values() if isinstance(one, click.Group) else ())]
    return {"--help", *(name for member in family for option in member.params for name in option.opts)}


def lines(text: str) -> list[list[str]]:
    """The words after `captionbot` of each line that a person may copy."""
    whole = re.findall(CALL, blocks(text), re.MULTILINE)
    within = [one for one in re.findall(r"`captionbot ([^`\n]+)`", text) if " " in one and one not in SAID]
    return [_words(one) for one in [*whole, *within]]


def _words(line: str) -> list[str]:
    words = shlex.split(re.sub(r"\$\([^)]*\)", "DATE", line.replace("\\%", "%")), comments=True)
    return words[: min((place for place, word in enumerate(words) if word[0] in ENDS), default=len(words))]


def wrong(words: list[str]) -> str:
    """Why captionbot would not take these words; empty where it would."""
    if words[0].startswith("-"):
        words = words[2:] if words[0] == "--env-file" else words[1:]
    if not words or PLACEHOLDER.fullmatch(words[0]):
        return ""
    return _refusal(command(words[0]), words[1:]) if words[0] in COMMANDS else f"no command {words[0]}"


def _refusal(one: click.Command, words: list[str]) -> str:
    """What click says to them; a word that a person puts their own in place of may be of any kind."""
    if isinstance(one, click.Group) and words and not words[0].startswith("-"):
        inner = one.commands.get(words[0])
        return _refusal(inner, words[1:]) if inner else f"no command {one.name} {words[0]}"
    try:
        one.make_context(one.name, list(words), parent=ROOT)
    except click.exceptions.Exit:
        return ""
    except click.MissingParameter as error:
        return error.format_message()
    except click.BadParameter as error:
        return "" if any(PLACEHOLDER.fullmatch(word) for word in words) else error.format_message()
    except click.UsageError as error:
        return error.format_message()
    return ""


def calls() -> list[str]:
    """How the README's table calls each command."""
    return [row[0].strip("`") for row in rows(section(read("README.md"), "Commands"))]


def test_the_readme_names_every_command_and_no_other() -> None:
    """The table of commands is that of the program, in its order."""
    assert list(COMMANDS) == [call.split()[0] for call in calls()]


def test_the_readme_says_what_help_says() -> None:
    """Each row begins with the command's line in `--help`."""
    told = {row[0].strip("`").split()[0]: row[1] for row in rows(section(read("README.md"), "Commands"))}

    assert {
        name: line for name, (_, line) in COMMANDS.items() if not told[name].replace("`", "").startswith(line)
    } == {}


def test_every_row_of_the_readme_can_be_given() -> None:
    """What stands in the first column is how the command is called, and each option in the second is one of its own."""
    table = rows(section(read("README.md"), "Commands"))
    named = {row[0].strip("`").split()[0]: set(re.findall(r"`(--[a-z-]+)", " ".join(row))) for row in table}

    assert [(call, why) for call in calls() if (why := wrong(shlex.split(re.sub(r"[\[\]]", "", call))))] == []
    assert {name: more for name, told in named.items() if (more := told - options_of(command(name)))} == {}


def test_the_readme_says_who_has_json() -> None:
    """Every command that prints JSON is in the list, and no other."""
    told = section(read("README.md"), "Commands").partition(" have `--json`")[0].rpartition("\n")[2]

    assert {name for name in COMMANDS if "--json" in options_of(command(name))} == set(re.findall(r"`([a-z-]+)`", told))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_line_can_be_given(path: Path) -> None:
    """Whoever copies a line out of a document is refused no option and lacks no word."""
    shown = lines(path.read_text(encoding="utf-8"))

    assert [(words, why) for words in shown if (why := wrong(words))] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_option_named_is_there(path: Path) -> None:
    """An option in running text is one of some command's; whose, the text says."""
    known = {option for name in COMMANDS for option in options_of(command(name))} | {"--env-file", "--version"}
    named = set(re.findall(r"`(--[a-z-]+)", path.read_text(encoding="utf-8")))

    assert named - known - OF_OTHERS == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_setting_named_is_there(path: Path) -> None:
    """A name in capitals and code type is a setting's, or one of the few others."""
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`", path.read_text(encoding="utf-8")))

    assert named - {one.name for one in explained()} - NO_SETTINGS == set()


def test_a_wrong_line_is_noticed() -> None:
    """An option, a word or a command that is not there, and one that is missing."""
    for line in ("pick 1 2 --reason x", "pick 1", "pause 1 2 3 --because x", "frobnicate 1", "staff hire Maria"):
        assert wrong(shlex.split(line)), line


def test_every_picture_is_there_and_described() -> None:
    """Whoever can't see a picture reads what it shows."""
    assert pictures()
    assert [name for path, name, words in pictures() if not (words and (path.parent / name).is_file())] == []
