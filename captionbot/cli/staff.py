"""`staff`: who may sign in to the desk."""

import sys
from dataclasses import asdict
from typing import Any

import click

from captionbot.accounts import Role
from captionbot.accounts.passwords import hashed, refuse_weak
from captionbot.accounts.staffing import (
    LINK_HOURS,
    Member,
    add,
    give_role,
    in_words,
    make_link,
    members,
    named,
    refuse_known,
    remove,
    set_password,
    sign_out_everywhere,
)
from captionbot.cli import show
from captionbot.cli.plug import recording, settings_of, typed, viewing, word
from captionbot.cli.read import as_json
from captionbot.cli.word import by_if_named, why_not
from captionbot.contest.timetable import said_when
from captionbot.contest.worded import many
from captionbot.errors import NotNow
from captionbot.overview import View, iso
from captionbot.settings import Settings

whose = click.argument("name")
ROLES = click.Choice([str(role) for role in Role])


@click.group("staff")
def staff_command() -> None:
    """Say who may sign in to the desk, the staff's web page."""


@staff_command.command("add")
@whose
@click.option("--role", type=ROLES, help="editor: the weekly round; admin: people and exports, too.")
@click.option("--link", is_flag=True, help="Print a link by which they choose a password themselves; ask for none.")
@by_if_named
@click.pass_context
def add_command(context: click.Context, name: str, role: str | None, by: str | None, *, link: bool) -> None:
    """Let somebody sign in: asks for a password, or prints a link that works once.

    The first is an admin, everybody after that an editor, where --role says nothing.
    """
    settings, who = settings_of(context), word(by)
    with viewing(context) as view:
        shown = refuse_known(view.record, typed(name))
        given = Role(role or (Role.EDITOR if view.record.accounts.all() else Role.ADMIN))
    password = "" if link else _password(shown, settings)
    kept = hashed(password) if password else ""
    with recording(context) as record:
        account = add(record, shown, given, who)
        if kept:
            set_password(record, account, kept, who)
        secret = "" if kept else make_link(record, account, who)
    show.line(f"{shown} may sign in to the desk as {in_words(given)}.")
    if secret:
        _tell_link(settings, shown, secret)


def _password(shown: str, settings: Settings) -> str:
    """Asked for twice on a terminal, else the first line of the input; empty where nobody gives one."""
    if not sys.stdin.isatty():
        password = typed(sys.stdin.readline().rstrip("\r\n"))
        if password:
            refuse_weak(password, shown, settings.contest_name, settings.organiser)
        return password
    while True:
        password = typed(
            click.prompt(f"A password for {show.safely(shown)}", hide_input=True, confirmation_prompt=True)
        )
        try:
            refuse_weak(password, shown, settings.contest_name, settings.organiser)
        except NotNow as weak:
            show.line(f"{weak.message} {weak.do}")
        else:
            return password


@staff_command.command("list")
@as_json
@click.pass_context
def list_command(context: click.Context, *, json_: bool) -> None:
    """Everybody who may sign in, as what, and when they were last seen."""
    with viewing(context) as view:
        found = members(view.record, view.now)
        if json_:
            show.as_json({"staff": [_as_json(one) for one in found]})
            return
        if not found:
            show.line("Nobody may sign in to the desk yet; `captionbot staff add NAME` lets somebody.")
            return
        rows = [(one.name, one.role, _signs_in_by(one, view), _seen(one, view)) for one in found]
        show.table("Who may sign in to the desk", ("name", "role", "signs in by", "signed in"), rows)


def _as_json(one: Member) -> dict[str, Any]:
    times = {what: iso(when) if when else None for what, when in _times(one).items()}
    return asdict(one) | times


def _times(one: Member) -> dict[str, Any]:
    return {"link_until": one.link_until, "seen_at": one.seen_at, "added_at": one.added_at}


def _signs_in_by(one: Member, view: View) -> str:
    link = f"a link, until {said_when(one.link_until, view.settings.zone)}" if one.link_until else ""
    ways = ["a password"] if one.has_password else []
    return " or ".join([*ways, link] if link else ways) or "nothing: make a link"


def _seen(one: Member, view: View) -> str:
    if one.seen_at is None:
        return "nowhere"
    return f"in {many(one.browsers, 'browser')}, seen {said_when(one.seen_at, view.settings.zone)}"


@staff_command.command("link")
@whose
@by_if_named
@click.pass_context
def link_command(context: click.Context, name: str, by: str | None) -> None:
    """Print a link by which somebody chooses a password, once: the first, or after one was forgotten."""
    settings, who = settings_of(context), word(by)
    with recording(context) as record:
        account = named(record, typed(name))
        secret, shown = make_link(record, account, who), account.name
    _tell_link(settings, shown, secret)


def _tell_link(settings: Settings, shown: str, secret: str) -> None:
    """The record has a digest of it alone."""
    desk = settings.desk_url or (f"http://{settings.desk_bind}" if settings.desk_port else "THE-DESK")
    show.line(
        f"Give {shown} this link. It works once, for {LINK_HOURS} hours, and whoever opens it chooses the password:"
    )
    click.echo(f"{desk.rstrip('/')}/welcome/{secret}")


@staff_command.command("role")
@whose
@click.argument("role", type=ROLES)
@by_if_named
@click.pass_context
def role_command(context: click.Context, name: str, role: str, by: str | None) -> None:
    """Make somebody an editor or an admin."""
    who = word(by)
    with recording(context) as record:
        account = named(record, typed(name))
        give_role(record, account, Role(role), who)
        shown = account.name
    show.line(f"{shown} is {in_words(Role(role))} now.")


@staff_command.command("sign-out")
@whose
@by_if_named
@click.pass_context
def sign_out_command(context: click.Context, name: str, by: str | None) -> None:
    """Sign somebody out everywhere: a phone was lost."""
    who = word(by)
    with recording(context) as record:
        account = named(record, typed(name))
        ended, shown = sign_out_everywhere(record, account, who), account.name
    show.line(f"{shown} is signed out everywhere ({many(ended, 'browser')}). The password goes on working.")


@staff_command.command("remove")
@whose
@why_not
@by_if_named
@click.pass_context
def remove_command(context: click.Context, name: str, because: str, by: str | None) -> None:
    """Let somebody sign in no more, and sign them out everywhere; what they decided stays in the record."""
    who = word(by, because)
    with recording(context) as record:
        account = named(record, typed(name))
        remove(record, account, who)
        shown = account.name
    show.line(f"{shown} may sign in no more, and is signed out everywhere.")
