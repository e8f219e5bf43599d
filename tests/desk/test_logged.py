"""The audit in words: each verb of the record has its own on the desk."""

import ast
from collections.abc import Iterator
from pathlib import Path

from captionbot.desk.logged import DEEDS

PACKAGE = Path(__file__).parents[2] / "captionbot"


def _verbs() -> Iterator[str]:
    """What is written into the audit, as far as it stands in the code."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _called(node.func) in {"note", "_note"}:
                yield from (text for one in node.args[:3] for text in _texts(one))


def _called(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value != "captionbot":
        yield node.value


def test_every_verb_of_the_audit_is_said_in_words() -> None:
    """Nobody reads “disqualify” or “staff-link” on a phone."""
    found = set(_verbs())

    assert len(found) > 35
    assert found - set(DEEDS) == set()
