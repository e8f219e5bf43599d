"""What the rooms say for a terminal, as it is called on the desk: they name commands, and here are buttons."""

import re
from collections.abc import Mapping
from typing import Final

PLACES: Final[Mapping[str, str]] = {
    "approve": "Approve",
    "card": "Preview",
    "check": "Health",
    "disqualify": "Leave out",
    "disqualify --ours": "One of ours",
    "disqualify --ours --undo": "None of ours",
    "disqualify --undo": "Take back in",
    "draft": "Words to post by hand",
    "entries": "Entries",
    "hold": "Hold",
    "next": "This week",
    "pause": "Pause",
    "pick": "Pick",
    "pick --correct": "Correct",
    "post-now": "Post now",
    "queue": "Queue",
    "release": "Release",
    "resume": "Go on",
    "retract": "Take the result back",
    "settle": "Settle",
    "skip": "Skip",
    "status": "This week",
    "unskip": "Take back in",
    "void": "Call off",
    "vouch": "Vouch",
    "vouch --undo": "Vouch",
    "words": "Edit the words",
}
"""Where on the desk one does what a command does; what it can't do keeps its command."""

_TURNS: Final = ("--ours", "--correct", "--undo")
"""Options that make another act of a command."""

_FIXED: Final = (
    (re.compile(r",? or `?--not-live[^`.;,]*`?"), ""),
    (re.compile("must pick or void"), "must pick or call off"),
    (
        re.compile("captionbot entries [0-9]+; then approve, pick, release or void"),
        "Open the contest: approve, pick another, release it or call it off",
    ),
    (re.compile(r" \(comment [0-9]+\)"), ""),
    (re.compile("`pick` without --correct"), "`pick`"),
    (re.compile("Leave --caption out"), "Leave the caption’s field empty"),
    (re.compile("Leave --name out"), "Leave the name’s field empty"),
    (re.compile(r"\bDrop photos into [^;]*?(?=;|\.?$|\. )"), "Put photos into “Queue”"),
    (re.compile(r"\bdrop photos into [^;]*?(?=;|\.?$|\. )"), "put photos into “Queue”"),
    (re.compile(r"^[^“”\n]*?\.txt, line [0-9]+: "), "In its text: "),
    (
        re.compile(r"Put it above line [0-9]+, where the words begin\."),
        "Move it into its own field, by “Edit the words”.",
    ),
    (re.compile("Say which: --contest N"), "Look for it on the page of the contest that you mean"),
    (re.compile("write a line `Alt: …` into the text file beside it", re.IGNORECASE), "Write its alternative text"),
    (re.compile("write a line `Credit: …` into the text file beside it", re.IGNORECASE), "Write its credit"),
)
_NAME: Final = "|".join(sorted({name.split()[0] for name in PLACES}, key=len, reverse=True))
_ARGUMENT: Final = r"(?:--[a-z-]+|[A-Z]{2,}|[0-9][0-9_-]*|…)"
_COMMAND: Final = re.compile(
    rf"`captionbot (?P<marked>{_NAME})(?P<marked_rest>(?: [^`]*)?)`"
    rf"|`(?P<short>{_NAME})(?P<short_rest>(?: [^`]*)?)`"
    rf"|captionbot (?P<bare>{_NAME})(?P<bare_rest>(?: {_ARGUMENT})+|(?=[.,;:)]|$))"
)
_TWICE: Final = re.compile(r"(“[^”]+”)(?:,? or \1)+")


def on_the_desk(text: str) -> str:
    """The sentence with the desk's own names in it, in the place of commands."""
    for written, instead in _FIXED:
        text = written.sub(instead, text)
    return _TWICE.sub(r"\1", _COMMAND.sub(_place, text))


def _place(found: re.Match[str]) -> str:
    which = str(found.lastgroup).removesuffix("_rest")
    turned = [option for option in _TURNS if option in found[f"{which}_rest"].split()]
    name = " ".join([found[which], *turned])
    return f"“{PLACES.get(name, PLACES[found[which]])}”"
