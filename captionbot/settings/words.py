"""What a word, a number or a yes may be.

A reader takes the text as written and gives the value, or raises `ValueError` with the end of a sentence that
begins with the setting's name: ``is “6h”; did you mean 6?``.
"""

import re
import unicodedata
from collections.abc import Callable
from difflib import get_close_matches

from pydantic import SecretStr

from captionbot.contest.holidays import is_known
from captionbot.contest.weekly import parse_weekly

LONGEST_SHOWN = 60
BREAKS = frozenset({"Cc", "Zl", "Zp"})
"""Unicode categories: control characters (line feed and tab among them), line and paragraph separators."""
YES = frozenset({"yes", "y", "true", "on", "1"})
NO = frozenset({"no", "n", "false", "off", "0"})
QUOTES = "\"'`“”„«»\u2018\u2019"
NUMBER_AND_UNIT = r"([0-9]+)\s*(h|hours?|m|min|minutes?|d|days?|weeks?|chars?|characters?|votes?|entries)\.?$"
KINDS = ("LIKE", "LOVE", "WOW", "HAHA", "SAD", "ANGRY", "CARE", "THANKFUL", "PRIDE", "FIRE", "HUNDRED")
"""Reactions that the Graph API can count apart (its enum ``type`` of ``/reactions``)."""
WAYS = ("reply", "post", "edit")


def may_be_secret(text: str) -> bool:
    """Whether this may be a token that was pasted into the wrong line; no part of it is then quoted or offered."""
    return re.fullmatch(r"[^\s/.]{32,}", text) is not None


def shown(text: str) -> str:
    """``text`` as a message quotes it: short, on one line, and nothing of what may be a token in the wrong place."""
    if may_be_secret(text):
        return f"“{text[:4]}…”"
    short = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return "“" + "".join(char if char.isprintable() else "�" for char in short) + "”"


def meant(word: str, choices: tuple[str, ...] | list[str], cutoff: float = 0.5) -> str:
    """The clause that offers the choice nearest to ``word``, or nothing where none is near."""
    folded = {choice.casefold(): choice for choice in choices}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=cutoff)
    return f"; did you mean {folded[near[0]]}?" if near else ""


def words(text: str) -> str:
    """One line of words."""
    text = text.strip()
    if any(unicodedata.category(char) in BREAKS for char in text):
        raise ValueError("has a line break or a control character inside; write it on one line")
    return text


def number_to_call(text: str) -> str:
    """A telephone number as people write it, or words such as "112 or 110"; "no" is none."""
    written = words(text)
    return "" if written.casefold() in {"no", "none"} else written


def several(text: str) -> list[str]:
    """The words of a list that people separate with commas, spaces, plus signs or "and"."""
    return [word for word in re.split(r"[\s,;+&]+", text.strip()) if word and word.casefold() != "and"]


def weekly(text: str) -> str:
    """A weekday and an hour, as the timetable prints them: ``friday 10:00``."""
    try:
        return str(parse_weekly(words(text)))
    except ValueError as wrong:
        raise ValueError(f"is wrong: {wrong}") from None


def yes_or_no(text: str) -> bool:
    """Yes or no, in the words that people use."""
    word = words(text).casefold()
    if word not in YES | NO:
        raise ValueError(f"is {shown(text)}; write yes or no")
    return word in YES


def choice(*choices: str, also: dict[str, str] | None = None) -> Callable[[str], str]:
    """A reader of one of ``choices``; ``also`` maps other words that plainly mean one of them."""

    def read(text: str) -> str:
        word = words(text).casefold()
        if word in choices:
            return word
        meaning = (also or {}).get(word)
        hint = f"; did you mean {meaning}?" if meaning else meant(word, choices)
        raise ValueError(f"is {shown(text)}, which is none of {', '.join(choices)}{hint}")

    return read


def yes_no_or(third: str) -> Callable[[str], str]:
    """A reader of yes, no or one word more."""

    def read(text: str) -> str:
        if (word := words(text).casefold()) == third:
            return third
        if word not in YES | NO:
            raise ValueError(f"is {shown(text)}; write {third}, yes or no")
        return "yes" if word in YES else "no"

    return read


def number(least: float, most: float) -> Callable[[str], float]:
    """A reader of a number from ``least`` to ``most``."""

    def read(text: str) -> float:
        written = words(text)
        if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", written):
            found = re.match(NUMBER_AND_UNIT, written.casefold())
            raise ValueError(f"is {shown(text)}; " + (f"did you mean {found[1]}?" if found else "write a number alone"))
        if not least <= float(written) <= most:
            given = shown(written) if may_be_secret(written) else written
            raise ValueError(f"is {given}; it must be from {least:g} to {most:g}")
        return float(written)

    return read


def whole(least: int, most: int) -> Callable[[str], int]:
    """A reader of a whole number from ``least`` to ``most``."""
    any_number = number(least, most)

    def read(text: str) -> int:
        value = any_number(text)
        if not value.is_integer():
            raise ValueError(f"is {shown(text)}; write a whole number")
        return int(value)

    return read


def _choices(text: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    folded = {one.casefold(): one for one in choices}
    for word in several(text):
        if word.casefold() not in folded:
            hint = meant(word, choices)
            raise ValueError(f"has {shown(word)}, which is none of {', '.join(choices)}{hint}")
    return tuple(dict.fromkeys(folded[word.casefold()] for word in several(text)))


def ways(text: str) -> tuple[str, ...]:
    """How a winner is announced: some of reply, post and edit."""
    return _choices(text, WAYS)


def reactions(text: str) -> tuple[str, ...]:
    """The kinds of reaction that count, in upper case; empty where all do."""
    if words(text).casefold() == "all":
        return ()
    try:
        return _choices(text, KINDS)
    except ValueError as wrong:
        raise ValueError(f"{wrong} (or write all)") from None


def bare(text: str) -> str:
    """``text`` without the quotes that were copied along with it."""
    return text.strip().strip(QUOTES).strip()


def secret(text: str) -> SecretStr:
    """A token or secret, trimmed; what is wrong with it is said without showing any of it."""
    token = bare(text)
    if token.casefold().startswith("bearer "):
        raise ValueError('begins with "Bearer"; leave that word out')
    if any(char in token for char in "\n\r"):
        raise ValueError("has a line break inside; copy it again, in one piece")
    if not re.fullmatch(r"[\x21-\x7e]+", token):
        raise ValueError("has a space or a character that no token has; copy it again, in one piece")
    return SecretStr(token)


def digits(text: str) -> str:
    """A number that Facebook gives as an id."""
    written = bare(text)
    if re.fullmatch(r"[0-9]+", written):
        return written
    found = None if may_be_secret(written) else re.search(r"[0-9]{6,}", written)
    hint = f"did you mean {found.group()}?" if found else "write the number, not the name"
    raise ValueError(f"is {shown(written)}; {hint}")


def version(text: str) -> str:
    """A Graph API version, such as v26.0."""
    written = words(text)
    if re.fullmatch(r"v[0-9]+\.[0-9]+", written):
        return written
    found = None if may_be_secret(written) else re.search(r"([0-9]+)(\.[0-9]+)?", written)
    hint = f"; did you mean v{found[1]}{found[2] or '.0'}?" if found else "; write one such as v26.0"
    raise ValueError(f"is {shown(text)}{hint}")


def holidays(text: str) -> str:
    """A country, or a country and a state, as the `holidays` package names them: US, US-TX."""
    code = words(text).upper()
    if not re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", code):
        raise ValueError(f"is {shown(text)}; write a country or a country and state, such as US or US-TX")
    if not is_known(code):
        raise ValueError(f"is {shown(text)}, whose holidays nobody here knows; write one such as US or US-TX")
    return code
