"""The feed: an Atom document that a reader understands, and whose entries keep their ids."""

from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from captionbot import decisions
from tests.site.room.conftest import MakeHall
from tests.site.room.hung import Hall, say
from tests.site.room.test_hung import MARIA

ATOM = "{http://www.w3.org/2005/Atom}"


def read(hall: Hall) -> Element:
    """The feed, as a reader of feeds reads it."""
    found: Element = fromstring(hall.text("feed.xml"))
    return found


def said(element: Element, name: str) -> str:
    """The text of its one child of that name."""
    (child,) = element.findall(f"{ATOM}{name}")
    return child.text or ""


def entries(hall: Hall) -> list[Element]:
    """What the feed tells of, in its order."""
    return read(hall).findall(f"{ATOM}entry")


def links(element: Element) -> dict[str, str]:
    """Where it leads, by the kind of link."""
    return {link.attrib["rel"]: link.attrib["href"] for link in element.findall(f"{ATOM}link")}


def test_it_has_what_a_feed_must_have(hall: Hall) -> None:
    """An id, a title, a time, an author; each entry an id, a title, times and its page (RFC 4287, 4.1)."""
    hall.hang(1, 2).write()
    feed = read(hall)
    first = entries(hall)[0]

    assert said(feed, "title") == "Beat the Caption: the winners"
    assert said(feed, "updated") == "2026-12-08T17:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Springfield Police"
    assert links(feed) == {
        "self": "https://captions.example.org/hall/feed.xml",
        "alternate": "https://captions.example.org/hall/",
    }
    assert said(first, "title") == "Beat the Caption no. 2 · Friday 4 December 2026"
    assert said(first, "published") == said(first, "updated") == "2026-12-08T17:00:00Z"
    assert links(first) == {"alternate": "https://captions.example.org/hall/contest-2.html"}
    assert said(first, "id").startswith("urn:uuid:")
    assert len({said(one, "id") for one in [feed, *entries(hall)]}) == 3


def test_a_reader_sees_card_and_story(hall: Hall) -> None:
    """By absolute addresses, and as HTML that its reader needs not escape."""
    hall.hang(1, fact="Biscuit & <co>").write()
    (content,) = entries(hall)[0].findall(f"{ATOM}content")
    text = content.text or ""

    assert content.attrib["type"] == "html"
    assert 'src="https://captions.example.org/hall/cards/1-' in text
    assert "Biscuit &amp; &lt;co&gt;" in text
    assert "<bdi>“Words 0 of week 1”</bdi> by <bdi>Ottilie F.</bdi>" in text


def test_ids_never_change(hall: Hall, make_hall: MakeHall) -> None:
    """Not when the hall moves, nor by a correction, which changes the entry's time."""
    hall.hang(1).write()
    before = entries(hall)[0]
    with hall.store.transaction() as record:
        decisions.correct(record, 1, "1001", MARIA)
        row = record.contests.get(1)
        say(record, row, "Correction: “Words 1 of week 1” wins.", row.slot_at)
    hall.settings = make_hall("SITE_URL=https://elsewhere.example.org\nCONTEST_NAME=Other\n").settings
    hall.write()
    after = entries(hall)[0]

    assert said(after, "id") == said(before, "id")
    assert said(after, "published") == said(before, "published")
    assert said(after, "updated") > said(before, "updated")
    assert links(after)["alternate"] == "https://elsewhere.example.org/contest-1.html"


def test_it_has_the_newest_fifty(hall: Hall) -> None:
    """The newest first; the board has them all."""
    hall.hang(*range(1, 53)).write()
    told = [said(one, "title") for one in entries(hall)]

    assert len(told) == 50
    assert told[0].startswith("Beat the Caption no. 52 ")
    assert told[-1].startswith("Beat the Caption no. 3 ")


def test_an_empty_one_is_a_feed_too(hall: Hall) -> None:
    """Whose time is when the Page began."""
    hall.write()

    assert said(read(hall), "updated") == "2026-11-27T16:00:00Z"
    assert entries(hall) == []


def test_what_xml_can_not_hold_is_left_out(hall: Hall) -> None:
    """A caption may have any sign in it; every reader can read the feed all the same."""
    hall.hang(1)
    with hall.store.transaction() as record:
        decision = record.contests.decision(record.contests.get(1))
        assert decision is not None
        decision.said_caption = "a\x0bb\ufffec ]]> </summary> & 😀"
    hall.write()

    assert "c ]]> </summary> & 😀" in said(entries(hall)[0], "summary")


def test_without_an_address_there_is_none(make_hall: MakeHall) -> None:
    """Relative links are of no use in a feed; no page leads to it, and none says where it is on the web."""
    hall = make_hall().hang(1)
    done = hall.write()
    everything = hall.everything()

    assert (done.feed, "feed.xml" in hall.files) == (False, False)
    for words in ("feed.xml", "og:image", 'rel="canonical"', "twitter:card"):
        assert words not in everything


def test_with_an_address_shared_links_show_the_card(hall: Hall) -> None:
    """By its absolute address, its size, and in words: there is no text beside it."""
    hall.hang(1, 2).write()
    card = next(name for name in hall.files if name.startswith("cards/1-") and not name.endswith("-640.jpg"))
    page, board = hall.text("contest-1.html"), hall.text("index.html")

    for words in (
        f'<meta property="og:image" content="https://captions.example.org/hall/{card}">',
        '<meta property="og:image:width" content="1200">',
        '<meta property="og:image:height" content="1500">',
        '<meta property="og:type" content="article">',
        '<link rel="canonical" href="https://captions.example.org/hall/contest-1.html">',
    ):
        assert words in page
    alt = page.partition('<meta property="og:image:alt" content="')[2].partition('"')[0]
    assert alt.startswith("Horses of week 1")
    assert "“Words 0 of week 1” by Ottilie F." in alt
    assert '<meta property="og:url" content="https://captions.example.org/hall/">' in board
    assert "https://captions.example.org/hall/cards/2-" in board
