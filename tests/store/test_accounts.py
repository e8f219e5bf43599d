"""The shelf of accounts, on SQLite and on PostgreSQL."""

from datetime import timedelta

from captionbot.store.accounts import NOBODY, SIGN_INS_KEPT, TRIES_KEPT
from captionbot.store.record import Record
from tests.store.made import HOUR, MINUTE, SLOT

LATER = SLOT + 30 * timedelta(days=1)


def _signed_in(record: Record, digest: str, account: str = "maria") -> None:
    record.accounts.sign_in(digest, account, SLOT, LATER, "Chrome", "192.0.2.7")


def test_who_was_removed_is_not_found_and_comes_back_without_the_old_password(record: Record) -> None:
    """Also not by the link that was made for them."""
    row = record.accounts.add("maria", "Maria", "admin", "tom", SLOT)
    row.password, row.link, row.removed_at = "hash", "digest", SLOT
    assert record.accounts.get("maria") is None
    assert record.accounts.by_link("digest") is None
    assert record.accounts.all() == []

    again = record.accounts.add("maria", "Maria", "editor", "tom", LATER)

    assert (again.password, again.link, again.removed_at) == (None, None, None)
    assert [row.role for row in record.accounts.all()] == ["editor"]


def test_a_sign_in_is_good_until_its_hour(record: Record) -> None:
    """And not a moment longer."""
    _signed_in(record, "a")

    assert record.accounts.signed_in("a", LATER - MINUTE) is not None
    assert record.accounts.signed_in("a", LATER) is None
    assert record.accounts.signed_in("b", SLOT) is None


def test_ending_one_ends_one(record: Record) -> None:
    """Somebody else's can't be ended by its digest, and what is over can't be ended again."""
    for digest in "abc":
        _signed_in(record, digest)

    assert not record.accounts.end("a", "dana", "dana", SLOT)
    assert record.accounts.end("a", "maria", "maria", SLOT)
    assert not record.accounts.end("a", "maria", "maria", SLOT)
    assert {row.digest for row in record.accounts.signed_in_of("maria", SLOT)} == {"b", "c"}
    assert record.accounts.end_all("maria", "removed", SLOT, but="c") == 1
    assert [row.digest for row in record.accounts.signed_in_of("maria", SLOT)] == ["c"]


def test_where_somebody_was_signed_in_is_forgotten(record: Record) -> None:
    """A month after it has ended nobody needs the address any more."""
    _signed_in(record, "old")
    late = LATER + SIGN_INS_KEPT + MINUTE
    record.accounts.sign_in("new", "maria", late, late + HOUR, "Chrome", "192.0.2.8")

    assert record.accounts.signed_in("old", SLOT) is None
    assert record.accounts.signed_in("new", late) is not None


def test_a_browser_is_known_for_one_account(record: Record) -> None:
    """Until that account is known from nowhere; known again, it is known once."""
    record.accounts.know("phone", "maria", SLOT)
    record.accounts.know("phone", "dana", SLOT)
    record.accounts.know("phone", "dana", LATER)

    assert record.accounts.knows("phone", "maria")
    assert record.accounts.knows("phone")
    assert not record.accounts.knows("laptop")
    record.accounts.know_no_more("maria")
    assert not record.accounts.knows("phone", "maria")
    assert record.accounts.knows("phone", "dana")


def test_wrong_passwords_are_counted_by_name_address_and_browser(record: Record) -> None:
    """Each count is of those alone in which that is the same, and knows the newest."""
    for minutes, (account, address, device) in enumerate(
        [("maria", "a", ""), ("maria", "b", ""), ("maria", "a", "phone"), (NOBODY + "x", "a", "")]
    ):
        record.accounts.tries(account, address, device, SLOT + minutes * MINUTE)
    since = SLOT - HOUR

    assert record.accounts.wrong(since, account="maria") == (3, SLOT + 2 * MINUTE)
    assert record.accounts.wrong(since, account="maria", address="a", device="") == (1, SLOT)
    assert record.accounts.wrong(since, address="a", device="") == (2, SLOT + 3 * MINUTE)
    assert record.accounts.wrong(since, account="maria", device="phone") == (1, SLOT + 2 * MINUTE)
    assert record.accounts.wrong(since, account="dana") == (0, since)
    assert record.accounts.wrong_for_nobody(since) == 1
    assert record.accounts.wrong(SLOT, account="maria", device="") == (1, SLOT + MINUTE)


def test_what_is_forgiven_counts_no_more(record: Record) -> None:
    """Those of one browser, or of one address, or all of a name; after a day all are forgotten."""
    for address, device in [("a", ""), ("b", ""), ("a", "phone")]:
        record.accounts.tries("maria", address, device, SLOT)
    since = SLOT - HOUR

    record.accounts.forgive("maria", None, "phone")
    assert record.accounts.wrong(since, account="maria")[0] == 2
    record.accounts.forgive("maria", "a", "")
    assert record.accounts.wrong(since, account="maria")[0] == 1
    record.accounts.tries("dana", "c", "", SLOT + TRIES_KEPT + MINUTE)
    assert record.accounts.wrong(since, account="maria")[0] == 0
    record.accounts.forgive("dana")
    assert record.accounts.wrong(since)[0] == 0
