"""A Graph API that has one thread of comments and does nothing but send it, in a process of its own.

Its rows lie ready in a file that is mapped into memory, so a page costs it a search for two places and a copy. It
counts what it is asked and what that costs its processor; `GET /bench` tells both, and begins to count anew.
Run by path, as a process that imports little: `python bench/comments/server.py FILE LATENCY_MS DATE`; it says its port.
"""

import asyncio
import json
import mmap
import sys
from array import array
from pathlib import Path
from time import process_time
from typing import Final, cast
from urllib.parse import parse_qsl, urlencode

END_OF_HEAD: Final = b"\r\n\r\n"
USUAL: Final = 25
"""Rows on a page where nobody asks for another number, as with Facebook."""
MOST: Final = 100


class Thread:
    """The rows of a file, and the answers made of them."""

    def __init__(self, file: Path) -> None:
        """Map the file; ``thread.written`` made it."""
        self.ends = array("Q")
        self.ends.frombytes(file.with_suffix(".index").read_bytes())
        with file.open("rb") as opened:
            self.rows = mmap.mmap(opened.fileno(), 0, prot=mmap.PROT_READ)
        self.address = ""
        self.calls = self.pages = 0
        self.since = process_time()

    def answer(self, target: str) -> bytes:
        """The body of the answer to a GET."""
        path, _, query = target.partition("?")
        if path == "/bench":
            return self._told()
        self.calls += 1
        thing, _, edge = path.rpartition("/")
        if edge == "comments":
            self.pages += 1
            return self._page(path, dict(parse_qsl(query)))
        if edge in {"reactions", "likes"}:
            return b'{"data":[],"summary":{"total_count":3,"viewer_reaction":"NONE"}}'
        return json.dumps({"id": edge or thing, "name": "The bench"}).encode()

    def _page(self, path: str, asked: dict[str, str]) -> bytes:
        """A page of rows, and where the next one begins."""
        size = len(self.ends) - 1
        first = min(int(asked.get("after", "0")), size)
        last = min(first + min(int(asked.get("limit", USUAL)), MOST), size)
        paging: dict[str, object] = {"cursors": {"before": str(first), "after": str(last)}}
        if last < size:
            paging["next"] = f"{self.address}{path}?{urlencode({**asked, 'after': str(last)})}"
        beside: dict[str, object] = {"paging": paging}
        if first == 0:
            beside["summary"] = {"total_count": size}
        end = max(self.ends[last] - 1, self.ends[first])  # without the comma
        return b'{"data":[%b],%b' % (self.rows[self.ends[first] : end], json.dumps(beside).encode()[1:])

    def _told(self) -> bytes:
        """What was counted since this was asked last."""
        now = process_time()
        told = {"calls": self.calls, "pages": self.pages, "processor": now - self.since}
        self.calls, self.pages, self.since = 0, 0, now
        return json.dumps(told).encode()


class Connection(asyncio.Protocol):
    """One connection: an answer to each GET, ``latency`` seconds after it came."""

    def __init__(self, thread: Thread, latency: float, date: str) -> None:
        """Answer from this thread, and say that it is this hour."""
        self.thread, self.latency, self.came = thread, latency, b""
        head = ("HTTP/1.1 200 OK", "Content-Type: application/json; charset=UTF-8", "facebook-api-version: v26.0")
        self.head = "\r\n".join((*head, f"Date: {date}", "Content-Length: ")).encode()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete; a GET has no body."""
        self.came += data
        while END_OF_HEAD in self.came:
            head, self.came = self.came.split(END_OF_HEAD, 1)
            body = self.thread.answer(head.split(b" ", 2)[1].decode())
            whole = b"%b%d\r\n\r\n%b" % (self.head, len(body), body)
            if self.latency and not head.startswith(b"GET /bench"):
                asyncio.get_running_loop().call_later(self.latency, self.transport.write, whole)
            else:
                self.transport.write(whole)


async def serve(thread: Thread, latency: float, date: str) -> None:
    """Serve on loopback until the standard input ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(thread, latency, date), "127.0.0.1", 0)
    thread.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    print(thread.address, flush=True)
    over = asyncio.Event()
    loop.add_reader(sys.stdin.fileno(), over.set)
    await over.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(Thread(Path(sys.argv[1])), float(sys.argv[2]) / 1000, sys.argv[3]))
