"""Practice as a process of its own, and its levers as methods, for any test that needs a Facebook."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import requests

PATIENCE = 20
"""Seconds that any one call or stop may take."""


@dataclass(slots=True)
class Facebook:
    """A running practice: where it is, and everything that can be done to it."""

    url: str
    page_id: str
    page_name: str
    token: str
    process: subprocess.Popen[str]
    session: requests.Session = field(default_factory=requests.Session)

    # as a client of the Graph API

    def graph(self, method: str, path: str, *, token: str | None = None, **how: Any) -> requests.Response:
        """Make one Graph call with the Page's token in its header; ``path`` begins after the version."""
        headers = {"Authorization": f"Bearer {self.token if token is None else token}", **how.pop("headers", {})}
        return self.session.request(
            method, f"{self.url}/v26.0/{path}", headers=headers, timeout=how.pop("timeout", PATIENCE), **how
        )

    def get(self, path: str, **params: Any) -> Any:
        """Read from the Graph, which must work."""
        answer = self.graph("GET", path, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post_photo(self, text: str = "What's the caption?", picture: bytes = b"\xff\xd8\xff\xe0 a picture") -> str:
        """Publish a photo post in two steps, as the bot does, and give its id."""
        uploaded = self.graph(
            "POST", f"{self.page_id}/photos", data={"published": "false"}, files={"source": ("a.jpg", picture)}
        ).json()
        media = json.dumps([{"media_fbid": uploaded["id"]}])
        made = self.graph("POST", f"{self.page_id}/feed", data={"message": text, "attached_media": media})
        return str(made.json()["id"])

    # as the levers behind the scenery

    def lever(self, name: str, **asked: Any) -> Any:
        """Pull one lever, which must work."""
        answer = self.session.post(f"{self.url}/practice/{name}", json=asked, timeout=PATIENCE)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def world(self, *, comments: bool = True) -> dict[str, Any]:
        """Tell the truth about everything there is."""
        answer = self.session.get(f"{self.url}/practice/world?comments={int(comments)}", timeout=PATIENCE)
        return dict(answer.json())

    def live_posts(self) -> list[dict[str, Any]]:
        """List the posts that the public sees, newest first."""
        return [post for post in self.world(comments=False)["posts"] if post["live"]]

    def said_by_page(self) -> list[dict[str, Any]]:
        """List the comments and replies that the Page wrote and that still stand."""
        return [one for one in self.world()["comments"] if one["by_page"] and not one["deleted"]]

    def calls(self) -> list[dict[str, Any]]:
        """List the Graph calls as the wire saw them, oldest first."""
        return list(self.session.get(f"{self.url}/practice/calls", timeout=PATIENCE).json()["calls"])

    def stand_still_at(self, at: datetime) -> None:
        """Set practice's clock to an instant; whatever was due by then has happened."""
        self.lever("clock", now=at.isoformat())

    def run_from(self, at: datetime, speed: float = 1.0) -> None:
        """Let practice's clock run from an instant."""
        self.lever("clock", now=at.isoformat(), speed=speed)

    def comment(self, text: str = "", **how: Any) -> str:
        """Write a comment on the post made last (see `captionbot.practice.control`), and give its id."""
        if isinstance(how.get("at"), datetime):
            how["at"] = how["at"].isoformat()
        return str(self.lever("comments", text=text, **how)["ids"][0])

    def react(self, to: str, by: str = "Robin Maplewood", kind: str | None = "LIKE") -> None:
        """React to a comment or post as a fan; None takes the reaction back."""
        self.lever("react", to=to, by=by, kind=kind)

    def vote(self, to: str, votes: int) -> None:
        """Add so many likes."""
        self.lever("react", to=to, reactions={"LIKE": votes})

    def edit(self, graph_id: str, text: str) -> None:
        """Change what stands in a post or comment."""
        self.lever("edit", id=graph_id, text=text)

    def hide(self, graph_id: str, *, hidden: bool = True) -> None:
        """Hide a comment, as staff or a filter would."""
        self.lever("hide", id=graph_id, hidden=hidden)

    def delete(self, graph_id: str) -> None:
        """Delete a post or comment behind the bot's back."""
        self.lever("delete", id=graph_id)

    def kill_token(self, subcode: int = 460) -> None:
        """Let the Page's token die by an event (190 and this subcode)."""
        self.lever("token", state=subcode)

    def revive_token(self) -> None:
        """Let the Page's token live again."""
        self.lever("token", state="live")

    def fault(self, *texts: str) -> None:
        """Tell lies from now on (see `captionbot.practice.lies.faults`)."""
        self.lever("faults", faults=list(texts))

    def clear_faults(self) -> None:
        """Tell the truth again."""
        self.session.delete(f"{self.url}/practice/faults", timeout=PATIENCE)

    def story(self, closes_at: datetime, post: str | None = None) -> dict[str, Any]:
        """Put the written thread of 137 entries under a post, and give what is right about it."""
        asked = {"closes_at": closes_at.isoformat()} | ({"post": post} if post else {})
        return dict(self.lever("story", **asked))

    def kill(self) -> None:
        """End the process as a power cut would."""
        self.process.kill()
        self.process.wait(PATIENCE)


def start(*options: str, file: Path | None = None, crowd: int = 0) -> Facebook:
    """Start practice on a free port; ``options`` are those of ``python -m captionbot.practice``."""
    kept = ["--file", str(file)] if file else []
    process = subprocess.Popen(
        [sys.executable, "-m", "captionbot.practice", "--stop-at-eof", "--crowd", str(crowd), *kept, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    ready = json.loads(process.stdout.readline())
    return Facebook(**ready, process=process)


def stop(facebook: Facebook) -> int:
    """Let practice end by itself and give its exit code."""
    facebook.session.close()
    process = facebook.process
    if process.stdin is not None:
        process.stdin.close()
    if process.stdout is not None:
        process.stdout.close()
    return process.wait(PATIENCE)


@contextmanager
def running(*options: str, file: Path | None = None, crowd: int = 0) -> Iterator[Facebook]:
    """Start practice, and end it whatever happens."""
    facebook = start(*options, file=file, crowd=crowd)
    try:
        yield facebook
    finally:
        stop(facebook)
