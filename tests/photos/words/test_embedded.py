"""The words in a photo itself: what is found, which goes before which, and what is no word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.photos.words.drafts import Drafts
from captionbot.photos.words.embedded import drafts_in
from captionbot.photos.words.embedded.said import LONGEST
from tests.photos.words.blocks import UTF8, exif, iim, listed, resources, xmp

ARCHIVED = iim(
    UTF8,
    (2, 105, b"Biscuit banned"),
    (2, 120, "The horse at the Größe diner.".encode()),
    (2, 110, b"Springfield Library"),
    (2, 116, b"City of Springfield"),
    (2, 115, b"box 12"),
    (2, 55, b"19740605"),
)


def test_iptc_says_six_things() -> None:
    """Bare, in Photoshop's resources, and without their heading."""
    said = Drafts(
        headline="Biscuit banned",
        description="The horse at the Größe diner.",
        credit="Springfield Library",
        rights="City of Springfield",
        source="box 12",
        taken="1974-06-05",
    )

    assert drafts_in(iptc=ARCHIVED) == said
    assert drafts_in(iptc=resources(ARCHIVED)) == said
    assert drafts_in(iptc=resources(ARCHIVED).removeprefix(b"Photoshop 3.0\0")) == said


@pytest.mark.parametrize(
    ("encoding", "records"), [("utf-8", ()), ("cp1252", ()), ("mac_roman", ()), ("utf-8", (UTF8,))]
)
def test_iptc_without_a_character_set_is_read_as_any_text(
    encoding: str, records: tuple[tuple[int, int, bytes], ...]
) -> None:
    """Most programs don't say in what they write."""
    assert drafts_in(iptc=iim(*records, (2, 120, "Don’t stop".encode(encoding)))).description == "Don’t stop"


@pytest.mark.parametrize(
    ("day", "taken"), [("19740600", "1974-06"), ("19740000", "1974"), ("00000000", ""), ("June 1974", "")]
)
def test_iptc_knows_days_of_which_only_a_part_is_known(day: str, taken: str) -> None:
    """Zeros stand for what nobody knows."""
    assert drafts_in(iptc=iim((2, 55, day.encode()))).taken == taken


def test_xmp_says_all_that_can_be_said() -> None:
    """Properties as elements and as attributes, lists and languages."""
    packet = xmp(
        listed("dc:description", "Ein Pferd", "A horse", languages=("de", "x-default"))
        + listed("dc:rights", "City")
        + listed("Iptc4xmpExt:PersonInImage", "Ada Invented", "Bo Invented", kind="Bag")
        + "<photoshop:Credit>Library</photoshop:Credit><photoshop:Source>box 12</photoshop:Source>"
        + listed("Iptc4xmpCore:AltTextAccessibility", "A horse at a counter."),
        photoshop_Headline="Biscuit &amp; co.",
        photoshop_DateCreated="1974-06",
        xmp_CreateDate="2019-01-02T10:00:00",
    )

    assert drafts_in(xmp=packet) == Drafts(
        alt="A horse at a counter.",
        headline="Biscuit & co.",
        description="A horse",
        credit="Library",
        rights="City",
        source="box 12",
        people="Ada Invented, Bo Invented",
        taken="1974-06",
    )


@pytest.mark.parametrize(
    ("languages", "chosen"),
    [
        (("de", "en-GB"), "second"),
        (("de", "x-default"), "second"),
        (("de", "fr"), "first"),
        (("en", "x-default"), "second"),
    ],
)
def test_the_language_that_counts(languages: tuple[str, str], chosen: str) -> None:
    """The one that the writer calls the default, then English, then the first."""
    assert drafts_in(xmp=xmp(listed("dc:description", "first", "second", languages=languages))).description == chosen


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("1974", "1974"),
        ("1974-06", "1974-06"),
        ("1974-06-05", "1974-06-05"),
        ("1974-06-05T10:00:00-06:00", "1974-06-05"),
        ("1974-06-05T10:00Z", "1974-06-05"),
        ("1974:06:05 10:00:00", "1974-06-05"),
        ("1974-13-01", ""),
        ("1975-02-29", ""),
        ("0000-00-00", ""),
        ("about 1974", ""),
        ("19740605", ""),
        ("1974-06-051", ""),
    ],
)
def test_a_date_is_a_year_a_month_or_a_day(written: str, taken: str) -> None:
    """In the form that a sidecar has."""
    assert drafts_in(xmp=xmp(photoshop_DateCreated=written)).taken == taken


def test_the_day_of_a_scan_is_no_day_on_which_it_was_taken() -> None:
    """``xmp:CreateDate`` is when the file was made."""
    assert not drafts_in(xmp=xmp(xmp_CreateDate="2019-01-02T10:00:00")).taken


def test_exif_is_asked_last() -> None:
    """Words of a person go before those of a machine, also where the machine's are not known as such."""
    camera = exif(taken="2019:01:02 10:00:00", ImageDescription="Flatbed 9000", Copyright="Somebody", Artist="Sam")
    found = drafts_in(exif=camera, iptc=ARCHIVED)

    assert (found.description, found.rights, found.taken) == (
        "The horse at the Größe diner.",
        "City of Springfield",
        "1974-06-05",
    )
    alone = Drafts(description="Flatbed 9000", rights="Somebody", credit="Sam", taken="2019-01-02")
    assert drafts_in(exif=camera) == alone
    assert drafts_in(exif=camera.removeprefix(b"Exif\0\0")) == alone


def test_xmp_goes_before_iptc_unless_iptc_was_written_later() -> None:
    """The digest that Photoshop leaves is that of the IPTC which the XMP agrees with."""
    packet, old = xmp(photoshop_Headline="by XMP"), iim((2, 105, b"as it was"))

    assert drafts_in(xmp=packet, iptc=ARCHIVED).headline == "by XMP"
    assert drafts_in(xmp=packet, iptc=resources(ARCHIVED, digest_of=ARCHIVED)).headline == "by XMP"
    assert drafts_in(xmp=packet, iptc=resources(ARCHIVED, digest_of=old)).headline == "Biscuit banned"
    assert drafts_in(xmp=packet, iptc=resources(ARCHIVED, digest_of=old)).source == "box 12"


def test_who_made_it_is_offered_as_credit_where_none_is_given() -> None:
    """By-line, creator or artist."""
    assert drafts_in(iptc=iim((2, 80, b"Jane"))).credit == "Jane"
    assert drafts_in(iptc=iim((2, 80, b"Jane"), (2, 110, b"Library"))).credit == "Library"
    assert drafts_in(xmp=xmp(listed("dc:creator", "Jane", "Joe", kind="Seq"))).credit == "Jane, Joe"


@pytest.mark.parametrize(
    "words",
    [
        *("OLYMPUS DIGITAL CAMERA", "SONY DSC", "DCIM/100MEDIA/DJI_0001.JPG", "Screenshot", "IMG_1234.jpg", "DSC01234"),
        *(
            "",
            "   ",
            "---",
            "untitled",
            "<untitled>",
            "Created with GIMP",
            "cof",
            "User comments",
            "Digital Camera",
            "1234",
        ),
        *(
            "KODAK Digital Still Camera",
            "MINOLTA DIGITAL CAMERA",
            "scan0001",
            "Photo 12",
            "file written by Adobe Photoshop",
        ),
    ],
)
def test_what_machines_write_is_no_description(words: str) -> None:
    """Nor the name of a file."""
    assert drafts_in(exif=exif(ImageDescription=words)) == Drafts()
    assert drafts_in(iptc=iim((2, 105, words.encode()))) == Drafts()


@pytest.mark.parametrize("words", ["Sam", "Photo of a horse", "Horse 54, where are you?", "Class of 1974", "A scan"])
def test_what_people_write_is(words: str) -> None:
    """Even short."""
    assert drafts_in(exif=exif(ImageDescription=words)).description == words


@pytest.mark.parametrize(
    "taken", ["0000:00:00 00:00:00", "1970:01:01 00:00:00", "1980:01:01 00:03:12", "    :  :  ", "x"]
)
def test_a_clock_that_was_never_set_tells_no_day(taken: str) -> None:
    """But an archive may mean New Year's Day."""
    assert not drafts_in(exif=exif(taken=taken)).taken
    assert drafts_in(iptc=iim((2, 55, b"19700101"))).taken == "1970-01-01"


def test_text_is_storable_short_and_on_as_many_lines_as_it_may_have() -> None:
    """A description may have paragraphs, anything else is one line; what can't be seen is gone."""
    hostile = "<b>bold</b>\u202e \x1b[31m\r\n\r\n\r\n\r\nand\0on  "
    found = drafts_in(iptc=iim(UTF8, (2, 120, hostile.encode()), (2, 105, hostile.encode()), (2, 110, b"w " * 9000)))

    assert found.description == "<b>bold</b> \ufffd[31m\n\nand\ufffdon"
    assert found.headline == "<b>bold</b> \ufffd[31m and\ufffdon"
    assert len(found.credit) <= LONGEST
    assert found.credit.endswith("w…")


@pytest.mark.parametrize(
    "packet",
    [
        b"<a>" * 140_000,
        b"<a>" * 140_000 + b"</a>" * 140_000,
        b'<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
        b"<x>\xff</x>",
        b"not XML > at all <",
        xmp("x" * 1_000_001),
        xmp("<dc:description rdf:parseType='Resource'><dc:x>a</dc:x></dc:description>"),
    ],
)
def test_a_packet_that_cant_be_read_says_nothing(packet: bytes) -> None:
    """Deep, self-referring, broken, too long."""
    assert drafts_in(xmp=packet) == Drafts()


@pytest.mark.parametrize(
    "records",
    [
        b"\x1c\x02\x69\x80\x04\0\0\0\x03abc",
        b"\x1c\x02",
        b"Photoshop 3.0\0",
        b"8BIM\x04\x04\0\0\xff\xff\xff\xff",
        b"\x1c" * 1_000_001,
    ],
)
def test_records_that_cant_be_read_say_nothing(records: bytes) -> None:
    """Cut short, of an extended size, too long."""
    assert drafts_in(iptc=records) == Drafts()


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"\x1c\x02\x69", b"8BIM\x04\x04"]),
)
def test_any_bytes_do_no_harm(raw: bytes, begin: bytes) -> None:
    """They are anyone's."""
    for drafts in (drafts_in(exif=begin + raw), drafts_in(iptc=begin + raw), drafts_in(xmp=raw)):
        assert f"{drafts}".encode()
