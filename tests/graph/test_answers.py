"""The table of meanings: every code, every shape of an answer, for a read and for a write."""

import gzip
import json
from typing import Any

import pytest

from captionbot.errors import (
    Blocked,
    Gone,
    NotSent,
    PermissionLost,
    PhotoNotTaken,
    RateLimited,
    Refused,
    TokenDead,
    TooMuch,
    Unknown,
)
from captionbot.graph.answers import Answer, Cut, Done, Passing, meaning
from captionbot.graph.codes import ROWS, row_for

DEFINITE: dict[tuple[int, int], type[Refused]] = {
    (3, 0): PermissionLost,
    (4, 0): RateLimited,
    (4, 1349210): RateLimited,
    (5, 0): Refused,
    (10, 0): PermissionLost,
    (17, 0): RateLimited,
    (21, 0): Refused,
    (32, 0): RateLimited,
    (100, 0): Refused,
    (100, 33): Gone,
    (100, 1366046): PhotoNotTaken,
    (102, 0): TokenDead,
    (104, 0): Refused,
    (190, 0): TokenDead,
    (190, 458): TokenDead,
    (190, 459): TokenDead,
    (190, 460): TokenDead,
    (190, 463): TokenDead,
    (190, 464): TokenDead,
    (190, 467): TokenDead,
    (190, 492): TokenDead,
    (190, 99999): TokenDead,
    (197, 0): Refused,
    (200, 0): PermissionLost,
    (200, 2069030): PermissionLost,
    (210, 0): PermissionLost,
    (220, 0): PermissionLost,
    (240, 0): PermissionLost,
    (283, 0): PermissionLost,
    (299, 0): PermissionLost,
    (324, 0): PhotoNotTaken,
    (341, 0): RateLimited,
    (368, 0): Blocked,
    (368, 1346003): Blocked,
    (368, 1390008): Blocked,
    (368, 1404006): Blocked,
    (368, 1404078): Blocked,
    (368, 4854002): Blocked,
    (459, 0): TokenDead,
    (613, 0): RateLimited,
    (613, 1996): RateLimited,
    (803, 0): Refused,
    (1500, 0): Refused,
    (1705, 0): PermissionLost,
    (2500, 0): Refused,
    (2635, 0): Refused,
    (3001, 0): Refused,
    (80001, 2494055): RateLimited,
    (1366046, 0): PhotoNotTaken,
    (1609005, 0): Refused,
}
IN_DOUBT = [(1, 0), (1, 99), (2, 0), (99, 0), (506, 0), (960, 0), (368, 1404082), (1366051, 0), (100, 1366051)]
UNKNOWN_CODES = [(0, 0), (7, 0), (300, 0), (199, 0), (12345, 6), (-1, 0)]


def answer(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    """Give an answer as it comes over the wire."""
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Answer(status, headers or {}, body)


def error(code: Any, subcode: Any = 0, **more: Any) -> dict[str, Any]:
    """Give Facebook's envelope."""
    return {"error": {"message": "Words.", "code": code, "error_subcode": subcode} | more}


@pytest.mark.parametrize("codes", DEFINITE, ids=str)
def test_a_write_is_refused_where_a_4xx_comes_with_a_code_of_the_table(codes: tuple[int, int]) -> None:
    """The kind, the codes and what to do come with it."""
    for status in (400, 401, 403, 404, 429):
        result = meaning(answer(error(*codes), status), writes=True)
        assert type(result) is DEFINITE[codes]
        assert (result.code, result.subcode) == codes
        assert result.do
        assert "Words." in result.message


@pytest.mark.parametrize("codes", DEFINITE, ids=str)
def test_a_write_is_unknown_under_any_other_status(codes: tuple[int, int]) -> None:
    """A 500 has come for what was live."""
    for status in (200, 302, 500, 502, 503):
        assert type(meaning(answer(error(*codes), status), writes=True)) is Unknown


@pytest.mark.parametrize("codes", IN_DOUBT + UNKNOWN_CODES, ids=str)
def test_a_write_is_unknown_by_codes_that_lie(codes: tuple[int, int]) -> None:
    """Whatever the status, the Page is looked at first."""
    for status in (200, 400, 403, 500):
        assert type(meaning(answer(error(*codes), status), writes=True)) is Unknown


@pytest.mark.parametrize("codes", DEFINITE, ids=str)
def test_a_read_goes_by_the_code_and_not_by_the_status(codes: tuple[int, int]) -> None:
    """Facebook's statuses are no guide."""
    for status in (200, 400, 403, 500):
        assert type(meaning(answer(error(*codes), status), writes=False)) is DEFINITE[codes]


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
    """Minutes in the header, seconds with us; none where none is named."""
    usage = '{"1": [{"type": "pages", "estimated_time_to_regain_access": 7}, {"estimated_time_to_regain_access": 3}]}'
    limited = meaning(answer(error(80001), 400, {"X-Business-Use-Case-Usage": usage}), writes=False)
    assert isinstance(limited, RateLimited)
    assert limited.wait_seconds == 420
    unnamed = meaning(answer(error(4), 403), writes=True)
    assert isinstance(unnamed, RateLimited)
    assert unnamed.wait_seconds is None


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
