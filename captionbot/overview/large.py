"""Which contests are so large that a tick keeps what is shown of their tally.

Every tick asks that, and hardly any has one: so it stands apart from the judging that makes what is shown.
"""

from captionbot.store.record import Record
from captionbot.store.schema import Contest

KEPT_FROM = 100
"""A contest of more comments has its tally kept by the tick."""


def is_kept(record: Record, contest: Contest) -> bool:
    """Whether the tick keeps a contest's tally to be shown."""
    return record.desk.more_than(KEPT_FROM, contest.number)


def large_contests(record: Record, *, ended: bool) -> list[int]:
    """The contests whose tally is kept to be shown; with ``ended`` the past ones too, for what was made may be gone."""
    found = record.contests.all() if ended else record.contests.going()
    return [one.number for one in found if is_kept(record, one)]
