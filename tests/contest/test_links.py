"""What a link leads to, in every shape that people copy."""

import pytest

from captionbot.contest.links import Link, is_link, is_number, read_link, same_link

OPAQUE = "pfbid02aBcDeFgHiJkLmNoPqRsTuVwXyZ"
LINKS = {
    "a post": ("https://www.facebook.com/springfieldpolice/posts/1330000000001", Link(post="1330000000001")),
    "with words before the number": (
        "https://www.facebook.com/springfieldpolice/posts/caption-this-one/1330000000001/",
        Link(post="1330000000001"),
    ),
    "from a phone": (
        "https://m.facebook.com/story.php?story_fbid=1330000000001&id=6100&ref=share",
        Link(post="1330000000001"),
    ),
    "permalink.php": ("facebook.com/permalink.php?story_fbid=13300&id=6100", Link(post="13300")),
    "both numbers": ("https://facebook.com/6100_13300", Link(post="13300")),
    "a photo": ("https://www.facebook.com/photo/?fbid=1220&set=a.99", Link(photo="1220")),
    "photo.php": ("https://www.facebook.com/photo.php?fbid=1220", Link(photo="1220")),
    "a photo of an album": ("https://www.facebook.com/springfieldpolice/photos/a.99/1220/?type=3", Link(photo="1220")),
    "a comment": (
        "https://www.facebook.com/springfieldpolice/posts/13300?comment_id=14400",
        Link(post="13300", comment="14400"),
    ),
    "a comment with both numbers": (
        "https://www.facebook.com/photo/?fbid=1220&comment_id=13300_14400",
        Link(photo="1220", comment="14400"),
    ),
    "a comment in Base64": (
        "https://www.facebook.com/springfieldpolice/posts/13300?comment_id=Y29tbWVudDoxMzMwMF8xNDQwMA%3D%3D",
        Link(post="13300", comment="14400"),
    ),
    "a reply": (
        "https://www.facebook.com/x/posts/13300?comment_id=14400&reply_comment_id=14500",
        Link(post="13300", comment="14500"),
    ),
    "copied while signed out": (
        "https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Fx%2Fposts%2F13300",
        Link(post="13300"),
    ),
    "a short id": (f"https://www.facebook.com/springfieldpolice/posts/{OPAQUE}", Link(opaque=True)),
    "a short id in permalink.php": (
        f"https://www.facebook.com/permalink.php?story_fbid={OPAQUE}&id=6100",
        Link(opaque=True),
    ),
    "a comment under a short id": (
        f"https://www.facebook.com/x/posts/{OPAQUE}?comment_id=14400",
        Link(comment="14400", opaque=True),
    ),
    "the share button's": ("https://www.facebook.com/share/p/1AbCdEfGhI/", Link(opaque=True)),
    "a shortened one": ("https://fb.watch/abcdef", Link(opaque=True)),
    "the Page alone": ("https://www.facebook.com/springfieldpolice", Link()),
    "another site": ("https://example.org/posts/of-the-day", Link()),
    "no comment's id": ("https://facebook.com/x/posts/13300?comment_id=me", Link(post="13300")),
    "nothing that can be read": ("https://[facebook.com/x", Link()),
}


@pytest.mark.parametrize(("written", "leads_to"), LINKS.values(), ids=LINKS)
def test_a_link_leads_where_it_says(written: str, leads_to: Link) -> None:
    """And nowhere that only Facebook could tell."""
    assert is_link(written)
    assert read_link(f" {written}\n") == leads_to


@pytest.mark.parametrize("words", ["Stop. In the name of the law.", "facebook", "14400", "He said fb.me up"])
def test_words_are_no_link(words: str) -> None:
    """Nor is a number."""
    assert not is_link(words)


def test_a_number_is_an_id_in_any_printed_form() -> None:
    """One, two or three parts."""
    assert all(is_number(words) for words in ("14400", " 13300_14400", "6100_13300_14400"))
    assert not any(is_number(words) for words in ("", "14 horses", "13300_", "①"))


def test_the_same_link_from_a_phone() -> None:
    """What a browser or a phone puts before it makes no other link of it."""
    assert same_link("https://www.facebook.com/x/posts/1#c2", "m.facebook.com/x/posts/1#c2/")
    assert not same_link("https://www.facebook.com/x/posts/1#c2", "https://www.facebook.com/x/posts/1#c3")
