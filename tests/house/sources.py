"""The package's source, read for the rules of the house."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = "captionbot"


@dataclass(frozen=True)
class Source:
    """One module."""

    path: Path
    """Relative to the repository."""
    text: str = field(repr=False)

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.text, str(self.path))

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every piece of its syntax."""
        return tuple(ast.walk(self.tree))

    @property
    def place(self) -> str:
        """The folder or file of the package that it belongs to: ``graph``, ``daemon``; nothing for `__init__.py`."""
        place = self.path.parts[1].removesuffix(".py")
        return "" if place == "__init__" else place

    def at(self, node: ast.AST) -> str:
        """Where ``node`` stands, as editors understand it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"

    def imports(self) -> Iterator[tuple[str, ast.AST]]:
        """The full name of each module that is imported, anywhere in the file, and the statement."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((alias.name, node) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((f"{self._base(node)}{alias.name}", node) for alias in node.names)

    def _base(self, node: ast.ImportFrom) -> str:
        above = self.path.with_suffix("").parts[: -node.level] if node.level else ()
        return "".join(f"{part}." for part in (*above, node.module) if part)


@cache
def sources(folder: str = PACKAGE) -> tuple[Source, ...]:
    """Every module below ``folder``."""
    paths = sorted((ROOT / folder).rglob("*.py"))
    return tuple(Source(path.relative_to(ROOT), path.read_text(encoding="utf-8")) for path in paths)
