"""The forms of the queue."""

from typing import ClassVar, Final

from wtforms import MultipleFileField, RadioField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput

from captionbot.desk.acting import ActForm
from captionbot.photos.words import dates
from captionbot.photos.words.sidecar import LONG_WORDS

LONGEST: Final = 2_000
"""Characters of a field on one line; nobody types as many about a photo."""
LONGEST_REASON: Final = 500

_TAKEN_FORMS: Final = "1974, 1974-06 or 1974-06-05"


def _at_most(most: int) -> Length:
    return Length(max=most, message=f"Say it in {most:,} characters at most.")


class UploadForm(ActForm):
    """Photos from a phone or a computer."""

    photos: ClassVar[MultipleFileField] = MultipleFileField("Photos")


class OrderForm(ActForm):
    """The order of the queue; its numbers are fields that the page makes, one for each photo."""


class PlainForm(ActForm):
    """A yes to what the page says."""


class WordsForm(ActForm):
    """The text beside a photo."""

    alt: ClassVar[TextAreaField] = TextAreaField("Alternative text", validators=[_at_most(LONGEST)])
    words: ClassVar[TextAreaField] = TextAreaField("Words of the post", validators=[_at_most(LONG_WORDS)])
    credit: ClassVar[StringField] = StringField("Credit", validators=[_at_most(LONGEST)])
    fact: ClassVar[TextAreaField] = TextAreaField("Fact", validators=[_at_most(LONGEST)])
    post_on: ClassVar[StringField] = StringField("Post on", validators=[_at_most(LONGEST)])
    taken: ClassVar[StringField] = StringField("Taken", validators=[_at_most(LONGEST)])
    source: ClassVar[StringField] = StringField("Source", validators=[_at_most(LONGEST)])
    rights: ClassVar[StringField] = StringField("Rights", validators=[_at_most(LONGEST)])
    people: ClassVar[StringField] = StringField("People", validators=[_at_most(LONGEST)])

    def validate_post_on(self, field: StringField) -> None:
        """A day, or nothing."""
        field.data = dates.hyphened((field.data or "").strip())
        if field.data and dates.day(field.data) is None:
            raise ValidationError(_no_date(field.data, "2026-12-25"))

    def validate_taken(self, field: StringField) -> None:
        """A year, a month, a day, or nothing."""
        field.data = dates.hyphened((field.data or "").strip())
        if field.data and not dates.is_part_of_date(field.data):
            raise ValidationError(_no_date(field.data, _TAKEN_FORMS))


def _no_date(value: str, forms: str) -> str:
    return f"“{value}” is no such date; write it as {' or '.join(dates.meant(value)) or forms}."


class TakeOutForm(ActForm):
    """Why a photo is not to go out."""

    because: ClassVar[TextAreaField] = TextAreaField(
        "Why", validators=[DataRequired(message="Say why in a few words."), _at_most(LONGEST_REASON)]
    )


class VouchForm(ActForm):
    """A person's yes to all that is asked of a photo."""

    yes: ClassVar[SelectMultipleField] = SelectMultipleField(
        "Is all of this true?", option_widget=CheckboxInput(), validate_choice=False
    )
    because: ClassVar[TextAreaField] = TextAreaField("Why", validators=[_at_most(LONGEST_REASON)])

    def validate_yes(self, field: SelectMultipleField) -> None:
        """A yes is ticked."""
        if not field.data:
            raise ValidationError("Tick each of them, or leave the photo waiting.")


class ChoiceForm(ActForm):
    """One of the photos that wait."""

    photo: ClassVar[RadioField] = RadioField(
        "Which photo", validators=[DataRequired(message="Choose one of the photos.")], validate_choice=False
    )
