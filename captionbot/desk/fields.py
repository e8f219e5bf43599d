"""How a form's field is drawn: in its writer's own direction, tied to its hint and to what is wrong with it."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field

TYPED = frozenset({"StringField", "TextAreaField", "SearchField"})
"""Fields in which words of any script may be typed."""
ROWS = 3


def described_by(field: Field, hint: str) -> str:
    """The ids of what a screen reader reads after the field's label."""
    told = [f"{field.id}-hint"] if hint else []
    return " ".join([*told, f"{field.id}-mistake"] if field.errors else told)


def attributes_of(field: Field, hint: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of the field's element; what a page gives itself goes before."""
    found: dict[str, Any] = {}
    if field.type in TYPED:
        found["dir"] = "auto"
    if field.type == "TextAreaField":
        found["rows"] = ROWS
    if field.errors:
        found["aria_invalid"] = "true"
    if ids := described_by(field, hint):
        found["aria_describedby"] = ids
    return found | dict(given)
