"""The picture of a winner's card: the file that was kept, or drawn now as the tick would draw it."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import cast

from flask import Response, current_app, request
from flask.blueprints import BlueprintSetupState

from captionbot.accounts import Role
from captionbot.cards import draw_card, lacks, style_of, words_of
from captionbot.decisions import AnnounceAs
from captionbot.desk.contests.acts.foretelling import in_other_words, thought_of
from captionbot.desk.contests.blueprint import pages
from captionbot.desk.entrance import open_to
from captionbot.desk.source import source
from captionbot.desk.turns import Turn
from captionbot.intake import sent_again
from captionbot.overview import View
from captionbot.photos.card.drawn import NotDrawn
from captionbot.photos.words.sidecar import Problem
from captionbot.results import Named
from captionbot.store.schema import CardRow

KEPT = 8
"""Cards drawn lately: whoever looks twice waits once. Each has about a megabyte."""
PATIENCE = 20.0
"""Seconds that one who looks waits for the cards of others: the desk has few hands."""
_DRAWN = "captionbot cards"


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card as staff see it before it goes out."""

    jpeg: bytes
    lacks: tuple[Problem, ...] = ()
    """What is not on it that ought to be."""
    is_photo: bool = False
    """Facebook did not take the card: the photo itself goes out in its place."""


@dataclass(slots=True)
class _Drawn:
    """Cards drawn lately, and the turn to draw: one at a time, for each takes a process and a second or two."""

    turn: Turn = field(default_factory=Turn)
    cards: OrderedDict[object, ShownCard] = field(default_factory=OrderedDict)


@dataclass(frozen=True, slots=True)
class _Order:
    """All that a card is made of, read before it is drawn: nobody waits for the database while a process works."""

    view: View
    named: Named
    row: CardRow | None
    photo: bytes | None
    """What is sent of the photo, where the record has it still."""

    @property
    def key(self) -> object:
        """The same for the same card."""
        contest, decision = self.named.contest, self.named.decision
        words = words_of(contest, decision, self.view.settings.public_words)
        refused = self.row is not None and self.row.refused_at is not None
        return contest.photo_sha256, words, style_of(self.view.settings), self.row and self.row.sha256, refused


@pages.record_once
def _make_room(state: BlueprintSetupState) -> None:
    state.app.extensions[_DRAWN] = _Drawn()


@pages.get("/contests/<int:number>/card.jpg")
@open_to(Role.EDITOR)
def card(number: int) -> Response:
    """The card of the winner in force, or of one that staff think of (``comment``, ``caption``, ``name``)."""
    asked = {name: request.args.get(name) or None for name in ("comment", "caption", "name")}
    shown = card_of(number, asked["comment"], AnnounceAs(asked["caption"], asked["name"]))
    return Response(shown.jpeg, mimetype="image/jpeg")


def card_of(number: int, comment: str | None, said: AnnounceAs) -> ShownCard:
    """That card, and what is not on it. Raises NotNow for what can't win, NotDrawn or a photo's own error."""
    order = _order(number, comment, said)
    drawn = cast("_Drawn", current_app.extensions[_DRAWN])
    key = order.key
    if key in drawn.cards:
        return drawn.cards[key]
    with drawn.turn.taken(PATIENCE) as mine:
        if not mine:
            raise NotDrawn("Other cards are being drawn just now.", "Open this page anew in a minute.")
        found = drawn.cards.get(key) or _card(order)
    drawn.cards[key] = found
    while len(drawn.cards) > KEPT:
        drawn.cards.popitem(last=False)
    return found


def _order(number: int, comment: str | None, said: AnnounceAs) -> _Order:
    with source().viewing() as view:
        contest = view.record.contests.get(number)
        named = thought_of(view, contest, comment, said) if comment else in_other_words(view, contest, said)
        row = None if named.number is None else view.record.cards.of(number, named.number)
        return _Order(view, named, row, view.record.photos.jpeg(contest.photo_sha256))


def _card(order: _Order) -> ShownCard:
    photos, contest, row = order.view.photos, order.named.contest, order.row
    is_kept = row is not None and row.refused_at is None
    kept = photos.card(row.name, row.sha256) if row is not None and is_kept else None
    if kept:
        return ShownCard(kept)
    photo = order.photo or sent_again(photos, contest.photo_sha256, contest.photo)
    if row is not None and row.refused_at is not None:
        return ShownCard(photo, is_photo=True)
    settings = order.view.settings
    drawn = draw_card(photos.draw, settings, contest, order.named.decision, photo)
    return ShownCard(drawn.drawn.jpeg, tuple(lacks(drawn, settings, is_kept=False)))
