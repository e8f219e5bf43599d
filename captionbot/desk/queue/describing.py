"""The words of a photo that waits: the text file beside it, as fields."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from captionbot.accounts import Role
from captionbot.decisions.describing import Described, describe, described, offers
from captionbot.desk.acting import Seen, act
from captionbot.desk.entrance import open_to
from captionbot.desk.queue.blueprint import pages
from captionbot.desk.queue.coming import is_coming
from captionbot.desk.queue.forms import WordsForm
from captionbot.desk.queue.naming import photo_of
from captionbot.desk.queue.showing import shown_photos
from captionbot.desk.source import source, word
from captionbot.errors import CaptionbotError
from captionbot.overview import View
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_name
from captionbot.photos.words import dates
from captionbot.photos.words.drafts import Drafts
from captionbot.photos.words.lines import FIELDS, header_in, lines_of, words_begin
from captionbot.photos.words.writing import CHANGEABLE, WORDS, as_read
from captionbot.telling.commands import on_the_desk

LABELS = FIELDS | {WORDS: "the words of the post"}
"""What a field is called in a sentence."""
SELDOM = ("post_on", "taken", "source", "rights", "people")
"""Fields that few photos have; they stay folded until one has something in it."""


@pages.route("/queue/photos/<key>/words", methods=["GET", "POST"])
@open_to(Role.EDITOR)
def words(key: str) -> ResponseReturnValue:
    """Everything that is said of a photo, to be changed field by field."""
    with source().viewing() as view:
        before = _described(view, key)
        offered = _offered(view, photo_of(view, key), before)
        then = url_for("queue.coming" if is_coming(view, before.name) else "queue.queue")
    taken = offered if request.args.get("take") and request.method == "GET" else {}
    form = WordsForm(data=fields_of(before) | taken)

    def page(view: View, error: CaptionbotError | None) -> str:
        photo = photo_of(view, key)
        facts = {
            "file": shown_name(before.file),
            "offered": {} if taken else {LABELS[field]: text for field, text in offered.items()},
            "photo": shown_photos(view)[photo.name],
            "more": any(form[name].data or form[name].errors for name in SELDOM),
            "picker": "text" if form.post_on.data and dates.day(form.post_on.data) is None else "date",
        }
        return render_template("queue/words.html", form=form, error=error, taken=taken, back=then, **facts)

    return act(form, page=page, do=lambda view: _written(view, key, form), then=then, seen=_seen_words(key))


def _described(view: View, key: str) -> Described:
    return described(view.photos, photo_of(view, key).name, view.now.date())


def _seen_words(key: str) -> Seen:
    """The very text that stands beside the photo."""
    return Seen(lambda view: _described(view, key).text)


def fields_of(found: Described) -> dict[str, str]:
    """What stands in the file by field, what can't be understood too: it is there to be mended."""
    lines = lines_of(found.text.removeprefix("\ufeff"))
    headers = [header for line in lines[: words_begin(lines)] if (header := header_in(line.text))]
    first = {header.name: header.value for header in reversed(headers)}
    return {field: first.get(name, "") for field, name in FIELDS.items()} | {WORDS: found.sidecar.words}


def _offered(view: View, photo: QueuedPhoto, before: Described) -> dict[str, str]:
    """What the photo says of itself in fields that are empty still."""
    row = view.record.photos.of(photo.sha256)
    if row is None:
        return {}
    drafts = Drafts(**{name: str(row.drafts.get(name, "")) for name in Drafts.__dataclass_fields__})
    there = fields_of(before)
    return {field: text for field, text in offers(drafts).items() if not there[field]}


def _written(view: View, key: str, form: WordsForm) -> str:
    before = _described(view, key)
    there = fields_of(before)
    typed = {field: as_read(field, form[field].data or "") for field in CHANGEABLE}
    changes = {field: text for field, text in typed.items() if text != as_read(field, there[field])}
    if not changes:
        return f"The words of {shown_name(before.name)} stay as they were."
    after = describe(view.record, view.photos, before.name, changes, word(), dry_run=False)
    said = f"Written for {shown_name(after.name)}: {', '.join(LABELS[field] for field in changes)}."
    return " ".join([said, *(on_the_desk(f"{one.what} {one.do}") for one in after.sidecar.mistakes)])
