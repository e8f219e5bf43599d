"""A viral thread."""

import time

from tests.practice.starting import Facebook


def test_five_thousand_comments_are_walked_quickly(facebook: Facebook) -> None:
    """Every comment comes exactly once in the stream, a hundred at a time, and no page takes long."""
    post = facebook.post_photo("Viral")
    facebook.lever("crowd", post=post, size=5000, seed=5, at_once=True)
    fields = "id,message,reactions.limit(0).summary(total_count)"
    ids, slowest, params = list[str](), 0.0, {"filter": "stream", "limit": "100", "fields": fields}
    while True:
        began = time.monotonic()
        page = facebook.get(f"{post}/comments", **params)
        slowest = max(slowest, time.monotonic() - began)
        ids += [row["id"] for row in page["data"]]
        if "next" not in page["paging"]:
            break
        params["after"] = page["paging"]["cursors"]["after"]

    truth = {one["id"] for one in facebook.world()["comments"] if one["post"] in post and not one["deleted"]}
    assert len(ids) == len(set(ids))
    assert set(ids) == truth
    assert slowest < 2


def test_ranked_rows_repeat_and_skip_while_people_vote(facebook: Facebook) -> None:
    """A comment that overtakes between two pages pushes another one onto the next page again, and is itself missed."""
    post = facebook.post_photo("Overtaking")
    comments = [facebook.comment(f"{number}", reactions=20 - number) for number in range(6)]
    first = facebook.get(f"{post}/comments", limit=3, fields="id")
    facebook.vote(comments[5], 100)

    second = facebook.get(f"{post}/comments", limit=3, fields="id", after=first["paging"]["cursors"]["after"])

    seen = [row["id"] for row in first["data"] + second["data"]]
    assert comments[5] not in seen
    assert seen.count(comments[2]) == 2


def test_a_deleted_row_makes_the_next_page_skip_one(facebook: Facebook) -> None:
    """Cursors go by position: where a row vanishes, the one behind the cut is missed."""
    post = facebook.post_photo("Vanishing")
    comments = [facebook.comment(f"{number}") for number in range(4)]
    first = facebook.get(f"{post}/comments", limit=2, fields="id", filter="stream")
    facebook.delete(comments[0])

    second = facebook.get(
        f"{post}/comments", limit=2, fields="id", filter="stream", after=first["paging"]["cursors"]["after"]
    )

    assert [row["id"] for row in second["data"]] == [comments[3]]
