"""The documents as a test reads them: sections, tables, links, and what stands in their blocks."""

import re
from pathlib import Path

from tests.house.sources import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


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


def pictures() -> list[tuple[Path, str, str]]:
    """Every picture, with the document that it stands in and what it is said to show."""
    shown = [(path, re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", path.read_text(encoding="utf-8"))) for path in DOCUMENTS]
    return [(path, name, words) for path, found in shown for words, name in found]


def blocks(text: str) -> str:
    """All that stands in a document's fences: for the terminal, cron and systemd."""
    parts = re.split(r"^ *```\w*\n", text, flags=re.MULTILINE)
    return "\n".join(parts[1::2])
