"""Nothing secret in what is shown."""

import hashlib
import hmac
import io
import logging

from captionbot.graph.access import Access, Redaction
from tests.graph.conftest import SECRET, TOKEN

ACCESS = Access("1000", TOKEN, app_secret=SECRET)


def test_repr_shows_no_secret() -> None:
    """A repr ends up in logs."""
    assert TOKEN not in repr(ACCESS)
    assert SECRET not in repr(ACCESS)
    assert "1000" in repr(ACCESS)


def test_the_proof_is_the_tokens_hmac() -> None:
    """As Meta's guide has it; none without a secret."""
    assert ACCESS.proof() == hmac.new(SECRET.encode(), TOKEN.encode(), hashlib.sha256).hexdigest()
    assert Access("1000", TOKEN).proof() == ""


def test_secrets_and_what_looks_like_one_are_hidden() -> None:
    """The token, quoted or not, the secret, the proof, and another's token."""
    other = "EAAB" + "z" * 40
    access = Access("1", "a|b secret", app_secret=SECRET)
    text = f"a|b secret a%7Cb%20secret {SECRET} {access.proof()} {other} ?access_token=short&x=1"
    hidden = access.hide(text)
    for secret in ("a|b", "a%7Cb", SECRET, access.proof(), other, "short"):
        assert secret not in hidden
    assert hidden.endswith("&x=1")


def test_without_secrets_nothing_is_hidden() -> None:
    """An empty one stands everywhere."""
    assert Access("1", "").hide("words") == "words"


def test_a_proxy_is_for_tls_to_other_machines_only() -> None:
    """Anything else would show it the token, or ask it for our own machine."""
    assert ACCESS.outside
    for url in ("http://graph.example", "https://127.0.0.1:1", "https://localhost", "https://[::1]:1", "nonsense"):
        assert not Access("1", TOKEN, graph_url=url).outside


def test_the_door_for_logs_hides_words_arguments_and_tracebacks() -> None:
    """Whatever library wrote them."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Redaction(ACCESS.hide))
    log = logging.Logger("library")  # noqa: LOG001 - one that no other test hears
    log.addHandler(handler)
    log.warning("GET %s", f"/?access_token={TOKEN}")
    try:
        int(TOKEN)
    except ValueError:
        log.exception("broken")
    assert TOKEN not in stream.getvalue()
    assert "ValueError" in stream.getvalue()
