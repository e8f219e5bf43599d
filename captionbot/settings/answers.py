"""Writing what `init` was told into `.env`, and nothing else."""

import os
from collections.abc import Mapping
from pathlib import Path

from dotenv import set_key

from captionbot.errors import SettingsError
from captionbot.settings.envfile import read_env_file
from captionbot.settings.example import example_env
from captionbot.settings.load import problems_in


def standing(path: Path) -> dict[str, str]:
    """The values that stand in a file already; none where there is no file.

    Raises SettingsError where a line can't be read or is no setting: what a person typed is not to be lost.
    """
    file = read_env_file(path.absolute(), str(path), required=False)
    problems = problems_in(file)
    if problems:
        raise SettingsError(problems, "Mend each of these and run `captionbot init` again; nothing was changed.")
    return {name: line.value for name, line in file.lines.items() if line.value}


def write_answers(path: Path, answers: Mapping[str, str]) -> None:
    """Put the answers into the file, readable by its owner alone; its other lines stay as they are."""
    before = standing(path)
    if path.exists():
        for name, value in answers.items():
            if before.get(name, "") != value:
                set_key(path, name, value, quote_mode="auto")
        path.chmod(0o600)
        return
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    new.write_text(example_env(answers), encoding="utf-8")
    new.replace(path)
