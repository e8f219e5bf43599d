"""What a notice to staff is about, and so how soon it goes out and whether it is repeated."""

from enum import StrEnum

from captionbot.errors import (
    CaptionbotError,
    ClockWrong,
    HallError,
    Incomplete,
    LogoError,
    NotSent,
    PhotosFolderError,
    RateLimited,
    TokenDead,
    Unknown,
    WordsFileError,
)


class About(StrEnum):
    """The kinds of notices; the words are what the record keeps."""

    COMING = "coming"
    """The day before a slot: the picture, its words, its alternative text, the hour."""
    POSTED = "posted"
    SHORTLIST = "shortlist"
    """Entries have closed; staff may look, and where it is theirs to say yes, must."""
    ANNOUNCED = "announced"
    EMPTY = "empty"
    """A slot came and no photo was ready."""
    MISSED = "missed"
    """A slot passed while nothing could be posted."""
    LOW = "low"
    """A coming slot has no photo yet."""
    PAUSED = "paused"
    """It is still paused, though somebody meant to look, or a slot comes."""
    ENDING = "ending"
    """A token, or a version of the Graph API, ends in days or weeks."""
    CHECK = "check"
    """What the daily look at everything found."""
    NOTE = "note"
    """Worth knowing; nothing waits for it."""
    WAITS = "waits"
    """A contest waits for a person's word, and its hour comes or has come."""
    STUCK = "stuck"
    """Nobody can tell whether something stands on the Page."""
    TOKEN = "token"  # noqa: S105 - a kind of notice
    """The token works no longer, or isn't the Page's."""
    TROUBLE = "trouble"
    """Something keeps captionbot from what is due."""
    STANDS = "stands"
    """Something is wrong and stays so until a person has seen to it, whether or not anybody looks again."""
    PASSING = "passing"
    """The same, of what mostly ends by itself within minutes: only where it lasts is anybody wanted."""

    @property
    def urgent(self) -> bool:
        """Whether a person is wanted before what is due can be done: sent at once, and repeated."""
        return self in _URGENT


_URGENT = frozenset({About.WAITS, About.STUCK, About.TOKEN, About.TROUBLE, About.STANDS, About.PASSING, About.MISSED})


def kind_of(error: CaptionbotError) -> About:
    """Of which kind a notice of an error is."""
    if isinstance(error, TokenDead):
        return About.TOKEN
    if isinstance(error, NotSent | RateLimited | Incomplete | Unknown | ClockWrong | PhotosFolderError):
        return About.PASSING
    return About.NOTE if isinstance(error, WordsFileError | LogoError | HallError) else About.TROUBLE
