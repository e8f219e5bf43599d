"""The settings: `.env` and the environment, read once, typed, every mistake reported at the same time.

``model.py`` is the one list of them (name, type, default, meaning); ``words.py``, ``places.py`` and ``weekly.py``
say what a value may be; ``envfile.py`` reads the file, ``load.py`` puts both together, ``example.py`` writes
`.env.example` from the list, ``answers.py`` what `init` was told; ``retired.py`` knows the names that settings had
once, ``public_words.py`` reads the wordings that WORDINGS names, ``own_days.py`` the days of SKIP_DAYS_FILE.
The token and the app's secret are in no repr, message or log.
"""

from captionbot.settings.answers import Standing, standing, write_answers
from captionbot.settings.example import Explained, example_env, explained
from captionbot.settings.hosts import desk_notices, is_this_machine, listens_everywhere
from captionbot.settings.load import files_seen, load_settings, problem_with
from captionbot.settings.model import Settings
from captionbot.settings.origin import Notice
from captionbot.settings.own_days import days_now
from captionbot.settings.public_words import read_public_words

__all__ = [
    "Explained",
    "Notice",
    "Settings",
    "Standing",
    "days_now",
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
