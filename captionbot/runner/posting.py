"""Posting a contest's photo: said once, then the file goes to photos/posted."""

from captionbot.contest.stages import Stage
from captionbot.contest.worded import sentence
from captionbot.decisions import UNDER_PAUSE
from captionbot.errors import PhotoNotTaken, PhotoRefused
from captionbot.facts import sidecar_as_kept
from captionbot.photos.folder import Place
from captionbot.photos.intake import LoadedPhoto
from captionbot.photos.names import shown_name
from captionbot.photos.opening import PhotoNotReady
from captionbot.runner import standing
from captionbot.runner.beginning import EARLY, first_photo, is_extra, photo_of_post, post_words, set_aside
from captionbot.runner.bot import Tick, pause_given
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import Kind, Outcome
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
    except (PhotoRefused, PhotoNotTaken) as error:
        return _next_photo(tick, contest, PhotoRefused(error.message, error.do))
    except PhotoNotReady as error:
        if contest.photo in {photo.name for photo in tick.bot.photos.queue(tick.now)}:
            raise
        return _next_photo(tick, contest, PhotoRefused(error.message, error.do))  # taken away before it was posted
    if isinstance(heard.why, PhotoNotTaken):
        return _next_photo(tick, contest, PhotoRefused(heard.why.message))
    return _follow(tick, contest, utterance, heard)


def _picture(tick: Tick, contest: Contest) -> Picture:
    """The upload of the very bytes that were checked when the contest began."""
    loaded = tick.bot.photos.load(contest.photo, tick.now, watch=False)
    if loaded.sha256 != contest.photo_sha256:
        loaded = tick.bot.photos.load(contest.photo, tick.now)  # changed since it was checked: is it still changing?
        with tick.writing() as record:
            row = record.contests.get(contest.number)
            row.photo_sha256 = loaded.sha256
            record.staff.note(
                tick.now, "captionbot", "photo changed", contest=contest.number, detail=shown_name(loaded.name)
            )
    return Picture(loaded.jpeg, contest.sidecar.get("alt", ""))


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
            awaited = standing.awaited(contest, utterance.kind, heard)
            tick.report.wants(f"Contest no. {contest.number}: {awaited}.", str(heard.state))
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
        else:
            what = f"Its post went out while it was called off ({heard.said_id})."
            do = "Hide it on Facebook; nothing more is said for it."
            record.staff.tell(f"crossed {row.number}", what, tick.now, do=do, contest=row.number)
        record.staff.note(tick.now, "captionbot", "posted", contest=row.number, detail=heard.said_id)
    tick.report.did(f"Contest no. {contest.number} {standing.said(Kind.POST, heard)}.", "posted")


def _posted_before(tick: Tick, contest: Contest, post_id: str) -> tuple[LoadedPhoto | None, str]:
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
        record.staff.tell(f"missed {n}", what, tick.now, do=do, contest=n)
    tick.report.wants(f"Contest no. {n}: {what} {do}", "missed")


def hold(tick: Tick, contest: Contest, why: str) -> None:
    """What fell due under a pause waits for a person, as what staff hold does."""
    if contest.held:
        do = f"`captionbot release {contest.number}` lets it go on, `void` calls it off."
        tick.tell(
            f"held {contest.number} {contest.held}"[:120], f"On hold: {contest.held}.", do=do, contest=contest.number
        )
        return
    with tick.deciding(contest) as (record, row):
        row.held = UNDER_PAUSE if pause_given(tick.bot.photos, record) else ""
        held = row.held
    told = f"is held: {held} ({why})" if held else f"waits: {why.rstrip('.')}"
    tick.report.wants(f"Contest no. {contest.number} {told}.", "held")


def _next_photo(tick: Tick, contest: Contest, error: PhotoRefused) -> bool:
    """The photo can't be posted: it is set aside and the next one takes the slot."""
    with tick.writing() as record:
        # First of all: the upload of a photo that was refused must not be published after a crash.
        utterance = record.utterances.post_of(contest.number)
        utterance.photo_id, utterance.outcome = None, Outcome.INTENDED
        utterance.attempts, utterance.first_attempt_at = 0, None
    if contest.photo in {photo.name for photo in tick.bot.photos.queue(tick.now)}:
        set_aside(tick, contest.photo, error)
    if is_extra(contest.slot_key):
        _given_up(tick, contest)  # staff asked for this photo, and no other is posted in its place
        return False
    loaded, not_ready = first_photo(tick, contest.slot_key, contest.slot_at)
    if loaded is None and not_ready:
        tick.report.wants(f"Contest no. {contest.number}: no photo is ready: {not_ready}", "not ready")
        return False
    if loaded is None:
        _given_up(tick, contest)
        return False
    with tick.deciding(contest) as (record, row):
        row.photo, row.photo_sha256 = loaded.name, loaded.sha256
        row.sidecar = sidecar_as_kept(loaded.sidecar)
        record.utterances.post_of(contest.number).text = post_words(row)
    return True


def move_posted(tick: Tick) -> None:
    """Bring the photo of every post that stands to photos/posted; the database knows it before the folder does."""
    with tick.bot.store.view() as record:
        waiting = record.contests.unmoved()
    for contest in waiting:
        name, place = contest.photo, "posted"
        found = tick.bot.photos.find(contest.photo_sha256, contest.photo)
        if found is None or found.place == Place.REJECTED:
            place = "gone"
            do = f"Put it into {tick.bot.photos.root / 'posted'}: the announcement shows it again."
            what = f"The file of its photo, {shown_name(name)}, has been taken away."
            tick.tell(f"photo gone {contest.number}", what, do=do, contest=contest.number)
        else:
            # Renamed in the queue, it is found there by its bytes; a copy of it in posted may be another contest's.
            name = found.name if found.place == Place.QUEUE else contest.photo
            name = tick.bot.photos.to_posted(name, contest.photo_sha256)
        with tick.writing() as record:
            row = record.contests.get(contest.number)
            row.photo, row.photo_in = name, place
