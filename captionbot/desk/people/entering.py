"""Signing in and out, and the first time by a link. A GET shows a form and does nothing, whoever opens it."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from captionbot.accounts import Role
from captionbot.accounts.knocking import WrongPassword, compare, judge, knock, open_for, refuse_early
from captionbot.accounts.passwords import hashed
from captionbot.accounts.sign_ins import digest_of
from captionbot.accounts.slowing import SlowDown
from captionbot.accounts.staffing import invited, set_password
from captionbot.accounts.staffing import sign_out as end_here
from captionbot.decisions import Word
from captionbot.desk.entrance import ENDED, EVERYBODY, forget_browser, let_in, open_to
from captionbot.desk.people.blueprint import pages
from captionbot.desk.people.browsers import this_browser
from captionbot.desk.people.forms import SignInForm, WelcomeForm
from captionbot.desk.source import person, source, word
from captionbot.errors import CaptionbotError

WRONG, GONE, TOO_MANY, INCOMPLETE = 401, 404, 429, 422
CHOSEN = "chosen"
"""Where the cookie keeps that a password was chosen by the link that was sent from here."""
USED = "The password is set."


@pages.route("/sign-in", methods=["GET", "POST"])
@open_to(EVERYBODY)
def sign_in() -> ResponseReturnValue:
    """Ask who it is, and let them in."""
    form = SignInForm()
    if not form.is_submitted():
        return redirect(url_for("week.this_week"), 303) if person() else _asked(form)
    if not form.validate():
        return _asked(form), INCOMPLETE
    try:
        return _tried(form)
    except SlowDown as slow:
        return _asked(form, slow), TOO_MANY, {"Retry-After": str(slow.seconds)}
    except WrongPassword as wrong:
        return _asked(form, wrong), WRONG


def _asked(form: SignInForm, error: CaptionbotError | None = None) -> str:
    with source().viewing() as view:
        nobody = not view.record.accounts.all()
    return render_template(
        "people/sign_in.html",
        form=form,
        error=error,
        ended=session.get(ENDED, False),
        chosen=session.get(CHOSEN, False),
        nobody=nobody,
    )


def _tried(form: SignInForm) -> ResponseReturnValue:
    """Three steps: the password is compared while no transaction is open."""
    name, browser, shared = str(form.name.data), this_browser(), bool(form.shared.data)
    with source().viewing() as view:
        refuse_early(view.record, name, browser, view.now)
    with source().recording() as view:
        knocked = knock(view.record, name, browser, view.now)
    right = compare(knocked, str(form.password.data))
    with source().recording() as view:
        found = judge(view.record, knocked, right, view.now)
        if found is not None:
            opened = open_for(view.record, found, browser, view.now, shared=shared, before=person())
    if found is None:
        raise WrongPassword
    return let_in(opened, shared=shared)


@pages.post("/sign-out")
@open_to(Role.EDITOR)
def sign_out() -> ResponseReturnValue:
    """End it in this browser."""
    visitor = person()
    with source().recording() as view:
        account = view.record.accounts.get(visitor.key) if visitor else None
        if visitor and account:
            end_here(view.record, account, visitor.sign_in, word())
    forget_browser()
    return redirect(url_for("people.sign_in"), 303)


@pages.route("/welcome/<link>", methods=["GET", "POST"])
@open_to(EVERYBODY)
def welcome(link: str) -> ResponseReturnValue:
    """Let whoever has a one-time link choose a password, which signs them in."""
    with source().viewing() as view:
        account = invited(view.record, link, view.now)
    if account is None:
        return _too_late(link)
    form = WelcomeForm()
    form.whose = account.name
    if form.is_submitted() and form.validate():
        return _welcomed(link, form)
    drawn = render_template("people/welcome.html", form=form, name=account.name, until=account.link_until)
    return drawn, INCOMPLETE if request.method == "POST" else 200


def _too_late(link: str) -> ResponseReturnValue:
    """Whoever sends it again, as a double tap does, is told that the first has had its effect."""
    with source().viewing() as view:
        used = view.record.desk.said(digest_of(link))
    if request.method == "POST" and used is not None:
        session[CHOSEN] = True
        return redirect(url_for("people.sign_in"), 303)
    return render_template("people/no_link.html"), GONE


def _welcomed(link: str, form: WelcomeForm) -> ResponseReturnValue:
    kept, shared = hashed(str(form.password.data)), bool(form.shared.data)
    with source().recording() as view:
        account = invited(view.record, link, view.now)
        if account is None:  # a double tap, or another window
            return _too_late(link)
        view.record.desk.did(digest_of(link), account.key, USED, view.now)
        set_password(view.record, account, kept, Word(account.name, view.now, "by a one-time link"))
        opened = open_for(view.record, account, this_browser(), view.now, shared=shared, before=person())
    return let_in(opened, shared=shared)
