"""The door of `verify`, which needs no database where it is given a file."""

from dataclasses import asdict
from pathlib import Path

import click

from captionbot.cli import show
from captionbot.records.checking import Checked, check_file, told


@click.command("verify")
@click.argument("what", metavar="CONTEST|FILE")
@click.option("--json", "json_", is_flag=True, help="JSON on stdout, nothing else.")
@click.pass_context
def verify_command(context: click.Context, what: str, *, json_: bool) -> int:
    """Count a result again from its slip: a contest's, or one in an exported FILE (.json or .zip) without any database.

    0 where everything is as it was, 1 where it is not.
    """
    found = _of_contest(context, int(what)) if what.isascii() and what.isdigit() else check_file(Path(what))
    if json_:
        show.as_json(_shape(found))
    else:
        for one in found.verdicts:
            show.line(told(one))
        for problem in found.problems:
            show.line(f"PROBLEM: {problem}")
        if not found.ok:
            show.line("Not all of it is proved: see above.")
    return 0 if found.ok else 1


def _of_contest(context: click.Context, number: int) -> Checked:
    from captionbot.cli.plug import viewing  # noqa: PLC0415 - a file is checked without the database and its drivers
    from captionbot.records.proving import check_contest  # noqa: PLC0415 - as above

    with viewing(context) as view:
        return check_contest(view.record, number, view.now)


def _shape(found: Checked) -> dict[str, object]:
    contests = [asdict(one) | {"ok": one.ok, "overridden": one.overridden} for one in found.verdicts]
    return {"ok": found.ok, "contests": contests, "problems": list(found.problems)}
