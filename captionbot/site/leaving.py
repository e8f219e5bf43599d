"""What staff are told of the hall of fame when something in it is taken back."""

from captionbot.settings import Settings

AT_THE_NEXT_TICK = (
    "The hall of fame in {place} follows at the next tick; `captionbot site` does it at once. "
    "One that was written elsewhere stays as it is, until you delete it or have it written anew."
)
BY_HAND = "A hall of fame that you keep by hand follows once `captionbot site DIR` has written it anew."


def leaves_the_hall(settings: Settings) -> str:
    """When the hall of fame is without the contest that was just taken back, or the person."""
    return AT_THE_NEXT_TICK.format(place=settings.site_dir) if settings.site_dir else BY_HAND
