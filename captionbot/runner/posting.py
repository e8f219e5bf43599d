"""Posting a contest's photo: said once, then the file goes to photos/posted."""

from datetime import datetime, timedelta

from captionbot.contest.stages import Stage
from captionbot.decisions import UNDER_PAUSE
from captionbot.errors import PhotoNotTaken, PhotoRefused
from captionbot.facts import sidecar_as_kept
from captionbot.photos.names import shown_name
from captionbot.photos.opening import PhotoNotReady
from captionbot.runner.beginning import EARLY, first_photo, is_extra, post_words, set_aside
from captionbot.runner.bot import Tick, pause_reason
from captionbot.store.schema import Contest, Utterance
from captionbot.store.utterances import Kind
from captionbot.utter import Heard, Picture, State


def say_post(tick: Tick, contest: Contest) -> bool:
    """Bring the contest post as far as it goes; whether the contest moved on."""
    with tick.bot.store.view() as record:
        utterance = record.utterances.find(contest.number, Kind.POST)
    if utterance is None:
        raise AssertionError(f"contest {contest.number} has no post to say")
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
        case State.STUCK | State.MISSED:
            _given_up(tick, contest, heard.state)
        case State.PAUSED:
            hold(tick, contest, heard.note)
        case State.REFUSED:
            refused = heard.why or PhotoRefused(heard.note)
            tick.tell(f"refused {utterance.id} {tick.now:%Y-%m-%d}", refused, contest=contest.number)
        case _:
            tick.report.wants(f"Contest no. {contest.number}: {heard.note}.", str(heard.state))
    return heard.state == State.SAID


def _opened(tick: Tick, contest: Contest, heard: Heard) -> None:
    adopted = bool(heard.note)
    with tick.writing() as record:
        row = record.contests.get(contest.number)
        utterance = record.utterances.find(contest.number, Kind.POST)
        foreign = adopted and utterance is not None and not utterance.photo_id
        if foreign:
            _posted_before(tick, row, record.contests.photos())
        row.post_id, row.next_reading_at = heard.said_id, tick.now
        row.opens_at = min(row.opens_at, _first_moment(tick, row, utterance))
        if row.stage == Stage.POSTING:
            record.contests.move(row, Stage.OPEN, "its post was found on the Page" if adopted else "")
        else:
            what = f"Its post went out while it was called off ({heard.said_id})."
            do = "Hide it on Facebook; nothing more is said for it."
            record.staff.tell(f"crossed {row.number}", what, tick.now, do=do, contest=row.number)
        record.staff.note(tick.now, "captionbot", "posted", contest=row.number, detail=heard.said_id)
    how = heard.note or "is posted"
    tick.report.did(f"Contest no. {contest.number} {how} ({heard.said_id}).", "posted")


def _first_moment(tick: Tick, row: Contest, utterance: Utterance | None) -> datetime:
    """The earliest time that Facebook may give to a comment on the post: its clock may be behind ours."""
    begun = utterance.first_attempt_at if utterance and utterance.first_attempt_at else row.slot_at - EARLY
    return begun + min(tick.bot.page.skew() or timedelta(0), timedelta(0))


def _posted_before(tick: Tick, row: Contest, known: set[str]) -> None:
    """The post stands although this record never uploaded its photo (a restored backup, a lost database).

    Its photo is then in photos/posted already, and the one that was chosen now keeps its place in the queue.
    """
    loaded = tick.bot.photos.newest_posted(but=known)
    if loaded is not None:
        row.photo, row.photo_sha256, row.photo_in = loaded.name, loaded.sha256, "posted"
        row.sidecar = sidecar_as_kept(loaded.sidecar)


def _given_up(tick: Tick, contest: Contest, state: State) -> None:
    n, stuck = contest.number, state == State.STUCK
    note = (
        "nobody can tell whether its post is live" if stuck else "no photo went out for it; what waits is in the queue"
    )
    do = f"Look on the Page, then `captionbot settle {n} --live ID` or `captionbot settle {n} --not-live`."
    if not stuck:
        do = "`captionbot post-now` runs one outside its slot."
    what = f"{note[0].upper()}{note[1:]}."
    with tick.deciding(contest) as (record, row):
        record.contests.move(row, Stage.STUCK if stuck else Stage.MISSED, note)
        if not stuck:
            record.contests.settle_slot(row.slot_key, row.slot_at, "missed", tick.now, contest=n, photo=row.photo)
        record.staff.tell(f"{state} {n}", what, tick.now, do=do, contest=n)
    tick.report.wants(f"Contest no. {n}: {what} {do}", str(state))


def hold(tick: Tick, contest: Contest, why: str) -> None:
    """What fell due under a pause waits for a person, as what staff hold does."""
    if contest.held:
        do = f"`captionbot release {contest.number}` lets it go on, `void` calls it off."
        tick.tell(
            f"held {contest.number} {contest.held}"[:120], f"On hold: {contest.held}.", do=do, contest=contest.number
        )
        return
    with tick.deciding(contest) as (record, row):
        row.held = UNDER_PAUSE if pause_reason(tick.bot.photos, record) else ""
        held = row.held
    told = f"is held: {held} ({why})" if held else f"waits: {why}"
    tick.report.wants(f"Contest no. {contest.number} {told}.", "held")


def _next_photo(tick: Tick, contest: Contest, error: PhotoRefused) -> bool:
    """The photo can't be posted: it is set aside and the next one takes the slot."""
    with tick.writing() as record:
        utterance = record.utterances.find(contest.number, Kind.POST)
        if utterance:  # first of all: the upload of a photo that was refused must not be published after a crash
            utterance.photo_id, utterance.outcome = None, "intended"
            utterance.attempts, utterance.first_attempt_at = 0, None
    if contest.photo in {photo.name for photo in tick.bot.photos.queue(tick.now)}:
        set_aside(tick, contest.photo, error)
    if is_extra(contest.slot_key):
        _given_up(tick, contest, State.MISSED)  # staff asked for this photo, and no other is posted in its place
        return False
    loaded, not_ready = first_photo(tick, contest.slot_key, contest.slot_at)
    if loaded is None and not_ready:
        tick.report.wants(f"Contest no. {contest.number}: no photo is ready: {not_ready}", "not ready")
        return False
    if loaded is None:
        _given_up(tick, contest, State.MISSED)
        return False
    with tick.deciding(contest) as (record, row):
        row.photo, row.photo_sha256 = loaded.name, loaded.sha256
        row.sidecar = sidecar_as_kept(loaded.sidecar)
        utterance = record.utterances.find(contest.number, Kind.POST)
        if utterance:
            utterance.text = post_words(row)
    return True


def move_posted(tick: Tick) -> None:
    """Bring the photo of every post that stands to photos/posted; the database knows it before the folder does."""
    with tick.bot.store.view() as record:
        waiting = [row for row in record.contests.all() if row.post_id and row.photo_in == "queue"]
    for contest in waiting:
        name, place = contest.photo, "posted"
        if tick.bot.photos.find(contest.photo_sha256, contest.photo) is None:
            place = "gone"
            do = f"Put it into {tick.bot.photos.root / 'posted'}: the announcement shows it again."
            what = f"The file of its photo, {shown_name(name)}, has been taken away."
            tick.tell(f"photo gone {contest.number}", what, do=do, contest=contest.number)
        else:
            name = tick.bot.photos.to_posted(contest.photo, contest.photo_sha256)
        with tick.writing() as record:
            row = record.contests.get(contest.number)
            row.photo, row.photo_in = name, place
