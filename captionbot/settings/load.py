"""From `.env` and the environment to settings, or to every mistake at once."""

import re
import shlex
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import TypeAdapter, ValidationError

from captionbot import __version__
from captionbot.errors import SettingsError
from captionbot.settings.envfile import EnvFile, Fingerprint, fingerprint, read_env_file
from captionbot.settings.model import Settings
from captionbot.settings.origin import Notice, Origin
from captionbot.settings.own_days import DaysFile, read_days_file
from captionbot.settings.public_words import PublicWords, read_public_words
from captionbot.settings.retired import RETIRED, Retired
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

    name: str
    """As it was written: maybe the one it had once."""
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
    Whoever is ``silent`` says nothing in public, and is refused nothing for the sake of wordings, where ours stand in,
    or of days of the Page's own: of a wrong file the right lines hold.
    """
    path = (env_file or Path(".env")).absolute()
    file = read_env_file(path, str(env_file or ".env"), required=env_file is not None)
    given = {name: one for name in NAMES if (one := _given(name, file, environ))}
    said = _public_words(given.get("WORDINGS"), path.parent)
    days = _own_days(given.get("SKIP_DAYS_FILE"), path.parent)
    problems = [*_in_file(file), *_missing(given, file), *([] if silent else _in_named_files(said, days))]
    notices = (*_notices(path, file), *_retired_ones(given, file, environ))
    named = partial(_names_of, given)
    origin = Origin(
        env_file=path,
        seen=file.fingerprint,
        wordings_seen=said.seen,
        days_seen=days.seen,
        notices=notices,
        wrong_words=said.problems,
        wrong_days=days.problems,
        in_file=named(in_file=True),
        in_environment=named(in_file=False),
    )
    try:
        settings = Settings.model_validate(
            {name.lower(): one.text for name, one in given.items()}
            | {"origin": origin, "public_words": said.wordings, "own_days": days.days},
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
    file = read_env_file(path, str(path), required=False)
    named = (_named_file(name, _given(name, file, environ), path.parent) for name in ("WORDINGS", "SKIP_DAYS_FILE"))
    return fingerprint(path), *(fingerprint(one) if one else None for one in named)


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
    path = _named_file("WORDINGS", given, folder)
    return PublicWords() if given is None or path is None else read_public_words(path, _label("WORDINGS", given))


def _own_days(given: Given | None, folder: Path) -> DaysFile:
    path = _named_file("SKIP_DAYS_FILE", given, folder)
    return DaysFile() if given is None or path is None else read_days_file(path, _label("SKIP_DAYS_FILE", given))


def _label(name: str, given: Given) -> str:
    """A file as the person named it."""
    written = given.text.strip()
    return name if may_be_secret(written) else written


def _named_file(name: str, given: Given | None, folder: Path) -> Path | None:
    """The file that a setting names; None where none is named, or by no name that a file may have."""
    field = Settings.model_fields[name.lower()]
    adapter: TypeAdapter[Path | None] = TypeAdapter(field.rebuild_annotation())
    try:
        return adapter.validate_python(given.text, context={"folder": folder}) if given else None
    except ValidationError:  # told with the other settings
        return None


def _in_named_files(said: PublicWords, days: DaysFile) -> Iterable[Problem]:
    """What is wrong with the files of wordings and of days, in the order of their lines; after all other settings."""
    wrong = (*said.problems, *days.problems)
    return [Problem((3, place), sentence) for place, sentence in enumerate(wrong)]


def _given(name: str, file: EnvFile, environ: Mapping[str, str]) -> Given | None:
    """Where a setting is given: the environment wins over the file, and in either the name over a former one."""
    former = [old for old, now in RETIRED.items() if now.now == name and now.works_in(__version__)]
    found = [one for old in (name, *former) for one in _written(old, file, environ)]
    return min(found, key=lambda one: bool(one.line), default=None)


def _written(name: str, file: EnvFile, environ: Mapping[str, str]) -> Iterable[Given]:
    """Where a value stands under a name."""
    if text := environ.get(name, "").strip():
        yield Given(name, text, "environment", 0)
    line = file.lines.get(name)
    if line and line.value.strip():
        yield Given(name, line.value, f"{file.label}:{line.number}", line.number)


def _names_of(given: Mapping[str, Given], *, in_file: bool) -> tuple[str, ...]:
    return tuple(name for name, one in given.items() if bool(one.line) is in_file)


def _retired_ones(given: Mapping[str, Given], file: EnvFile, environ: Mapping[str, str]) -> Iterable[Notice]:
    """The old names that somebody still writes."""
    for old, now in RETIRED.items():
        for one in _written(old, file, environ):
            used = given.get(now.now) == one
            yield Notice(f"{one.where}: {_renamed(old, now, used=used)}", f"Call it {now.now} there.")


def _renamed(old: str, now: Retired, *, used: bool) -> str:
    if not used:
        return f"{old} is not read, for {now.now} is set, as it is called since {now.since}."
    return f"{old} is called {now.now} since {now.since}; the old name works until {now.until}."


def problems_in(file: EnvFile) -> list[str]:
    """What is wrong with a file itself and with the names in it, in the order of its lines."""
    return [problem.sentence for problem in sorted(_in_file(file))]


def _in_file(file: EnvFile) -> Iterable[Problem]:
    """What is wrong with the file itself, and the names in it that are no settings."""
    for number, sentence in file.problems:
        where = f"{file.label}:{number}" if number else file.label
        yield Problem((0, number), f"{where}: {sentence}")
    for name, line in file.lines.items():
        if name not in NAMES and not (name in RETIRED and RETIRED[name].works_in(__version__)):
            yield Problem((0, line.number), f"{file.label}:{line.number}: {_unknown(name)}")


def _unknown(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,39}", name):
        return "this line sets nothing that is a setting"  # not shown: it may be a piece of a token
    if name in RETIRED:
        return f"{name} is no setting any more: it is called {RETIRED[name].now} since {RETIRED[name].since}"
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
