"""The six questions of `init`; each answer is looked at once it is given, the token by Facebook itself."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click

from captionbot.admitting import OUT_OF_REACH, Admitted, admitted
from captionbot.cli import show
from captionbot.cli.asking import NONE, PAGE, TOKEN, answer, chosen_page, looked_at, reach_of, tell_admitted
from captionbot.clock import Clock, local_zone
from captionbot.contest.timetable import first_after, said_when
from captionbot.contest.weekly import parse_weekly
from captionbot.errors import CaptionbotError, NotNow
from captionbot.settings import Settings, Standing, explained, load_settings

STAND_INS = {TOKEN: "to-come", PAGE: "0", "TIMEZONE": "UTC", "POST_AT": "friday 10:00", "REVIEW": "auto"}
"""Right values for what is asked: the settings that are not must be right before anybody is asked anything."""
OF_ENVIRONMENT = "Put the Page's own there; or take it out there, and `captionbot init` asks for one."
NOT_LOOKED_AT = "So nobody has looked at the token yet; `captionbot check` does, once Facebook can be reached."


@dataclass(frozen=True, slots=True)
class Question:
    """One of the questions after the token's."""

    setting: str
    words: str
    default: str = ""
    """What Enter takes, unless something stands there already; NONE: nobody need answer."""
    none: str = ""
    """What it is called to give no answer."""
    secret: bool = False


QUESTIONS = (
    Question("TIMEZONE", "2. The Page's time zone, such as America/Chicago"),
    Question("POST_AT", "3. When the photo is posted, every week", "friday 10:00"),
    Question(
        "REVIEW", "4. The winner is announced by itself (auto), or waits for a person's yes (required)", "required"
    ),
    Question("ORGANISER", "5. Who runs the contest, as fans know you", NONE, "nobody"),
    Question(
        "NOTIFY_URLS",
        "6. Where staff are told what needs them: Apprise addresses such as mailto://…, not shown; docs/notices.md",
        NONE,
        "nowhere yet",
        secret=True,
    ),
)
DEFAULTS = {one.name: one.default for one in explained()}
FIRST = (
    "1. A token: the Page's own, a System User's, or that of a person who manages the Page (docs/facebook-setup.md; "
    "not shown)"
)
PAGES_NUMBER = "   The Page's number (on the Page: About, Page transparency)"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person said, and what Facebook says of it."""

    values: Mapping[str, str] = field(repr=False)
    """By name of the setting, those that the environment doesn't set."""
    changed: frozenset[str]
    """The settings that get another value."""
    token: Admitted | None = None
    """None where Facebook could not be asked, or did not take it."""
    token_is_right: bool = False

    @property
    def new_token(self) -> str:
        """What was brought as the token, where it is another one than before; else ""."""
        if TOKEN not in self.changed:
            return ""
        return self.token.came if self.token else "a token that nobody has looked at"


Tried = tuple[dict[str, str], Admitted | None, bool]
"""Values of the settings, what Facebook says of the token, and whether nothing is wrong with it."""


class Interview:
    """One go through the questions."""

    def __init__(self, path: Path, before: Standing) -> None:
        """Ask for what belongs into ``path``; raises SettingsError where another setting there is wrong."""
        self._folder, self._before = path.absolute().parent, before.values
        asked = (TOKEN, PAGE, *(one.setting for one in QUESTIONS))
        self._set = {name: os.environ[name].strip() for name in asked if os.environ.get(name, "").strip()}
        """What the environment says, which nobody is asked for."""
        stand_ins = {name: value for name, value in STAND_INS.items() if name not in self._set}
        self._settings = load_settings(path if before.seen else None, {**os.environ, **stand_ins})
        self._reach = reach_of(self._settings)

    def held(self) -> Answers:
        """Ask everything."""
        show.line("Six questions. Enter takes what stands between brackets; nothing is written before the last.")
        for name in sorted(self._set):
            show.line(f"{name} is set in the environment, which wins over the file: it is not asked for.")
        values, found, right = self._of_token()
        for one in QUESTIONS:
            if one.setting not in self._set:
                values[one.setting] = self._asked(one)
                self._echo(one.setting, {**values, **self._set})
        values = {name: value for name, value in values.items() if name not in self._set}
        changed = frozenset(name for name, value in values.items() if self._before.get(name, "") != value)
        return Answers(values, changed, found, right)

    def _asked(self, one: Question) -> str:
        before = self._before.get(one.setting, "")
        usual = local_zone() if one.setting == "TIMEZONE" else one.default
        if self._before.get(TOKEN) or before != DEFAULTS[one.setting]:  # else it is .env.example's, nobody's answer
            usual = before or usual
        may_be_none = one.default == NONE
        words = f"{one.words} ({NONE} for {one.none})" if may_be_none else one.words
        return answer(
            one.setting,
            words,
            self._folder,
            default=usual,
            secret=one.secret,
            before=before,
            may_be_none=may_be_none,
        )

    def _echo(self, name: str, values: Mapping[str, str]) -> None:
        """What an answer comes to, where its words may be right and still not what was meant."""
        if name not in {"TIMEZONE", "POST_AT"}:
            return
        given = {one.lower(): text for one, text in {**STAND_INS, **values}.items() if one in STAND_INS}
        read, now = Settings.model_validate(given, context={"folder": self._folder}), Clock.from_environment().now()
        if name == "TIMEZONE":
            show.line(f"  It is {said_when(now, read.zone)} there now.")
        else:
            show.line(f"  The next is {said_when(first_after(parse_weekly(read.post_at), read.zone, now), read.zone)}.")

    def _of_token(self) -> Tried:
        """The token and its Page, what Facebook says of the token, and whether that is good."""
        given, before = self._set.get(TOKEN, ""), self._before.get(TOKEN, "")
        while True:
            token = given or answer(TOKEN, FIRST, self._folder, secret=True, before=before)
            tried = self._tried(token, kept=token in {given, before})
            if given and (tried is None or tried[0][TOKEN] != given):
                raise NotNow(
                    f"Nothing was written: {TOKEN} in the environment is not the Page's own token.", OF_ENVIRONMENT
                )
            if tried:
                return tried

    def _tried(self, token: str, *, kept: bool) -> Tried | None:
        """What comes of a token; None where another one is wanted. One that is kept stays, whatever is said of it."""
        page_before = self._page_before
        try:
            offer = looked_at(self._reach, token)
            usual = self._set.get(PAGE) or (page_before if kept else "")
            found = admitted(self._reach, offer, usual or chosen_page(offer, page_before, self._page_number))
        except OUT_OF_REACH as error:
            show.line(f"  {error.message} {NOT_LOOKED_AT}")
            page = page_before if kept and page_before else self._page_number()
            return {TOKEN: token, PAGE: page}, None, False
        except CaptionbotError as error:
            show.line(f"  {error.message} {error.do}".rstrip())
            return ({TOKEN: token, PAGE: page_before}, None, False) if kept and page_before else None
        right = tell_admitted(found, self._settings, Clock.from_environment().now())
        if not (kept or self._is_wanted(found, right=right)):
            return None
        return {TOKEN: found.token, PAGE: found.page_id}, found, right

    @property
    def _page_before(self) -> str:
        return self._set.get(PAGE, "") or self._before.get(PAGE, "")

    def _page_number(self) -> str:
        return self._set.get(PAGE, "") or answer(PAGE, PAGES_NUMBER, self._folder, default=self._before.get(PAGE, ""))

    def _is_wanted(self, found: Admitted, *, right: bool) -> bool:
        """Whether a new token is to be taken that is another Page's than until now, or that isn't right."""
        before = self._before.get(PAGE, "")
        if before and before != found.page_id:
            question = f"  Until now it was Page {before}, which has a record of its own. Change to this one?"
            return click.confirm(question, default=False)
        return right or click.confirm("  Take it all the same?", default=False)
