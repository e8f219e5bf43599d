"""Sign-in is slowed where passwords are wrong, and nobody is locked out who knows theirs."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from captionbot.accounts import Role
from captionbot.accounts.knocking import ALARM, Browser, Knock, judge, knock, open_for
from captionbot.accounts.sign_ins import digest_of
from captionbot.accounts.slowing import (
    LONGEST,
    OF_A_KNOWN_BROWSER,
    OF_A_NAME,
    OF_A_NAME_FROM_AN_ADDRESS,
    OF_AN_ADDRESS,
    SlowDown,
    counted_address,
    wait,
)
from captionbot.accounts.staffing import add, set_password
from captionbot.decisions import Word
from captionbot.store.accounts import NOBODY
from captionbot.store.record import Record
from tests.store.made import HOUR, MINUTE, SLOT

SECOND = timedelta(seconds=1)
STRANGE = Browser("Chrome on Linux", "203.0.113.9")
TOM = Word("tom", SLOT, "")


@pytest.fixture(autouse=True)
def maria(record: Record) -> None:
    """Somebody who may sign in."""
    set_password(record, add(record, "Maria", Role.ADMIN, TOM), "the hash", TOM)


def _wrong(record: Record, browser: Browser = STRANGE, name: str = "maria", now: datetime = SLOT) -> Knock:
    knocked = knock(record, name, browser, now)
    assert judge(record, knocked, None, now) is None
    return knocked


def _right(record: Record, browser: Browser, now: datetime = SLOT) -> str:
    """Sign in; gives what the browser is known by afterwards."""
    knocked = knock(record, "maria", browser, now)
    account = judge(record, knocked, "the hash", now)
    assert account is not None
    return open_for(record, account, browser, now, shared=False).known_by


def _audit(record: Record) -> list[str]:
    return [row.detail for row in record.staff.audit() if row.action == "wrong-password"]


def test_the_wait_doubles_and_ends_at_five_minutes() -> None:
    """However many were wrong."""
    assert [wait(count, 5).seconds for count in range(3, 10)] == [0, 0, 2, 4, 8, 16, 32]
    assert wait(12, 5) == timedelta(seconds=256)
    assert wait(13, 5) == wait(10**9, 5) == LONGEST == 5 * MINUTE


def test_after_five_wrong_passwords_a_stranger_waits(record: Record) -> None:
    """What is tried meanwhile is not looked at, not counted, and makes the wait no longer."""
    for _ in range(OF_A_NAME_FROM_AN_ADDRESS):
        _wrong(record)
    for _ in range(100):
        with pytest.raises(SlowDown, match="in 2 seconds") as slowed:
            knock(record, "maria", STRANGE, SLOT)
    assert (slowed.value.seconds, slowed.value.at) == (2, SLOT + 2 * SECOND)
    knock(record, "maria", STRANGE, SLOT + 2 * SECOND)


def test_a_thousand_guesses_take_days(record: Record) -> None:
    """A machine that tries again the moment it may gets about a dozen an hour after the first."""
    now, tried = SLOT, 0
    while now < SLOT + 5 * HOUR:
        try:
            _wrong(record, now=now)
        except SlowDown as slow:
            now = slow.at
        else:
            tried += 1
    assert 50 < tried < 80


def test_the_right_password_is_taken_after_the_wait_and_clears_the_count(record: Record) -> None:
    """Whoever mistyped theirs begins anew."""
    for _ in range(OF_A_NAME_FROM_AN_ADDRESS):
        _wrong(record)
    _right(record, STRANGE, SLOT + 2 * SECOND)

    for _ in range(OF_A_NAME_FROM_AN_ADDRESS):
        _wrong(record, now=SLOT + 3 * SECOND)


def test_another_address_is_not_slowed_for_a_name_that_is_guessed_at(record: Record) -> None:
    """Until so many addresses guess that it is a storm."""
    for _ in range(OF_A_NAME_FROM_AN_ADDRESS):
        _wrong(record)
    elsewhere = replace(STRANGE, address="198.51.100.4")
    knock(record, "maria", elsewhere, SLOT)

    for number in range(OF_A_NAME - OF_A_NAME_FROM_AN_ADDRESS - 1):
        _wrong(record, replace(STRANGE, address=f"192.0.2.{number}"))
    with pytest.raises(SlowDown):
        knock(record, "maria", replace(STRANGE, address="192.0.2.200"), SLOT)


def test_an_address_that_tries_many_names_is_slowed_for_all(record: Record) -> None:
    """Whether somebody is called so or not."""
    for number in range(OF_AN_ADDRESS):
        _wrong(record, name=f"name {number}")

    with pytest.raises(SlowDown):
        knock(record, "maria", STRANGE, SLOT)


def test_a_browser_that_is_known_is_not_slowed_by_strangers(record: Record) -> None:
    """Not by those at the same address either, where a whole city hall has one."""
    phone = Browser("Chrome on Android", STRANGE.address)
    phone = replace(phone, known_by=_right(record, phone))
    for number in range(OF_A_NAME):
        _wrong(record, replace(STRANGE, address=f"192.0.2.{number}"))
    for _ in range(OF_A_NAME_FROM_AN_ADDRESS - 1):
        with pytest.raises(SlowDown):
            knock(record, "maria", STRANGE, SLOT)

    _right(record, phone)


def test_a_known_browser_waits_by_its_own_mistakes(record: Record) -> None:
    """Who steals it can't guess for ever; and for another name it is a strange one."""
    phone = replace(STRANGE, known_by=_right(record, STRANGE))
    add(record, "Dana", Role.EDITOR, TOM)
    assert _wrong(record, phone, name="dana").tried.device == ""
    for _ in range(OF_A_KNOWN_BROWSER):
        _wrong(record, phone)

    with pytest.raises(SlowDown):
        knock(record, "maria", phone, SLOT)
    knock(record, "maria", STRANGE, SLOT)  # its mistakes are nobody else's


def test_a_secret_that_a_browser_brings_is_not_taken_for_its_own(record: Record) -> None:
    """Somebody may have put it there."""
    assert _right(record, replace(STRANGE, known_by="planted")) != "planted"
    assert not record.accounts.knows(digest_of("planted"))


def test_what_was_typed_as_a_name_is_not_kept(record: Record) -> None:
    """It may be a password in the wrong field."""
    knocked = _wrong(record, name="blue horse lamp")

    assert knocked.tried.account.startswith(NOBODY)
    assert "horse" not in knocked.tried.account
    assert _audit(record) == ["a wrong password for names that nobody has"]


def test_a_storm_leaves_few_lines_in_the_audit(record: Record) -> None:
    """The first, the tenth, the hundredth of the hour."""
    for number in range(OF_A_NAME):
        _wrong(record, replace(STRANGE, address=f"192.0.2.{number}"))
    _wrong(record, now=SLOT + 2 * HOUR)

    assert _audit(record) == [
        "a wrong password for Maria",
        "10 wrong passwords within the hour for Maria",
        "a wrong password for Maria",
    ]


def test_staff_are_told_of_a_hundred_guesses(record: Record) -> None:
    """With whose password it is."""
    for number in range(ALARM - 1):
        record.accounts.tries("maria", f"192.0.2.{number}", "", SLOT - 30 * MINUTE)
    _wrong(record)

    [notice] = record.staff.notices()
    assert notice.text == "Somebody is guessing the password of Maria: 100 were wrong within the hour."
    assert _audit(record) == ["100 wrong passwords within the hour for Maria"]


def test_a_password_that_was_changed_while_it_was_compared_lets_nobody_in(record: Record) -> None:
    """Nor does an account that was removed meanwhile."""
    knocked = knock(record, "maria", STRANGE, SLOT)
    account = record.accounts.get("maria")
    assert account is not None
    account.password = "another hash"

    assert judge(record, knocked, "the hash", SLOT) is None


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", ""),
        ("nonsense" * 20, ("nonsense" * 20)[:64]),
    ],
)
def test_an_ipv6_household_is_one_address(address: str, counted: str) -> None:
    """Or whoever has one would have billions."""
    assert counted_address(address) == counted
