"""`site`: the hall of fame, written into a folder."""

from pathlib import Path

import click

from captionbot.cli import show
from captionbot.cli.plug import photos_of, settings_of, store_of
from captionbot.clock import Clock
from captionbot.contest.worded import many
from captionbot.site.publishing import Published, Sources, publish

NO_FEED = "There is no feed, and a shared link shows no picture: SITE_URL does not say where this is found on the web."
LEFT = "{} was changed by somebody and stays as it is. To have it written anew, delete it; then do this again."
EXPOSING = "{} still shows somebody who was taken back: delete it now, then do this again."
ABANDONED = (
    "{} stands in the hall no more, and was not removed, for somebody has changed it. Look at it, and delete it: "
    "it may name somebody who is not to be named."
)
WITHOUT = "Contest no. {} hangs there without its card: {}"


@click.command("site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path), required=False)
@click.option("--json", "json_", is_flag=True, help="JSON on stdout, nothing else.")
@click.pass_context
def site_command(context: click.Context, folder: Path | None, *, json_: bool) -> int:
    """Write the hall of fame into DIR (default: SITE_DIR): a site that works from any web server, or from the folder.

    Only what has changed is written, and only files of its own are ever changed or removed.
    """
    settings = settings_of(context, speaks=True)
    place = folder or settings.site_dir
    if place is None:
        raise click.UsageError("name a folder, or set SITE_DIR")
    store = store_of(settings)
    sources = Sources(store, photos_of(settings), settings, Clock.from_environment().now())
    done = publish(sources, place.absolute())
    store.close()
    if json_:
        show.as_json(_shape(place, done))
    else:
        for line in _told(place, done):
            show.line(line)
    return 1 if done.left_alone or done.abandoned else 0


def _told(place: Path, done: Published) -> list[str]:
    """What was done, in sentences."""
    changed = [
        many(len(done.written), "file") + " written" if done.written else "",
        many(done.drawn, "card") + " drawn" if done.drawn else "",
        many(len(done.removed), "file") + " removed" if done.removed else "",
    ]
    did = ", ".join(filter(None, changed)) or "nothing has changed"
    lines = [
        f"The hall of fame shows {many(done.contests, 'contest')}: {did}.",
        f"Open {place.absolute() / 'index.html'}",
    ]
    lines += [WITHOUT.format(number, why) for number, why in done.without]
    lines += [LEFT.format(place / name) for name in done.left_alone]
    lines += [EXPOSING.format(place / name) for name in done.exposing]
    lines += [ABANDONED.format(place / name) for name in done.abandoned]
    return lines if done.feed else [*lines, NO_FEED]


def _shape(place: Path, done: Published) -> dict[str, object]:
    return {
        "folder": str(place.absolute()),
        "open": str(place.absolute() / "index.html"),
        "contests": done.contests,
        "cards_drawn": done.drawn,
        "written": list(done.written),
        "removed": list(done.removed),
        "without_card": [{"contest": number, "why": why} for number, why in done.without],
        "left_alone": list(done.left_alone),
        "exposing": list(done.exposing),
        "abandoned": list(done.abandoned),
        "feed": done.feed,
    }
