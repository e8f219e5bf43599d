"""Who of the staff may sign in, as what; for admins."""

import hmac
from collections.abc import Callable

from flask import abort, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from captionbot.accounts import Role
from captionbot.accounts.staffing import (
    add,
    give_role,
    in_words,
    linked_by,
    make_link,
    member,
    members,
    remove,
    sign_out_everywhere,
)
from captionbot.desk.acting import DONE, NOTHING_SEEN, ActForm, Seen, act, said_before
from captionbot.desk.entrance import SIGNED_IN, open_to
from captionbot.desk.people.blueprint import pages
from captionbot.desk.people.forms import AddForm, RemoveForm, RoleForm
from captionbot.desk.source import source, word
from captionbot.errors import CaptionbotError
from captionbot.overview import View
from captionbot.store.schema import Account


@pages.get("/people")
@open_to(Role.ADMIN)
def people() -> str:
    """Everybody who may sign in, and the link that was just made."""
    with source().viewing() as view:
        return render_template("people/people.html", members=members(view.record, view.now), linked=_linked(view))


def _linked(view: View) -> dict[str, str] | None:
    """Whom the link is for that came of the form that brought its reader here, and the link; while it is good."""
    found = linked_by(view.record, _seed(request.args[DONE]), view.now) if said_before(view) else None
    if found is None:
        return None
    desk = view.settings.desk_url or request.host_url
    return {"name": found[0], "link": f"{desk.rstrip('/')}{url_for('people.welcome', link=found[1])}"}


def _seed(once: str) -> str:
    """What the link of that form is made of, so that a double tap makes no other.

    Only the browser that sent the form has it all: the record has digests alone, and no cookie holds the link.
    """
    return hmac.digest(str(session[SIGNED_IN]).encode(), f"one-time link {once}".encode(), "sha256").hex()


@pages.route("/people/add", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def add_person() -> ResponseReturnValue:
    """Let somebody sign in, by a link that is shown once."""

    def page(_view: View, error: CaptionbotError | None) -> str:
        return render_template("people/add.html", form=form, error=error)

    def do(view: View) -> str:
        account = add(view.record, str(form.name.data), Role(form.role.data), word())
        make_link(view.record, account, word(), _seed(str(form.once.data)))
        return f"{account.name} may sign in as {in_words(Role(account.role))}."

    form = AddForm()
    return act(form, page=page, do=do, then=url_for("people.people"), seen=NOTHING_SEEN)


@pages.route("/people/<key>/link", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def link(key: str) -> ResponseReturnValue:
    """A new link for somebody who has forgotten their password, or has none yet."""

    def do(view: View, account: Account) -> str:
        make_link(view.record, account, word(), _seed(str(form.once.data)))
        return f"{account.name} has a new link to sign in with; one that was made before is good no more."

    form = ActForm()
    return _about(key, form, "people/link.html", do)


@pages.route("/people/<key>/role", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def role(key: str) -> ResponseReturnValue:
    """What somebody may do."""

    def do(view: View, account: Account) -> str:
        give_role(view.record, account, Role(form.role.data), word())
        return f"{account.name} is {in_words(Role(account.role))} now."

    form = RoleForm()
    return _about(key, form, "people/role.html", do)


@pages.route("/people/<key>/sign-out", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def end_theirs(key: str) -> ResponseReturnValue:
    """End it wherever somebody is signed in: a phone was lost."""

    def do(view: View, account: Account) -> str:
        sign_out_everywhere(view.record, account, word())
        return f"{account.name} is signed out everywhere."

    return _about(key, ActForm(), "people/sign_out.html", do)


@pages.route("/people/<key>/remove", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def remove_person(key: str) -> ResponseReturnValue:
    """Let somebody sign in no more."""

    def do(view: View, account: Account) -> str:
        remove(view.record, account, word((form.because.data or "").strip()))
        return f"{account.name} may sign in no more, and is signed out everywhere."

    form = RemoveForm()
    return _about(key, form, "people/remove.html", do)


def _about(key: str, form: ActForm, template: str, do: Callable[[View, Account], str]) -> ResponseReturnValue:
    """An act about somebody who may sign in."""

    def found(view: View) -> Account:
        return view.record.accounts.get(key) or abort(404)

    def page(view: View, error: CaptionbotError | None) -> str:
        theirs = member(view.record, found(view), view.now)
        if isinstance(form, RoleForm) and not form.is_submitted():
            form.role.data = str(theirs.role)
        return render_template(template, form=form, error=error, theirs=theirs)

    def facts(view: View) -> object:
        account = view.record.accounts.get(key)
        return account.role if account else "gone"

    return act(form, page=page, do=lambda view: do(view, found(view)), then=url_for("people.people"), seen=Seen(facts))
