"""What is typed behind a command that asks for a token: perhaps the token, which no error may print back."""

import click

TAKEN = {"allow_extra_args": True}
"""A command's settings, by which click takes what is typed behind it, and says nothing of it."""


def refuse_what_stands_behind(context: click.Context) -> None:
    """Refuse it without repeating it."""
    if context.args:
        raise click.UsageError(
            f"`{context.command_path}` takes nothing behind it. If that was a token: others on this machine could read "
            "it there, and the shell keeps it, so take the line out of its history. Run the command alone; it asks."
        )
