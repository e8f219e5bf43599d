"""`card`: the winner's card as it will go out, before it does."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from captionbot.cards import Card, draw_card, lacks
from captionbot.cli import show
from captionbot.cli.plug import viewing
from captionbot.cli.read import as_json
from captionbot.contest.forgetting import DESTROYED
from captionbot.contest.stages import Stage
from captionbot.errors import NotNow
from captionbot.intake import sent_again
from captionbot.overview import View
from captionbot.photos.names import shown_name
from captionbot.photos.words.sidecar import Problem
from captionbot.store.schema import Contest, Decision

WORDS = {
    "caption": "Caption",
    "by": "By",
    "contest": "Contest",
    "day": "Day",
    "credit": "Credit line",
    "organiser": "Organiser",
}
"""What stands on a card, and what that is called for people."""

JPEG = frozenset({".jpg", ".jpeg"})
"""How the name of a card's file ends."""

RETRACTED = "This result was retracted: nothing shows its card any more, and nobody should."


@click.command("card")
@click.argument("contest", type=int)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="The new JPEG to write; default: card-CONTEST.jpg."
)
@click.option("--overwrite", is_flag=True, help="Write over the file where it is there already.")
@as_json
@click.pass_context
def card_command(context: click.Context, contest: int, out: Path | None, *, overwrite: bool, json_: bool) -> None:
    """Draw the card of a contest's winner as it stands now, into a file; nothing is recorded or posted.

    With --json and without --out no file is written.
    """
    file = out or (None if json_ else Path(f"card-{contest}.jpg"))
    if file and file.suffix.lower() not in JPEG:
        raise click.UsageError(f"a card is a JPEG: name the file {file.stem}.jpg")
    with viewing(context, speaks=True) as view:
        row = view.record.contests.get(contest)
        decision = _decision(view, row)
        kept = view.record.cards.of(contest, decision.number)
        jpeg = view.record.photos.jpeg(row.photo_sha256)
    # Nobody waits for the database while a child works.
    jpeg = jpeg or sent_again(view.photos, row.photo_sha256, row.photo)
    card = draw_card(view.photos.draw, view.settings, row, decision, jpeg)
    missing = list(lacks(card, view.settings, is_kept=kept is not None))
    if file:
        _write(file, card.drawn.jpeg, overwrite=overwrite)
    if json_ or not file:
        show.as_json(_json(card, decision, file, missing, kept.name if kept else None))
        return
    retracted = [RETRACTED] if row.stage == Stage.RETRACTED else []
    for line in [*_told(card, file), *retracted, *_stands_beside(missing, kept.name if kept else "")]:
        show.line(line)


def _decision(view: View, contest: Contest) -> Decision:
    n, decision = contest.number, view.record.contests.decision(contest)
    if decision is None:
        do = f"It is drawn once there is one; `captionbot entries {n}` shows how it stands."
        raise NotNow(f"Contest no. {n} has no winner yet, and so no card.", do)
    comment = view.record.comments.get(n, decision.comment_id)
    if comment is not None and comment.salt == DESTROYED:
        raise NotNow(f"The words of the winner of contest no. {n} are destroyed, and its card with them.")
    return decision


def _write(file: Path, jpeg: bytes, *, overwrite: bool) -> None:
    try:
        with file.open("wb" if overwrite else "xb") as new:
            new.write(jpeg)
    except FileExistsError:
        raise NotNow(f"{file} is there already.", "Give another name with --out, or --overwrite.") from None
    except OSError as error:
        raise NotNow(f"{file} can't be written: {error.strerror}.", "Give another place with --out.") from error


def _told(card: Card, file: Path) -> list[str]:
    drawn, words = card.drawn, asdict(card.words)
    size = f"{drawn.width} × {drawn.height} pixels, {len(drawn.jpeg) / 1_000_000:.1f} MB"
    lines = [f"{file} holds the card: {size}."]
    lines += [f"{called}: {words[name]}" for name, called in WORDS.items() if words[name]]
    return [*lines, f"Alternative text: {card.alt}"]


def _stands_beside(missing: list[Problem], kept: str) -> list[str]:
    lines = [f"{lack.what} {lack.do}" for lack in missing]
    if kept:
        return [*lines, f"For the announcement it was kept as photos/posted/{shown_name(kept)}."]
    return [*lines, "Nothing is posted by this; the announcement draws it again."]


def _json(
    card: Card, decision: Decision, file: Path | None, missing: list[Problem], kept: str | None
) -> dict[str, Any]:
    return {
        "contest": decision.contest,
        "decision": decision.number,
        "file": str(file) if file else None,
        "width": card.drawn.width,
        "height": card.drawn.height,
        "bytes": len(card.drawn.jpeg),
        "words": asdict(card.words),
        "alt": card.alt,
        "lacks": [{"what": lack.what, "do": lack.do} for lack in missing],
        "kept": kept,
    }
