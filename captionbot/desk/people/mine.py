"""Whoever is signed in: in which browsers, and with which password."""

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from captionbot.accounts import Role
from captionbot.accounts.staffing import member, set_password, sign_out_everywhere, signed_in_of
from captionbot.accounts.staffing import sign_out as end_one
from captionbot.desk.acting import NOTHING_SEEN, ActForm, act
from captionbot.desk.entrance import open_to
from captionbot.desk.people.blueprint import pages
from captionbot.desk.people.forms import PasswordForm
from captionbot.desk.source import signed_in, source, word
from captionbot.errors import CaptionbotError
from captionbot.overview import View
from captionbot.store.schema import Account


def own(view: View) -> Account:
    """The account of whoever is signed in."""
    return view.record.accounts.get(signed_in().key) or abort(401)


@pages.get("/me")
@open_to(Role.EDITOR)
def me() -> str:
    """Who is signed in, and in which browsers."""
    with source().viewing() as view:
        account = own(view)
        browsers = signed_in_of(view.record, account.key, view.now)
        return render_template("people/me.html", me=member(view.record, account, view.now), browsers=browsers)


@pages.route("/me/password", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def password() -> ResponseReturnValue:
    """Another password; it ends all other sign-ins."""

    def page(_view: View, error: CaptionbotError | None) -> str:
        return render_template("people/password.html", form=form, error=error)

    def do(view: View) -> str:
        set_password(view.record, own(view), form.kept, word(), but=signed_in().sign_in)
        return "Your password is another one now, and you are signed in here alone."

    form = PasswordForm()
    return act(form, page=page, do=do, then=url_for("people.me"), seen=NOTHING_SEEN)


@pages.route("/me/browsers/<digest>", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def end_browser(digest: str) -> ResponseReturnValue:
    """End it in one of one's browsers."""

    def page(view: View, error: CaptionbotError | None) -> str:
        rows = [row for row in signed_in_of(view.record, own(view).key, view.now) if row.digest == digest]
        if not rows and request.method == "GET":
            abort(404)
        return render_template("people/end_browser.html", form=form, error=error, browser=rows[0] if rows else None)

    def do(view: View) -> str:
        end_one(view.record, own(view), digest, word())
        return "You are signed out there."

    form = ActForm()
    return act(form, page=page, do=do, then=url_for("people.me"), seen=NOTHING_SEEN)


@pages.route("/me/sign-out-everywhere", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def end_everywhere() -> ResponseReturnValue:
    """End it in every browser, in this one too."""

    def page(_view: View, error: CaptionbotError | None) -> str:
        return render_template("people/end_everywhere.html", form=form, error=error)

    def do(view: View) -> str:
        sign_out_everywhere(view.record, own(view), word())
        return "You are signed out everywhere."

    form = ActForm()
    return act(form, page=page, do=do, then=url_for("people.sign_in"), seen=NOTHING_SEEN)
