"""The forms of acts upon a contest. Whatever is longer or else than it may be is told beside its field."""

from typing import ClassVar

from wtforms import (  # type: ignore[attr-defined]  # types-wtforms doesn't know SelectChoice yet
    Field,
    RadioField,
    SelectChoice,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from captionbot.contest.wording import CAPTION_CUT, NAME_CUT
from captionbot.decisions.leaving_out import REASONS
from captionbot.desk.acting import ActForm

LONGEST_REASON = 500
"""Characters of a reason."""
_LENGTH = Length(max=LONGEST_REASON, message=f"At most {LONGEST_REASON} characters.")
_STAYS = f"It stays in the record, under your name. At most {LONGEST_REASON} characters."


def _words(text: str | None) -> str:
    return (text or "").strip()


def typed(field: Field) -> str:
    """What was typed into a field; nothing where the form has none of it."""
    return str(field.data or "")


class BecauseForm(ActForm):
    """An act for which a reason is asked."""

    because: ClassVar[TextAreaField] = TextAreaField(
        "Why?", filters=[_words], validators=[DataRequired("Say why, in a few words."), _LENGTH], description=_STAYS
    )


class MayBecauseForm(ActForm):
    """An act for which a reason may be given."""

    because: ClassVar[TextAreaField] = TextAreaField(
        "Why?", filters=[_words], validators=[Optional(), _LENGTH], description=_STAYS
    )


class SaidAsForm(ActForm):
    """In which words a winner is announced."""

    caption: ClassVar[StringField] = StringField(
        "Announce these words instead",
        filters=[_words],
        validators=[Optional(), Length(max=CAPTION_CUT)],
        description="Only cuts and mended spelling; empty: as it was written.",
    )
    name: ClassVar[StringField] = StringField(
        "Announce this name instead",
        filters=[_words],
        validators=[Optional(), Length(max=NAME_CUT)],
        description="A shorter form of it, or “a fan”; empty: as Facebook gives it.",
    )
    look: ClassVar[SubmitField] = SubmitField("Show me how it reads")


class PickForm(SaidAsForm):
    """Choose a winner, and in which words it is announced."""

    because: ClassVar[TextAreaField] = TextAreaField(
        "Why this one?",
        filters=[_words],
        validators=[DataRequired("Say why, in a few words."), _LENGTH],
        description=_STAYS,
    )


class AnnounceAsForm(SaidAsForm):
    """Approve the winner in other words."""

    because: ClassVar[TextAreaField] = TextAreaField(
        "Why in other words?", filters=[_words], validators=[Optional(), _LENGTH], description=_STAYS
    )


class LeaveOutForm(ActForm):
    """Leave an entry out, for a reason of the published list."""

    reason: ClassVar[RadioField] = RadioField(
        "For which reason of the rules?",
        choices=[SelectChoice(str(one), str(one).capitalize()) for one in REASONS],
        validators=[InputRequired("Say which.")],
    )
    because: ClassVar[TextAreaField] = TextAreaField(
        "More about it", filters=[_words], validators=[Optional(), _LENGTH], description=_STAYS
    )


class SettleForm(ActForm):
    """Whether something stands on the Page."""

    what: ClassVar[RadioField] = RadioField("Which have you looked for?", validators=[InputRequired("Say which.")])
    stands: ClassVar[RadioField] = RadioField(
        "Does it stand on the Page?",
        choices=[SelectChoice("yes", "Yes, it stands there."), SelectChoice("no", "No, it does not.")],
        validators=[InputRequired("Say whether it stands there.")],
    )
    live: ClassVar[StringField] = StringField(
        "Its link, or the number at the link’s end",
        filters=[_words],
        validators=[Optional(), Length(max=500)],
        description="If it stands there: open it on Facebook and copy the link.",
    )
    because: ClassVar[TextAreaField] = TextAreaField(
        "What did you see?", filters=[_words], validators=[Optional(), _LENGTH], description=_STAYS
    )
