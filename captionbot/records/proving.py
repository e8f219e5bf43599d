"""The slips in the database, checked: the chain from its first link, and a contest's result from what is kept of it."""

from dataclasses import replace
from datetime import datetime

from captionbot.contest.slip import Beside, read_json, sha256_of, verify
from captionbot.errors import NotNow
from captionbot.records.checking import Checked
from captionbot.records.dossier import Dossier
from captionbot.records.showing import Showing
from captionbot.store.record import Record


def check_contest(record: Record, number: int, now: datetime) -> Checked:
    """Check a contest's newest slip against the record, and every slip before and after it against the chain.

    Raises NotNow where the contest has no slip.
    """
    dossier = Dossier.of(record, record.contests.get(number), now)
    if dossier.slip is None:
        do = "One is made by the first tick after a contest has been announced or called off."
        raise NotNow(f"Contest no. {number} has no result slip yet: it is {dossier.contest.stage}.", do)
    showing, slip = Showing(dossier), dossier.slip
    kept = (one.record for one in dossier.comments() if not one.destroyed)
    beside = Beside(kept, showing.decided.values(), showing.announced.values())
    verdict = verify(slip.body.encode(), slip.digest, beside, slip.before)
    return Checked([replace(verdict, contest=number)], [*_broken(record)])  # a slip of another one is told there


def _broken(record: Record) -> list[str]:
    """Where the Page's chain of slips does not hold."""
    problems, before, number = [], "", 0
    for slip in record.papers.chain():
        number += 1
        if (slip.number, slip.before) != (number, before):
            problems.append(f"Slip no. {slip.number} doesn't follow the one before it in the chain.")
        if sha256_of(slip.body.encode()) != slip.digest:
            problems.append(f"Slip no. {slip.number} (contest no. {slip.contest}) is not what it was.")
        elif _of_itself(slip.body) != (slip.contest, slip.why, slip.decision, slip.number, slip.before):
            problems.append(f"Slip no. {slip.number} says of itself another contest, ending, number or slip before it.")
        before, number = slip.digest, slip.number
    return problems


def _of_itself(body: str) -> tuple[object, ...]:
    """What a slip says that it is; nothing where it isn't one."""
    try:
        slip = read_json(body.encode())
        about = slip["about"]
        return about["contest"], about["why"], about["decision"], slip["number"], slip["before"]
    except (KeyError, TypeError, ValueError):
        return ()
