"""Passwords: which are refused, and how they are kept.

Kept as argon2id, by the second choice of RFC 9106 § 4: 64 MiB, three passes, four lanes; about 0.15 s on a small
machine. Nothing is asked of a password but that it is no short one and none of those that are tried first
(NIST SP 800-63B § 3.1.1.2): rules about capitals and digits make people write them down.
"""

import unicodedata
from collections.abc import Collection
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from captionbot.errors import NotNow

SHORTEST, ADVISED, LONGEST = 8, 15, 1000
"""Characters."""
TOO_FEW_GUESSES = 1_000_000
"""What a program that knows common words, names and keyboards needs no more tries for is refused."""
LOOKED_AT = 40
"""Characters; of what is longer nobody guesses how it goes on."""
ADVICE = "Three or four words that have nothing to do with each other are good, and easy to remember."
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$SO+WX0L5ZWoopXTPx7is5w$7DiKBLC8aBEsNgZS8MJ1PjdCfdwdY9L3JRv/vXxst8E"
"""The hash of random bytes that nobody kept: a name that nobody has takes as long to refuse as a wrong password."""

_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_one_at_a_time = Lock()  # each takes 64 MiB: many at once would be a way to fill the machine's memory


def refuse_weak(password: str, *known: str) -> None:
    """Raise NotNow for a password that somebody would guess; ``known`` are words that anybody would try here."""
    if len(password) < SHORTEST:
        raise NotNow(f"A password has at least {SHORTEST} characters; {ADVISED} are better.", ADVICE)
    if len(password) > LONGEST:
        raise NotNow(f"A password has at most {LONGEST} characters.", "Shorten it.")
    if _guessed(password, known):
        raise NotNow("That password is one of those that anybody would try first.", ADVICE)


def common() -> Collection[str]:
    """The 30,000 passwords that are used most."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415 - as below

    return FREQUENCY_LISTS["passwords"]


def _guessed(password: str, known: tuple[str, ...]) -> bool:
    from zxcvbn import zxcvbn  # noqa: PLC0415 - 14 MB of words, for a password a month

    if len(password) > LOOKED_AT:
        return False
    if password.casefold() in common():
        return True
    words = [word for text in known for word in (text, *text.split())]
    found = zxcvbn(password, user_inputs=[*words, "captionbot"])
    return int(found["guesses"]) < TOO_FEW_GUESSES


def hashed(password: str) -> str:
    """What the record keeps of a password."""
    with _one_at_a_time:
        return _hasher.hash(_as_bytes(password))


def is_right(password: str, kept: str | None) -> bool:
    """Whether that is the password; takes its time also where there is none to compare with."""
    try:
        with _one_at_a_time:
            _hasher.verify(kept or NOBODYS, _as_bytes(password[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_dated(kept: str) -> bool:
    """Whether it was kept by other parameters than those of today."""
    return _hasher.check_needs_rehash(kept)


def _as_bytes(password: str) -> bytes:
    """The same for every keyboard: an ü may be typed as one sign or as two."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
