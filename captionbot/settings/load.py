"""From `.env` and the environment to settings, or to every mistake at once."""

import re
import shlex
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import TypeAdapter, ValidationError

from captionbot.errors import SettingsError
from captionbot.settings.envfile import EnvFile, Fingerprint, fingerprint, read_env_file
from captionbot.settings.model import Notice, Origin, Settings
from captionbot.settings.public_words import PublicWords, read_public_words
from captionbot.settings.words import may_be_secret

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

NAMES = tuple(name.upper() for name, field in Settings.model_fields.items() if not field.exclude)
REQUIRED = tuple(name.upper() for name, field in Settings.model_fields.items() if field.is_required())
SECRETS = ("FACEBOOK_PAGE_TOKEN", "FACEBOOK_APP_SECRET", "DATABASE_URL", "NOTIFY_URLS", "HEARTBEAT_URL")
LIKE_A_NAME = 0.7
"""How alike an unknown name and a setting's must be (difflib's ratio) to be taken for a slip of the pen."""
MISSING = {
    "FACEBOOK_PAGE_ID": "the Page's number, under About, Page transparency",
    "FACEBOOK_PAGE_TOKEN": "docs/facebook-setup.md says how to get one",
    "TIMEZONE": "the Page's time zone, such as America/Chicago",
}


class Given(NamedTuple):
    """One setting's text and where it came from."""

    text: str
    where: str
    line: int
    """In the file; 0 for the environment."""


class Problem(NamedTuple):
    """One mistake; they sort by the place a person looks for them."""

    order: tuple[int, int]
    sentence: str


def load_settings(env_file: Path | None, environ: Mapping[str, str], *, silent: bool = False) -> Settings:
    """The settings in ``env_file`` (by default `.env` here, if there is one) and ``environ``, which wins.

    An empty value counts as none given. Raises `SettingsError` with every problem, one line each.
    Whoever is ``silent`` says nothing in public, and is refused nothing for the sake of wordings: ours stand in.
    """
    path = (env_file or Path(".env")).absolute()
    file = read_env_file(path, str(env_file or ".env"), required=env_file is not None)
    given = {name: one for name in NAMES if (one := _given(name, file, environ))}
    said = _public_words(given.get("WORDINGS"), path.parent)
    problems = [*_in_file(file), *_missing(given, file), *([] if silent else _in_wordings(said))]
    origin = Origin(path, file.fingerprint, said.seen, tuple(_notices(path, file)), said.problems)
    try:
        settings = Settings.model_validate(
            {name.lower(): one.text for name, one in given.items()} | {"origin": origin, "public_words": said.wordings},
            context={"folder": path.parent},
        )
    except ValidationError as wrong:
        problems += _wrong(wrong, given)
    if problems:
        raise SettingsError([problem.sentence for problem in sorted(problems)], _do(file))
    return settings


def files_seen(env_file: Path | None, environ: Mapping[str, str]) -> tuple[Fingerprint | None, ...]:
    """The present state of every file that `load_settings` would read, whether it can be read or not."""
    path = (env_file or Path(".env")).absolute()
    given = _given("WORDINGS", read_env_file(path, str(path), required=False), environ)
    wordings = _wordings_file(given, path.parent)
    return fingerprint(path), fingerprint(wordings) if wordings else None


def problem_with(name: str, text: str, folder: Path) -> str:
    """What is wrong with ``text`` as the value of one setting, in one sentence; empty where nothing is."""
    field = Settings.model_fields[name.lower()]
    adapter: TypeAdapter[object] = TypeAdapter(field.rebuild_annotation())
    try:
        adapter.validate_python(text, context={"folder": folder})
    except ValidationError as wrong:
        return f"{name} {_sentence(wrong.errors()[0])}"
    return ""


def _public_words(given: Given | None, folder: Path) -> PublicWords:
    path = _wordings_file(given, folder)
    if given is None or path is None:
        return PublicWords()
    return read_public_words(path, "WORDINGS" if may_be_secret(given.text.strip()) else given.text.strip())


def _wordings_file(given: Given | None, folder: Path) -> Path | None:
    """The file of wordings; None where none is named, or by no name that a file may have."""
    field = Settings.model_fields["wordings"]
    adapter: TypeAdapter[Path | None] = TypeAdapter(field.rebuild_annotation())
    try:
        return adapter.validate_python(given.text, context={"folder": folder}) if given else None
    except ValidationError:  # told with the other settings
        return None


def _in_wordings(said: PublicWords) -> Iterable[Problem]:
    """What is wrong with the file of wordings, in the order of its lines; after all that is wrong with settings."""
    return [Problem((3, place), sentence) for place, sentence in enumerate(said.problems)]


def _given(name: str, file: EnvFile, environ: Mapping[str, str]) -> Given | None:
    if text := environ.get(name, "").strip():
        return Given(text, "environment", 0)
    line = file.lines.get(name)
    if line and line.value.strip():
        return Given(line.value, f"{file.label}:{line.number}", line.number)
    return None


def problems_in(file: EnvFile) -> list[str]:
    """What is wrong with a file itself and with the names in it, in the order of its lines."""
    return [problem.sentence for problem in sorted(_in_file(file))]


def _in_file(file: EnvFile) -> Iterable[Problem]:
    """What is wrong with the file itself, and the names in it that are no settings."""
    for number, sentence in file.problems:
        where = f"{file.label}:{number}" if number else file.label
        yield Problem((0, number), f"{where}: {sentence}")
    for name, line in file.lines.items():
        if name not in NAMES:
            yield Problem((0, line.number), f"{file.label}:{line.number}: {_unknown(name)}")


def _unknown(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,39}", name):
        return "this line sets nothing that is a setting"  # not shown: it may be a piece of a token
    near = _near(name)
    return f"{name} is not a setting" + (f"; did you mean {near}?" if near else "")


def _near(name: str) -> str:
    return next(iter(get_close_matches(name.upper(), NAMES, n=1, cutoff=LIKE_A_NAME)), "")


def _missing(given: Mapping[str, Given], file: EnvFile) -> Iterable[Problem]:
    """Required settings that nobody tried to give; a file that can't be read at all says enough by itself."""
    if file.problems and not file.fingerprint:
        return
    tried = file.mentioned | {_near(name) for name in file.lines if name not in NAMES}
    for place, name in enumerate(REQUIRED):
        if name not in given and name not in tried:
            yield Problem((2, place), f"{name} is missing: {MISSING[name]}")


def _wrong(wrong: ValidationError, given: Mapping[str, Given]) -> Iterable[Problem]:
    for error in wrong.errors():
        name = str(error["loc"][0]).upper()
        if name in given:  # else it is missing, which is said elsewhere
            where = given[name]
            order = (0, where.line) if where.line else (1, NAMES.index(name))
            yield Problem(order, f"{where.where}: {name} {_sentence(error)}")


def _sentence(error: "ErrorDetails") -> str:
    """What a reader said; never pydantic's own words, which show the value."""
    return str(error.get("ctx", {}).get("error", "can't be read"))


def _notices(path: Path, file: EnvFile) -> Iterable[Notice]:
    if file.mode & 0o077 and any(name in file.lines for name in SECRETS):
        yield Notice(
            f"{file.label} holds secrets and other accounts of this machine can read it (mode {file.mode:o}).",
            f"chmod 600 {shlex.quote(str(path))}",
        )


def _do(file: EnvFile) -> str:
    if file.fingerprint or file.problems:
        return "Mend each of these and run the command again."
    return "Run `captionbot init`, which asks for what it needs, or copy .env.example to .env and fill it in."
