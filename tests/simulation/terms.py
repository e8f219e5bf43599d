"""The settings that a world is played under: plain ones, or drawn."""

import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from captionbot.settings.model import Settings
from tests.simulation.facebook import PAGE_ID
from tests.simulation.surroundings import BEGINNING

PLAIN: dict[str, Any] = {
    "facebook_page_id": PAGE_ID,
    "facebook_page_token": "EAA" + "x" * 60,
    "timezone": "America/Chicago",
    "collect_every_minutes": "720",
}
ZONES = ("America/Chicago", "Europe/Brussels", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC")
HOURS = (
    ("friday 10:00", "monday 10:00", "tuesday 10:00"),
    ("sunday 02:30", "wednesday 02:30", "wednesday 18:00"),
    ("monday 00:00", "thursday 23:59", "sunday 12:00"),
    ("saturday 23:30", "sunday 23:30", "saturday 23:15"),
    ("thursday 17:45", "sunday 01:15", "monday 09:00"),
)
WAYS = ("reply,post", "post", "reply", "reply,post,edit", "edit", "post,edit")


def settings(**changed: Any) -> Settings:
    """Plain settings, but for what is changed."""
    return Settings.model_validate({**PLAIN, **changed}, context={"folder": Path()})


def drawn_beginning(dice: random.Random) -> datetime:
    """A day from which on there is, within a year, a week 53, a 29 February, or the end of 32-bit time."""
    return BEGINNING.replace(year=dice.choice((2026, 2027, 2032, 2037))) + timedelta(days=dice.randint(0, 6))


def drawn_settings(dice: random.Random, *, settle: int | None = None) -> Settings:
    """Settings as some department may have them."""
    post_at, close_at, announce_at = dice.choice(HOURS)
    catch_up = dice.choice((1, 3, 6, 6, 12, 30))
    return settings(
        timezone=dice.choice(ZONES),
        post_at=post_at,
        close_at=close_at,
        announce_at=announce_at,
        catch_up_hours=str(catch_up),
        settle_minutes=str(settle or dice.choice((2, 10, 10, 25))),
        announce_within_days=str(dice.choice((1, 3, 7, 7))),
        collect_every_minutes=str(dice.choice((720, 1440, 1440))),
        review=dice.choice(("auto", "auto", "required")),
        announce_by=dice.choice(WAYS),
        one_entry_each=dice.choice(("yes", "no")),
        min_votes=str(dice.choice((0, 1, 1, 3))),
        min_entries=str(dice.choice((1, 1, 3))),
        cooldown_weeks=str(dice.choice((0, 0, 4))),
        **dice.choice(({}, {}, {"skip_holidays": "US"})),
    )
