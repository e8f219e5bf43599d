"""The page that people see, as a browser without script meets it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
import requests

from tests.practice.conftest import FRIDAY
from tests.practice.starting import Facebook

HOSTILE = '<script>alert("1")</script> & "quotes"'


@pytest.fixture
def visitor(facebook: Facebook) -> Iterator[requests.Session]:
    """A browser with its cookies."""
    with requests.Session() as session:
        yield session


def _number(graph_id: str) -> str:
    return graph_id.rpartition("_")[2]


def _text(answer: requests.Response) -> str:
    """What a reader sees, without the marks."""
    assert answer.status_code == 200
    return unescape(re.sub(r"<[^>]+>", "", answer.text))


def test_it_says_that_it_is_no_facebook(facebook: Facebook, visitor: requests.Session) -> None:
    """Every page carries the band, the page's name and a policy that runs no script."""
    answer = visitor.get(f"{facebook.url}/", timeout=9)

    assert "Pretend Facebook" in _text(answer)
    assert facebook.page_name in _text(answer)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "<script" not in answer.text


def test_posts_stand_newest_first_with_their_photos(facebook: Facebook, visitor: requests.Session) -> None:
    """A photo comes with its alternative text, by its own address and type."""
    files = {"source": ("a.png", b"\x89PNG\r\n\x1a\n picture")}
    data = {"message": "Older", "alt_text_custom": 'A "horse"'}
    photo = facebook.graph("POST", f"{facebook.page_id}/photos", data=data, files=files).json()["id"]
    facebook.stand_still_at(FRIDAY + timedelta(hours=1))
    facebook.post_photo("Newer")

    answer = visitor.get(f"{facebook.url}/", timeout=9)

    assert _text(answer).index("Newer") < _text(answer).index("Older")
    assert f'src="/pictures/{photo}" alt="A &#34;horse&#34;"' in answer.text
    picture = visitor.get(f"{facebook.url}/pictures/{photo}", timeout=9)
    assert (picture.headers["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert picture.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("text", [HOSTILE, "مرحبا بالعالم", "a" * 2000, "\ud800 lone", "line\nline", "{{ 7 * 7 }}"])
def test_whatever_fans_write_is_shown_and_nothing_more(
    facebook: Facebook, visitor: requests.Session, text: str
) -> None:
    """Captions and names are hostile: they come out as text, in their own direction."""
    post = facebook.post_photo("Hostile")
    facebook.comment(text, by=HOSTILE)

    answer = visitor.get(f"{facebook.url}/posts/{_number(post)}", timeout=9)

    assert "<script" not in answer.text
    assert text.encode("utf-8", "replace").decode() in _text(answer)
    assert HOSTILE in _text(answer)
    assert 'class="words" dir="auto"' in answer.text


def test_a_visitor_writes_answers_and_reacts(facebook: Facebook, visitor: requests.Session) -> None:
    """Under a name of their own: each act is a POST answered with 303, and the Graph sees it."""
    post = facebook.post_photo("Take part")
    named = visitor.post(
        f"{facebook.url}/fan", data={"name": "  Otto   Owl ", "back": "/"}, timeout=9, allow_redirects=False
    )
    written = visitor.post(
        f"{facebook.url}/posts/{_number(post)}/comments", data={"text": "Mine"}, timeout=9, allow_redirects=False
    )
    assert (named.status_code, written.status_code) == (303, 303)
    (row,) = facebook.get(f"{post}/comments", fields="id,message,from")["data"]
    assert (row["message"], row["from"]["name"]) == ("Mine", "Otto Owl")
    assert written.headers["Location"].endswith(f"#c{_number(row['id'])}")

    comment = f"{facebook.url}/comments/{_number(row['id'])}"
    visitor.post(f"{comment}/replies", data={"text": "To myself"}, timeout=9)
    visitor.post(f"{comment}/reactions", data={"kind": "LOVE"}, timeout=9)
    visitor.post(f"{facebook.url}/posts/{_number(post)}/reactions", data={"kind": "HAHA"}, timeout=9)

    shown = facebook.get(row["id"], fields="comment_count,reactions.summary(true)")
    assert (shown["comment_count"], shown["reactions"]["data"][0]["type"]) == (1, "LOVE")
    assert 'aria-pressed="true"' in visitor.get(f"{facebook.url}/posts/{_number(post)}", timeout=9).text
    visitor.post(f"{comment}/reactions", data={"kind": "LOVE"}, timeout=9)
    assert facebook.get(row["id"], fields="reactions.summary(true)")["reactions"]["summary"]["total_count"] == 0


def test_the_pages_own_words_are_marked(facebook: Facebook, visitor: requests.Session) -> None:
    """The bot's reply stands under its comment, with the Page's badge."""
    post = facebook.post_photo("Marked")
    comment = facebook.comment("Best one")
    facebook.graph("POST", f"{comment}/comments", data={"message": "Congratulations!"})

    html = visitor.get(f"{facebook.url}/posts/{_number(post)}", timeout=9).text

    assert re.search(r'class="comment ours".*?class="badge".*?Congratulations!', html, re.DOTALL)


def test_hidden_and_deleted_things_are_not_shown(facebook: Facebook, visitor: requests.Session) -> None:
    """The public sees neither, and a deleted post's page is gone."""
    post = facebook.post_photo("Seen")
    facebook.hide(facebook.comment("Not for you"))
    facebook.delete(facebook.comment("Nor for you"))
    address = f"{facebook.url}/posts/{_number(post)}"

    assert "for you" not in _text(visitor.get(address, timeout=9))
    facebook.delete(post)
    assert visitor.get(address, timeout=9).status_code == 404


def test_a_long_thread_is_cut_into_pages_in_three_orders(facebook: Facebook, visitor: requests.Session) -> None:
    """A hundred comments at a time, by reactions or by time."""
    post = facebook.post_photo("Long")
    rows = [{"text": f"Caption {number:03}", "reactions": number} for number in range(130)]
    facebook.lever("comments", comments=rows)
    address = f"{facebook.url}/posts/{_number(post)}"

    def shown(**params: str) -> list[str]:
        return re.findall(r"Caption \d{3}", _text(visitor.get(address, params=params, timeout=9)))

    assert (shown()[0], len(shown())) == ("Caption 129", 100)
    assert shown(**{"from": "100"})[-1] == "Caption 000"
    assert shown(order="newest")[0] == "Caption 129"
    assert shown(order="oldest")[0] == "Caption 000"
    assert shown(order="nonsense", **{"from": "-5"})[0] == "Caption 129"


@pytest.mark.parametrize(
    ("path", "status"),
    [("posts/1/comments", 404), ("comments/1/replies", 404), ("comments/1/reactions", 404)],
)
def test_acts_on_nothing_are_404(facebook: Facebook, path: str, status: int) -> None:
    """What is not there can't be answered or liked."""
    assert requests.post(f"{facebook.url}/{path}", data={"text": "x"}, timeout=9).status_code == status


def test_wrong_forms_change_nothing(facebook: Facebook, visitor: requests.Session) -> None:
    """An empty caption, an unknown reaction and a way back to another site are all harmless."""
    post = facebook.post_photo("Wrong forms")
    address = f"{facebook.url}/posts/{_number(post)}"

    assert visitor.post(f"{address}/comments", data={"text": "  "}, timeout=9).status_code == 200
    assert visitor.post(f"{address}/reactions", data={"kind": "SHRUG"}, timeout=9).status_code == 400
    for back in ("https://example.org/", "//example.org", "/\\example.org"):
        data = {"name": "x", "back": back}
        answer = visitor.post(f"{facebook.url}/fan", data=data, timeout=9, allow_redirects=False)
        assert answer.headers["Location"] == "/"
    assert facebook.get(f"{post}/comments") == {"data": []}


def test_watching_reloads_by_itself(facebook: Facebook, visitor: requests.Session) -> None:
    """Only where it is asked for, so that nobody's typing is lost."""
    assert "http-equiv" not in visitor.get(f"{facebook.url}/", timeout=9).text
    assert 'http-equiv="refresh"' in visitor.get(f"{facebook.url}/?watch", timeout=9).text
