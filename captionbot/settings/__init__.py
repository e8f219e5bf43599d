"""The settings: `.env` and the environment, read once, typed, every mistake reported at the same time.

``model.py`` is the one list of them (name, type, default, meaning); ``words.py``, ``places.py`` and ``weekly.py``
say what a value may be; ``envfile.py`` reads the file, ``load.py`` puts both together, ``example.py`` writes
`.env.example` from the list, ``answers.py`` what `init` was told; ``idle.py`` names those that do nothing yet,
``public_words.py`` reads the wordings that WORDINGS names.
The token and the app's secret are in no repr, message or log.
"""

from captionbot.settings.answers import standing, write_answers
from captionbot.settings.example import Explained, example_env, explained
from captionbot.settings.hosts import desk_notices, is_this_machine, listens_everywhere
from captionbot.settings.idle import IDLE
from captionbot.settings.load import files_seen, load_settings, problem_with
from captionbot.settings.model import Notice, Settings
from captionbot.settings.public_words import read_public_words

__all__ = [
    "IDLE",
    "Explained",
    "Notice",
    "Settings",
    "desk_notices",
    "example_env",
    "explained",
    "files_seen",
    "is_this_machine",
    "listens_everywhere",
    "load_settings",
    "problem_with",
    "read_public_words",
    "standing",
    "write_answers",
]
