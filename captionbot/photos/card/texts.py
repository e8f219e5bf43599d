"""What is written on a card, in the fonts that there are: each text with what it does without."""

from dataclasses import dataclass, fields
from typing import Final

from captionbot.contest.card import CardWords
from captionbot.contest.quoting import cut
from captionbot.photos.card import signs
from captionbot.photos.card.drawn import NotDrawn
from captionbot.photos.card.fonts import Chosen, chosen_for, our_fonts

INSTEAD: Final = "The winning caption stands in the post."
"""In the caption's place where a letter of it can't be drawn: half a word would be a lie."""
NAMED: Final = "The winner's name stands in the post."
"""In the name's place, likewise."""
LONGEST: Final = 1_100
"""Characters of a caption; longer ones never come here, but whoever calls may be wrong."""
_ALWAYS: Final = "— · …"


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of a card, each fit to be drawn; empty where there is nothing to say."""

    caption: str
    by: str
    contest: str
    day: str
    credit: str
    organiser: str
    fonts: Chosen

    @property
    def missing(self) -> str:
        """The signs that no font here has."""
        return self.fonts.missing

    @property
    def without_caption(self) -> bool:
        """Whether the sentence stands in the caption's place."""
        return self.caption == INSTEAD


def texts_of(words: CardWords) -> Texts:
    """The words as they will be drawn. Raises NotDrawn where not even our own have a font."""
    tamed = {field.name: signs.tame(cut(getattr(words, field.name), LONGEST)) for field in fields(words)}
    tamed = {name: text if name == "caption" else text.replace("\n", " ") for name, text in tamed.items()}
    ours = our_fonts("".join(tamed.values()))
    plain = {name: signs.substituted(text, ours.has) for name, text in tamed.items()}
    fonts = chosen_for("\n".join([*plain.values(), INSTEAD, NAMED, _ALWAYS]))
    if not all(fonts.has(char) for char in INSTEAD if not signs.is_unseen(char)):
        what = "The card can't be drawn: there is no font for it."
        raise NotDrawn(what, "Install captionbot again: its fonts come in the packages manimgx-fonts*.")
    spelled = {name: _spelled(text, fonts, INSTEAD if name == "caption" else "") for name, text in plain.items()}
    known = spelled.pop("by")
    return Texts(
        caption=signs.broken_well(spelled.pop("caption")),
        by=f"—\u00a0{signs.broken_well(known)}" if known else NAMED if plain["by"] else "",
        fonts=fonts,
        **spelled,
    )


def _spelled(text: str, fonts: Chosen, instead: str) -> str:
    """The text without what is missing, or the words instead where too much of it is."""
    lacking = frozenset(text).intersection(fonts.missing)
    if any(signs.is_of_a_word(char) for char in lacking):
        return instead
    left = signs.without(text, lacking) if lacking else text
    return left if left and (not lacking or signs.says_something(left)) else instead
