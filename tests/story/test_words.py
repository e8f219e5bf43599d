"""The words of a photo: what its archive and its camera wrote into it, and what staff say of it."""

import io
import json
import re

from PIL import Image

from tests.photos.pictures import file_of
from tests.photos.unlike import unlike
from tests.photos.words.blocks import UTF8, exif, iim, listed, resources, xmp
from tests.story.town import LONG, SLOT, Town

DRAFT = "Zanzibar"
"""In every field that the photo brings along, and nowhere else."""


def archived() -> bytes:
    """A photo into which everything was written that can be."""
    camera = exif(ImageDescription=f"{DRAFT} 1", Artist=f"{DRAFT} 2", Copyright=f"{DRAFT} 3")
    editor = xmp(
        listed("Iptc4xmpExt:PersonInImage", f"{DRAFT} 4", kind="Bag")
        + listed("Iptc4xmpCore:AltTextAccessibility", f"{DRAFT} 5")
        + listed("dc:description", f"{DRAFT} 6"),
        photoshop_Headline=f"{DRAFT} 7",
        photoshop_Credit=f"{DRAFT} 8",
        photoshop_DateCreated="1974-06",
    )
    archive = resources(iim(UTF8, (2, 115, f"{DRAFT} 9".encode()), (2, 120, f"{DRAFT} 10".encode())))
    jpeg = file_of(unlike(1974), exif=camera, xmp=editor, comment=f"{DRAFT} 11".encode())
    return jpeg[:2] + b"\xff\xed" + (len(archive) + 2).to_bytes(2, "big") + archive + jpeg[2:]


def received(town: Town) -> tuple[str, bytes]:
    """Everything that Facebook was ever told, and the picture that it got."""
    session, url = town.facebook.session, town.facebook.url
    told = json.dumps([town.facebook.world(), town.facebook.calls()], ensure_ascii=False)
    page = session.get(url, timeout=LONG).text
    (picture,) = set(re.findall(r"/pictures/\d+", page))
    return told + page, session.get(url + picture, timeout=LONG).content


def test_nothing_that_stands_in_a_photo_is_sent_unseen(town: Town) -> None:
    """No draft reaches Facebook, neither as a field nor within the picture, while no person took it."""
    town.drop("archived.jpg", archived())
    shown = town.must("words", "archived.jpg").out
    town.at(SLOT).later(seconds=5).tick_well()
    words, picture = received(town)

    assert all(f"{DRAFT} {number}" in shown for number in range(4, 10))
    assert town.counts == (1, 0, 0)
    assert DRAFT not in words
    assert DRAFT.encode() not in picture
    assert set(Image.open(io.BytesIO(picture)).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }


def test_what_staff_take_is_sent(town: Town) -> None:
    """And of what they did not take, nothing."""
    town.drop("archived.jpg", archived())
    town.must("words", "archived.jpg", "--take", "description", "--take", "alt", "--credit", "The Library")
    town.at(SLOT).later(seconds=5).tick_well()
    words, _ = received(town)

    (post,) = town.spoken().posts
    assert f"{DRAFT} 6" in post["message"]
    assert "The Library" in post["message"]
    assert f"{DRAFT} 5" in words
    assert set(re.findall(rf"{DRAFT} \d+", words)) == {f"{DRAFT} 5", f"{DRAFT} 6"}
    assert town.photos("posted") == ["archived.jpg", "archived.txt"]
    assert [(row["by"], row["detail"]) for row in town.rows("audit") if row["action"] == "words"] == [
        ("dana", "archived.jpg: alt, words, credit in archived.txt")
    ]


def test_the_words_of_a_contest_that_has_begun_are_kept(town: Town) -> None:
    """Neither its file nor its words are touched any more."""
    town.drop("archived.jpg", archived())
    town.at(SLOT).later(seconds=5).tick_well()

    told = town.refused("words", "archived.jpg", "--alt", "too late")
    assert told.startswith("The contest of archived.jpg has begun: its words are kept with the contest.")
    assert town.photos("posted") == ["archived.jpg"]
