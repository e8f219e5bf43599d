"""Where the token goes, and where it does not."""

import logging

import pytest

from captionbot.errors import GraphError
from captionbot.graph.access import Redaction
from tests.graph.conftest import SECRET, TOKEN, Served
from tests.graph.loopback import Script, refuses, says
from tests.graph.rude import CUT, DONE, Act, patience_for, reading, writing


def test_the_token_is_in_a_header_and_the_proof_in_the_parameters(served: Served) -> None:
    """And nothing of the SDK's own token is."""
    page, server = served(says({"id": "1000"}), DONE)
    reading(page)
    writing(page)
    read, wrote = server.asked
    for asked in (read, wrote):
        assert asked.headers["authorization"] == f"Bearer {TOKEN}"
        assert b"access_token" not in asked.raw
        assert asked.headers["user-agent"].startswith("captionbot/")
        assert asked.path.startswith("/v26.0/1000")
    assert read.query["appsecret_proof"] == wrote.form["appsecret_proof"] == page.access.proof()
    assert wrote.query == {}


def test_without_a_secret_there_is_no_proof(served: Served) -> None:
    """The app may not ask for one."""
    page, server = served(says({"id": "1000"}), app_secret="")
    reading(page)
    assert "appsecret_proof" not in server.asked[0].query


LOUD: dict[str, Script] = CUT | {
    "echoes the token": refuses(190, 463, message=f"Malformed access token {TOKEN} for {SECRET}"),
    "echoes an address": refuses(100, message=f"Bad https://graph.facebook.com/x?access_token={TOKEN}&a=1"),
    "redirects with it": says({}, 302, {"Location": f"http://x/?access_token={TOKEN}"}),
    "heads with it": says({"id": "1"}, headers={"facebook-api-version": TOKEN, "X-Other": TOKEN}),
}


@pytest.mark.parametrize("act", [writing, reading])
@pytest.mark.parametrize("name", LOUD)
def test_no_secret_is_told(
    served: Served, name: str, act: Act, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """In no error, nor in what it comes from, no log at DEBUG, no print, no repr."""
    page, _ = served(LOUD[name], **patience_for(name))
    seen = [repr(page), repr(page.access)]
    with caplog.at_level(logging.DEBUG):
        try:
            act(page)
        except GraphError as error:
            seen += _everything_about(error)
    seen += [caplog.text, *capfd.readouterr(), repr(page.last_answer)]
    for secret in (TOKEN, SECRET):
        assert secret not in "\n".join(seen)


def test_what_a_library_logs_goes_through_the_door(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    """urllib3 logs headers that it can't read, with whatever stands in them."""
    page, _ = served(says({"id": "1"}, headers={"X Bad": TOKEN}))
    door = Redaction(page.access.hide)
    caplog.handler.addFilter(door)
    try:
        with caplog.at_level(logging.DEBUG):
            reading(page)
    finally:
        caplog.handler.removeFilter(door)
    assert "Failed to parse headers" in caplog.text
    assert TOKEN not in caplog.text
    assert page.access.proof() not in caplog.text


def _everything_about(error: BaseException) -> list[str]:
    told = [str(error), repr(error), repr(error.args), str(getattr(error, "do", ""))]
    before = error.__cause__ or error.__context__
    return told + (_everything_about(before) if before else [])
