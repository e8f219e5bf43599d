"""The forms that stop everything, and that let it go on."""

from typing import ClassVar

from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import AnyOf, Length, Optional, ValidationError

from captionbot.desk.acting import ActForm
from captionbot.photos.pausing import REASON_LIMIT

USUAL = (
    "Something grave has happened in the city",
    "A death in our own ranks",
    "This photo should not be up",
    "Comments have got out of hand",
    "Something looks wrong; we are looking into it",
)
"""Reasons that one tap gives."""
NO_REASON_YET = "Say why in a few words, or tap one of the usual reasons: everyone sees it until somebody goes on."


class PauseForm(ActForm):
    """Why everything stops, in staff's own words or by a tap, and when to ask whether to go on."""

    because: ClassVar[TextAreaField] = TextAreaField(
        "Why", validators=[Length(max=REASON_LIMIT, message=f"Keep it to {REASON_LIMIT} characters.")]
    )
    usual: ClassVar[StringField] = StringField("A usual reason", validators=[Optional(), AnyOf(USUAL)])
    until: ClassVar[DateField] = DateField(
        "Ask us again on",
        description="On that day staff are asked whether to go on. It stays paused until somebody says so.",
        validators=[Optional()],
    )

    def validate_because(self, _field: TextAreaField) -> None:
        """One reason or the other."""
        if not self.reason:
            raise ValidationError(NO_REASON_YET)

    @property
    def reason(self) -> str:
        """What was tapped and what was typed: neither is lost."""
        said = [str(self.usual.data or ""), " ".join(str(self.because.data or "").split())]
        return ": ".join(part for part in said if part)


class ResumeForm(ActForm):
    """That everything goes on."""
