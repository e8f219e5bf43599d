"""Bringing photos: each is written into the queue by itself, and what was not taken is told by its name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, cast

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import Conflict, UnprocessableEntity

from captionbot import decisions
from captionbot.accounts import Role
from captionbot.contest.worded import many
from captionbot.desk.acting.form import fresh_number
from captionbot.desk.acting.steps import DONE
from captionbot.desk.entrance import open_to
from captionbot.desk.framing import NOT_TAKEN
from captionbot.desk.guarding import takes_bytes
from captionbot.desk.queue.blueprint import pages
from captionbot.desk.queue.forms import UploadForm
from captionbot.desk.source import signed_in, source, word
from captionbot.desk.turns import Turn
from captionbot.errors import CaptionbotError
from captionbot.photos.arriving import sha256_of_upload
from captionbot.store.schema import FormDone
from captionbot.telling.commands import on_the_desk

MOST_MEGABYTES: Final = 400
"""Of one form: a camera roll of eighty photos, or a large scan."""
MOST_PHOTOS: Final = 100
"""Of one form."""
NAMED: Final = 8
"""Photos that were taken and are told by their names; what was refused is told whole."""
PATIENCE: Final = 20.0
"""Seconds for which a form waits until another's photos are written."""
_TURN: Final = "captionbot uploads"


@dataclass(slots=True)
class _Landing:
    """What came of a form full of photos."""

    taken: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        """All of it: what was taken in a sentence, what was refused in a line each."""
        more = f", and {len(self.taken) - NAMED} more" if len(self.taken) > NAMED else ""
        put = f"{many(len(self.taken), 'photo')} put into the queue: {', '.join(self.taken[:NAMED])}{more}."
        return put + (NOT_TAKEN + "\n".join(self.refused) if self.refused else "")


@pages.route("/queue/upload", methods=["GET", "POST"])
@open_to(Role.EDITOR)
@takes_bytes(MOST_MEGABYTES * 1_000_000)
def upload() -> ResponseReturnValue:
    """Photos chosen or dragged, many at once."""
    form = UploadForm()
    if request.method != "POST":
        return _page(form)
    files = [one for one in request.files.getlist("photos") if one.filename]
    if not form.validate():
        return _page(form), UnprocessableEntity.code
    if not files or len(files) > MOST_PHOTOS:
        form.photos.errors = [f"Choose at most {MOST_PHOTOS} at once." if files else "Choose at least one photo."]
        return _page(form), UnprocessableEntity.code
    return _landed(form, files)


def _landed(form: UploadForm, files: Sequence[FileStorage]) -> ResponseReturnValue:
    """One form after the other: of a double click, the second finds what came of the first."""
    with _turn().taken(PATIENCE) as mine:
        if mine:
            return _in_turn(form, files)
    form.photos.errors = ["Other photos are being written still. Wait a minute, then choose these once more."]
    return _page(form), Conflict.code


def _turn() -> Turn:
    """Of whoever writes photos into the queue by this desk; the record stays free for everybody meanwhile."""
    return cast("Turn", current_app.extensions.setdefault(_TURN, Turn()))


def _in_turn(form: UploadForm, files: Sequence[FileStorage]) -> ResponseReturnValue:
    once, sent = str(form.once.data), _sent(files)
    before = _said(once)
    if before is not None and (before.account, before.sent) != (signed_in().key, sent):
        form.once.data = fresh_number()
        form.photos.errors = ["You have sent this form before, with other photos. Choose these once more."]
        return _page(form), Conflict.code
    if before is None:
        landing = _brought(files)
        if not landing.taken:
            form.photos.errors = landing.refused
            return _page(form), UnprocessableEntity.code
        _keep(once, landing.told, sent)
    return redirect(f"{url_for('queue.queue')}?{DONE}={once}", 303)


def _said(once: str) -> FormDone | None:
    with source().viewing() as view:
        return view.record.desk.said(once)


def _keep(once: str, told: str, sent: str) -> None:
    with source().recording() as view:
        view.record.desk.did(once, signed_in().key, told, view.now, sent)


def _sent(files: Sequence[FileStorage]) -> str:
    """A digest of the photos in a form: a phone calls every one of them image.jpg."""
    digests = sorted(sha256_of_upload(one.stream) for one in files)
    return sha256("".join(digests).encode()).hexdigest()


def _brought(files: Sequence[FileStorage]) -> _Landing:
    """One after the other: each is whole, and in the log, before the next is begun."""
    landing = _Landing()
    for one in files:
        try:
            landing.taken.append(_bring(one).told)
        except CaptionbotError as error:
            landing.refused.append(on_the_desk(f"{error.message} {error.do}".strip()))
    return landing


def _bring(one: FileStorage) -> decisions.Brought:
    with source().viewing() as view:
        photos, never_again = view.photos, view.record.contests.never_again()
    brought = decisions.bring(photos, one.filename or "", one.stream, never_again)
    with source().recording() as view:
        decisions.note_brought(view.record, brought, word())
    return brought


def _page(form: UploadForm) -> str:
    return render_template("queue/upload.html", form=form, megabytes=MOST_MEGABYTES, most=MOST_PHOTOS)
