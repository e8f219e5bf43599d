"""The closed lists: what holds a leading caption for a person, and what is only shown beside an entry."""

from captionbot.contest.worded import Worded


class Flag(Worded):
    """Why a person must look before a caption is announced."""

    CRUDE = "crude word", "It has what may be a crude word or a slur in it."
    LISTED = "word of our list", "It has a word in it that stands on the Page's own list."
    LINK = "link", "It has a link in it."
    EMAIL = "e-mail address", "It has an e-mail address in it."
    PHONE = "phone number", "It has what may be a phone number in it."
    STREET = "street address", "It has what may be a street address in it."
    TAGGED = "tagged person", "Someone is tagged in it."
    NAME = "only a name", "It may be nothing but somebody's name."
    CHATTER = "chatter", "It may be a remark rather than a caption."
    LONG = "very long", "It is very long; only its beginning was screened."
    UNREADABLE = (
        "hard to read",
        "It is written so that it is hard to read: piled-up marks, mostly signs, mixed alphabets.",
    )
    EDITED = "edited after it had votes", "Its words are no longer those under which it collected votes."
    COPY = "a copy has more votes", "A left-out copy of an earlier caption has more votes than the first entry."


class Mark(Worded):
    """What staff are shown beside an entry; it holds nothing."""

    AUTHOR_WITHHELD = (
        "author withheld",
        "Facebook doesn't say who wrote it, so the rules about one person's entries can't be applied to it.",
    )
    ROUGH = "rough word", "It has a word in it that some would not print, such as damn or butt."
    QUESTION = "question to us", "It may be a question to the Page rather than a caption."
    SAME_JOKE = "same joke?", "It is nearly the same as an earlier caption."
    LATE_SURGE = "late surge", "Many of its votes came at once, or out of step with the other captions."
