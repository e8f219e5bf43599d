"""The lies: how they are asked for, and that each is told over real HTTP and then over."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
import requests

from captionbot.practice.lies.faults import FOR_EVER, FaultBook, read
from captionbot.practice.lies.kinds import Manner
from tests.practice.conftest import FRIDAY
from tests.practice.starting import Facebook


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("lie500", (Manner.REFUSE, True, 2, None), ("POST *", 1, 0)),
        ("lie-500:POST*/feed:2:1", (Manner.REFUSE, True, 2, None), ("POST*/feed", 2, 1)),
        ("500", (Manner.REFUSE, False, 2, None), ("*", 1, 0)),
        ("code1", (Manner.REFUSE, False, 1, None), ("*", 1, 0)),
        ("lie-1-99", (Manner.REFUSE, True, 1, 99), ("POST *", 1, 0)),
        ("190-460::*", (Manner.REFUSE, False, 190, 460), ("*", FOR_EVER, 0)),
        ("80001=45", (Manner.REFUSE, False, 80001, None), ("*", 1, 0)),
        ("timeout-after=3", (Manner.TIMEOUT, True, 0, None), ("POST *", 1, 0)),
        ("reset-before", (Manner.RESET, False, 0, None), ("*", 1, 0)),
        ("lie-html502", (Manner.HTML, True, 0, None), ("POST *", 1, 0)),
        ("html502", (Manner.HTML, False, 0, None), ("*", 1, 0)),
        ("drip=0.1:GET*", (Manner.DRIP, True, 0, None), ("GET*", 1, 0)),
        ("no-from", (Manner.NO_FROM, True, 0, None), ("*", FOR_EVER, 0)),
        ("lag=5", (Manner.LAG, True, 0, None), ("POST *", FOR_EVER, 0)),
        ("development", (Manner.DEVELOPMENT, True, 0, None), ("POST *", FOR_EVER, 0)),
    ],
)
def test_a_fault_is_read_from_its_words(
    text: str, kind: tuple[Manner, bool, int, int | None], where: tuple[str, int, int]
) -> None:
    """Kind, value, where, how often and after how many: each in its place, with a sensible default."""
    fault = read(text)

    assert (fault.manner, fault.done, fault.code, fault.subcode) == kind
    assert (fault.match, fault.times, fault.skip) == where


def test_values_and_statuses_are_read() -> None:
    """``=`` gives a value and ``@`` another HTTP status."""
    assert read("80001=45").number(60) == 45
    assert read("garbage=null").value == "null"
    assert (read("190-460@401").status, read("190-460@401").code) == (401, 190)
    assert (read("80001=7@429").number(60), read("80001=7@429").status) == (7, 429)


@pytest.mark.parametrize("text", ["", "nonsense", "lie", "timeout", "reset", "500::x", "500::1:x", "10@x", "refuse"])
def test_words_that_are_no_fault_are_refused(text: str) -> None:
    """A typing mistake is an error and not a quiet truth."""
    with pytest.raises(ValueError, match=r"fault|whole number"):
        read(text)


def test_the_book_counts_each_fault_by_itself() -> None:
    """Skips pass first, then so many act; twists go along with the first other lie."""
    book = FaultBook(("500:POST*:2:1", "190-460:POST*/feed", "no-from:POST*"))

    taken = [[one.text.partition(":")[0] for one in book.take("POST", "/1/feed")] for _ in range(5)]

    assert taken == [["190-460", "no-from"], ["500", "no-from"], ["500", "no-from"], ["no-from"], ["no-from"]]
    assert book.take("GET", "/1/feed") == []
    book.clear()
    assert book.in_force() == []


def _write(facebook: Facebook, **how: Any) -> requests.Response:
    return facebook.graph("POST", f"{facebook.page_id}/feed", data={"message": "Once"}, **how)


def _count(facebook: Facebook) -> int:
    return len([post for post in facebook.live_posts() if post["message"] == "Once"])


@pytest.mark.parametrize(
    ("fault", "status", "code", "made"),
    [
        ("lie500", 500, 2, 1),
        ("500", 500, 2, 0),
        ("code1", 500, 1, 0),
        ("lie-1-99", 500, 1, 1),
        ("190-460", 400, 190, 0),
        ("10", 403, 10, 0),
        ("200", 403, 200, 0),
        ("368-1390008", 400, 368, 0),
        ("lie-506", 400, 506, 1),
        ("190-463@401", 401, 190, 0),
        ("error200=2", 200, 2, 0),
        ("lie-error200=2", 200, 2, 1),
    ],
)
def test_a_lie_in_an_envelope(facebook: Facebook, fault: str, status: int, code: int, made: int) -> None:
    """The answer says one thing, the Page shows whether it was done; the next call is told the truth."""
    before = _count(facebook)
    facebook.fault(f"{fault}:POST*/feed")

    answer = _write(facebook)

    assert (answer.status_code, answer.json()["error"]["code"], _count(facebook) - before) == (status, code, made)
    assert facebook.calls()[-1]["fault"].startswith(fault)
    assert _write(facebook).status_code == 200


@pytest.mark.parametrize(
    ("fault", "status", "body", "made"),
    [
        ("html502", 502, "<!DOCTYPE html>", 0),
        ("lie-html502", 502, "<!DOCTYPE html>", 1),
        ("html502@503", 503, "<!DOCTYPE html>", 0),
        ("garbage", 200, '{"id":"', 0),
        ("lie-garbage=null", 200, "null", 1),
        ("lie-empty", 200, "", 1),
    ],
)
def test_answers_that_are_no_json(facebook: Facebook, fault: str, status: int, body: str, made: int) -> None:
    """HTML, half an object, ``null`` or nothing at all."""
    before = _count(facebook)
    facebook.fault(f"{fault}:POST*/feed")

    answer = _write(facebook)

    assert (answer.status_code, answer.text[: len(body)], _count(facebook) - before) == (status, body, made)


@pytest.mark.parametrize(
    ("fault", "made"), [("reset-before", 0), ("reset-after", 1), ("timeout-after=0.4", 1), ("timeout-before=0.4", 0)]
)
def test_no_answer_at_all(facebook: Facebook, fault: str, made: int) -> None:
    """The connection breaks or nothing comes; what was done before stays done."""
    before = _count(facebook)
    facebook.fault(f"{fault}:POST*/feed")

    with pytest.raises(requests.RequestException):
        _write(facebook, timeout=0.2)

    time.sleep(0.3 if "timeout" in fault else 0)
    assert _count(facebook) - before == made
    assert facebook.calls()[-1]["status"] == 0


def test_half_an_answer(facebook: Facebook) -> None:
    """The body ends before its length."""
    facebook.fault("cut:GET*/published_posts")

    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        facebook.graph("GET", f"{facebook.page_id}/published_posts")


def test_a_dripping_answer_outlasts_the_read_timeout(facebook: Facebook) -> None:
    """Byte by byte, each in time, the whole takes longer than any one read may."""
    facebook.fault("drip=0.01:GET*/me")
    began = time.monotonic()

    answer = facebook.graph("GET", "me", timeout=0.2)

    assert answer.json()["id"] == facebook.page_id
    assert time.monotonic() - began > 0.3


def test_a_block_names_its_minutes(facebook: Facebook) -> None:
    """80001 comes with the header that says how long to wait."""
    facebook.fault("80001=45")

    answer = facebook.graph("GET", "me")

    (pages,) = json.loads(answer.headers["X-Business-Use-Case-Usage"])[facebook.page_id]
    assert (answer.status_code, pages["call_count"], pages["estimated_time_to_regain_access"]) == (400, 100, 45)


def test_a_redirect_leads_to_another_host_that_sees_who_comes(facebook: Facebook) -> None:
    """Who follows is seen, with or without the token."""
    facebook.fault("redirect:GET*/me")
    answer = facebook.graph("GET", "me", allow_redirects=False)
    assert answer.status_code == 302

    requests.get(answer.headers["Location"], headers={"Authorization": f"Bearer {facebook.token}"}, timeout=9)

    stray = facebook.calls()[-1]
    assert (stray["path"].startswith("/elsewhere/"), stray["token_sent"]) == (True, True)


def test_reads_lag_behind_writes(facebook: Facebook) -> None:
    """For five minutes of practice's time a new post can't be read by its id, in a list or through its photo."""
    facebook.fault("lag=5:POST*/feed")
    post = facebook.post_photo("Slow to appear")
    photo = next(one["photo_ids"][0] for one in facebook.live_posts() if one["id"] == post)

    def seen() -> list[bool]:
        rows = facebook.get(f"{facebook.page_id}/published_posts")["data"]
        linked = "page_story_id" in facebook.get(photo, fields="page_story_id")
        return [facebook.graph("GET", post).status_code == 200, post in [row["id"] for row in rows], linked]

    assert seen() == [False] * 3
    facebook.stand_still_at(FRIDAY + timedelta(minutes=5))
    assert seen() == [True] * 3


def test_an_app_in_development_mode_speaks_to_itself(facebook: Facebook) -> None:
    """The API says that all is well; the public sees neither the post nor the reply, even once the app is live."""
    seen = facebook.post_photo("What's the caption?")
    comment = facebook.comment("Mine")
    facebook.fault("development")
    post = facebook.post_photo("What's the caption? To nobody")
    facebook.graph("POST", f"{comment}/comments", data={"message": "Congratulations, says nobody"})
    facebook.clear_faults()

    assert facebook.get(post, fields="is_published")["is_published"] is True
    assert post in [row["id"] for row in facebook.get(f"{facebook.page_id}/published_posts")["data"]]
    assert facebook.get(comment, fields="comment_count")["comment_count"] == 1
    live = [one["id"] for one in facebook.live_posts()]
    assert (seen in live, post in live) == (True, False)
    number = seen.rpartition("_")[2]
    for path in ("", f"posts/{number}"):
        assert "nobody" not in requests.get(f"{facebook.url}/{path}", timeout=9).text
    assert requests.get(f"{facebook.url}/posts/{post.rpartition('_')[2]}", timeout=9).status_code == 404


def test_hidden_comments_may_be_left_out_of_the_list(facebook: Facebook) -> None:
    """Whether Facebook lists what its filter hid is not known: with this fault it does not, but for the total."""
    post = facebook.post_photo("Filtered")
    kept, hidden = facebook.comment("Kept"), facebook.comment("Filtered away", hidden=True)
    facebook.fault("no-hidden:GET*/comments")

    told = facebook.get(f"{post}/comments", fields="message", summary="true")

    assert ([row["id"] for row in told["data"]], told["summary"]["total_count"]) == ([kept], 2)
    assert facebook.get(hidden, fields="is_hidden")["is_hidden"] is True


@pytest.mark.parametrize("key", ["from", "id"])
def test_rows_without_author_or_id(facebook: Facebook, key: str) -> None:
    """A token that may not see them gets rows without them, and no error."""
    post = facebook.post_photo("Rows")
    facebook.comment("One")
    facebook.fault(f"no-{key}:GET*/comments")

    (row,) = facebook.get(f"{post}/comments", fields="id,from,message")["data"]

    assert {"id", "from", "message"} - set(row) == {key}


def test_totals_and_votes_that_cannot_be(facebook: Facebook) -> None:
    """A total above the rows, and counts that no count can be."""
    post = facebook.post_photo("Numbers")
    facebook.comment("One", reactions=3)
    fields = "reactions.limit(0).summary(total_count)"
    facebook.fault("total=7:GET*/comments", f"votes={2**64}:GET*/comments")

    told = facebook.get(f"{post}/comments", fields=fields, summary="true")

    assert told["summary"]["total_count"] == 8
    assert told["data"][0]["reactions"]["summary"]["total_count"] == 2**64


def test_pages_that_lead_nowhere(facebook: Facebook) -> None:
    """An empty page with a next one, one that leads to itself, one on another host."""
    post = facebook.post_photo("Pages")
    for number in range(3):
        facebook.comment(f"{number}")

    facebook.fault("empty-page:GET*/comments:1")
    empty = facebook.get(f"{post}/comments", limit=2)
    assert (empty["data"], "next" in empty["paging"]) == ([], True)
    facebook.fault("endless:GET*/comments:1")
    last = facebook.get(f"{post}/comments")
    assert "next" in last["paging"]
    facebook.fault("foreign-next:GET*/comments:1")
    assert facebook.get(f"{post}/comments", limit=2)["paging"]["next"].startswith("http://localhost:")


def test_another_version_answers(facebook: Facebook) -> None:
    """The header names a version that was not asked for."""
    facebook.fault("expired-version:GET*/me")

    assert facebook.graph("GET", "me").headers["facebook-api-version"] == "v21.0"


def test_faults_are_listed_and_cleared_by_their_lever(facebook: Facebook) -> None:
    """The lever shows what is still to come, and refuses nonsense."""
    facebook.fault("500:POST*/feed", "no-from")

    listed = requests.get(f"{facebook.url}/practice/faults", timeout=9).json()["faults"]
    wrong = requests.post(f"{facebook.url}/practice/faults", json={"fault": "nonsense"}, timeout=9)

    assert listed == ["500:POST*/feed", "no-from"]
    assert (wrong.status_code, "no fault" in wrong.json()["error"]) == (400, True)
    facebook.clear_faults()
    assert requests.get(f"{facebook.url}/practice/faults", timeout=9).json()["faults"] == []
