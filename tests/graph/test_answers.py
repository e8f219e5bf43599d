"""The table of meanings: every code, every shape of an answer, for a read and for a write."""

import gzip
import json
from typing import Any

import pytest

from captionbot.errors import NotSent, RateLimited, Refused, TokenDead, TooMuch, Unknown
from captionbot.graph.answers import Answer, Cut, Done, Passing, meaning
from captionbot.graph.codes import ROWS, UNLISTED, row_for
from captionbot.graph.headers import UNNAMED_BLOCK
from tests.graph.table import DEFINITE, EVERY, IN_DOUBT, STRANGE, Listed


def answer(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    """Give an answer as it comes over the wire."""
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Answer(status, headers or {}, body)


def error(code: Any, subcode: Any = 0, **more: Any) -> dict[str, Any]:
    """Give Facebook's envelope."""
    return {"error": {"message": "Words.", "code": code, "error_subcode": subcode} | more}


@pytest.mark.parametrize("listed", EVERY, ids=str)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 429, 499])
def test_under_a_4xx_each_code_means_what_the_table_says(listed: Listed, status: int) -> None:
    """A write is refused where the code is definite and else unknown; the codes and what to do come with it."""
    result = meaning(answer(error(listed.code, listed.subcode), status), writes=True)
    assert type(result) is listed.write
    assert listed.helps in result.do
    assert "Words." in result.message
    if isinstance(result, Refused):
        assert (result.code, result.subcode) == (listed.code, listed.subcode)


@pytest.mark.parametrize("listed", EVERY, ids=str)
@pytest.mark.parametrize("status", [100, 200, 201, 204, 302, 500, 502, 503, 504, 599])
def test_under_any_other_status_a_write_is_unknown(listed: Listed, status: int) -> None:
    """A 500 has come for what was live, and an error under 200 is no clear word either."""
    assert type(meaning(answer(error(listed.code, listed.subcode), status), writes=True)) is Unknown


@pytest.mark.parametrize("listed", DEFINITE + IN_DOUBT, ids=str)
@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 429, 500, 503])
def test_a_read_goes_by_the_code_and_not_by_the_status(listed: Listed, status: int) -> None:
    """Facebook's statuses are no guide."""
    assert type(meaning(answer(error(listed.code, listed.subcode), status), writes=False)) is listed.read


@pytest.mark.parametrize("listed", STRANGE, ids=str)
def test_a_read_under_a_strange_code_is_refused_by_a_4xx_and_passes_with_a_5xx(listed: Listed) -> None:
    """A read can do no harm, so it is tried again only where that may help."""
    found = [type(meaning(answer(error(listed.code), status), writes=False)) for status in (400, 500)]
    assert found == [listed.read, Passing]


def test_the_programs_table_has_no_code_that_is_not_listed_here() -> None:
    """And the other way round: neither can be changed without the other."""
    listed = {(one.code, one.subcode) for one in DEFINITE + IN_DOUBT}
    assert set(ROWS) <= listed
    assert {row_for(*pair) for pair in listed} - {UNLISTED} == set(ROWS.values())


def test_a_read_that_asks_too_much_is_told_apart() -> None:
    """Code 1 is cured by asking for less."""
    assert type(meaning(answer(error(1, 99), 500), writes=False)) is TooMuch


@pytest.mark.parametrize(
    "came",
    [
        answer(error(2), 500),
        answer(error(960), 400),
        answer(error(12345), 503),
        answer(error(12345, is_transient=True), 400),
        answer({"error": {"message": "no code"}}, 400),
        answer({"error": "words"}, 400),
        answer({"error": True}, 200),
    ],
)
def test_a_read_may_be_tried_again_after_a_passing_fault(came: Answer) -> None:
    """Nothing definite was said."""
    assert type(meaning(came, writes=False)) is Passing


def test_a_read_refused_by_an_unknown_code_is_refused() -> None:
    """A read can do no harm, so an unknown 4xx is no riddle."""
    result = meaning(answer(error(12345), 400), writes=False)
    assert type(result) is Refused
    assert "12345" in result.message


NO_ANSWER = {
    "html": b"<html><body>502 Bad Gateway</body></html>",
    "nothing": b"",
    "cut json": b'{"id": "12',
    "null": b"null",
    "list": b"[]",
    "text": b'"12"',
    "number": b"12",
    "NaN": b'{"id": NaN}',
    "deep": b"[" * 100_000,
    "deep objects": b'{"id":' * 100_000,
    "long number": b'{"id": ' + b"9" * 5_000 + b"}",
    "gzip nobody unpacked": gzip.compress(b'{"id": "1"}'),
}


@pytest.mark.parametrize("body", NO_ANSWER.values(), ids=NO_ANSWER)
def test_what_is_no_answer_tells_nothing(body: bytes) -> None:
    """Not even a 4xx without Facebook's envelope refuses a write."""
    for status in (200, 400, 403, 404, 407, 500, 502, 503):
        assert type(meaning(answer(body, status), writes=True)) is Unknown
        assert type(meaning(answer(body, status), writes=False)) is Passing


@pytest.mark.parametrize("value", [{}, {"id": ""}, {"id": None}, {"success": False}, {"success": "true"}, {"data": []}])
def test_a_write_is_done_only_where_facebook_says_so(value: dict[str, Any]) -> None:
    """An empty yes is none."""
    assert type(meaning(answer(value), writes=True)) is Unknown
    assert meaning(answer(value), writes=False) == Done(value)


@pytest.mark.parametrize("value", [{"id": "1_2"}, {"id": 12}, {"success": True}, {"id": "1", "post_id": "1_2"}])
def test_a_write_is_done_where_facebook_says_so(value: dict[str, Any]) -> None:
    """An id or success is a yes, by any 2xx."""
    assert meaning(answer(value), writes=True) == Done(value)
    assert meaning(answer(value, 201), writes=True) == Done(value)


@pytest.mark.parametrize("status", [300, 301, 302, 304, 307, 308])
def test_a_redirect_is_no_answer(status: int) -> None:
    """Whatever its body says."""
    result = meaning(answer({"id": "1"}, status), writes=True)
    assert type(result) is Unknown
    assert "redirect" in result.message


def test_a_call_of_which_nothing_left_is_not_sent() -> None:
    """That holds for reads and writes alike."""
    for writes in (True, False):
        assert type(meaning(Cut("No.", begun=False), writes=writes)) is NotSent


def test_a_call_cut_short_is_unknown_or_passing() -> None:
    """Anything may have happened to a write."""
    assert type(meaning(Cut("Cut.", begun=True), writes=True)) is Unknown
    assert type(meaning(Cut("Cut.", begun=True), writes=False)) is Passing


def test_the_longest_time_that_facebook_names_is_what_we_wait() -> None:
    """Minutes in the header, seconds with us; ten minutes where none are named."""
    usage = '{"1": [{"type": "pages", "estimated_time_to_regain_access": 7}, {"estimated_time_to_regain_access": 3}]}'
    limited = meaning(answer(error(80001), 400, {"X-Business-Use-Case-Usage": usage}), writes=False)
    assert isinstance(limited, RateLimited)
    assert limited.wait_seconds == 420
    unnamed = meaning(answer(error(4), 403), writes=True)
    assert isinstance(unnamed, RateLimited)
    assert unnamed.wait_seconds == UNNAMED_BLOCK.total_seconds() == 600


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"error": 3, "error_description": "In words."}, 3),
        ({"error_type": "OAuthException", "code": 190, "error_message": "In words."}, 190),
        ({"error": {"message": "In words.", "code": "190"}}, 190),
        ({"error": {"message": "(#10) x", "error_user_msg": "In words.", "code": 10}}, 10),
    ],
)
def test_every_known_shape_of_an_error_is_read(value: dict[str, Any], code: int) -> None:
    """Batch, login, a code as text, and words meant for people."""
    result = meaning(answer(value, 400), writes=True)
    assert isinstance(result, Refused)
    assert result.code == code
    assert "In words." in result.message


def test_facebooks_words_are_kept_short_printable_and_without_secrets() -> None:
    """An error stays one line, whatever Facebook quotes."""
    said = "Token canary\r\nfailed\x1b[31m\u2028" + "x" * 5_000
    result = meaning(
        answer(error(190, message=said), 400), writes=True, hide=lambda text: text.replace("canary", "[hidden]")
    )
    assert isinstance(result, TokenDead)
    assert "canary" not in result.message
    assert result.message.isprintable()
    assert len(result.message) < 500


def test_every_row_tells_a_person_what_to_do() -> None:
    """A refusal without a next step helps nobody."""
    for (code, subcode), row in ROWS.items():
        assert row.says.endswith("."), code
        assert row.do or row.kind is None, (code, subcode)
        assert row_for(code, subcode) is row
