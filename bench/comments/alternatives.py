"""What people would use instead of captionbot to read a thread, each way in a process of its own, run by path.

`alternatives.py WAY POST WARM ADDRESS PASSES [ADDRESS PASSES …]` reads the thread at WARM, so that whatever is done
once in a process is done, then that at each ADDRESS so many times; it keeps nothing, and prints what each pass took.
``bare`` is the limit: the pages that captionbot asks for, downloaded and parsed. ``kept`` puts them into SQLite, too,
by the plainest code, and judges nothing. The two libraries are used as their documentation shows it, with every page of
the edge, and votes by a read of each comment's reactions:

- facebook-sdk: `get_all_connections` and `get_connections` (facebook-sdk.readthedocs.io/en/latest/api.html)
- python-facebook-api: `get_full_connections`, with ``count=None`` for all rows and not ten, and `get_connection`
  (sns-sdks.github.io/python-facebook/usage/graph-api)
"""

import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

TOKEN = "EAABinvented"  # noqa: S105 - invented
FIELDS = (
    "id,message,created_time,from{id,name},parent{id},is_hidden,message_tags,attachment{type},permalink_url,"
    "reactions.limit(0).summary(total_count,viewer_reaction)"
)
"""What captionbot asks for."""

TABLES = """
CREATE TABLE comments (id TEXT PRIMARY KEY, text TEXT, created TEXT, votes INTEGER, author TEXT, name TEXT, raw TEXT);
CREATE TABLE texts (id TEXT, text TEXT, PRIMARY KEY (id, text)) WITHOUT ROWID;
CREATE TABLE votes (id TEXT PRIMARY KEY, votes INTEGER) WITHOUT ROWID;
"""
"""The least that a record of comments, of their texts and of their votes could be."""

Row = dict[str, Any]
Pass = Callable[[str], int]
"""Reads a post's thread once; gives the number of its comments."""


def bare(address: str, keep: Callable[[list[Row]], None] | None = None) -> Pass:
    """Plain requests, on one connection that is kept, and the standard library's json; ``keep`` takes each page."""
    import requests  # noqa: PLC0415 - each way imports its own

    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {TOKEN}"

    def once(post: str) -> int:
        rows, asked = 0, {"fields": FIELDS, "filter": "stream", "order": "chronological", "limit": "100"}
        while True:
            page = json.loads(session.get(f"{address}/v26.0/{post}/comments", params=asked, timeout=60).content)
            rows += len(page["data"])
            if keep:
                keep(page["data"])
            if "next" not in page["paging"]:
                return rows
            asked["after"] = page["paging"]["cursors"]["after"]

    return once


def kept(address: str) -> Pass:
    """The same, each page in three statements and one transaction, in a file of its own."""

    def once(post: str) -> int:
        with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder, "kept.db"))) as file:
            file.executescript(f"PRAGMA journal_mode=WAL; {TABLES}")

            def keep(page: list[Row]) -> None:
                with file:
                    file.executemany("INSERT INTO comments VALUES (?, ?, ?, ?, ?, ?, ?)", map(_columns, page))
                    file.executemany("INSERT INTO texts VALUES (?, ?)", [(one["id"], one["message"]) for one in page])
                    file.executemany("INSERT INTO votes VALUES (?, ?)", [(one["id"], _votes(one)) for one in page])

            return bare(address, keep)(post)

    return once


def _columns(row: Row) -> tuple[object, ...]:
    author = row["from"]
    text, at = row["message"], row["created_time"]
    return row["id"], text, at, _votes(row), author["id"], author["name"], row["permalink_url"]


def _votes(row: Row) -> int:
    return int(row["reactions"]["summary"]["total_count"])


def facebook_sdk(address: str) -> Pass:
    """25 comments a page, as Facebook gives them to whoever names no number, and one read for each comment's votes."""
    import facebook  # noqa: PLC0415 - each way imports its own

    facebook.FACEBOOK_GRAPH_URL = f"{address}/"
    graph = facebook.GraphAPI(access_token=TOKEN, version="3.1")

    def once(post: str) -> int:
        rows = 0
        for comment in graph.get_all_connections(id=post, connection_name="comments"):
            graph.get_connections(id=comment["id"], connection_name="reactions", summary="total_count")
            rows += 1
        return rows

    return once


def python_facebook_api(address: str) -> Pass:
    """The same way."""
    from pyfacebook import GraphAPI  # noqa: PLC0415 - each way imports its own

    api = GraphAPI(access_token=TOKEN, base_url=f"{address}/")

    def once(post: str) -> int:
        comments = api.get_full_connections(object_id=post, connection="comments", count=None)["data"]
        for comment in comments:
            api.get_connection(object_id=comment["id"], connection="reactions", summary="total_count")
        return len(comments)

    return once


WAYS: dict[str, Callable[[str], Pass]] = {
    "bare": bare,
    "kept": kept,
    "facebook-sdk": facebook_sdk,
    "python-facebook-api": python_facebook_api,
}


def main(way: str, post: str, warm: str, *asked: str) -> None:
    """Read, and tell what each pass took."""
    WAYS[way](warm)(post)
    for address, passes in zip(asked[::2], asked[1::2], strict=True):
        once = WAYS[way](address)
        for _ in range(int(passes)):
            began, before = perf_counter(), process_time()
            rows = once(post)
            took = {"seconds": perf_counter() - began, "processor": process_time() - before, "rows": rows}
            print(json.dumps(took), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
