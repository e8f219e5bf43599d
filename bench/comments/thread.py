"""A thread of comments as Facebook sends them, written to a file once, so that the server only has to cut pages out.

Every id, name and word is invented, and the same thread comes at every run. It has what threads have: the same caption
twice, nearly the same, two entries by one person, replies, tags, other scripts, a few captions with many votes.
"""

# Chinese has its own punctuation, and Russian its own letters.
# ruff: noqa: RUF001

import json
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Final

OPENED: Final = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
OPEN_FOR: Final = timedelta(hours=72)
WRITTEN_WITHIN: Final = timedelta(hours=44)
"""All captions come within so long after the post, so that they stand when they are read the first time."""
PAGE_ID: Final = "100200300"
POST_ID: Final = f"{PAGE_ID}_122093000000000000"
FIRST_ID: Final = 122_100_000_000_000_000
BETWEEN_IDS: Final = 37
NEW: Final = 10
"""Comments that are new in a thread that has changed a little."""
EDITED: Final = 3
ANOTHER_COUNT: Final = 100
"""There, one comment in so many has another number of votes."""
SAME, NEAR, REPLY, TAGGED, FOREIGN, AGAIN = 40, 40, 15, 60, 10, 15
"""One in so many is the same caption as an earlier one, nearly the same, a reply, and so on."""
COMMON: Final = (
    "the a and to of in is it you that he was for on are with his they at be this have from or one had by but not what "
    "all were we when your can said there use an each which she do how their if will up other about out many then them "
    "horse officer diner shake please order badge donut coffee oats stable cowboy hay saddle trot lunch sir parking "
    "ticket neighbour window street spot friend best last first never always again today only chief milk straw carrot"
)
"""The words that come often, the most frequent first; words made of syllables come seldom."""
FOREIGN_ONES: Final = (
    "Dos batidos para llevar, y uno de zanahoria por favor",
    "他们说今天可以喝奶昔，我只想吃燕麦",
    "قالوا لنا إن الشوفان في الطابق الثاني",
    "घोड़े ने कहा कि उसे भी एक शेक चाहिए",
    "Лошадь заказала овёс, а принесли счёт",
    "C’est moi qui conduis au retour, mon capitaine",
    "二頭とも免許を持っていません",
)
SYLLABLES: Final = "ba co di fu ge ha jo ka li mo ne po ra si tu va we yo zen tor mil gan"
ENDS: Final = (".", "!", " 😂", "?", "", "...", " 🐴🐴")


def written(folder: Path, size: int, *, later: bool = False) -> Path:
    """The file of a thread of ``size`` comments, its index beside it; ``later`` is the same one, a little changed."""
    file = folder / f"thread-{size}{'-later' if later else ''}"
    if not file.exists():
        ends = array("Q", [0])
        unfinished = file.with_suffix(".new")
        with unfinished.open("wb") as out:
            for row in _rows(size, later=later):
                ends.append(ends[-1] + out.write(_as_facebook(row) + b","))
        index_of(file).write_bytes(ends.tobytes())
        unfinished.rename(file)
    return file


def index_of(file: Path) -> Path:
    """Where each comment of the file ends, with its comma, as unsigned numbers of eight bytes; the first is nought."""
    return file.with_suffix(".index")


def _as_facebook(row: dict[str, Any]) -> bytes:
    """JSON in ASCII alone, with every slash escaped, as Facebook writes it."""
    return json.dumps(row, separators=(",", ":")).replace("/", "\\/").encode()


def votes(number: int) -> int:
    """Votes of the comment of that number: a few have many, and most have none."""
    return 20_000 // (number + 1)


def _rows(size: int, *, later: bool) -> Iterator[dict[str, Any]]:
    talk = _Talk(Random(size))  # noqa: S311 - the same thread at every run
    step = WRITTEN_WITHIN / size
    for number in range(size + (NEW if later else 0)):
        row = talk.comment(number, OPENED + number * step)
        if later and number % ANOTHER_COUNT == 0:
            row["reactions"]["summary"]["total_count"] += 1
        if later and number < EDITED:
            row["message"] += " (edited)"
        yield row


class _Talk:
    """Whoever writes under the post, and what of it is written again."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        rare = ["".join(dice.choices(SYLLABLES.split(), k=dice.randint(2, 4))) for _ in range(3000)]
        self.words = [*COMMON.split(), *rare]
        self.weights = list(accumulate(1 / (rank + 2) for rank in range(len(self.words))))
        self.earlier = ["Neigh, officer."]
        self.people = 1

    def comment(self, number: int, at: datetime) -> dict[str, Any]:
        """A comment with every field that captionbot asks for."""
        dice, comment_id = self.dice, FIRST_ID + number * BETWEEN_IDS
        person = dice.randrange(self.people) if dice.randrange(AGAIN) == 0 else self._new_person()
        text = self._caption()
        row: dict[str, Any] = {
            "id": f"122093000000000000_{comment_id}",
            "message": text,
            "created_time": f"{at:%Y-%m-%dT%H:%M:%S}+0000",
            "from": {"id": str(24_000_000_000_000_000 + person * 11), "name": f"Fan {person:,}"},
            "is_hidden": False,
            "permalink_url": f"https://www.facebook.com/{PAGE_ID}/posts/122093000000000000?comment_id={comment_id}",
            "reactions": {"data": [], "summary": {"total_count": votes(number), "viewer_reaction": "NONE"}},
        }
        if number and dice.randrange(REPLY) == 0:
            row["parent"] = {"id": f"122093000000000000_{FIRST_ID + dice.randrange(number) * BETWEEN_IDS}"}
        if dice.randrange(TAGGED) == 0:
            row["message"] = f"Otilia Fern {text}"
            row["message_tags"] = [{"id": "77", "name": "Otilia Fern", "type": "user", "offset": 0, "length": 11}]
        return row

    def _new_person(self) -> int:
        self.people += 1
        return self.people - 1

    def _caption(self) -> str:
        dice = self.dice
        if dice.randrange(SAME) == 0:
            return dice.choice(self.earlier)
        if dice.randrange(NEAR) == 0:
            return _mistyped(dice.choice(self.earlier), dice)
        if dice.randrange(FOREIGN) == 0:
            text = f"{dice.choice(FOREIGN_ONES)} {dice.choice(self.words)}"
        else:
            words = dice.choices(self.words, cum_weights=self.weights, k=dice.randint(4, 14))
            text = " ".join(words).capitalize() + dice.choice(ENDS)
        if len(self.earlier) < 1000:  # noqa: PLR2004 - enough to be told again
            self.earlier.append(text)
        return text


def _mistyped(text: str, dice: Random) -> str:
    """The same words with one letter doubled."""
    place = dice.randrange(len(text))
    return f"{text[:place]}{text[place : place + 1] * 2}{text[place + 1 :]}"
