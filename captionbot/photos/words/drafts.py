"""Words that stand in a photo itself, as its archive or its camera wrote them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drafts:
    """What was found in the photo's IPTC, XMP and EXIF; an empty text where it says nothing."""

    alt: str = ""
    """The alternative text that IPTC has a field of its own for."""
    headline: str = ""
    description: str = ""
    credit: str = ""
    rights: str = ""
    source: str = ""
    people: str = ""
    taken: str = ""
    """When the picture was made: ``1974``, ``1974-06`` or ``1974-06-05``."""
