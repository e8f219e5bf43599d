"""Blocks of IPTC, XMP and EXIF, as archives, editors and cameras write them."""

import hashlib
import struct

from PIL import Image
from PIL.ExifTags import IFD, Base

UTF8 = (1, 90, b"\x1b%G")
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" {attributes}>{inside}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def iim(*records: tuple[int, int, bytes]) -> bytes:
    """Bare records: record number, field number, value."""
    return b"".join(
        b"\x1c" + struct.pack(">BBH", record, field, len(value)) + value for record, field, value in records
    )


def resources(records: bytes, digest_of: bytes | None = None) -> bytes:
    """Photoshop's image resources with the records in them, and the digest of other ones."""
    digest = b"" if digest_of is None else hashlib.md5(digest_of, usedforsecurity=False).digest()
    parts = [(0x0425, digest)] if digest else []
    return b"Photoshop 3.0\0" + b"".join(_resource(number, value) for number, value in [*parts, (0x0404, records)])


def _resource(number: int, value: bytes) -> bytes:
    return b"8BIM" + struct.pack(">HxxI", number, len(value)) + value + b"\0" * (len(value) % 2)


def xmp(inside: str = "", **attributes: str) -> bytes:
    """A packet with these properties, as elements or (photoshop_Headline="…") as attributes."""
    written = " ".join(f'{name.replace("_", ":")}="{value}"' for name, value in attributes.items())
    return _XMP.format(inside=inside, attributes=written).encode()


def listed(prop: str, *items: str, kind: str = "Alt", languages: tuple[str, ...] = ()) -> str:
    """A property that is a list, each item in a language of its own if so."""
    marks = [f' xml:lang="{language}"' for language in languages] or [""] * len(items)
    inside = "".join(f"<rdf:li{mark}>{item}</rdf:li>" for mark, item in zip(marks, items, strict=True))
    return f"<{prop}><rdf:{kind}>{inside}</rdf:{kind}></{prop}>"


def exif(*, taken: str = "", **tags: str) -> bytes:
    """EXIF with these tags; text that isn't ASCII in UTF-8, as most programs write it."""
    block = Image.Exif()
    for name, value in tags.items():
        block[Base[name]] = value.encode()
    if taken:
        block.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = taken
    return block.tobytes()
