"""The day before a slot: the photo that goes out, with every word of it; or why none does."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from captionbot import overview
from captionbot.contest.quoting import calling_nobody, on_lines, on_one_line
from captionbot.contest.timetable import Week, said_day, said_hour, said_when
from captionbot.overview import View
from captionbot.photos.names import typed_name
from captionbot.photos.words.sidecar import Problem
from captionbot.queueing import NO_PHOTO, coming_slots, contest_to_come, left_out, post_words, slot_in
from captionbot.store.schema import Contest, Notice
from captionbot.telling.letter import Letter, capital, in_words, photo_name, plainly, soon, way
from captionbot.telling.token import RENEW, against_token

COMING, PAUSED, EMPTY = "coming ", "paused ", "empty "
"""How the keys of such notices begin; after it the week, then what was shown, or nothing where nothing is posted."""
MEANT_TO_LOOK = "pause "
"""How the key begins of what is told at the hour of `pause --until`; after it the pause."""
WORDS_CUT = 3_000
BECAUSE_CUT = 60
NO_ALT = "It has no alternative text: to whoever can't see the photo, it says nothing."
COMMANDS = (
    "`captionbot words {photo}` changes its words, `captionbot arrange {photo} --last` takes another, "
    "`captionbot skip {day}` leaves the week out, `captionbot pause --because TEXT` stops everything."
)


@dataclass(frozen=True, slots=True)
class Coming:
    """The post of a slot to come."""

    contest: Contest
    """As it would begin."""
    words: str
    problems: tuple[Problem, ...]

    @property
    def key(self) -> str:
        """That of the notice which shows it."""
        return f"{COMING}{self.contest.slot_key} {shown_as(self.contest, self.words)}"


def shown_as(contest: Contest, words: str) -> str:
    """What staff are shown of a post, as two digests: its photo's, and that of its words."""
    said = sha256(f"{words}\0{contest.sidecar.get('alt', '')}".encode()).hexdigest()
    return f"{contest.photo_sha256[:16]} {said[:16]}"


def coming_in(view: View, week: Week, slot: datetime) -> Coming | None:
    """The post that a week's slot will have, if any photo is ready for it."""
    first = next((one for one in view.plan.photos if one.slot == slot), None)
    if first is None:
        return None
    contest = contest_to_come(view.record, view.settings, str(week), slot, first.photo)
    return Coming(contest, post_words(contest, view.settings.public_words), first.photo.problems)


def week_named(notice: Notice) -> Week:
    """The week that a notice is about, by its key."""
    return Week.named(notice.key.removeprefix(COMING).split()[0])


def letter_of_coming(view: View, notice: Notice) -> Letter:
    """The photo with its words, as it stands when the letter is sent."""
    week = week_named(notice)
    slot = slot_in(view.settings, week)
    why = left_out(view.record, view.settings, str(week), slot)
    when = soon(slot, view.now, view.settings.zone)
    if why:
        back = way(
            view.settings, "/queue", "To post all the same", f"`captionbot unskip {week.monday}` posts all the same."
        )
        parts = (f"Nothing is posted on {_hour(view, slot)}: {why}.", _paused_too(view), back)
        return Letter(f"Nothing {when}: {why}", [one for one in parts if one])
    found = coming_in(view, week, slot)
    return _none(view, slot) if found is None else _letter(view, found)


def _paused_too(view: View) -> str:
    stop = overview.paused(view)
    return f"It is paused as well, by {overview.paused_by(stop)}." if stop else ""


def letter_of_pause(view: View, notice: Notice) -> Letter:
    """That it is paused still; before a slot, that the slot passes."""
    letter = plainly(view, notice)
    if notice.key.startswith(MEANT_TO_LOOK):
        return _meant_to_look(view, notice)
    slot = slot_in(view.settings, Week.named(notice.key.removeprefix(PAUSED)))
    return Letter(f"Still paused: nothing goes out {soon(slot, view.now, view.settings.zone)}", letter.parts)


def _meant_to_look(view: View, notice: Notice) -> Letter:
    """Somebody wanted to look at that hour; what passes if nobody does."""
    slot = next((slot for _, slot in coming_slots(view.record, view.settings, view.now)), None)
    passes = f"Nothing is posted on {_hour(view, slot)} unless somebody goes on before." if slot else ""
    because = next((one.because for one in view.record.staff.pauses() if notice.key == f"{MEANT_TO_LOOK}{one.id}"), "")
    why = f" ({on_one_line(because, BECAUSE_CUT)})" if because else ""
    what, *more = plainly(view, notice).parts
    return Letter(f"You meant to look: still paused{why}", [one for one in (what, passes, *more) if one])


def letter_of_lack(view: View, notice: Notice) -> Letter:
    """That a coming slot has no photo yet."""
    slot = slot_in(view.settings, Week.named(notice.key.removeprefix(NO_PHOTO).split()[0]))
    return Letter(f"No photo yet for {said_day(slot, view.settings.zone)}", plainly(view, notice).parts)


def letter_of_empty(view: View, notice: Notice) -> Letter:
    """That a slot came and no photo was ready; the day, for whoever reads it days later."""
    letter, week = plainly(view, notice), notice.key.removeprefix(EMPTY)
    if week.startswith("extra"):  # which `post-now` asked for
        return letter
    day = said_day(slot_in(view.settings, Week.named(week)), view.settings.zone)
    return Letter(f"No contest on {day}: no photo was ready", letter.parts)


def letter_of_what_comes(view: View) -> Letter:
    """What comes next, and the next photo, for those who are told once a week."""
    coming, slot = next(((one, one.slot) for one in view.plan.photos if one.slot), (None, None))
    told, photo, picture = [in_words(view, overview.coming(view))], "", None
    if coming is not None and slot is not None:
        photo = photo_name(coming.photo.name)
        told += [] if photo in told[0] else [f"The next photo is {photo}, on {_hour(view, slot)}."]
        told += [in_words(view, f"{one.what} {one.do}") for one in coming.photo.problems]
        picture = view.record.photos.small(coming.photo.sha256)
    told += [str(overview.queue(view)["summary"]), way(view.settings, "/queue", "The queue", "")]
    return Letter("What comes", [one for one in told if one], picture)


def _none(view: View, slot: datetime) -> Letter:
    """The photo of which the notice was made is ready no longer."""
    when = f"{capital(soon(slot, view.now, view.settings.zone))} {said_hour(slot, view.settings.zone)}"
    queue = way(view.settings, "/queue", "The queue", "`captionbot check` says what each waits for.")
    return Letter(f"{when}: no photo is ready", (f"No photo is ready for {_hour(view, slot)} any more.", queue))


def _letter(view: View, found: Coming) -> Letter:
    contest, zone = found.contest, view.settings.zone
    slot, photo = contest.slot_at, photo_name(contest.photo)
    when, alt = soon(slot, view.now, zone), str(contest.sidecar.get("alt", ""))
    against = against_token(view)
    goes = "This is to go" if against else "Unless somebody changes it, this goes"
    parts = (
        *(in_words(view, one) for one in (against, RENEW) if against),
        f"{goes} out {when}, on {_hour(view, slot)}: {photo}",
        as_quoted(found.words),
        f"Alternative text: {on_lines(alt, WORDS_CUT)}" if alt else NO_ALT,
        *(in_words(view, f"{one.what} {one.do}") for one in found.problems),
        str(overview.queue(view)["summary"]),
        way(
            view.settings,
            "/queue/coming",
            "Look at it, change its words or take another",
            COMMANDS.format(photo=_typed(contest.photo), day=slot.astimezone(zone).date()),
        ),
    )
    picture = view.record.photos.small(contest.photo_sha256)
    but = ", but the token doesn't work" if against else ""
    return Letter(f"{capital(when)} {said_hour(slot, zone)}{but}: photo {photo}", parts, picture or None)


def _typed(photo: str) -> str:
    """A photo's name in a command; where it would call somebody in a chat, it can't be typed as it arrives."""
    name = typed_name(photo)
    return name if calling_nobody(name) == name else "PHOTO"


def as_quoted(words: str) -> str:
    """Words that go out, set off from ours as mails set off what they quote."""
    return "\n".join(f"> {line}".rstrip() for line in on_lines(words, WORDS_CUT).splitlines())


def _hour(view: View, slot: datetime) -> str:
    return said_when(slot, view.settings.zone)
