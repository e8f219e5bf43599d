"""What docs/desk.md puts in front of the desk, as it stands there, in front of a desk: nginx and Caddy."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPMessage, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from argon2 import PasswordHasher

from captionbot.accounts import Role
from captionbot.accounts.staffing import add, set_password
from captionbot.decisions import Word
from tests.desk.acting import hidden_fields
from tests.desk.conftest import Office, Start
from tests.house.sources import ROOT
from tests.left_out import PREFIX

NAME = "desk.example.org"
PASSWORD = "blue horse lamp"
PATIENCE_SECONDS = 20
SEARCHED = f"{os.environ.get('PATH', '')}:/usr/sbin"
HUGE = 50_000_000


def _fragment(kind: str) -> str:
    """What docs/desk.md shows of that kind."""
    found = re.search(rf"```{kind}\n(.*?)```", (ROOT / "docs" / "desk.md").read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def _program(name: str) -> str:
    found = shutil.which(name, path=SEARCHED)
    if found is None:
        # In CI as well: the desk works without them, and only what is written about them is tried.
        pytest.skip(f"{PREFIX}{name}. To add it: sudo apt install -y {name}")
    return found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@dataclass
class Front:
    """What stands in front, and a browser that trusts its certificate and keeps its cookies."""

    certificate: Path
    port: int = field(default_factory=_free_port)
    plain_port: int = field(default_factory=_free_port)
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """As staff open it."""
        return f"https://{NAME}:{self.port}"

    def ask(self, path: str, *, body: bytes = b"", **headers: str) -> tuple[int, HTTPMessage, str]:
        """What is answered: looked at, or sent a form where there is a body."""
        trusting = ssl.create_default_context(cafile=self.certificate)
        with (
            socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS) as line,
            trusting.wrap_socket(line, server_hostname=NAME) as wrapped,
        ):
            status, heard, page = _answer(wrapped, f"{NAME}:{self.port}", path, body, self._named(headers))
        for one in heard.get_all("Set-Cookie", []):
            name, _, value = one.partition(";")[0].partition("=")
            self.cookies[name] = value
        return status, heard, page

    def _named(self, headers: dict[str, str]) -> dict[str, str]:
        kept = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        return kept | {name.replace("_", "-"): value for name, value in headers.items()}

    def ask_plainly(self, path: str) -> tuple[int, HTTPMessage, str]:
        """What is answered without TLS."""
        with socket.create_connection(("127.0.0.1", self.plain_port), timeout=PATIENCE_SECONDS) as line:
            return _answer(line, NAME, path, b"", {})

    def send(self, path: str, **typed: str) -> int:
        """Open a page and send its form, as a browser does."""
        fields = hidden_fields(self.ask(path)[2], path) | typed
        kind = "application/x-www-form-urlencoded"
        return self.ask(path, body=urlencode(fields).encode(), Content_Type=kind, Origin=self.url)[0]


def _answer(
    line: socket.socket, host: str, path: str, body: bytes, headers: dict[str, str]
) -> tuple[int, HTTPMessage, str]:
    named = {"Host": host, "Connection": "close", "Content-Length": str(len(body))} | headers
    first = f"{'POST' if body else 'GET'} {path} HTTP/1.1\r\n"
    line.sendall((first + "".join(f"{name}: {value}\r\n" for name, value in named.items()) + "\r\n").encode() + body)
    answer = HTTPResponse(line)
    answer.begin()
    return answer.status, answer.msg, answer.read().decode(errors="replace")


def _nginx(front: Front, text: str, folder: Path) -> list[str]:
    """The fragment within what Debian's own nginx.conf puts around it."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder / kind};\n" for kind in kinds)
    ports = {"listen 443": f"listen 127.0.0.1:{front.port}", "listen 80": f"listen 127.0.0.1:{front.plain_port}"}
    for usual, ours in ports.items():
        assert usual in text
        text = text.replace(usual, ours)
    around = f"daemon off;\nmaster_process off;\npid {folder / 'pid'};\nevents {{}}\nhttp {{\naccess_log off;\n{places}"
    (folder / "nginx.conf").write_text(f"{around}{text}}}\n")
    return [_program("nginx"), "-e", str(folder / "log"), "-p", str(folder), "-c", str(folder / "nginx.conf")]


def _caddy(front: Front, text: str, folder: Path) -> list[str]:
    """The fragment, on ports that nobody has."""
    assert text.startswith(f"{NAME} {{\n")
    text = text.replace(f"{NAME} {{\n", f"{front.url} {{\n    bind 127.0.0.1\n")
    ours = f"admin off\n    http_port {front.plain_port}\n    default_bind 127.0.0.1\n"
    (folder / "Caddyfile").write_text(f"{{\n    {ours}    servers {{\n        protocols h1 h2\n    }}\n}}\n{text}")
    return [_program("caddy"), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@contextmanager
def _running(words: list[str], front: Front, folder: Path) -> Iterator[None]:
    """A program until the end of the block; all that it keeps lies in the folder."""
    homes = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    said = folder / "said"
    with said.open("w") as file, subprocess.Popen(words, stdout=file, stderr=file, env=homes) as process:
        try:
            _wait_for(front.port, process, said)
            yield
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes], said: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(said.read_text())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for the desk's name that nobody but these tests trusts; its key lies beside it."""
    folder = tmp_path_factory.mktemp("tls")
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout desk.key -out desk.pem"
    named = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    subprocess.run([_program("openssl"), *words.split(), *named], cwd=folder, check=True, capture_output=True)
    return folder / "desk.pem"


@pytest.fixture(params=[("nginx", _nginx), ("caddy", _caddy)], ids=["nginx", "caddy"])
def front(
    request: pytest.FixtureRequest, certificate: Path, tmp_path: Path, office: Office, started: Start
) -> Iterator[Front]:
    """A desk with Maria's password, and in front of it what the document says."""
    kind, arranged = request.param
    _program(kind)
    with office.writing() as record:
        word = Word("tom", office.hour, "")
        kept = PasswordHasher(time_cost=1, memory_cost=64).hash(PASSWORD)
        set_password(record, add(record, "Maria", Role.ADMIN, word), kept, word)
    front = Front(certificate)
    desk = urlsplit(started(f"DESK_BIND=127.0.0.1:0\nDESK_URL={front.url}\n")).netloc
    text = _fragment(kind).replace("127.0.0.1:8080", desk).replace("/opt/captionbot", str(certificate.parent))
    folder = tmp_path / kind
    folder.mkdir()
    arrange: Callable[[Front, str, Path], list[str]] = arranged
    with _running(arrange(front, text, folder), front, folder):
        yield front


def test_the_fragment_leads_staff_to_the_desk(front: Front, office: Office) -> None:
    """Over TLS alone; sign-in, an act and photos go through, and nobody is believed about where they come from."""
    status, headers, _ = front.ask("/")
    assert (status, headers["Location"]) == (303, "/sign-in")
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Secure" in headers["Set-Cookie"]

    fields = hidden_fields(front.ask("/sign-in")[2], "/sign-in") | {"name": "Maria", "password": PASSWORD}
    form = {"Content_Type": "application/x-www-form-urlencoded", "Origin": front.url}
    lies = {"X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "http", "X_Forwarded_Host": "evil.example"}
    assert front.ask("/sign-in", body=urlencode(fields).encode(), **form, **lies)[0] == 303
    with office.store.view() as record:
        assert {row.address for row in record.accounts.signed_in_of("maria", office.hour)} == {"127.0.0.1"}

    assert front.send("/pause", because="a funeral") == 303
    assert "a funeral" in front.ask("/")[2]
    assert front.ask("/resume", body=b"x=y", **form | {"Origin": "https://evil.example"})[0] == 403
    photos = b"--b\r\nContent-Disposition: form-data; name=photos; filename=x.jpg\r\n\r\n%s\r\n--b--\r\n"
    upload = {"Content_Type": "multipart/form-data; boundary=b", "Origin": front.url}
    large = front.ask("/queue/upload", body=photos % bytes(3_000_000), **upload)
    assert large[0] == 403  # it lacks a token; nobody says that it is too large

    front.cookies.clear()
    assert front.ask("/queue/upload", body=b"x", **upload, Content_Length=str(HUGE))[0] == 401
    status, headers, _ = front.ask_plainly("/queue")
    assert status == 308
    assert headers["Location"].startswith(f"https://{NAME}")
