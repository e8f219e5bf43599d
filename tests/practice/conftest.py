"""A pretend Facebook for each file of tests, in a process of its own."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.practice.starting import Facebook, running

FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def shared_facebook() -> Iterator[Facebook]:
    """One process for a whole file; what its tests make stays."""
    with running() as facebook:
        yield facebook


@pytest.fixture
def facebook(shared_facebook: Facebook) -> Facebook:
    """A Facebook that tells the truth, stands at a Friday morning and takes the Page's token."""
    shared_facebook.clear_faults()
    shared_facebook.revive_token()
    shared_facebook.lever("usage")
    shared_facebook.stand_still_at(FRIDAY)
    return shared_facebook
