"""What every form that changes something carries."""

import re
import secrets
from typing import ClassVar

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import Length, Regexp

ONCE = re.compile(r"[A-Za-z0-9_-]{16,64}\Z")


def fresh_number() -> str:
    """A number for one form, which no other has: 144 bits."""
    return secrets.token_urlsafe(18)


class ActForm(FlaskForm):  # type: ignore[misc]  # flask-wtf carries no types
    """A form that changes something; the pages' own forms add their fields.

    ``once`` is a number of its own that each form is given when it is drawn; the same form sent twice has one effect.
    ``seen`` is what its sender was looking at (``seen_contest`` and the like).
    """

    once: ClassVar[HiddenField] = HiddenField(
        default=fresh_number, validators=[Regexp(ONCE, message="Something is missing in this form. Send it again.")]
    )
    seen: ClassVar[HiddenField] = HiddenField(
        validators=[Length(max=200, message="Something is wrong in this form. Send it again.")]
    )
