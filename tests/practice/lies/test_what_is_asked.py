"""Lies about what was asked: pages of fewer rows, cursors that have moved, and too much at once."""

import pytest

from tests.practice.starting import Facebook


def _thread(facebook: Facebook, many: int = 6) -> str:
    post = facebook.post_photo("A long thread")
    for number in range(many):
        facebook.comment(f"{number}")
    return post


def _walked(facebook: Facebook, post: str) -> list[str]:
    """All the words of a thread, by the cursors that the answers give."""
    found: list[str] = []
    after: dict[str, str] = {}
    while True:
        told = facebook.get(f"{post}/comments", fields="message", filter="stream", limit=100, **after)
        found += [row["message"] for row in told["data"]]
        if "next" not in told.get("paging", {}):
            return found
        after = {"after": told["paging"]["cursors"]["after"]}


def test_a_page_may_hold_fewer_rows_than_were_asked_for(facebook: Facebook) -> None:
    """Every row still comes, on more pages."""
    post = _thread(facebook)
    facebook.fault("few=2:GET*/comments")

    first = facebook.get(f"{post}/comments", limit=100)

    assert (len(first["data"]), "next" in first["paging"]) == (2, True)
    assert _walked(facebook, post) == ["0", "1", "2", "3", "4", "5"]


@pytest.mark.parametrize(("fault", "seen"), [("repeats=1", "0112233445"), ("skips=1", "0134")])
def test_a_ranking_that_moves_repeats_rows_or_hides_them(facebook: Facebook, fault: str, seen: str) -> None:
    """As when comments overtake each other while somebody pages."""
    post = _thread(facebook)
    facebook.fault("few=2:GET*/comments", f"{fault}:GET*/comments")

    assert "".join(_walked(facebook, post)) == seen


def test_too_much_at_once_is_refused_until_less_is_asked_for(facebook: Facebook) -> None:
    """Code 1, "reduce the amount of data", while a list of more than so many rows is wanted; no other read is."""
    post = _thread(facebook)
    facebook.fault("heavy=3")

    refused = facebook.graph("GET", f"{post}/comments", params={"limit": 4})

    assert (refused.status_code, refused.json()["error"]["code"]) == (500, 1)
    assert "reduce the amount" in refused.json()["error"]["message"]
    assert len(facebook.get(f"{post}/comments", limit=3)["data"]) == 3
    assert facebook.get(post)["id"] == post


@pytest.mark.parametrize("how", ["bare", "long", "photo"])
def test_comment_ids_print_in_other_ways(facebook: Facebook, how: str) -> None:
    """With the last part alone, with all three, or with the photo's part; each of them can be read again."""
    post = _thread(facebook, 1)
    number = facebook.comment("Mine").rpartition("_")[2]
    photo = next(one["photo_ids"][0] for one in facebook.live_posts() if one["id"] == post)
    facebook.fault(f"ids={how}:GET*/comments")

    row = facebook.get(f"{post}/comments", filter="stream", fields="message")["data"][-1]

    assert row["id"] == {"bare": number, "long": f"{post}_{number}", "photo": f"{photo}_{number}"}[how]
    assert facebook.get(row["id"])["message"] == "Mine"


def test_a_persons_token_sees_no_comments_and_may_say_nothing(facebook: Facebook) -> None:
    """An empty list under HTTP 200, and errors of their own for a post and a comment; other reads work."""
    post = _thread(facebook)
    facebook.fault("user-token")

    assert facebook.get(f"{post}/comments") == {"data": []}
    assert facebook.get(post)["message"] == "A long thread"
    posted = facebook.graph("POST", f"{facebook.page_id}/feed", data={"message": "x"}).json()["error"]
    wrote = facebook.graph("POST", f"{post}/comments", data={"message": "x"}).json()["error"]
    assert (posted["code"], wrote["code"]) == (200, 1705)
    facebook.clear_faults()
    assert len(facebook.get(f"{post}/comments")["data"]) == 6


def test_usage_headers_come_only_where_they_are_asked_for(facebook: Facebook) -> None:
    """At low use there are none."""
    assert "X-App-Usage" not in facebook.graph("GET", "me").headers
    facebook.fault("usage=91:GET*/me:1")

    busy = facebook.graph("GET", "me").headers

    assert '"call_count": 91' in busy["X-App-Usage"]
    assert facebook.page_id in busy["X-Business-Use-Case-Usage"]
    assert "X-App-Usage" not in facebook.graph("GET", "me").headers
