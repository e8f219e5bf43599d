"""Passwords: which are refused, and how they are kept."""

import argon2
import pytest
from argon2 import PasswordHasher

from captionbot.accounts.passwords import NOBODYS, common, hashed, is_dated, is_right, refuse_weak
from captionbot.errors import NotNow


def test_what_is_kept_is_argon2id_with_the_parameters_of_rfc_9106() -> None:
    """Its second choice; the hash of nobody takes the same work."""
    for kept in (hashed("blue horse lamp"), NOBODYS):
        assert argon2.extract_parameters(kept) == argon2.profiles.RFC_9106_LOW_MEMORY
        assert not is_dated(kept)
    assert is_dated(PasswordHasher(time_cost=1, memory_cost=64).hash("x"))


@pytest.mark.parametrize("password", ["blue horse lamp", "ünïcödé ☃ 密码", "x" * 40 + "y" * 60, "  spaces stay  "])
def test_a_password_is_right_alone_when_it_is_the_same(password: str) -> None:
    """Long ones and those of any script are kept whole."""
    kept = hashed(password)

    assert is_right(password, kept)
    assert not is_right(password[:-1], kept)
    assert not is_right(password, None)
    assert not is_right(password, "no hash at all")


def test_a_letter_is_the_same_however_a_keyboard_types_it() -> None:
    """One sign, or a letter and its accent."""
    assert is_right("Jo\u0308rgs Lampe", hashed("J\u00f6rgs Lampe"))


@pytest.mark.parametrize("password", ["", "seven77", "x" * 1001])
def test_a_password_of_the_wrong_length_is_refused(password: str) -> None:
    """The message says how long it must be."""
    with pytest.raises(NotNow, match="characters"):
        refuse_weak(password)


@pytest.mark.parametrize(
    "password",
    [
        *("password", "PASSWORD", "12345678", "P@ssw0rd", "password1234", "aaaaaaaaaaaa", "qwertyuiop", "captionbot"),
        *("Maria Lopez", "springfield1", "beatthecaption"),
    ],
)
def test_what_anybody_would_try_first_is_refused(password: str) -> None:
    """Common ones, also in disguise, and what stands on the Page."""
    with pytest.raises(NotNow, match="anybody would try"):
        refuse_weak(password, "Maria Lopez", "Springfield Police", "beatthecaption")


def test_every_password_that_is_used_most_is_refused() -> None:
    """At least the first three thousand that are long enough (ASVS 6.2.4)."""
    assert len(common()) >= 30_000
    for password in sorted(one for one in common() if len(one) >= 8)[::40]:
        with pytest.raises(NotNow):
            refuse_weak(password)


@pytest.mark.parametrize(
    "password", ["blue horse lamp", "korrekt pferd batterie", "密码很长吗不知道", "x7#kQ2!v", "z" * 100]
)
def test_a_good_password_is_taken_whatever_it_is_made_of(password: str) -> None:
    """No capital and no digit is asked for."""
    refuse_weak(password, "Maria Lopez")
