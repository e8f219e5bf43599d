"""The commands that people wait for and that cron runs, as whole processes, beside importing two libraries."""

import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from bench import waiting
from bench.figures import Figure, Scale, paired
from bench.measuring import in_turn, succeed

PART: Final = "Commands"
BESIDE: Final = 'python -c "import sqlalchemy, requests"'
GOALS: Final = {"--help": 0.6, "status": 2.0, "tick": 2.0}
"""Each command with what it should at most take, in times of the alternative."""
NOTES: Final = {"tick": "A contest is open and nothing is due; the record is new to the process, as it is under cron."}


def measure(scale: Scale) -> Iterator[Figure]:
    """Each command's wall time, in seconds. Raises NotDoneError where one, or the alternative, doesn't end with 0."""
    with tempfile.TemporaryDirectory(prefix="captionbot-commands-") as name:
        folder = Path(name)
        waiting.make(folder)
        settings = waiting.environment(PWD=name)
        here = ["-m", "captionbot", "--env-file", str(folder / ".env")]
        commands = {BESIDE: ["-c", "import sqlalchemy, requests"]}
        commands |= {words: [*here, *words.split()] for words in GOALS}
        ways = {
            words: partial(succeed, f"`{words}`", [sys.executable, *command], settings)
            for words, command in commands.items()
        }
        found = in_turn(ways, scale.rounds)
    theirs = [ran.seconds for ran in found.pop(BESIDE)]
    for words, times in found.items():
        ours, note = [ran.seconds for ran in times], NOTES.get(words, "")
        yield paired(ours, theirs, part=PART, what=words, unit="s", beside=BESIDE, goal=GOALS[words], note=note)


def main() -> None:
    """Measure and print."""
    for figure in measure(Scale()):
        print(f"{figure.what:15} {figure.ours:6.3f} s, {figure.ratio:.2f} of {figure.beside}")


if __name__ == "__main__":
    main()
