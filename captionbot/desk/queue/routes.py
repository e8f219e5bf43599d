"""The page of the queue."""

from flask import render_template

from captionbot.accounts import Role
from captionbot.desk.entrance import open_to
from captionbot.desk.queue.blueprint import pages
from captionbot.desk.queue.showing import shown_queue
from captionbot.desk.source import source


@pages.get("/queue")
@open_to(Role.EDITOR)
def queue() -> str:
    """Which photos wait, with their Fridays and what is to be said of each."""
    with source().viewing() as view:
        return render_template("queue/queue.html", queue=shown_queue(view))
