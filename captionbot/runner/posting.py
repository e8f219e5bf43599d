"""Posting a contest's photo: said once, then the file goes to photos/posted."""

from typing import NoReturn

from captionbot.contest.notices import About
from captionbot.contest.stages import Stage
from captionbot.contest.timetable import week_of
from captionbot.contest.worded import sentence
from captionbot.decisions import UNDER_PAUSE
from captionbot.errors import PhotoNotTaken, PhotoRefused
from captionbot.facts import sidecar_as_kept
from captionbot.intake import Sent, not_looked_at, sent_now
from captionbot.intake.verdicts import judged
from captionbot.photos.folder import Place
from captionbot.photos.intake import QueuedPhoto
from captionbot.photos.names import shown_name
from captionbot.photos.opening import PhotoNotReady
from captionbot.queueing import pinned_to, post_words
from captionbot.runner import standing
from captionbot.runner.beginning import EARLY, first_photo, is_extra, photo_of_post, set_aside
from captionbot.runner.bot import Overtaken, Tick, pause_given
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import Kind, Outcome
from captionbot.telling import tell_posted
from captionbot.utter import Heard, Picture, State


def say_post(tick: Tick, contest: Contest) -> bool:
    """Bring the contest post as far as it goes; whether the contest moved on."""
    with tick.bot.store.view() as record:
        utterance = record.utterances.post_of(contest.number)
    try:
        heard = tick.mouth.say(
            utterance.id,
            until=contest.post_until,
            settle=tick.settle,
            held=contest.held,
            picture=lambda: _picture(tick, contest),
        )
    except PhotoNotTaken as error:
        return _next_photo(tick, contest, error)
    except PhotoRefused:
        return _next_photo(tick, contest)  # it was set aside when it was examined
    except PhotoNotReady:
        if contest.photo in {photo.name for photo in tick.bot.photos.queue(tick.now)}:
            raise
        return _next_photo(tick, contest)  # taken away before it was posted
    if isinstance(heard.why, PhotoNotTaken):
        return _next_photo(tick, contest, heard.why)
    return _follow(tick, contest, utterance, heard)


def _picture(tick: Tick, contest: Contest) -> Picture:
    """What was made of the photo when it was examined, whatever has happened to its file since.

    Where staff have put another photo in its place, that one is taken, with its own words.
    """
    sent = sent_now(tick.intake, contest.photo)
    if sent.sha256 != contest.photo_sha256:
        _take_the_other(tick, contest, sent)
    return Picture(sent.jpeg, contest.sidecar.get("alt", ""))


def _take_the_other(tick: Tick, contest: Contest, sent: Sent) -> NoReturn:
    """Raises PhotoNotReady where the other photo can't go out in this slot, else Overtaken: it has other words."""
    name = shown_name(contest.photo)
    found = next((photo for photo in tick.bot.photos.queue(tick.now) if photo.name == contest.photo), None)
    with tick.writing() as record:
        known = record.photos.known(found.name, found.trace) if found else None
        if found is None or known is None or known.sha256 != sent.sha256:
            raise PhotoNotReady(f"{name} has changed again.", "Nothing, if a copy is under way: the next tick looks.")
        if pinned_to(found) not in {None, week_of(contest.slot_at, tick.bot.settings.zone)}:
            raise PhotoNotReady(f"{name} is pinned to another week.", "Take the line Post-on out of its text.")
        row = record.contests.get(contest.number)
        row.photo_sha256 = ""  # or the other might look like the one that it replaces
        left = not_looked_at(record, tick.bot.photos)
        (photo,) = judged(record, tick.bot.settings, [(found, known)], left)
        for problem in photo.problems:
            if problem.waits:
                raise PhotoNotReady(problem.what, problem.do)
        row.photo_sha256, row.sidecar = sent.sha256, sidecar_as_kept(photo.sidecar)
        record.utterances.post_of(contest.number).text = post_words(row, tick.bot.settings.public_words)
        record.staff.note(tick.now, "captionbot", "photo changed", contest=contest.number, detail=name)
    raise Overtaken(f"Contest no. {contest.number}: another photo is in the place of its own.")


def _follow(tick: Tick, contest: Contest, utterance: Utterance, heard: Heard) -> bool:
    match heard.state:
        case State.SAID:
            _opened(tick, contest, heard)
        case State.STUCK:
            n = contest.number
            do = f"Look on the Page, then `captionbot settle {n} --live ID` or `captionbot settle {n} --not-live`."
            tick.stuck(contest, [(utterance, heard)], do)
        case State.MISSED:
            _given_up(tick, contest)
        case State.PAUSED:
            hold(tick, contest, heard.note)
        case State.REFUSED:
            refused = heard.why or PhotoRefused(heard.note)
            tick.tell(f"refused {utterance.id} {tick.now:%Y-%m-%d}", refused, contest=contest.number)
        case _:
            tick.awaits(contest, utterance, heard)
    return heard.state == State.SAID


def _opened(tick: Tick, contest: Contest, heard: Heard) -> None:
    before, place = _posted_before(tick, contest, heard.said_id)
    with tick.writing() as record:
        row = record.contests.get(contest.number)
        utterance = record.utterances.post_of(contest.number)
        if before is not None:
            row.photo, row.photo_sha256, row.photo_in = before.name, before.sha256, place
            row.sidecar = sidecar_as_kept(before.sidecar)
        row.post_id, row.next_reading_at = heard.said_id, tick.now
        # The earliest time that Facebook may give to the post, and so to a comment on it: its clock may be behind.
        sent = [one.begun_at for one in record.utterances.attempts(utterance.id)]
        row.opens_at = min([row.opens_at, *(sent or [row.slot_at - EARLY])])
        if row.stage == Stage.POSTING:
            record.contests.move(row, Stage.OPEN, "its post was found on the Page" if heard.adopted else "")
            tell_posted(record, tick.bot.settings, row, tick.now)
        else:
            what = f"Its post went out while it was called off ({heard.said_id})."
            do = "Hide it on Facebook; nothing more is said for it."
            record.staff.tell(f"crossed {row.number}", what, tick.now, do=do, contest=row.number, about=About.STANDS)
        record.staff.note(tick.now, "captionbot", "posted", contest=row.number, detail=heard.said_id)
    tick.report.did(f"Contest no. {contest.number} {standing.said(Kind.POST, heard)}.", "posted")


def _posted_before(tick: Tick, contest: Contest, post_id: str) -> tuple[QueuedPhoto | None, str]:
    """The photo of a post that stands although this record never uploaded it, and the folder in which it lies.

    That is so after a backup was restored, or a database lost. The photo is then in photos/posted already, and the
    one that was chosen now keeps its place in the queue. Where that one was set aside since, the next took the slot.
    """
    with tick.bot.store.view() as record:
        if record.utterances.post_of(contest.number).photo_id:
            return None, ""
    posted = photo_of_post(tick, tick.bot.page.post(post_id).created_at, number=contest.number)
    found = tick.bot.photos.find(contest.photo_sha256, contest.photo)
    if posted is None and found is not None and found.place == Place.REJECTED:
        return first_photo(tick, contest.slot_key, contest.slot_at)[0], Place.QUEUE
    return posted, Place.POSTED


def _given_up(tick: Tick, contest: Contest) -> None:
    n, note = contest.number, "no photo went out for it; what waits is in the queue"
    what, do = sentence(note), "`captionbot post-now` runs one outside its slot."
    with tick.deciding(contest) as (record, row):
        record.contests.move(row, Stage.MISSED, note)
        record.contests.settle_slot(row.slot_key, row.slot_at, "missed", tick.now, contest=n, photo=row.photo)
        record.staff.tell(f"missed {n}", what, tick.now, do=do, contest=n, about=About.MISSED)
    tick.report.wants(f"Contest no. {n}: {what} {do}", "missed")


def hold(tick: Tick, contest: Contest, why: str) -> None:
    """What fell due under a pause waits for a person, as what staff hold does."""
    if contest.held:
        do = f"`captionbot release {contest.number}` lets it go on, `void` calls it off."
        key, what = f"held {contest.number} {contest.held}"[:120], f"On hold: {contest.held}."
        tick.tell(key, what, do=do, contest=contest.number, about=About.WAITS)
        return
    with tick.deciding(contest) as (record, row):
        row.held = UNDER_PAUSE if pause_given(tick.bot.photos, record) else ""
        held = row.held
    told = f"is held: {held} ({why})" if held else f"waits: {why.rstrip('.')}"
    tick.report.wants(f"Contest no. {contest.number} {told}.", "held")


def _next_photo(tick: Tick, contest: Contest, refused: PhotoNotTaken | None = None) -> bool:
    """The photo can't be posted, and the next one takes the slot; what Facebook ``refused`` is set aside."""
    with tick.writing() as record:
        # First of all: the upload of a photo that was refused must not be published after a crash.
        utterance = record.utterances.post_of(contest.number)
        utterance.photo_id, utterance.outcome = None, Outcome.INTENDED
        utterance.attempts, utterance.first_attempt_at = 0, None
        # It has no photo now: the very same one under another name is no picture that was shown before.
        record.contests.get(contest.number).photo_sha256 = ""
    if refused:
        set_aside(tick, contest.photo, contest.photo_sha256, PhotoRefused(refused.message, refused.do))
    if is_extra(contest.slot_key):
        _given_up(tick, contest)  # staff asked for this photo, and no other is posted in its place
        return False
    photo, not_ready = first_photo(tick, contest.slot_key, contest.slot_at)
    if photo is None and not_ready:
        tick.report.wants(f"Contest no. {contest.number}: no photo is ready: {not_ready}", "not ready")
        return False
    if photo is None:
        _given_up(tick, contest)
        return False
    with tick.deciding(contest) as (record, row):
        row.photo, row.photo_sha256 = photo.name, photo.sha256
        row.sidecar = sidecar_as_kept(photo.sidecar)
        record.utterances.post_of(contest.number).text = post_words(row, tick.bot.settings.public_words)
    return True
