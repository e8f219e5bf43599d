"""XMP: RDF in XML, as editors and archives write it (ISO 16684-1)."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from captionbot.photos.words.embedded.said import MOST_BYTES, Said, partial_date

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP: Final = "{http://ns.adobe.com/photoshop/1.0/}"
_EXIF: Final = "{http://ns.adobe.com/exif/1.0/}"
_CORE: Final = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_EXT: Final = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_FIELDS: Final = {
    "alt": (f"{_CORE}AltTextAccessibility",),
    "headline": (f"{_PHOTOSHOP}Headline", f"{_DC}title"),
    "description": (f"{_DC}description",),
    "credit": (f"{_PHOTOSHOP}Credit", f"{_DC}creator"),
    "rights": (f"{_DC}rights",),
    "source": (f"{_PHOTOSHOP}Source",),
    "people": (f"{_EXT}PersonInImage",),
}
# xmp:CreateDate is left out: it is the day of the scan (MWG 2.0: "digitized").
_TAKEN: Final = (f"{_PHOTOSHOP}DateCreated", f"{_EXIF}DateTimeOriginal")
_LISTS: Final = frozenset({f"{_EXT}PersonInImage", f"{_DC}creator"})
_LANGUAGES: Final = ("x-default", "en")
_MOST_IN_A_LIST: Final = 50

_Values = list[tuple[str, str]]
"""Languages (or nothing) and texts of one property, in their order."""


def xmp_words(packet: bytes) -> Said:
    """What a packet says; nothing where it is no XML, or too long."""
    properties = _properties(packet)
    said = {name: _first_said(properties, keys) for name, keys in _FIELDS.items()}
    days = (partial_date(_joined(key, properties.get(key, []))) for key in _TAKEN)
    return {**said, "taken": next(filter(None, days), "")}


def _first_said(properties: dict[str, _Values], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if (text := _joined(key, properties.get(key, []))).strip()), "")


def _joined(key: str, values: _Values) -> str:
    if key in _LISTS:
        return ", ".join(text.strip() for _, text in values[:_MOST_IN_A_LIST] if text.strip())
    ranked = sorted(values, key=lambda one: _rank(one[0]))  # stable: among equals the first
    return next((text for _, text in ranked if text.strip()), "")


def _rank(language: str) -> int:
    wanted = (place for place, begin in enumerate(_LANGUAGES) if language.lower().startswith(begin))
    return next(wanted, len(_LANGUAGES))


def _properties(packet: bytes) -> dict[str, _Values]:
    """Each property of the packet's descriptions with its values, the first that says something."""
    begin, end = packet.find(b"<"), packet.rfind(b">")
    if not 0 <= begin < end or len(packet) > MOST_BYTES:
        return {}
    try:
        root = fromstring(packet[begin : end + 1], forbid_dtd=True)
    except Exception:  # noqa: BLE001 - anyone's bytes, and expat, codecs and defusedxml each have errors of their own
        return {}
    found: dict[str, _Values] = {}
    for key, values in _described(root):
        if values:
            found.setdefault(key, values)
    return found


def _described(root: Element) -> Iterator[tuple[str, _Values]]:
    for rdf in root.iter(f"{_RDF}RDF"):
        for description in rdf.findall(f"{_RDF}Description"):
            yield from ((key, [("", text)]) for key, text in description.attrib.items())
            yield from ((child.tag, list(_values(child))) for child in description)


def _values(prop: Element) -> Iterator[tuple[str, str]]:
    """A property's texts: its own, or those of the list in it; a structure says nothing."""
    if not len(prop):
        yield prop.get(_LANG, ""), prop.text or ""
    for items in prop:
        yield from ((item.get(_LANG, ""), item.text or "") for item in items.findall(f"{_RDF}li"))
