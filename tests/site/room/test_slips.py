"""The public slips of the hall: whoever downloads one counts the result again."""

import pytest

from captionbot.contest.slip import verify_file
from captionbot.forgetting import forget, writer_of
from captionbot.records.slips import make_slip
from tests.site.room.conftest import MakeHall
from tests.site.room.hung import NOW, Hall
from tests.site.room.test_hung import MARIA

FILE = "slips/contest-1-slip.json"


@pytest.mark.parametrize(("names", "withheld"), [("full", 0), ("short", 0), ("none", 2)])
def test_it_proves_the_result(make_hall: MakeHall, names: str, withheld: int) -> None:
    """And what was announced with it, as far as the hall may name people."""
    hall = make_hall(f"SITE_NAMES={names}\n").hang(1)
    hall.write()
    verdicts, problems = verify_file(hall.files[FILE])

    assert (problems, verdicts[0].ok, verdicts[0].contest, verdicts[0].withheld) == ([], True, 1, 4)
    assert verdicts[0].beside_withheld == withheld + 1  # who decided is for staff alone
    assert "4 KB" in hall.text("contest-1.html") or "3 KB" in hall.text("contest-1.html")


def test_no_record_of_a_comment_is_in_it(hall: Hall) -> None:
    """Digests alone, and the words that were announced."""
    hall.hang(1).write()

    assert '"comments":[\n]' in hall.text(FILE)
    assert "Words 2" not in hall.text(FILE)


def test_the_head_of_the_chain_stands_on_the_board(hall: Hall) -> None:
    """On its first page; a contest's page has its own slip's digest."""
    hall.hang(1, 2).write()
    with hall.store.view() as record:
        first, second = record.papers.slips()

    assert second.digest in hall.text("index.html")
    assert first.digest in hall.text("contest-1.html")
    assert second.digest not in hall.text("contest-1.html")


def test_a_later_slip_of_the_contest_is_filed(hall: Hall) -> None:
    """With the one before it."""
    hall.hang(1).write()
    with hall.store.transaction() as record:
        make_slip(record, 1, NOW)
    hall.write()
    verdicts, problems = verify_file(hall.files[FILE])

    assert (problems, verdicts[0].ok) == ([], True)
    assert hall.text(FILE).count('"slip":') == 2


def test_what_can_be_proved_no_more_is_withheld(hall: Hall) -> None:
    """A runner-up whose words were destroyed; the slip itself stays whole."""
    hall.hang(1).write()
    with hall.store.transaction() as record:
        forget(record, hall.settings, writer_of(record, ["1001"]), MARIA, erase=True)
    hall.write()
    verdicts, problems = verify_file(hall.files[FILE])

    assert "Words 1" not in hall.everything()
    assert (problems, verdicts[0].ok) == ([], True)


def test_a_contest_without_a_slip_has_a_page(hall: Hall) -> None:
    """It comes with the next tick."""
    hall.hang(1)
    with hall.store.transaction() as record:
        for slip in record.papers.slips():
            record._session.delete(slip)
    hall.write()

    assert "Words 0" in hall.text("contest-1.html")
    assert "captionbot verify" not in hall.text("contest-1.html")
