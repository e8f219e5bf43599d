"""The terms that a contest begins with and keeps, whatever the settings say later."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """One contest's rules and wording, taken from the settings when it begins."""

    timezone: str
    """IANA name, such as America/Chicago."""
    close_at: str
    """A weekday and an hour, such as ``monday 10:00``."""
    announce_at: str
    contest_name: str = "Beat the Caption"
    organiser: str = ""
    rules_url: str = ""
    contact: str = ""
    prize: str = ""
    review: str = "auto"
    """``auto`` or ``required``."""
    one_entry_each: bool = True
    caption_max: int = 300
    """Longest caption, in characters as a reader counts them (graphemes)."""
    min_entries: int = 1
    min_votes: int = 1
    cooldown_weeks: int = 0
    counted_reactions: tuple[str, ...] = ()
    """Kinds that count, upper case; empty means all."""
    announce_by: tuple[str, ...] = ("reply", "post")
    announce_within_days: int = 7
    catch_up_hours: float = 6.0
    settle_minutes: float = 10.0
    collect_every_minutes: float = 15.0
