"""Who may sign in: names, roles, links, and where somebody is signed in."""

from datetime import timedelta

import pytest

from captionbot.accounts import Person, Role, seen, sign_in, who
from captionbot.accounts.names import checked, key_of
from captionbot.accounts.sign_ins import digest_of
from captionbot.accounts.staffing import (
    add,
    give_role,
    invited,
    make_link,
    members,
    named,
    remove,
    set_password,
    sign_out,
    sign_out_everywhere,
    signed_in_of,
)
from captionbot.decisions import Word
from captionbot.errors import NotNow
from captionbot.store.record import Record
from tests.store.made import HOUR, MINUTE, SLOT

TOM = Word("tom", SLOT, "")
DAY = timedelta(days=1)


def _browser(record: Record, key: str = "maria", *, shared: bool = False) -> str:
    return sign_in(record, key, SLOT, device="Chrome on Android", address="192.0.2.7", shared=shared)


def _audit(record: Record) -> list[tuple[str, str, str]]:
    return [(row.by, row.action, row.detail) for row in record.staff.audit()]


# names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maria", "  mARIA "),
        ("Jörg", "Jo\u0308rg"),
        ("Straße", "STRASSE"),
        ("\uff2bim", "kim"),
        ("Ma\u200dria", "maria"),
    ],
)
def test_a_name_is_compared_without_what_is_easily_mistaken(one: str, other: str) -> None:
    """Two people whom nobody could tell apart in the record are one."""
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    "typed", ["", "   ", "…", "\u200d", "Root", "captionbot", "FACEBOOK", "a\u202eb", "a\x00b", "a/b", "\\", "x" * 81]
)
def test_what_can_not_be_a_name_is_refused(typed: str) -> None:
    """Also names by which the record would say something else."""
    with pytest.raises(NotNow):
        checked(typed)


@pytest.mark.parametrize("typed", ["María José", "محمد", "中村", "O'Brien-Smith", "Robin (nights)", "4711"])
def test_a_name_of_any_script_will_do(typed: str) -> None:
    """As it was typed."""
    assert checked(f"  {typed} ") == typed


# who may sign in


def test_whoever_is_added_is_found_by_any_spelling(record: Record) -> None:
    """And can't be added twice."""
    add(record, " Maria  Lopez ", Role.ADMIN, TOM)

    assert named(record, "MARIA LOPEZ").name == "Maria Lopez"
    with pytest.raises(NotNow, match="Maria Lopez may sign in already, as an admin"):
        add(record, "maria lopez", Role.EDITOR, TOM)
    assert _audit(record) == [("tom", "staff-add", "Maria Lopez, admin")]


def test_the_only_admin_stays_one_while_others_may_sign_in(record: Record) -> None:
    """Or nobody could add anybody on the desk; who is alone may go."""
    maria = add(record, "Maria", Role.ADMIN, TOM)
    dana = add(record, "Dana", Role.EDITOR, TOM)

    with pytest.raises(NotNow, match="Maria is the only admin"):
        remove(record, maria, TOM)
    with pytest.raises(NotNow, match="Maria is the only admin"):
        give_role(record, maria, Role.EDITOR, TOM)
    give_role(record, dana, Role.ADMIN, TOM)
    give_role(record, maria, Role.EDITOR, TOM)
    remove(record, maria, TOM)
    remove(record, dana, TOM)
    assert record.accounts.all() == []
    assert ("tom", "staff-role", "Maria, admin → editor") in _audit(record)
    assert ("tom", "staff-remove", "Dana, admin") in _audit(record)


def test_a_role_that_somebody_has_is_not_given_again(record: Record) -> None:
    """The audit would say that something changed."""
    maria = add(record, "Maria", Role.ADMIN, TOM)

    with pytest.raises(NotNow, match="Maria is an admin already"):
        give_role(record, maria, Role.ADMIN, TOM)


def test_whoever_is_removed_is_out_at_once(record: Record) -> None:
    """In every browser, and added again they are signed in nowhere."""
    maria = add(record, "Maria", Role.ADMIN, TOM)
    secret, link = _browser(record), make_link(record, maria, TOM)
    remove(record, maria, TOM)

    assert who(record, secret, SLOT) is None
    assert invited(record, link, SLOT) is None
    add(record, "Maria", Role.ADMIN, TOM)
    assert who(record, secret, SLOT) is None


# where somebody is signed in


def test_a_phone_stays_signed_in_for_thirty_days(record: Record) -> None:
    """Used or not; then its owner is asked again."""
    add(record, "Maria", Role.ADMIN, TOM)
    secret = _browser(record)

    found = who(record, secret, SLOT + 30 * DAY - MINUTE)
    assert found == Person("maria", "Maria", Role.ADMIN, digest_of(secret), unnoted=True)
    assert who(record, secret, SLOT + 30 * DAY) is None


def test_a_shared_computer_is_signed_out_when_it_stands_idle(record: Record) -> None:
    """After an hour, and at the end of a working day however busy it was."""
    add(record, "Maria", Role.ADMIN, TOM)
    idle, busy = _browser(record, shared=True), _browser(record, shared=True)

    assert who(record, idle, SLOT + HOUR) is not None
    assert who(record, idle, SLOT + HOUR + MINUTE) is None
    for hour in range(1, 12):
        found = who(record, busy, SLOT + hour * HOUR)
        assert found is not None
        seen(record, found, SLOT + hour * HOUR)
    assert len(signed_in_of(record, "maria", SLOT + 11 * HOUR)) == 1
    assert who(record, busy, SLOT + 12 * HOUR) is None


def test_a_look_is_noted_every_ten_minutes(record: Record) -> None:
    """A page that is looked at again and again writes seldom."""
    add(record, "Maria", Role.ADMIN, TOM)
    secret = _browser(record)

    soon, later = who(record, secret, SLOT + 9 * MINUTE), who(record, secret, SLOT + 10 * MINUTE)
    assert soon is not None
    assert later is not None
    assert (soon.unnoted, later.unnoted) == (False, True)
    seen(record, later, SLOT + 10 * MINUTE)
    [row] = signed_in_of(record, "maria", SLOT + 10 * MINUTE)
    assert row.seen_at == SLOT + 10 * MINUTE
    seen(record, later, SLOT + 31 * DAY)  # over by then: nothing to note


def test_another_password_ends_all_but_the_browser_it_was_changed_in(record: Record) -> None:
    """Whoever had the old one is out."""
    maria = add(record, "Maria", Role.ADMIN, TOM)
    here, there = _browser(record), _browser(record)
    set_password(record, maria, "hash", TOM, but=digest_of(here))

    assert who(record, here, SLOT) is not None
    assert who(record, there, SLOT) is None


def test_signing_out_ends_one_and_everywhere_ends_all(record: Record) -> None:
    """And of everybody else none."""
    maria = add(record, "Maria", Role.ADMIN, TOM)
    add(record, "Dana", Role.EDITOR, TOM)
    mine, hers = [_browser(record) for _ in range(3)], _browser(record, "dana")

    assert not sign_out(record, maria, digest_of(hers), TOM)
    assert sign_out(record, maria, digest_of(mine[0]), TOM)
    assert [who(record, secret, SLOT) is None for secret in mine] == [True, False, False]
    assert sign_out_everywhere(record, maria, TOM) == 2
    assert [who(record, secret, SLOT) is None for secret in mine] == [True, True, True]
    assert who(record, hers, SLOT) is not None


# links


def test_a_link_is_good_once_and_for_a_day(record: Record) -> None:
    """A newer one takes its place, and the password that it set ends it."""
    maria = add(record, "Maria", Role.ADMIN, TOM)
    first, second = make_link(record, maria, TOM), make_link(record, maria, TOM)

    assert invited(record, first, SLOT) is None
    assert invited(record, second, SLOT + DAY - MINUTE) is maria
    assert invited(record, second, SLOT + DAY) is None
    set_password(record, maria, "hash", TOM)
    assert invited(record, second, SLOT) is None
    assert second not in str(maria.__dict__)


def test_everybody_is_shown_with_what_they_sign_in_by(record: Record) -> None:
    """A link that is too old is none."""
    maria = add(record, "Maria", Role.ADMIN, TOM)
    make_link(record, maria, TOM)
    set_password(record, add(record, "Dana", Role.EDITOR, TOM), "hash", TOM)
    _browser(record, "dana")

    dana, maria_ = members(record, SLOT)
    assert (dana.name, dana.has_password, dana.browsers, dana.seen_at, dana.link_until) == ("Dana", True, 1, SLOT, None)
    assert (maria_.has_password, maria_.browsers, maria_.seen_at) == (False, 0, None)
    assert maria_.link_until == SLOT + DAY
    assert members(record, SLOT + DAY)[1].link_until is None
