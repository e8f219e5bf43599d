"""The forms of the past: what is exported, and what is kept for good."""

from typing import ClassVar

from wtforms import (  # type: ignore[attr-defined]  # types-wtforms doesn't know SelectChoice yet
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from captionbot.desk.acting import ActForm
from captionbot.records.exporting import Asked

FORMS = {
    "zip": "A zip: everything, with a page to begin with. It answers a records request.",
    "html": "A page to read and to print.",
    "csv": "A table of comments, for a spreadsheet.",
    "json": "The records with their slip: whoever has the file can count the result again.",
}
MOST_WITHHELD = 50
A_LIFETIME = 100_000


class ExportForm(ActForm):
    """What is wanted of which contests."""

    contest: ClassVar[IntegerField] = IntegerField(
        "Contest no.",
        description="Leave it empty for all, or for those between two days.",
        validators=[Optional(), NumberRange(1, A_LIFETIME, message="Contests are numbered from 1.")],
    )
    first: ClassVar[DateField] = DateField("From", validators=[Optional()])
    last: ClassVar[DateField] = DateField("To", validators=[Optional()])
    kind: ClassVar[RadioField] = RadioField("As", choices=[SelectChoice(*one) for one in FORMS.items()], default="zip")
    public: ClassVar[BooleanField] = BooleanField(
        "A public copy",
        description="Only texts that were announced, with names shortened, and nobody who asked to be forgotten.",
    )
    withhold: ClassVar[StringField] = StringField(
        "Leave out whoever wrote these comments",
        description="Numbers of comments, as they stand beside the entries of a contest, with spaces between. "
        "Those people are left out with everything of theirs.",
        validators=[Length(max=2000)],
    )
    because: ClassVar[StringField] = StringField(
        "What for",
        description="Such as the number of a records request; it stands in the log.",
        validators=[Length(max=500)],
    )

    def validate_last(self, field: DateField) -> None:
        """Days in their order, and not beside a number."""
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError("This day lies before the first one.")

    def validate_contest(self, field: IntegerField) -> None:
        """One way of saying which contests are meant."""
        if field.data is not None and (self.first.data or self.last.data):
            raise ValidationError("Name a contest, or days; not both.")

    def validate_withhold(self, field: StringField) -> None:
        """Within what a person types."""
        if len(str(field.data or "").split()) > MOST_WITHHELD:
            raise ValidationError(f"At most {MOST_WITHHELD} comments at a time.")

    def asked(self) -> Asked:
        """What was asked for."""
        return Asked(
            contest=self.contest.data,
            first=self.first.data,
            last=self.last.data,
            public=bool(self.public.data),
            withhold=tuple(str(self.withhold.data or "").replace(",", " ").split()),
        )


class KeepForm(ActForm):
    """Why a contest is kept for good, or is no longer."""

    because: ClassVar[TextAreaField] = TextAreaField(
        "Why",
        validators=[DataRequired(message="Say why: it stands in the record."), Length(max=500)],
    )
