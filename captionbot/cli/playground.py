"""`captionbot practice`: the pretend Facebook alone, and the settings that lead to it."""

from functools import partial
from pathlib import Path

import click

from captionbot.cli import show
from captionbot.errors import NotNow
from captionbot.practice.lies.kinds import listing
from captionbot.practice.server import NotLoopback, Ready, serve
from captionbot.practice.settings import PracticeSettings


def practise(*, port: int, crowd: int, file: str | None, faults: tuple[str, ...]) -> None:
    """Serve until Ctrl-C or SIGTERM; the fault ``help`` lists all kinds instead."""
    if "help" in faults:
        click.echo(listing())
        return
    try:
        settings = PracticeSettings(port=port, crowd=crowd, file=Path(file) if file else None, faults=faults)
        serve(settings, partial(_tell, settings))
    except (NotLoopback, ValueError, OSError) as error:
        raise NotNow(f"Practice can't start: {error}.", "`captionbot practice --help` tells what it takes.") from error


def _tell(settings: PracticeSettings, ready: Ready) -> None:
    show.line(f"A pretend Facebook runs at {ready.url}/ (Ctrl-C stops it). Put this into .env:")
    click.echo(
        f"\nFACEBOOK_PAGE_ID={ready.page_id}\nFACEBOOK_PAGE_TOKEN={ready.token}\n"
        f"FACEBOOK_GRAPH_URL={ready.url}\nTIMEZONE=America/Chicago\n"
    )
    show.line("Then: captionbot init --no-input, a photo into photos/queue, captionbot post-now, captionbot tick.")
    show.line(
        "Or be asked, as with the real one: put only the line FACEBOOK_GRAPH_URL into .env, run captionbot init, and "
        f"paste {settings.system_token} (a System User's token)."
    )
    show.line("To see the desk: captionbot staff add YOUR-NAME, then captionbot run; it says where.")
