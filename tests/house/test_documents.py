"""The documents say what the code does: commands, settings, stages, reasons, words, messages and links."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from captionbot.contest.entries import BY_STAFF, Reason
from captionbot.contest.stages import MOVES
from captionbot.settings import explained
from tests.house.documents import DOCUMENTS, anchors, links, read, rows, section
from tests.house.rules import floor
from tests.house.sources import sources

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
    "notice",
    "heartbeat",
    "editor",
    "admin",
    "one-time link",
    "winner",
    "runner-up",
    "announcement",
    "card",
    "correction",
    "retracted",
    "adopt",
    "rehearse",
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

READ_AS = {"SKIP_DAYS_FILE": "OWN_DAYS"}
"""A file that the settings themselves read: what they keep of it."""
EXAMPLE_FOLDERS = (
    "/opt/captionbot",
    "/etc/systemd/system/",
    "/etc/cron.d/captionbot",
    "/var/lib/captionbot",
    "/usr/local/bin/captionbot",
    "/srv/",
    "/dev/null",
    "/tmp/somewhere",  # noqa: S108 - named in a document, and not opened
)
QUOTING = ("runbook", "rehearsal", "holidays")
"""The documents that quote what captionbot says, behind ">"."""
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
    """The messages that the runbook quotes, and the documents beside it that do as it does."""
    lines = [line.strip() for name in QUOTING for line in read(f"docs/{name}.md").splitlines()]
    return [line[2:] for line in lines if line.startswith("> ")]


def test_every_setting_does_something() -> None:
    """Whatever a person may set, something but the settings themselves looks at."""
    assert {READ_AS.get(one.name, one.name) for one in explained()} <= acted_on()


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


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_no_path_of_this_machine(path: Path) -> None:
    """Examples stand in folders that any machine may have."""
    named = re.findall(r"(?<![\w.:/)~])/(?:[\w.-]+/)+[\w.-]+", path.read_text(encoding="utf-8"))

    assert not [one for one in named if not one.startswith(EXAMPLE_FOLDERS)]


@pytest.mark.parametrize("quote", quotes())
def test_the_documents_quote_the_program(quote: str) -> None:
    """Whoever is on duty finds the very words that the program says."""
    strange = re.findall(rf"[A-Za-z ]{{{STRANGE_MOST},}}", unsaid(quote))

    assert not strange, f"the program never says {strange}"


def test_a_changed_message_is_noticed() -> None:
    """The comparison sees words that are nowhere in the code."""
    assert re.search(rf"[A-Za-z ]{{{STRANGE_MOST},}}", unsaid("Contest no. 1 was taken down by somebody on the Page."))
