"""The words that stand in a photo itself, out of its IPTC, XMP and EXIF: offered to staff, never sent unseen.

Where the three disagree, what a person wrote goes before what a machine did. XMP goes before IPTC, but where
Photoshop's digest tells that a program which knows only IPTC wrote after it, IPTC goes first: so the Metadata
Working Group's guidance has it (Guidelines for Handling Image Metadata 2.0, November 2010). EXIF is asked last,
although the guidance puts it first: its description is where cameras put their own name, and its date is where
scanners put the day of the scan.
"""

from captionbot.photos.words.drafts import Drafts
from captionbot.photos.words.embedded.iptc import iptc_words, written_after_xmp
from captionbot.photos.words.embedded.said import Said, meaningful

__all__ = ["drafts_in"]


def drafts_in(*, exif: bytes = b"", iptc: bytes = b"", xmp: bytes = b"") -> Drafts:
    """What three blocks of a photo say, as they stand in the file; whatever can't be read says nothing.

    ``exif`` is a TIFF structure, ``Exif`` and two NULs before it or not; ``iptc`` IIM records, bare or within
    Photoshop's image resources; ``xmp`` a packet. Never raises, and takes some milliseconds whatever stands in them.
    """
    archive, editor = iptc_words(iptc), _xmp_words(xmp)
    people = [archive, editor] if written_after_xmp(iptc) else [editor, archive]
    ranked = [meaningful(said) for said in (*people, _exif_words(exif))]
    return Drafts(**{name: _first(name, ranked) for name in Drafts.__dataclass_fields__})


def _first(name: str, ranked: list[Said]) -> str:
    return next((said[name] for said in ranked if said.get(name)), "")


def _xmp_words(packet: bytes) -> Said:
    if not packet:
        return {}
    from captionbot.photos.words.embedded.xmp import xmp_words  # noqa: PLC0415 - XML, and many photos have none

    return xmp_words(packet)


def _exif_words(raw: bytes) -> Said:
    if not raw:
        return {}
    from captionbot.photos.words.embedded.exif import exif_words  # noqa: PLC0415 - Pillow; many photos have no EXIF

    return exif_words(raw)
