"""Somebody at a terminal who answers `init` and `token`, and the pretend Facebook that is asked about it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner, Result

from captionbot.cli import captionbot
from tests.practice.starting import Facebook, running

OWN, PERSON, SYSTEM = "practice-page-token", "practice-user-token", "practice-system-token"
SECRET, APP = "s3cret", "990000000000001"
ENTER = ""


@contextmanager
def facebook_with_an_app() -> Iterator[Facebook]:
    """A pretend Facebook that knows the app, and so says how long a token lives."""
    with running("--app-secret", SECRET) as facebook:
        yield facebook


def led_to(facebook: Facebook, folder: Path, more: str = "") -> Path:
    """Settings that say nothing but where Facebook is, and the app."""
    path = folder / ".env"
    lines = f"FACEBOOK_GRAPH_URL={facebook.url}\nFACEBOOK_APP_ID={APP}\nFACEBOOK_APP_SECRET={SECRET}\n"
    path.write_text(lines + more)
    path.chmod(0o600)
    return path


def answered(answers: Sequence[str], *words: str) -> Result:
    """Run `captionbot init` and type these lines."""
    return CliRunner().invoke(captionbot, ["init", *words], input="\n".join([*answers, ""]))


def line_of(path: Path, name: str) -> str:
    """One setting's value as the file has it."""
    found = [line.partition("=")[2] for line in path.read_text().splitlines() if line.startswith(f"{name}=")]
    assert len(found) == 1, found
    return found[0]
