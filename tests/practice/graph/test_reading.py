"""What the Graph shows, over real HTTP, in the shapes that were recorded of the real one."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.practice.conftest import FRIDAY
from tests.practice.starting import Facebook

RICH = (
    "id,message,created_time,from{id,name},message_tags,attachment,parent{id},is_hidden,permalink_url,"
    "reactions.limit(0).summary(total_count,viewer_reaction),reactions.type(LOVE).limit(0).summary(total_count).as(love)"
)


def test_the_page_knows_itself(facebook: Facebook) -> None:
    """``/me`` and the Page's id show the same, and the Page's own token comes back when asked for."""
    assert facebook.get("me") == {"name": facebook.page_name, "id": facebook.page_id}
    assert facebook.get(facebook.page_id, fields="access_token,name")["access_token"] == facebook.token


def test_a_user_token_finds_its_pages(facebook: Facebook) -> None:
    """``/me/accounts`` lists the Page with its token and tasks, in pages."""
    answer = facebook.graph("GET", "me/accounts", token="practice-user-token").json()

    (account,) = answer["data"]
    assert (account["id"], account["access_token"]) == (facebook.page_id, facebook.token)
    assert "CREATE_CONTENT" in account["tasks"]
    assert answer["paging"]["cursors"]
    assert facebook.graph("GET", "me/accounts").json()["error"]["code"] == 100


def test_every_answer_is_dated_by_practices_clock_and_names_its_version(facebook: Facebook) -> None:
    """Date, version and type stand in the headers, as do usage figures once there are any."""
    headers = facebook.graph("GET", "me").headers

    assert headers["Date"] == "Fri, 27 Nov 2026 16:00:00 GMT"
    assert headers["facebook-api-version"] == "v26.0"
    assert headers["Content-Type"] == "application/json; charset=UTF-8"
    assert "X-App-Usage" not in headers
    facebook.lever("usage", call_count=97, total_time=23, minutes=4)
    headers = facebook.graph("GET", "me").headers
    assert json.loads(headers["X-App-Usage"])["call_count"] == 97
    (pages,) = json.loads(headers["X-Business-Use-Case-Usage"])[facebook.page_id]
    assert (pages["type"], pages["estimated_time_to_regain_access"]) == ("pages", 4)


@pytest.mark.parametrize(
    ("asked", "served"), [("v26.0/", "v26.0"), ("v20.0/", "v21.0"), ("v3.1/", "v21.0"), ("", "v21.0")]
)
def test_an_expired_version_is_served_by_the_oldest_usable(facebook: Facebook, asked: str, served: str) -> None:
    """An old version does not fail; the header tells which one answered."""
    answer = requests.get(f"{facebook.url}/{asked}me", headers={"Authorization": f"OAuth {facebook.token}"}, timeout=9)

    assert answer.headers["facebook-api-version"] == served


def test_versions_die_on_their_day(facebook: Facebook) -> None:
    """In March 2027 v21.0 is over, and v22.0 answers for it."""
    facebook.stand_still_at(FRIDAY + timedelta(days=100))

    answer = requests.get(f"{facebook.url}/v21.0/me?access_token={facebook.token}", timeout=9)

    assert (answer.status_code, answer.headers["facebook-api-version"]) == (200, "v22.0")


def test_a_post_shows_what_the_bot_looks_for(facebook: Facebook) -> None:
    """The uploaded photo's id stands in ``attachments.target.id``, alone and in the list of posts."""
    post = facebook.post_photo("Look for this · Friday")
    fields = (
        "id,created_time,message,permalink_url,status_type,is_published,from,attachments{media_type,target{id},url}"
    )

    row = facebook.get(f"{facebook.page_id}/published_posts", fields=fields, limit=1)["data"][0]

    assert row == facebook.get(post, fields=fields)
    assert (row["id"], row["message"], row["status_type"]) == (post, "Look for this · Friday", "added_photos")
    assert row["created_time"] == "2026-11-27T16:00:00+0000"
    assert row["is_published"] is True
    assert row["from"] == {"id": facebook.page_id, "name": facebook.page_name}
    (attached,) = row["attachments"]["data"]
    assert attached["media_type"] == "photo"
    photo = facebook.get(attached["target"]["id"], fields="id,page_story_id,link")
    assert photo["page_story_id"] == post


def test_plain_reads_show_the_few_recorded_fields(facebook: Facebook) -> None:
    """Without ``fields`` a post and a comment show what the recorded answers show."""
    post = facebook.post_photo("Plain")
    comment = facebook.comment("Hello", by="Hazel Owlbeck")

    assert set(facebook.get(post)) == {"created_time", "message", "id"}
    assert set(facebook.get(comment)) == {"created_time", "from", "message", "id"}


def test_a_comment_shows_all_it_has(facebook: Facebook) -> None:
    """Author, tags, attachment, parent, reactions in all and of one kind: nested in a list as by itself."""
    post = facebook.post_photo("Rich")
    top = facebook.comment(
        "Hazel Owlbeck look 👀", by="Kit Bellweather", tags=["Hazel Owlbeck"], reactions={"LIKE": 119, "LOVE": 6}
    )
    facebook.lever("react", to=top, page=True, kind="LIKE")
    facebook.comment("", by="Fern Corkindale", attachment="sticker", parent=top)

    rows = facebook.get(f"{post}/comments", fields=RICH, filter="stream", summary="true")

    first, reply = rows["data"]
    assert first == facebook.get(top, fields=RICH)
    assert first["from"]["name"] == "Kit Bellweather"
    assert first["message_tags"][0] | {"id": ""} == {
        "id": "", "name": "Hazel Owlbeck", "type": "user", "offset": 0, "length": 13,
    }  # fmt: skip
    assert first["reactions"] == {"data": [], "summary": {"total_count": 126, "viewer_reaction": "LIKE"}}
    assert first["love"] == {"data": [], "summary": {"total_count": 6}}
    assert first["is_hidden"] is False
    assert "parent" not in first
    assert (reply["message"], reply["attachment"]["type"], reply["parent"]["id"]) == ("", "sticker", top)
    assert rows["summary"] == {"order": "chronological", "total_count": 2, "can_comment": True}


def test_the_two_filters_show_their_own_orders(facebook: Facebook) -> None:
    """Top level is ranked whatever was asked for; the stream is in time, with the replies, either way round."""
    post = facebook.post_photo("Orders")
    early = facebook.comment("early", at=FRIDAY + timedelta(minutes=1), reactions=1)
    late = facebook.comment("late", at=FRIDAY + timedelta(minutes=3), reactions=9)
    reply = facebook.comment("reply", at=FRIDAY + timedelta(minutes=2), parent=early, reactions=50)

    def order(**params: str) -> list[str]:
        return [row["id"] for row in facebook.get(f"{post}/comments", fields="id", **params)["data"]]

    assert order() == order(order="chronological") == [late, early]
    assert order(filter="stream") == [early, reply, late]
    assert order(filter="stream", order="reverse_chronological") == [late, reply, early]
    assert [row["id"] for row in facebook.get(f"{early}/comments")["data"]] == [reply]
    assert facebook.get(f"{post}/comments", summary="order")["summary"] == {"order": "ranked"}


def test_a_summary_is_shown_only_when_asked_for(facebook: Facebook) -> None:
    """Without ``summary`` there is none, and an empty thread shows bare rows."""
    post = facebook.post_photo("Empty")

    assert facebook.get(f"{post}/comments") == {"data": []}
    assert facebook.get(f"{post}/reactions", summary="total_count", limit=0)["summary"]["total_count"] == 0


def test_the_photo_shows_the_same_thread_under_other_ids(facebook: Facebook) -> None:
    """Asked through the photo, comment ids begin with the photo's id; the last part is the same."""
    post = facebook.post_photo("Two ways")
    comment = facebook.comment("Same")
    photo = facebook.get(post, fields="attachments{target{id}}")["attachments"]["data"][0]["target"]["id"]

    (row,) = facebook.get(f"{photo}/comments")["data"]

    assert row["id"] == f"{photo}_{comment.rpartition('_')[2]}"
    assert facebook.get(row["id"])["message"] == facebook.get(comment.rpartition("_")[2])["message"] == "Same"


def test_a_withheld_author_is_left_out(facebook: Facebook) -> None:
    """Where Facebook does not tell who wrote, ``from`` is missing and nothing else is."""
    post = facebook.post_photo("Withheld")
    facebook.comment("Who?", withheld=True)

    (row,) = facebook.get(f"{post}/comments", fields="id,from,message")["data"]

    assert set(row) == {"id", "message"}


def test_hidden_comments_stay_in_the_list(facebook: Facebook) -> None:
    """A hidden comment comes back to the Page, marked."""
    post = facebook.post_photo("Hidden")
    facebook.comment("Psst", hidden=True)

    (row,) = facebook.get(f"{post}/comments", fields="is_hidden")["data"]

    assert row["is_hidden"] is True


def test_who_reacted_can_be_listed(facebook: Facebook) -> None:
    """Fans that reacted by name are rows; the many without names only count."""
    post = facebook.post_photo("Who")
    comment = facebook.comment("Me", reactions=5)
    facebook.react(comment, by="Silas Inkersole", kind="HAHA")

    told = facebook.get(f"{comment}/reactions", summary="total_count")

    assert [(row["name"], row["type"]) for row in told["data"]] == [("Silas Inkersole", "HAHA")]
    assert told["summary"] == {"total_count": 6, "viewer_reaction": "NONE"}
    assert facebook.get(comment, fields="like_count")["like_count"] == 5
    assert facebook.get(f"{post}/likes", summary="true")["summary"]["has_liked"] is False


def test_next_leads_on_with_the_token_in_it(facebook: Facebook) -> None:
    """``paging.next`` carries the token, as the real one does, and following it works."""
    post = facebook.post_photo("Paging")
    for number in range(3):
        facebook.comment(f"{number}", at=FRIDAY + timedelta(minutes=number))

    first = facebook.get(f"{post}/comments", filter="stream", limit=2, fields="message")

    query = parse_qs(urlsplit(first["paging"]["next"]).query)
    assert query["access_token"] == [facebook.token]
    assert (query["limit"], query["filter"], query["after"]) == (
        ["2"],
        ["stream"],
        [first["paging"]["cursors"]["after"]],
    )
    second = requests.get(first["paging"]["next"], timeout=9).json()
    assert [row["message"] for row in first["data"] + second["data"]] == ["0", "1", "2"]
    assert "next" not in second["paging"]


def test_too_heavy_a_read_is_refused_with_code_1(facebook: Facebook) -> None:
    """Many rows with many edges are answered with 500 and "reduce the amount of data"; fewer rows work."""
    post = facebook.post_photo("Heavy")
    kinds = ",".join(
        f"reactions.type({kind}).limit(0).summary(total_count).as({kind})" for kind in ("LIKE", "LOVE") * 3
    )

    refused = facebook.graph("GET", f"{post}/comments", params={"fields": kinds, "limit": 100})

    assert (refused.status_code, refused.json()["error"]["code"]) == (500, 1)
    assert "reduce the amount of data" in refused.json()["error"]["message"]
    assert facebook.get(f"{post}/comments", fields=kinds, limit=50) == {"data": []}


@pytest.mark.parametrize(
    ("path", "params", "code"),
    [
        ("{page}", {"fields": "id,shoe_size"}, 100),
        ("{page}/shoes", {}, 100),
        ("{page}", {"fields": "id,{"}, 2500),
        ("{page}/feed", {"limit": "101"}, 100),
        ("{page}/published_posts", {"date_format": "U"}, 100),
        ("{page}/photos", {"type": "nonsense"}, 100),
        ("{post}/comments", {"filter": "all"}, 100),
        ("{post}/comments", {"order": "ranked"}, 100),
        ("{post}/comments", {"after": "not a cursor"}, 100),
        ("{post}/comments", {"summary": "shoe_size"}, 100),
        ("{post}/reactions", {"type": "SORRY"}, 100),
        ("1_2", {}, 100),
        ("a/b/c", {}, 2500),
        ("", {"ids": "1,2"}, 100),
    ],
)
def test_wrong_reads_are_refused_by_code(facebook: Facebook, path: str, params: dict[str, str], code: int) -> None:
    """Each wrong parameter has Meta's envelope with a message, a type, a code and a trace id, under 400."""
    post = facebook.post_photo("Wrong")

    answer = facebook.graph("GET", path.format(page=facebook.page_id, post=post), params=params)

    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (400, code)
    assert {"message", "type", "fbtrace_id"} <= set(error)
    assert answer.headers["WWW-Authenticate"].startswith('OAuth "Facebook Platform" "invalid_request"')


def test_what_is_missing_is_100_33(facebook: Facebook) -> None:
    """A deleted comment, a comment of a deleted post and its photo are gone in the same words."""
    post = facebook.post_photo("Going")
    photo = facebook.get(post, fields="attachments{target{id}}")["attachments"]["data"][0]["target"]["id"]
    first, second = facebook.comment("one"), facebook.comment("two")
    facebook.delete(first)
    assert [row["id"] for row in facebook.get(f"{post}/comments")["data"]] == [second]
    facebook.delete(post)

    for gone in (first, second, post, photo):
        error = facebook.graph("GET", gone).json()["error"]
        assert (error["code"], error["error_subcode"], error["type"]) == (100, 33, "GraphMethodException")


def test_the_lists_of_posts_differ(facebook: Facebook) -> None:
    """Visitors' posts stand in the feed only, held-back ones among the scheduled, photos only as uploaded."""
    published = facebook.post_photo("Mine")
    visitors = facebook.lever("posts", text="Hello neighbours", by="Otto Visitor")["id"]
    due = int((FRIDAY + timedelta(hours=2)).timestamp())
    held = facebook.graph(
        "POST",
        f"{facebook.page_id}/feed",
        data={"message": "Later", "published": "false", "scheduled_publish_time": due},
    ).json()["id"]

    def ids(edge: str) -> list[str]:
        return [row["id"] for row in facebook.get(f"{facebook.page_id}/{edge}")["data"]]

    assert (visitors in ids("feed"), visitors in ids("published_posts")) == (True, False)
    assert (held in ids("scheduled_posts"), held in ids("published_posts")) == (True, False)
    assert published in ids("published_posts")
    assert ids("photos") == []
    assert facebook.get(f"{facebook.page_id}/photos", type="uploaded")["data"]
    facebook.stand_still_at(FRIDAY + timedelta(hours=3))
    assert ids("published_posts")[0] == held or held in ids("published_posts")


def test_a_batch_answers_each_item_in_order(facebook: Facebook) -> None:
    """A batch keeps its order, and one failing item spoils no other."""
    post = facebook.post_photo("Batch")
    items = [
        {"method": "GET", "relative_url": "v26.0/me?fields=id"},
        {"method": "GET", "relative_url": "v26.0/1_2"},
        {"method": "POST", "relative_url": f"v26.0/{post}/comments", "body": "message=From%20a%20batch"},
    ]

    answer = requests.post(
        f"{facebook.url}/v26.0/", data={"access_token": facebook.token, "batch": json.dumps(items)}, timeout=9
    ).json()

    assert [one["code"] for one in answer] == [200, 400, 200]
    assert json.loads(answer[0]["body"]) == {"id": facebook.page_id}
    assert json.loads(answer[1]["body"])["error"]["error_subcode"] == 33
    assert {"name": "facebook-api-version", "value": "v26.0"} in answer[0]["headers"]
    assert facebook.get(json.loads(answer[2]["body"])["id"])["message"] == "From a batch"


@pytest.mark.parametrize("batch", ["{}", "nonsense", json.dumps([{}] * 51)])
def test_a_batch_that_is_none_is_refused(facebook: Facebook, batch: str) -> None:
    """No list, or more than fifty, is an invalid parameter."""
    assert facebook.graph("POST", "", data={"batch": batch}).json()["error"]["code"] == 100
