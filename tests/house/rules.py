"""The rules of the house (docs/design.md, "The layout"), each a function from a module to what breaks it."""

import ast
import sys
from collections.abc import Callable, Iterator

from tests.house.sources import PACKAGE, Source

FLOORS = {
    "doors": {"__main__", "cli", "daemon", "desk"},
    "rooms": {
        "accounts",
        "adopting",
        "admitting",
        "cards",
        "check",
        "decisions",
        "explaining",
        "facts",
        "forgetting",
        "health",
        "intake",
        "judging",
        "outside",
        "overview",
        "queueing",
        "records",
        "rehearsing",
        "results",
        "runner",
        "safekeeping",
        "site",
        "telling",
        "utter",
    },
    "edges": {"clock", "graph", "machine", "notify", "photos", "settings", "store"},
    "core": {"contest"},
    "errors": {"errors"},
    "apart": {"practice"},
}
"""Every folder and file of the package, from the top floor down; what is new gets its place here."""

BELOW = {
    "doors": {"rooms", "edges", "core", "errors"},
    "rooms": {"edges", "core", "errors"},
    "edges": {"core", "errors"},
    "core": {"errors"},
    "errors": set[str](),
    "apart": set[str](),
}
SHARED = {"doors", "rooms"}
"""Floors whose places may use each other, as long as that makes no circle."""

HOMES = {
    "alembic": {"store"},
    "apprise": {"notify"},
    "argon2": {"accounts"},
    "click": {"cli"},
    "defusedxml": {"photos"},
    "dotenv": {"settings"},
    "facebook": {"graph"},
    "flask": {"desk", "practice"},
    "flask_wtf": {"desk"},
    "holidays": {"contest"},
    "jinja2": {"desk", "practice", "records", "site"},
    "libphash": {"photos"},
    "markupsafe": {"desk", "practice"},
    "PIL": {"photos", "practice"},
    "pillow_heif": {"photos"},
    "psycopg": {"store"},
    "pydantic": {"settings"},
    "pydantic_core": {"settings"},
    "pyobscenity": {"contest"},
    "pyvips": {"photos"},
    "rapidfuzz": {"contest"},
    "regex": {"contest"},
    "pythonjsonlogger": {"cli"},
    "requests": {"graph", "notify"},
    "rich": {"cli"},
    "schedule": {"daemon"},
    "sqlalchemy": {"store"},
    "tenacity": {"graph"},
    "uharfbuzz": {"photos"},
    "urllib3": {"graph"},
    "waitress": {"daemon", "desk", "practice"},
    "watchdog": {"daemon"},
    "werkzeug": {"desk", "practice"},
    "wtforms": {"desk"},
    "zxcvbn": {"accounts"},
}
"""The places that may import a package that is not ours."""

VAGUE = {"common", "data", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
PRINTING = {"print", "sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__"}
LONGEST_FILE = 350
LONGEST_FUNCTION = 40


def floor(place: str) -> str:
    """The floor of a folder or file of the package, or nothing where it has none yet."""
    return next((name for name, places in FLOORS.items() if place in places), "")


def unplaced(source: Source) -> Iterator[str]:
    """Every folder and file has a floor."""
    if source.place and not floor(source.place):
        yield f"{source.path}: {source.place} has no floor; give it one in FLOORS, {__file__}"


def uphill(source: Source) -> Iterator[str]:
    """Arrows point down only; practice stands apart and only cli uses it."""
    here = floor(source.place)
    for place, node in _ours(source) if here else ():
        there = floor(place)
        if place == source.place or there in BELOW.get(here, set()) or (there == here and here in SHARED):
            continue
        if (source.place, place) != ("cli", "practice"):
            yield f"{source.at(node)}: {source.place} ({here}) may not import {place} ({there or 'no floor'})"


def _ours(source: Source) -> Iterator[tuple[str, ast.AST]]:
    """The places of the package that ``source`` imports; the package itself only knows its version."""
    for name, node in source.imports():
        parts = name.split(".")
        if parts[0] == PACKAGE and len(parts) > 1 and parts[1] != "__version__":
            yield parts[1], node


def uses(source: Source) -> set[str]:
    """The other places that ``source`` imports."""
    return {place for place, _ in _ours(source)} - {source.place}


def homeless(source: Source) -> Iterator[str]:
    """Each package that is not ours has one home, and tests have none."""
    for name, node in source.imports():
        package = name.partition(".")[0]
        if package == PACKAGE or package in sys.stdlib_module_names:
            continue
        if source.place not in HOMES.get(package, set()):
            homes = " or ".join(sorted(HOMES.get(package, set()))) or f"nowhere (HOMES, {__file__})"
            yield f"{source.at(node)}: {package} is imported in {homes}, not in {source.place}"


def reads_time(source: Source) -> Iterator[str]:
    """Only the files called clock.py read the time or sleep; below the doors ``now`` is an argument."""
    if source.path.name == "clock.py":
        return
    for name, node in source.imports():
        if name == "time" or name.startswith("time."):
            yield f"{source.at(node)}: {name} is for clock.py alone"
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"}:
            owner = getattr(node.value, "attr", getattr(node.value, "id", ""))
            if owner in {"datetime", "date"}:
                yield f"{source.at(node)}: {owner}.{node.attr} is for clock.py alone"


def prints(source: Source) -> Iterator[str]:
    """Only cli prints, and practice's own door; the others return or log."""
    if source.place == "cli" or str(source.path).endswith("practice/__main__.py"):
        return
    for node in source.nodes:
        if isinstance(node, ast.Name | ast.Attribute) and _dotted(node) in PRINTING:
            yield f"{source.at(node)}: only cli uses {_dotted(node)}"


def _dotted(node: ast.Name | ast.Attribute) -> str:
    """A name, or a name with one after the dot."""
    if isinstance(node, ast.Name):
        return node.id
    return f"{node.value.id}.{node.attr}" if isinstance(node.value, ast.Name) else ""


def vague(source: Source) -> Iterator[str]:
    """A name says what is inside."""
    for part in source.path.with_suffix("").parts:
        if part in VAGUE:
            yield f"{source.path}: {part} says nothing; name what it is about"


def long_file(source: Source) -> Iterator[str]:
    """A file that outgrows its size becomes a folder of the same name."""
    if (lines := source.text.count("\n")) > LONGEST_FILE:
        yield f"{source.path}: {lines} lines; {LONGEST_FILE} at most"


def long_function(source: Source) -> Iterator[str]:
    """A function fits on a screen; its docstring does not count. A migration is a list, and frozen."""
    if "migrations" in source.path.parts:
        return
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (lines := _lines(node)) > LONGEST_FUNCTION:
            yield f"{source.at(node)}: {node.name} has {lines} lines; {LONGEST_FUNCTION} at most"


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    docstring = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(node, clean=False) is not None else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


Rule = Callable[[Source], Iterator[str]]
OF_THE_PACKAGE: tuple[Rule, ...] = (unplaced, uphill, homeless, reads_time, prints, vague)
OF_EVERY_FILE: tuple[Rule, ...] = (long_file, long_function)
