"""docs/desk.md promises no more than is tested: each test that it names is there."""

import ast
import re

from tests.house.sources import ROOT

DESK = ROOT / "docs" / "desk.md"


def test_every_test_that_the_list_names_is_there() -> None:
    """By file and by name; and every line of the list names one."""
    lines = [line for line in DESK.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]
    named = [re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", line) for line in lines]

    assert len(lines) > 20
    assert all(named)
    for file, test in {pair for pairs in named for pair in pairs}:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert test in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, f"{file}::{test}"
