"""The forms about people."""

from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from captionbot.accounts import Role
from captionbot.accounts.knocking import WrongPassword, compare, judge, knock
from captionbot.accounts.passwords import ADVICE, ADVISED, SHORTEST, hashed, refuse_weak
from captionbot.accounts.passwords import LONGEST as LONGEST_PASSWORD
from captionbot.accounts.sign_ins import SHARED_HOURS
from captionbot.desk.acting import ActForm
from captionbot.desk.people.browsers import this_browser
from captionbot.desk.source import signed_in, source
from captionbot.errors import NotNow

LONGEST_NAME = 200
LONGEST_REASON = 500
ROLES = [
    SelectChoice(str(Role.EDITOR), "Editor: everything of the weekly round, and pause"),
    SelectChoice(str(Role.ADMIN), "Admin: and who may sign in, and exports with names"),
]


def _shared() -> BooleanField:
    return BooleanField(
        "Others use this computer, too",
        description=f"Then you are signed out once you haven't used it for an hour, and after {SHARED_HOURS} hours.",
    )


def _password(label: str, missing: str) -> PasswordField:
    return PasswordField(label, validators=[InputRequired(missing), Length(max=LONGEST_PASSWORD, message="Too long.")])


def _new_password() -> PasswordField:
    return PasswordField(
        "New password",
        validators=[InputRequired("Choose a password.")],
        description=f"At least {SHORTEST} characters; {ADVISED} are better. {ADVICE}",
    )


def _once_more() -> PasswordField:
    same = EqualTo("password", "That is not the same as above.")
    return PasswordField("Once more", validators=[InputRequired("Type it once more."), same])


class SignInForm(FlaskForm):  # type: ignore[misc]  # flask-wtf carries no types
    """Who it is."""

    name: ClassVar[StringField] = StringField(
        "Your name", validators=[InputRequired("Type your name."), Length(max=LONGEST_NAME, message="Too long.")]
    )
    password: ClassVar[PasswordField] = _password("Password", "Type your password.")
    shared: ClassVar[BooleanField] = _shared()


class WelcomeForm(FlaskForm):  # type: ignore[misc]  # flask-wtf carries no types
    """Somebody's first password, or the one after a forgotten one."""

    password: ClassVar[PasswordField] = _new_password()
    again: ClassVar[PasswordField] = _once_more()
    shared: ClassVar[BooleanField] = _shared()
    whose: str = ""
    """Their name, which is no password."""

    def validate_password(self, field: Field) -> None:
        """Refuse what anybody would guess."""
        _refuse_weak(field, self.whose)


class PasswordForm(ActForm):
    """Another password for oneself."""

    current: ClassVar[PasswordField] = _password("Your password until now", "Type the password you have now.")
    password: ClassVar[PasswordField] = _new_password()
    again: ClassVar[PasswordField] = _once_more()
    kept: str = ""
    """The hash of the new one, once it is right."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Hash it here, too: that takes its time, and ``act`` validates before it opens a transaction."""
        right = bool(super().validate(extra_validators))
        if right:
            self.kept = hashed(str(self.password.data))
        return right

    def validate_current(self, field: Field) -> None:
        """Whoever finds a phone lying about must not be able to change it; a wrong one counts as at the door."""
        try:
            _prove(str(field.data))
        except NotNow as error:
            raise ValidationError(error.message) from error

    def validate_password(self, field: Field) -> None:
        """Refuse what anybody would guess."""
        _refuse_weak(field, signed_in().name)


def _prove(password: str) -> None:
    """Raise NotNow unless that is the password of whoever is signed in."""
    with source().recording() as view:
        knocked = knock(view.record, signed_in().name, this_browser(), view.now)
    right = compare(knocked, password)
    with source().recording() as view:
        found = judge(view.record, knocked, right, view.now)
    if found is None:
        raise WrongPassword


def _refuse_weak(field: Field, whose: str) -> None:
    with source().viewing() as view:
        settings = view.settings
    try:
        refuse_weak(str(field.data or ""), whose, settings.contest_name, settings.organiser)
    except NotNow as error:
        raise ValidationError(error.message) from error


class AddForm(ActForm):
    """Somebody new on the staff."""

    name: ClassVar[StringField] = StringField(
        "Name",
        validators=[InputRequired("Type a name."), Length(max=LONGEST_NAME, message="Too long.")],
        description="As colleagues know them: it stands in the record wherever they decide something.",
    )
    role: ClassVar[RadioField] = RadioField("As", choices=ROLES, default=str(Role.EDITOR))


class RoleForm(ActForm):
    """What somebody may do."""

    role: ClassVar[RadioField] = RadioField("As", choices=ROLES)


class RemoveForm(ActForm):
    """Somebody leaves."""

    because: ClassVar[StringField] = StringField(
        "Why", validators=[Length(max=LONGEST_REASON)], description="Stands in the record, if you like."
    )
