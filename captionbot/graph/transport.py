"""One call to the Graph API over the wire: the sessions that facebook-sdk is given.

The SDK puts the token into URLs, knows no deadline, and raises what it finds. Its session is therefore ours: it calls
the address from the settings, sends the token in a header, never follows a redirect, never tries twice, and raises
our own errors, so that the SDK's are never reached.
"""

import logging
from collections.abc import Callable, Mapping
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPException
from typing import Any, ClassVar
from urllib.parse import urlsplit

import facebook
import requests
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError, NameResolutionError, ReadTimeoutError

from captionbot import __version__
from captionbot.errors import NotSent, Refused
from captionbot.graph.access import Access
from captionbot.graph.answers import Answer, Cut, Done, Passing, meaning
from captionbot.graph.connections import Call, Fence, Line
from captionbot.graph.headers import LastAnswer, read_headers
from captionbot.graph.pace import Pace

log = logging.getLogger(__name__)

LARGEST_ANSWER = 16 * 2**20
"""Bytes after unpacking: a hundred comments of nothing but emoji, as long as can be, are 10 MB in Facebook's JSON."""

_PIECE = 2**16


class _TooLarge(Exception):
    """An answer of more than LARGEST_ANSWER bytes."""


# ValueError is http.client's word for a token, and requests' for an address, that HTTP can't carry.
_WIRE_FAULTS = (requests.RequestException, HTTPError, HTTPException, OSError, ValueError, _TooLarge)


@dataclass(frozen=True, slots=True)
class Understood:
    """What facebook-sdk takes for a response of ``requests``: a JSON object, whatever the wire called it."""

    value: dict[str, Any]
    headers: ClassVar[Mapping[str, str]] = {"content-type": "application/json"}

    def json(self) -> dict[str, Any]:
        """Give the object."""
        return self.value


class Wire:
    """The one method of a ``requests`` session that facebook-sdk uses, kept to our rules."""

    def __init__(self, access: Access, pace: Pace, now: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        """Call Facebook as ``access`` says, at ``pace``; ``now`` only dates what was heard."""
        self._access, self._pace, self._now, self._monotonic = access, pace, now, monotonic
        self.fence: Fence | None = None
        """Asked by each write, when its connection stands and before its first byte."""
        self._session = requests.Session()
        self._session.trust_env = access.outside
        self._session.auth = _Bearer(access.token)
        self._session.headers.update({"User-Agent": f"captionbot/{__version__}", "Accept-Encoding": "gzip, deflate"})
        self.last: LastAnswer | None = None

    def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
        files: Mapping[str, Any] | None = None,
        over: Line | None = None,
        **_settings: Any,
    ) -> Understood:
        """Make one call; raises a GraphError unless Facebook plainly did what was asked.

        A read may go ``over`` a kept line, a write never does. The SDK's ``timeout`` and ``proxies`` are not used.
        """
        writes = method != "GET"
        self._pace.before_call(writes=writes)
        path = url.removeprefix(facebook.FACEBOOK_GRAPH_URL)
        address = f"{self._access.graph_url.rstrip('/')}/{path}"
        sent = {"data": self._signed(data)} if writes else {"params": self._signed(params)}
        over = None if writes else over
        return self._understood(requests.Request(method, address, files=files, **sent), path, writes=writes, over=over)

    def read_unseen(self, path: str, values: Mapping[str, str], *, token: str) -> dict[str, Any]:
        """Read what may not be asked for in an address, by another token than the Page's; raises a GraphError.

        A POST with ``method=get`` is a GET to Facebook (developers.facebook.com/docs/graph-api/overview): addresses
        stand in the logs of every proxy, bodies don't.
        """
        self._pace.before_call(writes=False)
        address = f"{self._access.graph_url.rstrip('/')}/{path}"
        asked = requests.Request("POST", address, data={**values, "method": "get"}, auth=_Bearer(token))
        return self._understood(asked, path, writes=False).value

    def fetch(self, address: str) -> bytes:
        """Fetch a picture from where Facebook says that it lies; without the token, for that is another host.

        Raises NotSent, and Passing where nothing clear came of it.
        """
        there = urlsplit(address)
        if there.scheme != "https" and not address.startswith(f"{self._access.graph_url.rstrip('/')}/"):
            raise Passing("Facebook names a place for it that is not safe to ask.")
        self._pace.before_call(writes=False)
        host = replace(self._access, graph_url=f"{there.scheme}://{there.netloc}")
        with closing(self.line()) as line:
            came = self._exchange(requests.Request("GET", address, auth=_Nobody()), None, host, line)
        if isinstance(came, Cut):
            raise (Passing if came.begun else NotSent)(came.why, came.do)
        if came.status != HTTPStatus.OK:
            raise Passing(f"Where Facebook keeps it, the answer is {came.status}.")
        return came.body

    def line(self) -> Line:
        """Give a line for reads that follow one another; whoever takes it closes it."""
        return Line(self._monotonic)

    def at_ease(self) -> bool:
        """Whether the next read would be made at once: no limit is near, and nothing forbids it."""
        return self._pace.at_ease()

    def _understood(
        self, request: requests.Request, path: str, *, writes: bool, over: Line | None = None
    ) -> Understood:
        with nullcontext(over) if over else closing(self.line()) as line:
            came = self._exchange(request, self.fence if writes else None, self._access, line)
            self._hear(request.method or "", path, came)
            result = meaning(came, writes=writes, hide=self._access.hide)
            if isinstance(result, Done):
                return Understood(result.value)
            line.close()  # after anything odd, nobody knows what else may come over it
        if isinstance(result, Refused):
            self._pace.refused(result)
        raise result

    def _signed(self, values: Mapping[str, Any] | None) -> dict[str, Any]:
        """Take the SDK's token out of the parameters, and put the proof of ours in where there is one."""
        proof = self._access.proof()
        plain = {name: value for name, value in (values or {}).items() if name != "access_token"}
        return plain | ({"appsecret_proof": proof} if proof else {})

    def _exchange(self, request: requests.Request, fence: Fence | None, access: Access, line: Line) -> Answer | Cut:
        """Send, and read the answer to its end; whatever breaks becomes words without address or token."""
        with Call(access.total_seconds, self._monotonic, fence) as call, line.carrying(call):
            try:
                answer = self._fetch(request, line)
            except _WIRE_FAULTS as fault:
                line.close()
                if not _was_closed(fault, call):
                    return _cut(fault, call, access)
                answer = None
        if answer is None:
            return self._exchange(request, fence, access, line)
        return _late(call) if call.late else answer

    def _fetch(self, request: requests.Request, line: Line) -> Answer:
        prepared = self._session.prepare_request(request)
        around = self._session.merge_environment_settings(prepared.url, {}, stream=True, verify=None, cert=None)
        patience = (self._access.connect_seconds, self._access.read_seconds)
        # The adapter, not the session: a session reads the whole body of a redirect, even of one it won't follow.
        # An empty REQUESTS_CA_BUNDLE would turn the check of certificates off: `or True`.
        with line.send(
            prepared, stream=True, timeout=patience, verify=around["verify"] or True, proxies=around["proxies"]
        ) as response:
            return Answer(response.status_code, response.headers, _body(response))

    def _hear(self, method: str, path: str, came: Answer | Cut) -> None:
        """Keep what the answer tells beside its body, and log the call without its parameters."""
        if isinstance(came, Cut):
            log.debug("%s %s: %s", method, path, came.why)
            return
        log.debug("%s %s: %s", method, path, came.status)
        before, self.last = self.last, read_headers(came.headers, at=self._now())
        self._pace.used(self.last.usage)
        served = self.last.api_version
        if served and served != self._access.version and (before is None or before.api_version != served):
            log.warning(
                "Facebook served Graph %s although %s was asked for: change FACEBOOK_GRAPH_VERSION.",
                served,
                self._access.version,
            )


@dataclass(frozen=True, slots=True)
class Kept:
    """The wire as a walk uses it: its reads share a line."""

    wire: Wire
    line: Line

    def request(self, method: str, url: str, **asked: Any) -> Understood:
        """Make one call, as ``Wire.request`` does."""
        return self.wire.request(method, url, over=self.line, **asked)


class _Bearer(AuthBase):
    """The token in a header (developers.facebook.com/docs/graph-api/overview); keeps requests from asking ~/.netrc."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Nobody(AuthBase):
    """No token at all; without this the session's own would go along."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


def _body(response: requests.Response) -> bytes:
    """Read and unpack the body, as far as LARGEST_ANSWER: a small gzip may hold gigabytes."""
    body = bytearray()
    for piece in response.raw.stream(_PIECE, decode_content=True):
        body += piece
        if len(body) > LARGEST_ANSWER:
            raise _TooLarge
    return bytes(body)


def _was_closed(fault: Exception, call: Call) -> bool:
    """Whether a kept connection broke before a word of an answer: Facebook had closed it, and a fresh one may tell."""
    return call.kept and not call.late and isinstance(fault, requests.ConnectionError)


def _late(call: Call) -> Cut:
    if call.unwanted:
        return Cut("Nobody waits for this call any more.", begun=call.begun)
    return Cut(f"Facebook took longer than {call.seconds:g} seconds over one call.", begun=call.begun)


def _cut(fault: Exception, call: Call, access: Access) -> Cut:
    """Say in words how a call broke; the fault's own words may hold the address and the token."""
    if call.late:
        return _late(call)
    if call.begun:
        return Cut(_broken(fault, access), begun=True)
    why, do = _unreached(fault, access)
    return Cut(why, begun=False, do=do)


def _broken(fault: Exception, access: Access) -> str:
    if isinstance(fault, _TooLarge):
        return f"The answer from {access.host} was larger than {LARGEST_ANSWER // 2**20} MB."
    if isinstance(fault, requests.Timeout | ReadTimeoutError):
        return f"{access.host} was silent for {access.read_seconds:g} seconds in the middle of a call."
    return f"The connection to {access.host} broke in the middle of a call."


def _unreached(fault: Exception, access: Access) -> tuple[str, str]:
    """Why no connection stood; first matches first, as requests' own errors are kinds of one another."""
    reason = getattr(fault.args[0], "reason", None) if fault.args else None
    if isinstance(reason, NameResolutionError):
        return f"The name {access.host} can't be found (DNS).", "Check this machine's network."
    if isinstance(fault, requests.exceptions.ProxyError):
        return f"The proxy did not let the call to {access.host} through.", "Check HTTPS_PROXY and the proxy itself."
    if isinstance(fault, requests.exceptions.SSLError):
        return (
            f"No safe connection to {access.host}: its certificate does not fit.",
            "Check this machine's date; where a firewall opens TLS, put its certificate in REQUESTS_CA_BUNDLE.",
        )
    if isinstance(fault, requests.Timeout):
        return (
            f"{access.host} did not answer within {access.connect_seconds:g} seconds.",
            "Check this machine's network.",
        )
    if isinstance(fault, requests.ConnectionError):
        return f"{access.host} can't be reached from this machine.", "Check this machine's network."
    return (
        "The call could not be made at all.",
        "Check FACEBOOK_GRAPH_URL, HTTPS_PROXY and FACEBOOK_PAGE_TOKEN for stray characters.",
    )
