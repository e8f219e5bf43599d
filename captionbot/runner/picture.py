"""What an announcement shows: the winner's card, kept before it is uploaded; without one, the photo itself."""

import hashlib
import logging
from collections.abc import Sequence

from captionbot.cards import alt_of, draw_card, lacks
from captionbot.contest.notices import About
from captionbot.errors import CaptionbotError, PhotoNotTaken, PhotosFolderError
from captionbot.intake import sent_again
from captionbot.photos.card.drawn import NotDrawn
from captionbot.photos.words.sidecar import Problem
from captionbot.runner.bot import Tick
from captionbot.store.schema import CardRow, Contest, Decision, Utterance
from captionbot.utter import Picture

log = logging.getLogger(__name__)

FAULT = "A fault of ours in the card of contest %s."
INSTEAD = "The photo itself goes out in its place."


def picture_of(tick: Tick, contest: Contest, act: Utterance) -> Picture:
    """The card of the decision that is announced: the one that was kept, if it is whole, else one drawn now.

    Whatever is wrong with a card costs no announcement: the photo goes out, and staff are told once.
    Raises PhotosFolderError, PhotoNotReady, PhotoRefused or NotExamined where the photo isn't to be had either.
    """
    with tick.bot.store.view() as record:
        decision = record.contests.decision_of(contest.number, act.decision)
        row = record.cards.of(contest.number, act.decision)
    if row and row.refused_at is not None:
        return _photo(tick, contest)
    shown = _kept(tick, contest, decision, row) if row else None
    if shown:
        return shown
    photo = _photo(tick, contest)
    return _drawn(tick, contest, decision, photo.jpeg) or photo


def leave_out_card(tick: Tick, contest: Contest, act: Utterance, error: PhotoNotTaken) -> bool:
    """Facebook took no picture: send no card for this decision any more; False where it was no card that was sent."""
    with tick.writing() as record:
        row = record.cards.of(contest.number, act.decision)
        if row is None or row.refused_at is not None:
            return False
        row.refused_at = tick.now
    n, what = contest.number, f"Of its card, Facebook says: {error.message} {INSTEAD}"
    tick.tell(f"card refused {n} {act.decision}", what, do=error.do, contest=n, about=About.NOTE)
    return True


def _kept(tick: Tick, contest: Contest, decision: Decision, row: CardRow) -> Picture | None:
    """The card that lies there; None where it is to be drawn anew."""
    try:
        jpeg = tick.bot.photos.card(row.name, row.sha256)
        return Picture(jpeg, alt_of(contest, decision, tick.bot.settings.public_words)) if jpeg else None
    except Exception:  # told where drawing fails too
        log.exception(FAULT, contest.number, extra={"action": "failed"})
        return None


def _drawn(tick: Tick, contest: Contest, decision: Decision, photo: bytes) -> Picture | None:
    """A card drawn now, and kept; None where that can't be, which staff are told."""
    try:
        return _kept_now(tick, contest, decision, photo)
    except (NotDrawn, PhotosFolderError) as error:
        what, do = error.message, error.do
    except CaptionbotError:  # the lease, or the database: without them nothing goes out at all
        raise
    except Exception as error:  # a fault of ours in an ornament keeps no winner waiting
        log.exception(FAULT, contest.number, extra={"action": "failed"})
        what = f"Its card could not be drawn, by a fault of captionbot's own ({type(error).__name__})."
        do = "Please report it with the lines of the log that tell why."
    n = contest.number
    tick.tell(f"card {n} {decision.number}", f"{what} {INSTEAD}", do=do, contest=n, about=About.NOTE)
    return None


def _kept_now(tick: Tick, contest: Contest, decision: Decision, photo: bytes) -> Picture:
    card = draw_card(tick.bot.photos.draw, tick.bot.settings, contest, decision, photo)
    missing = list(lacks(card, tick.bot.settings))
    _keep(tick, contest, decision, card.drawn.jpeg)
    _tell_what_it_lacks(tick, contest, decision, missing)
    return Picture(card.drawn.jpeg, card.alt)


def _photo(tick: Tick, contest: Contest) -> Picture:
    with tick.bot.store.view() as record:
        jpeg = record.photos.jpeg(contest.photo_sha256)
    jpeg = jpeg or sent_again(tick.bot.photos, contest.photo_sha256, contest.photo)
    return Picture(jpeg, contest.sidecar.get("alt", ""))


def _keep(tick: Tick, contest: Contest, decision: Decision, jpeg: bytes) -> None:
    """The file first, then its row, then the upload: after a crash the very same file is found, or made, again.

    Nobody waits for our transaction while a folder works, which may be on a slow drive.
    """
    with tick.writing():
        pass  # the lease is ours still
    name = tick.bot.photos.keep_card(contest.photo, jpeg)
    with tick.writing() as record:
        record.cards.keep(contest.number, decision.number, name, hashlib.sha256(jpeg).hexdigest(), tick.now)


def _tell_what_it_lacks(tick: Tick, contest: Contest, decision: Decision, missing: Sequence[Problem]) -> None:
    for number, lack in enumerate(missing):
        with tick.writing() as record:
            key = f"card {contest.number} {decision.number} lacks {number}"
            new = record.staff.tell(key, lack.what, tick.now, do=lack.do, contest=contest.number)
        if new:
            tick.report.did(f"Contest no. {contest.number}: {lack.what} {lack.do}", "card lacks")
