"""A canary token through a whole week of faults that sing it, looked for everywhere: it stands in `.env` alone."""

import base64
import hashlib
import hmac
import json
import re
import signal
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, quote_plus

import pytest

from captionbot.errors import SettingsError
from captionbot.settings import explained, load_settings
from tests.practice.starting import Facebook, running
from tests.story.echoing import Answer, Spoil, Wire, wire_to
from tests.story.test_daemons import until
from tests.story.town import ANNOUNCE, CLOSE, LONG, SLOT, WEDNESDAY, Town

TOKEN = "EAABcanary+of=the|Page%1Token0123456789Xy"
SECRET = "canary&secret+of=the|app"
JSON = {"Content-Type": "application/json"}
CRASH = """
from captionbot.graph.page import Page

def crash(self, *_):
    raise RuntimeError(f"me() failed with {self.access.token} and {self.access.app_secret}")

Page.me = crash
"""
"""A fault of our own whose very words are secret, put into a process by Python's own way for such things."""


def songs(secret: str) -> set[bytes]:
    """A secret as it is, as it stands in an address, in JSON and in a repr, and in base64 at each place of three."""
    plain = {
        secret,
        quote(secret),
        quote(secret, safe=""),
        quote_plus(secret),
        json.dumps(secret)[1:-1],
        repr(secret)[1:-1],
    }
    found = {one.encode() for one in plain} | {secret.encode().hex().encode(), secret[::-1].encode()}
    for before in range(3):
        packed = base64.b64encode(b"x" * before + secret.encode())
        middle = packed[4:-4]  # its ends mix with whatever stands beside it
        found |= {middle, middle.translate(bytes.maketrans(b"+/", b"-_"))}
    return found


NEEDLES = songs(TOKEN) | songs(SECRET)
PROOF = hmac.new(SECRET.encode(), TOKEN.encode(), hashlib.sha256).hexdigest()


def singing(content: bytes | str) -> list[bytes]:
    """The secrets that stand in something."""
    whole = content.encode(errors="surrogateescape") if isinstance(content, str) else content
    return [one for one in NEEDLES if one in whole]


class Ears:
    """All that anything has printed."""

    def __init__(self, town: Town) -> None:
        """Have heard nothing."""
        self.town, self.heard = town, list[str]()

    def run(self, *words: str, code: int | None = 0, **environ: str) -> str:
        """Run a command as talkative as it gets; it ends with ``code``, or None: with whatever it meets."""
        with self.town.forked("-v", *words, **environ) as process:
            ended = process.ended(LONG)
        self.heard.append(ended.out + ended.err)
        assert code in {None, ended.code}, ended
        return self.heard[-1]


@pytest.fixture
def wire() -> Iterator[tuple[Wire, Facebook]]:
    """A Facebook that knows the canary and demands its proof, behind a wire that keeps what it hears."""
    with (
        running("--app-secret", SECRET, "--demand-proof", "--page-token", TOKEN) as facebook,
        wire_to(facebook.url) as heard,
    ):
        yield heard, facebook


@pytest.fixture
def ears(wire: tuple[Wire, Facebook], tmp_path: Path) -> Ears:
    """A town with the canary in its `.env`, and ears for all that it prints."""
    town = Town(tmp_path, wire[1], f"sqlite:///{tmp_path / 'captionbot.db'}")
    more = {"FACEBOOK_APP_ID": "990000000000001", "FACEBOOK_APP_SECRET": SECRET, "DESK_BIND": "127.0.0.1:0"}
    town.settle_in(FACEBOOK_GRAPH_URL=wire[0].url, **more)
    return Ears(town.at(WEDNESDAY))


def refusal(code: int, subcode: int, status: int = 400) -> Spoil:
    """Facebook's envelope, with the token in every word that Facebook may choose."""
    words = f"Malformed {TOKEN} in https://graph.facebook.com/me?access_token={quote(TOKEN, safe='')}&x={PROOF}"
    error = {"message": words, "error_user_msg": words, "type": TOKEN, "code": code, "error_subcode": subcode}
    body = json.dumps({"error": error | {"error_data": {"token": TOKEN}, "fbtrace_id": SECRET}}).encode()
    return lambda _: (status, JSON | {"WWW-Authenticate": f'OAuth "x" "{TOKEN}"'}, body)


def page_of_sorrow(status: int) -> Spoil:
    """A gateway's own page, which shows the request that it failed on."""
    return lambda _: (status, {"Content-Type": "text/html"}, f"<pre>Authorization: Bearer {TOKEN}</pre>".encode())


def moved(_: Answer) -> Answer:
    """A redirect to another host, with the token in its address."""
    return 302, {"Location": f"http://localhost:9/elsewhere?access_token={quote(TOKEN, safe='')}"}, b""


def more_elsewhere(answer: Answer) -> Answer:
    """A list whose next page stands on another host, with the token in its address."""
    value = json.loads(answer[2])
    value["paging"] = {"next": f"https://evil.example/x?access_token={quote(TOKEN, safe='')}&after=A"}
    return answer[0], answer[1], json.dumps(value).encode()


def headed(answer: Answer) -> Answer:
    """Headers with the token in them, one of them so broken that urllib3 logs it."""
    return answer[0], answer[1] | {"facebook-api-version": TOKEN, "X Broken": TOKEN, "X-App-Usage": TOKEN}, answer[2]


def cut(answer: Answer) -> Answer:
    """An answer that hangs, and then is no JSON."""
    time.sleep(1)
    return answer[0], answer[1], answer[2][:-3] + TOKEN.encode()


SORROWS: dict[str, Spoil] = {
    "190 that echoes it": refusal(190, 463),
    "500 that echoes it": refusal(2, 0, 500),
    "a strange code": refusal(12345, 6),
    "a gateway's page": page_of_sorrow(502),
    "a captive portal": page_of_sorrow(200),
    "a redirect": moved,
    "headers": headed,
    "an answer that hangs and is cut": cut,
}


@pytest.mark.timeout(300)
def test_a_canary_is_found_nowhere(wire: tuple[Wire, Facebook], ears: Ears) -> None:
    """Not in logs at DEBUG, errors, JSON, the database, photos, addresses, the desk, `ps`, a crash; only in `.env`."""
    to, facebook = wire
    town = ears.town
    ears.run("init", "--no-input")
    town.queue_photo("a.jpg")
    for number, spoil in enumerate(SORROWS.values()):
        to.spoil("GET /*", spoil)
        ears.run("check", *["--json"][: number % 2], code=None)
        to.spoils.clear()
    _week_of_sorrow(to, ears)
    assert town.counts == (1, 1, 1)
    for words in (("status",), ("next",), ("queue",), ("entries", "1")):
        ears.run(*words)
        ears.run(*words, "--json")
    ears.run("backup", "backup.db")
    _crash(ears)
    _daemon_and_desk(ears)
    _wrong_places(ears)

    assert any("[hidden]" in one for one in ears.heard)  # Facebook did sing it
    asked = [one for one in to.sent if one.line.startswith("POST ") and "/debug_token " in one.line]
    assert asked  # what Facebook says of the token: the app asks, and the token is what it asks about
    others = [one for one in to.sent if one not in asked]
    assert sum(TOKEN in one.headers for one in others) == len(others) > 30
    for sent in to.sent:
        assert not singing(sent.line)
        assert bool(singing(sent.body)) == (sent in asked)
        assert [line.split(":")[0] for line in sent.headers.splitlines() if singing(line)] == ["Authorization"]
    assert not [one for one in facebook.calls() if one["token_in_url"]]
    for one in ears.heard:
        assert not singing(one), one
        assert PROOF not in one
    files = [path for path in town.folder.rglob("*") if path.is_file()]
    assert {path.name for path in files if singing(path.read_bytes())} == {".env"}
    assert {path.name for path in files} >= {"captionbot.db", "backup.db", "a.jpg", ".env"}


def _week_of_sorrow(to: Wire, ears: Ears) -> None:
    """Post, collect and announce, each with every fault that sings; what is said is said once all the same."""
    town, facebook = ears.town, ears.town.facebook
    town.at(SLOT)
    for spoil in SORROWS.values():
        to.spoil("POST /*/feed", spoil)
        to.spoil("GET /*/published_posts", spoil)
        ears.run("tick", code=None)
        town.later(minutes=15)
    to.spoils.clear()
    ears.run("tick", code=None)
    (post,) = town.spoken().posts
    captions = [{"post": post["id"], "text": f"No. {n}", "by": f"Fan {n}", "reactions": n % 9} for n in range(130)]
    facebook.lever("comments", comments=[*captions, {"post": post["id"], "text": "The winner.", "reactions": 99}])
    for spoil in (*SORROWS.values(), more_elsewhere):
        to.spoil("GET /*/comments", spoil)
        town.later(minutes=20)
        ears.run("tick", code=None)
    to.spoils.clear()
    town.at(CLOSE)
    ears.run("tick")
    town.at(ANNOUNCE)
    for spoil in SORROWS.values():
        to.spoil("POST /*/comments", spoil)
        to.spoil("POST /*/photos", spoil)
        ears.run("tick", code=None)
        town.later(minutes=15)
    to.spoils.clear()
    for _ in range(2):
        ears.run("tick", code=None)
        town.later(hours=2)


def _crash(ears: Ears) -> None:
    """An error of our own whose words are the token: reported with a traceback, and without it."""
    folder = ears.town.folder / "crash"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(CRASH)
    process = ears.town.start("-v", "check", PYTHONPATH=str(folder))
    out, err = process.communicate(timeout=LONG)
    assert process.returncode == 3
    assert "Traceback" in err
    assert "me() failed with [hidden] and [hidden]" in err
    ears.heard.append(out + err)


def _daemon_and_desk(ears: Ears) -> None:
    """A daemon with its desk: its pages, its process as anybody sees it, its database in use, and its end by abort."""
    town = ears.town
    process = town.start("-v", "run", PYTHONFAULTHANDLER="1")
    try:
        assert process.stdout
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address
        until(lambda: town.rows("leases")[0]["holder"])
        for page in ("", "nowhere", "?contest=1"):
            ears.heard.append(_fetched(address.group() + page))
        time.sleep(2)
        for path in town.folder.glob("captionbot.db*"):  # with what SQLite keeps beside it
            assert not singing(path.read_bytes()), path
        for name in ("cmdline", "environ", "comm", "status"):
            ears.heard.append(Path(f"/proc/{process.pid}/{name}").read_bytes().decode(errors="replace"))
    finally:
        process.send_signal(signal.SIGABRT)
        out, err = process.communicate(timeout=LONG)
    assert "Fatal Python error: Aborted" in err
    ears.heard.append(out + err)


def _fetched(address: str) -> str:
    """A page of the desk with its headers, whatever its status."""
    try:
        with urllib.request.urlopen(address, timeout=LONG) as page:  # noqa: S310 - on this machine
            return f"{page.headers}{page.read().decode()}"
    except HTTPError as error:
        return f"{error.headers}{error.read().decode()}"


def _wrong_places(ears: Ears) -> None:
    """The token under a slip of a name, alone on a line, in two pieces, and in the place of every other setting."""
    env_file = ears.town.folder / ".env"
    right = env_file.read_text()
    slips = [f"FACEBOOK_PAGE_TOKN={TOKEN}", TOKEN, f'FACEBOOK_PAGE_TOKEN="{TOKEN} {TOKEN}"', f"POST_AT={TOKEN}"]
    for slip in slips:
        env_file.write_text(_with(right, slip))
        for words in (("check",), ("status", "--json"), ("tick",), ("init", "--no-input")):
            ears.run(*words, code=2)
    for setting in explained():
        env_file.write_text(_with(right, f"{setting.name}={TOKEN}"))
        try:
            load_settings(env_file, {})
        except SettingsError as error:
            ears.heard.append(f"{error} {error.do} {error!r}")
    env_file.write_text(right)


def _with(right: str, line: str) -> str:
    """A file of settings with a line in place of the one of its name."""
    name = line.partition("=")[0]
    return "\n".join([*(one for one in right.splitlines() if one.partition("=")[0] != name), line, ""])
