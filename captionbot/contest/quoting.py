"""What others wrote, made safe to stand inside our own text.

A caption or a name may hold anything. Here it loses what could break out of its place (line breaks,
controls, overrides of the writing direction, Facebook's mention markup) and nothing else.
"""

import unicodedata

import regex

CUT = "…"

_BREAKS = regex.compile(r"[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]")
_DIRECTION_CONTROLS = regex.compile(r"[\u202a-\u202e\u2066-\u2069]")
_MENTION = "@["
_NO_MENTION = "@\u2060["  # a word joiner shows nothing, and "@[123]" is no longer markup
_CALLS = regex.compile(r"(?<!\w)@(?=\w)|<(?=[!@#\w])|[!@:](?=[^\s|]+[ \t]*(?:\|[^\n]*)?>)")
"""What chat programs take for a call to everybody: ``@channel``, ``<!here>``, and links with words of their own."""
_CODE_POINTS_PER_CHARACTER = 4
"""A limit counts what a reader sees; this bounds what stands behind it (one letter can carry 8,000 accents)."""
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_PAIRS = frozenset({'""', "“”", "«»", "„“", "「」"})


def on_one_line(text: str, limit: int) -> str:
    """The text on one line, at most ``limit`` characters as a reader counts them."""
    return cut(" ".join(_tame(_BREAKS.sub(" ", text)).split()), limit)


def on_lines(text: str, limit: int) -> str:
    """The text with its line breaks kept, at most ``limit`` characters as a reader counts them."""
    lines = (_tame(_BREAKS.sub(" ", line)).rstrip() for line in text.splitlines())
    return cut("\n".join(lines).strip(), limit)


def quoted(text: str, limit: int) -> str:
    """A caption on one line between quotation marks, its own where it already has them."""
    caption = on_one_line(text, limit)
    return isolated(caption) if in_marks(caption) else f"“{isolated(caption)}”"


def in_marks(caption: str) -> bool:
    """Whether a caption stands between quotation marks of its own."""
    return len(caption) > 1 and caption[0] + caption[-1] in _PAIRS


def for_staff(text: str, limit: int) -> str:
    """A caption between quotation marks, as staff see it who decide: ``spelled_out``."""
    caption = spelled_out(text, limit)
    return caption if in_marks(caption) else f"“{caption}”"


def spelled_out(text: str, limit: int) -> str:
    r"""The text on one line, where what turns the writing direction is written out (``\u202e``), as `entries` does."""
    line = cut(" ".join(_BREAKS.sub(" ", text).split()), limit)
    return str(_DIRECTION_CONTROLS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", line))


def has_controls(text: str) -> bool:
    """Whether anything in it breaks a line, moves a cursor or turns the writing direction."""
    return bool(_BREAKS.search(text) or _DIRECTION_CONTROLS.search(text))


def calling_nobody(text: str) -> str:
    """The text as it may go into a chat: nothing in it calls a whole channel or hides where a link leads."""
    return str(_CALLS.sub(lambda found: f"{found[0]}\u2060", text))  # a word joiner shows nothing


def isolated(text: str) -> str:
    """Text written from right to left, kept from turning our words around it."""
    if any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text):
        return f"{_ISOLATE}{text}{_END_ISOLATE}"
    return text


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters, never half an emoji; a text that is cut ends in ``…``."""
    if len(text) <= limit:
        return text
    end = 0
    for count, character in enumerate(regex.finditer(r"\X", text), start=1):
        if count > limit or character.end() > limit * _CODE_POINTS_PER_CHARACTER:
            return text[:end].rstrip() + CUT
        end = character.end()
    return text


def _tame(text: str) -> str:
    return str(_DIRECTION_CONTROLS.sub("", text)).replace(_MENTION, _NO_MENTION)
