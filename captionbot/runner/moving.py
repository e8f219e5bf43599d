"""The photo of a post that stands goes from the queue to photos/posted."""

from captionbot.contest.notices import About
from captionbot.errors import PhotosFolderError
from captionbot.photos.folder import Place
from captionbot.photos.names import shown_name
from captionbot.runner.bot import Tick


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
            tick.tell(f"photo gone {contest.number}", what, do=do, contest=contest.number, about=About.NOTE)
        else:
            # Renamed in the queue, it is found there by its bytes; a copy of it in posted may be another contest's.
            name = found.name if found.place == Place.QUEUE else contest.photo
            try:
                name = tick.bot.photos.to_posted(name, contest.photo_sha256)
            except PhotosFolderError as error:  # the other contests' may be moved all the same
                tick.tell(f"unmoved {contest.number}", error, contest=contest.number, about=About.NOTE)
                continue
        with tick.writing() as record:
            row = record.contests.get(contest.number)
            row.photo, row.photo_in = name, place
