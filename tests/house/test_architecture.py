"""The floors of docs/design.md hold, read from the imports of every module."""

from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.house import rules
from tests.house.sources import ROOT, Source, sources


@pytest.mark.parametrize("rule", rules.OF_THE_PACKAGE, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(rule: rules.Rule) -> None:
    """No module of the package breaks a rule of the house."""
    broken = sorted({problem for source in sources() for problem in rule(source)})

    assert not broken, "\n".join([f"{rule.__doc__}", *broken])


@pytest.mark.parametrize("rule", rules.OF_EVERY_FILE, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("folder", ["captionbot", "tests", "bench"])
def test_every_file_keeps_the_rule(rule: rules.Rule, folder: str) -> None:
    """Files and functions stay small, in the tests too."""
    broken = sorted({problem for source in sources(folder) for problem in rule(source)})

    assert not broken, "\n".join([f"{rule.__doc__}", *broken])


def test_places_use_each_other_in_no_circle() -> None:
    """Rooms may use rooms and doors doors, but never in a circle."""
    used: dict[str, set[str]] = defaultdict(set)
    for source in sources():
        used[source.place] |= rules.uses(source)

    try:
        TopologicalSorter(used).prepare()
    except CycleError as circle:
        pytest.fail(f"a circle of imports: {' -> '.join(circle.args[1])}")


def test_the_package_is_read() -> None:
    """The rules see the modules that are there."""
    assert {"cli", "contest", "errors", "graph", "store", ""} <= {source.place for source in sources()}
    assert (ROOT / "pyproject.toml").is_file()


BREACHES = {
    "an edge imports an edge": ("graph/x.py", "from captionbot.store import schema", rules.uphill),
    "the core imports an edge": ("contest/x.py", "import captionbot.clock", rules.uphill),
    "a room imports a door": ("runner.py", "from captionbot import daemon", rules.uphill),
    "an import inside a function": ("photos/x.py", "def f() -> None:\n    import captionbot.cli", rules.uphill),
    "a relative import": ("photos/x.py", "from ..store import schema", rules.uphill),
    "the bot imports practice": ("daemon.py", "import captionbot.practice", rules.uphill),
    "practice imports the bot": ("practice/x.py", "from captionbot import errors", rules.uphill),
    "a new room without a floor": ("attic.py", "", rules.unplaced),
    "a package away from home": ("runner.py", "import requests", rules.homeless),
    "a package without a home": ("runner.py", "import numpy.linalg", rules.homeless),
    "the package imports its tests": ("runner.py", "import tests.made", rules.homeless),
    "sleeping": ("graph/x.py", "from time import sleep", rules.reads_time),
    "asking for the time": ("runner.py", "import datetime\nx = datetime.datetime.now()", rules.reads_time),
    "asking for the day": ("runner.py", "from datetime import date\nx = date.today()", rules.reads_time),
    "printing": ("runner.py", "print(1)", rules.prints),
    "writing to the terminal": ("runner.py", "import sys\nsys.stdout.write('')", rules.prints),
    "a vague name": ("store/utils.py", "", rules.vague),
    "a long file": ("runner.py", "\n" * 351, rules.long_file),
    "a long function": ("runner.py", "def f():\n" + "    pass\n" * 40, rules.long_function),
}


@pytest.mark.parametrize(("path", "text", "rule"), BREACHES.values(), ids=BREACHES)
def test_a_breach_is_found(path: str, text: str, rule: rules.Rule) -> None:
    """Each rule sees what it forbids."""
    assert list(rule(Source(Path("captionbot", path), text)))


ALLOWED = {
    "cli starts practice": ("cli/demo.py", "from captionbot.practice import server", rules.uphill),
    "the version": ("graph/x.py", "from captionbot import __version__", rules.uphill),
    "a room in a room": ("runner.py", "from captionbot.utter import say", rules.uphill),
    "an edge uses the core": ("settings/x.py", "from captionbot.contest.terms import Terms", rules.uphill),
    "its own clock": ("practice/clock.py", "import time", rules.reads_time),
    "a clock that is given": ("daemon.py", "clock.now()", rules.reads_time),
    "a long docstring": ("runner.py", 'def f():\n    """' + "x\n" * 50 + '"""\n', rules.long_function),
}


@pytest.mark.parametrize(("path", "text", "rule"), ALLOWED.values(), ids=ALLOWED)
def test_what_is_allowed_is_let_be(path: str, text: str, rule: rules.Rule) -> None:
    """No rule sees a breach where there is none."""
    assert not list(rule(Source(Path("captionbot", path), text)))
