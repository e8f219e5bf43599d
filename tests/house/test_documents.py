"""The documents say what the code does: commands, settings, stages, reasons, words, messages and links."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from captionbot.cli import COMMANDS, captionbot
from captionbot.contest.entries import BY_STAFF, Reason
from captionbot.contest.stages import MOVES
from captionbot.settings import explained
from tests.house.rules import floor
from tests.house.sources import ROOT, sources

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
WORDS = (
    "Page",
    "Page token",
    "photo",
    "queue",
    "sidecar",
    "draft",
    "likeness",
    "checklist",
    "vouch",
    "contest",
    "slot",
    "window",
    "post",
    "comment",
    "entry",
    "entrant",
    "caption",
    "votes",
    "reading",
    "tally",
    "tie",
    "shortlist",
    "left out",
    "reason",
    "flagged",
    "override",
    "decision",
    "one of ours",
    "announce as",
    "editor",
    "admin",
    "one-time link",
    "winner",
    "runner-up",
    "announcement",
    "card",
    "correction",
    "retracted",
    "hall of fame",
    "utterance",
    "wording",
    "staff",
    "desk",
    "tick",
    "due",
    "step",
    "marker",
    "void",
    "stuck",
    "pause",
    "skip",
    "practice",
    "result slip",
    "forget",
    "seal",
    "erase",
)
"""One word for one thing."""

EXAMPLE_FOLDERS = ("/opt/captionbot", "/etc/systemd/system/")
PLAIN_LEAST = 10
"""Letters and spaces that a message must have of its own to be known by them."""
GAP = "(.{0,120}?)"
"""Whatever a message may be filled with; what that is must be said elsewhere in the code, or be short."""
EXAMPLES = (
    "an officer has died",
    "Wednesday 25 November at 12:00 PM CST (noon)",
    "Permission denied",
    "libharfbuzz.so: file too short",
)
"""What a person, a calendar or the machine put into a quoted message."""
STRANGE_MOST = 14
"""So many letters and spaces in a row, in a quoted message, are the program's own words or wrong."""


def read(name: str) -> str:
    """The text of a file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands under a heading of the second level."""
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def rows(text: str) -> list[list[str]]:
    """The cells of every row of every table, headings left out."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    tables = [line for line, below in zip(lines, [*lines[1:], ""], strict=True) if not below.startswith("|---")]
    cells = (re.split(r"(?<!\\)\|", line)[1:-1] for line in tables if not line.startswith("|---"))
    return [[cell.strip().replace("\\|", "|") for cell in row] for row in cells]


def anchors(path: Path) -> set[str]:
    """The anchors that a Markdown file's headings have."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links() -> list[tuple[Path, str]]:
    """Every link to a file or heading of ours, with the document that it stands in; pictures apart."""
    link = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
    found = [(path, target) for path in DOCUMENTS for target in link.findall(path.read_text(encoding="utf-8"))]
    return [(path, target) for path, target in found if "://" not in target]


def commands_in(path: Path) -> Iterator[list[str]]:
    """The words after `captionbot` of every command that a document shows."""
    text = path.read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"^ *```sh\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE))
    shown = [*re.findall(r"`captionbot ([^`\n]+)`", text), *re.findall(r"^\s*captionbot (.+)$", blocks, re.MULTILINE)]
    for words in shown:
        yield words.split()


def options_of(name: str) -> set[str]:
    """The options that a command knows, and those of its own commands."""
    command = captionbot.get_command(click.Context(captionbot), name)
    assert command is not None
    family = [command, *(command.commands.values() if isinstance(command, click.Group) else ())]
    return {"--help", *(one for member in family for option in member.params for one in option.opts)}


def acted_on() -> set[str]:
    """The settings, by name, that anything but the settings themselves looks at."""
    read_by = [one for one in sources() if one.place not in {"settings", "practice"}]
    return {node.attr.upper() for one in read_by for node in one.nodes if isinstance(node, ast.Attribute)}


@cache
def messages() -> tuple[re.Pattern[str], ...]:
    """Every text in the code that says something, with whatever may stand in its gaps."""
    nodes = [node for one in sources() if one.place != "practice" for node in one.nodes]
    texts = [text for node in nodes if (text := message(node))]
    plainest = sorted(set(texts), key=lambda text: (len(text.replace(GAP, "")), text), reverse=True)
    return tuple(re.compile(text, re.DOTALL | re.IGNORECASE) for text in plainest)


def message(node: ast.AST) -> str:
    """A text in the code as a pattern, or nothing where it is none or says too little."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    plain = [str(part.value) for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if len("".join(re.findall(r"[A-Za-z ]+", "".join(plain)))) < PLAIN_LEAST:
        return ""
    filled = [_open(str(part.value)) if isinstance(part, ast.Constant) else GAP for part in parts]
    return "".join(filled).removeprefix(GAP).removesuffix(GAP)


def _open(plain: str) -> str:
    """A text as a pattern; a name in braces is for ``format``, and may stand for anything."""
    return re.sub(r"\\\{[a-z]*\\\}", lambda _: GAP, re.escape(plain))


def unsaid(quote: str) -> str:
    """What is left of a quoted message once everything that the program says is taken out."""
    for example in EXAMPLES:
        quote = quote.replace(example, "…")
    for pattern in messages():
        quote = pattern.sub(lambda found: "|".join(["", *found.groups(), ""]), quote)
    return quote


def quotes() -> list[str]:
    """The messages that the runbook quotes."""
    return [line[2:] for line in map(str.strip, read("docs/runbook.md").splitlines()) if line.startswith("> ")]


def test_the_readme_names_every_command_and_no_other() -> None:
    """The table of commands is that of the program, in its order."""
    named = [re.split(r"[ `]", row[0].removeprefix("`"))[0] for row in rows(section(read("README.md"), "Commands"))]

    assert list(COMMANDS) == named


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_shown_can_be_given(path: Path) -> None:
    """No document shows a command or an option that is not there."""
    wrong = []
    for words in commands_in(path):
        name = next((word for word in words if word in COMMANDS), "")
        known = options_of(name) if name else {"--env-file", "-v", "--version", "--help"}
        options = {word.rstrip(".,;:") for word in words if word.startswith("-")} - {"--env-file", "-v"}
        if not (name or words[0] in {"COMMAND", "--env-file"}) or options - known:
            wrong.append(" ".join(words))

    assert not wrong


def test_the_readme_explains_every_setting() -> None:
    """Name, default and meaning of each setting are those of the code."""
    expected = [[f"`{one.name}`", f"`{one.written}`" if one.default else "", one.meaning] for one in explained()]

    assert expected == rows(section(read("README.md"), "Settings"))


def test_the_readme_says_which_settings_do_nothing_yet() -> None:
    """A setting that nothing acts on is said to do nothing, and no other."""
    told = section(read("README.md"), "Settings").partition("Nothing acts on these yet")[2].partition(".\n")[0]
    idle = {one.name for one in explained()} - acted_on()

    assert idle == set(re.findall(r"`([A-Z_]+)`", told))


def test_the_diagram_shows_every_move() -> None:
    """The arrows of the README's diagram are the moves that a contest can make."""
    diagram = read("README.md").partition("```mermaid\nstateDiagram-v2\n")[2].partition("```")[0]
    arrows = re.findall(r"^\s*([a-z]+) --> ([a-z]+)(?:: |$)", diagram, re.MULTILINE)
    ends = re.findall(r"^\s*([a-z]+) --> \[\*\]$", diagram, re.MULTILINE)

    assert {(str(one), str(other)) for one, others in MOVES.items() for other in others} == set(arrows)
    assert len(arrows) == len(set(arrows))
    assert {str(stage) for stage, others in MOVES.items() if not others} <= set(ends)


def test_the_glossary_has_every_word() -> None:
    """Each word has one line, and each line a word of the list; `missed` is the stage of a slot."""
    explained_there = re.findall(r"^- \*\*(.+?)\*\*: ", read("docs/glossary.md"), re.MULTILINE)

    assert sorted([*WORDS, "missed"]) == sorted(explained_there)


def test_the_rules_list_every_reason() -> None:
    """What fans read is the program's own list, and what staff may say stands in a table of its own."""
    entry = section(read("docs/rules.md"), "What counts as an entry")
    by_rule, by_staff = entry.split("Our staff may also leave out")

    assert [[str(one), one.sentence] for one in Reason if one not in BY_STAFF] == rows(by_rule)
    assert [[str(one), one.sentence] for one in Reason if one in BY_STAFF] == rows(by_staff)


def test_the_design_places_every_part() -> None:
    """The table of floors holds what the package holds, each on its floor."""
    table = rows(section(read("docs/design.md"), "The layout"))
    told = {place: row[0] for row in table for place in re.findall(r"`(\w+)`", row[1])}
    there = {one.place for one in sources()} - {"", "__main__"}

    assert {place: floor(place) for place in there} == told


@pytest.mark.parametrize(("path", "target"), links(), ids=lambda value: getattr(value, "name", value))
def test_every_link_leads_somewhere(path: Path, target: str) -> None:
    """Files and headings that a document links are there."""
    name, _, anchor = target.partition("#")
    file = path.parent / name if name else path

    assert file.is_file()
    assert not anchor or anchor in anchors(file)


@pytest.mark.xfail(not (ROOT / "docs" / "week.png").exists(), reason="docs/week.png is not drawn yet", strict=True)
def test_the_picture_is_there() -> None:
    """The README's picture is there, and says in words what it shows."""
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", read("README.md"))

    assert pictures
    assert all(words and (ROOT / name).is_file() for words, name in pictures)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_no_path_of_this_machine(path: Path) -> None:
    """Examples stand in folders that any machine may have."""
    named = re.findall(r"(?<![\w.:/)~])/(?:[\w.-]+/)+[\w.-]+", path.read_text(encoding="utf-8"))

    assert not [one for one in named if not one.startswith(EXAMPLE_FOLDERS)]


@pytest.mark.parametrize("quote", quotes())
def test_the_runbook_quotes_the_program(quote: str) -> None:
    """Whoever is on duty finds the very words that the program says."""
    strange = re.findall(rf"[A-Za-z ]{{{STRANGE_MOST},}}", unsaid(quote))

    assert not strange, f"the program never says {strange}"


def test_a_changed_message_is_noticed() -> None:
    """The comparison sees words that are nowhere in the code."""
    assert re.search(rf"[A-Za-z ]{{{STRANGE_MOST},}}", unsaid("Contest no. 1 was taken down by somebody on the Page."))
