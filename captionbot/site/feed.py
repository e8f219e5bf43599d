"""The feed: the newest winners as an Atom document (RFC 4287), by absolute addresses."""

import re
import uuid
from datetime import UTC, datetime
from html import escape
from typing import Final
from xml.etree import ElementTree as ET

from captionbot.contest.links import link_of
from captionbot.contest.quoting import isolated, on_one_line
from captionbot.contest.wording import CAPTION_CUT, LINE_CUT, NAME_CUT
from captionbot.site.announced import Announced
from captionbot.site.hanging import FEED, INDEX, Hall, alt_of, contest_file

NEWEST: Final = 50
_ATOM: Final = "http://www.w3.org/2005/Atom"
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML can't hold, whatever is written for it (www.w3.org/TR/xml/#charsets)."""


def shows(hall: Hall) -> tuple[str, ...]:
    """Whom it shows, each by a digest."""
    return tuple(one.winner for one in hall.contests[:NEWEST])


def feed(hall: Hall, page_id: str, began: datetime) -> bytes:
    """The document; ``began`` is when the Page began, and stands for the time of a change while there was none."""
    name = on_one_line(hall.settings.contest_name, NAME_CUT)
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(root, "id", _lasting(page_id))
    _add(root, "title", f"{name}: the winners")
    _add(root, "updated", _when(max((one.changed_at for one in hall.contests), default=began)))
    _link(root, "self", hall.address(FEED), "application/atom+xml")
    _link(root, "alternate", hall.address(INDEX), "text/html")
    author = ET.SubElement(root, "author")
    _add(author, "name", on_one_line(hall.settings.organiser, LINE_CUT) or name)
    for one in hall.contests[:NEWEST]:
        _entry(ET.SubElement(root, "entry"), hall, one, page_id)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, "unicode")}\n'.encode()


def _entry(entry: ET.Element, hall: Hall, one: Announced, page_id: str) -> None:
    _add(entry, "id", _lasting(page_id, one.number))
    _add(entry, "title", f"{one.words.contest} · {one.words.day}")
    _add(entry, "published", _when(one.said_at))
    _add(entry, "updated", _when(one.changed_at))
    _link(entry, "alternate", hall.address(contest_file(one.number)), "text/html")
    _add(entry, "summary", f"{isolated(on_one_line(one.words.caption, CAPTION_CUT))} by {isolated(one.words.by)}")
    _add(entry, "content", _content(hall, one)).set("type", "html")


def _content(hall: Hall, one: Announced) -> str:
    """The card, the caption and the photo's story as HTML; its reader escapes nothing more."""
    picture, parts = hall.pictures.get(one.number), []
    if picture:
        alt = alt_of(hall, one)
        size = f'width="{picture.width}" height="{picture.height}"'
        parts.append(f'<img src="{escape(hall.address(picture.href))}" {size} alt="{escape(alt)}">')
    parts.append(f"<bdi>{escape(one.words.caption)}</bdi> by <bdi>{escape(one.words.by)}</bdi>")
    story = on_one_line(one.told("fact"), CAPTION_CUT)
    parts += [f"What really happened: {escape(story)}"] if story else []
    parts += [escape(one.words.credit)] if one.words.credit else []
    return "".join(f"<p>{part}</p>" for part in parts)


def _lasting(page_id: str, number: int | None = None) -> str:
    """An id that stays when the hall moves, and when it is made anew: of the Page, and of the contest."""
    of_page = uuid.uuid5(uuid.NAMESPACE_URL, link_of(page_id))
    return (of_page if number is None else uuid.uuid5(of_page, str(number))).urn


def _when(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = _NO_XML.sub("", text)
    return child


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href, "type": kind})
