"""The levers behind the scenery, for tests, the demo and whoever plays: JSON under ``/practice/``, no token.

===============================  ===============================================================================
``GET  /practice/world``         the truth: page, posts, photos, comments and replies with votes, what was called
                                 how often (``?comments=0`` leaves the comments out)
``GET  /practice/calls``         each call on the wire: method, path, status (0: no answer), fault, token in the URL
``POST /practice/clock``         ``{"now": ISO}`` stands still there; ``{"now": ISO, "speed": 1}`` runs from there;
                                 ``{"words": "<sim>@<real>x<speed>"}`` or ``{"words": ""}`` (wall clock)
``POST /practice/posts``         ``{"text", "by": "A Visitor", "photo": true}`` a post not made by the API: typed by
                                 staff (no ``by``) or a visitor's; ``photo`` may be a picture in base64; ``at`` as below
``POST /practice/comments``      one, ``{"comments": […]}`` or a list: ``post`` (default: made last), ``text``,
                                 ``by`` (a fan's name; ``"page": true`` for the Page itself) or ``person_id``, ``at``
                                 (ISO; default now), ``parent``, ``reactions`` ({kind: n} or a number of likes),
                                 ``tags`` (names in the text, or [name, offset, length]), ``attachment``,
                                 ``withheld``, ``hidden``; answers ``{"ids": […]}``
``POST /practice/react``         ``{"to", "by": fan, "kind": "LOVE"|null}`` or ``{"to", "reactions": {kind: n}}``;
                                 ``"page": true`` reacts as the Page
``POST /practice/edit``          ``{"id", "text"}``
``POST /practice/hide``          ``{"id", "hidden": true}``
``POST /practice/delete``        ``{"id"}`` of a comment or post
``POST /practice/token``         ``{"token", "state": "live"|460, "scopes": […], "kind": "PAGE", "expires_at": ISO}``
                                 kills, renews or makes one; without ``token`` it is the Page's
``POST /practice/usage``         ``{"call_count": 97, "total_time": 23, "minutes": 0}`` usage headers; ``{}`` none
``GET, POST, DELETE /practice/faults``  list · ``{"fault": "KIND…"}`` or ``{"faults": […]}`` (see `lies.faults`) · clear
``POST /practice/crowd``         ``{"post", "size", "seed", "hours", "at_once": false}`` lets a crowd come
``POST /practice/story``         ``{"post", "closes_at": ISO}`` the written thread of 137 entries; answers what is right
===============================  ===============================================================================
"""

from base64 import b64decode
from dataclasses import asdict
from datetime import datetime
from typing import Any, Protocol

from flask import Blueprint, Response, abort, jsonify, make_response, request

from captionbot.practice.clock import PracticeClock, moment, stamp
from captionbot.practice.crowd.troupe import Troupe
from captionbot.practice.graph.tokens import TokenKind, Tokens
from captionbot.practice.graph.usage import usage_headers
from captionbot.practice.graph.writing import mime_of
from captionbot.practice.lies.faults import FaultBook
from captionbot.practice.lies.notes import CallNotes
from captionbot.practice.settings import PracticeSettings
from captionbot.practice.world.things import Comment, Person, Post
from captionbot.practice.world.world import World, last_part

Told = dict[str, Any]
# A picture of one grey dot, for posts that staff typed by hand with a photo of their own.
DOT = bytes.fromhex("4749463839610100010080000080808000000021f90400000000002c00000000010001000002024401003b")


class Backstage(Protocol):
    """What the levers move: the parts of one practice."""

    settings: PracticeSettings
    clock: PracticeClock
    world: World
    tokens: Tokens
    troupe: Troupe
    book: FaultBook
    notes: CallNotes
    usage: dict[str, str]


def control_routes(practice: Backstage) -> Blueprint:
    """Serve the levers of one practice."""
    routes = Blueprint("control", __name__, url_prefix="/practice")
    levers = Levers(practice)
    routes.get("/world")(levers.world_as_it_is)
    routes.get("/calls")(levers.calls)
    routes.get("/faults")(levers.faults)
    routes.delete("/faults")(levers.clear_faults)
    for name in ("clock", "posts", "comments", "react", "edit", "hide", "delete", "token", "usage", "crowd", "story"):
        routes.post(f"/{name}", endpoint=f"do_{name}")(getattr(levers, f"do_{name}"))
    routes.post("/faults", endpoint="do_faults")(levers.do_faults)

    @routes.errorhandler(ValueError)
    @routes.errorhandler(KeyError)
    def wrong(error: ValueError | KeyError) -> Response:
        """Say what is wrong with what was asked."""
        return make_response(jsonify(error=f"{type(error).__name__}: {error}"), 400)

    return routes


class Levers:
    """One method for each route; ValueError or KeyError where what was asked makes no sense."""

    def __init__(self, practice: Backstage) -> None:
        """Hold on to the practice."""
        self.practice = practice
        self.world, self.clock, self.book = practice.world, practice.clock, practice.book

    def world_as_it_is(self) -> Response:
        """Tell everything, whatever the API shows of it."""
        now = self.clock.now()
        with self.world.lock:
            told: Told = {
                "now": now.isoformat(),
                "page": asdict(self.world.page),
                "posts": [_post(post, self.world.page, now) for post in self.world.newest_posts()],
                "photos": [
                    {"id": one.number, "post": one.post_number, "published": one.published, "alt": one.alt}
                    | {"bytes": len(one.picture), "expired": one.expired(now)}
                    for one in self.world.photos.values()
                ],
                "calls": dict(self.practice.notes.counted),
            }
            if request.args.get("comments") != "0":
                told["comments"] = [_comment(one) for one in self.world.comments.values()]
        return jsonify(told)

    def calls(self) -> Response:
        """List the calls, oldest first."""
        return jsonify(calls=[asdict(note) for note in self.practice.notes.last])

    def do_clock(self) -> Response:
        """Set the clock."""
        asked = _asked()
        if "words" in asked:
            self.clock.run(str(asked["words"]))
        else:
            self.clock.run_from(moment(asked["now"]), float(asked.get("speed", 0)))
        self.practice.troupe.play_due(self.clock.now())
        return jsonify(now=self.clock.now().isoformat())

    def do_posts(self) -> Response:
        """Make a post that the API did not make."""
        asked = _asked()
        at = self._at(asked)
        photos = []
        if asked.get("photo"):
            picture = DOT if asked["photo"] is True else b64decode(asked["photo"], validate=True)
            photos = [self.world.upload(at=at, picture=picture, mime=mime_of(picture) or "image/gif").number]
        made = self.world.publish(
            at=at, text=str(asked["text"]), photos=photos, by=str(asked.get("by", "")), by_app=False
        )
        return jsonify(id=f"{self.world.page.person_id}_{made.number}", photos=photos)

    def do_comments(self) -> Response:
        """Write comments as fans."""
        asked = _asked()
        rows = asked if isinstance(asked, list) else asked.get("comments", [asked])
        return jsonify(ids=[self._write(row) for row in rows])

    def _write(self, row: Told) -> str:
        post = self._post(row)
        text = str(row.get("text", ""))
        written = self.world.write(
            at=self._at(row),
            on=post.number,
            text=text,
            by="" if row.get("page") else str(row.get("by", "" if row.get("person_id") else "Robin Maplewood")),
            person_id="" if row.get("page") else str(row.get("person_id", "")),
            parent=self._comment(str(row["parent"])).number if row.get("parent") else None,
            tags=_tags(text, row.get("tags", [])),
            attachment=row.get("attachment"),
            withheld=bool(row.get("withheld", False)),
        )
        if row.get("reactions"):
            self.world.add_reactions(to=written.number, counts=_counts(row["reactions"]))
        if row.get("hidden"):
            self.world.hide(number=written.number)
        return f"{post.number}_{written.number}"

    def do_react(self) -> Response:
        """React as a fan, as the Page, or as many."""
        asked = _asked()
        number = self._thing(str(asked["to"])).number
        if "reactions" in asked:
            self.world.add_reactions(to=number, counts=_counts(asked["reactions"]))
        else:
            who = self.world.page if asked.get("page") else self.world.meet(name=str(asked["by"]))
            self.world.react(to=number, kind=asked.get("kind", "LIKE"), by=who.person_id)
        return jsonify(success=True)

    def do_edit(self) -> Response:
        """Change words."""
        asked = _asked()
        self.world.edit(number=self._thing(str(asked["id"])).number, text=str(asked["text"]))
        return jsonify(success=True)

    def do_hide(self) -> Response:
        """Hide, as staff or a filter would."""
        asked = _asked()
        self.world.hide(number=self._thing(str(asked["id"])).number, hidden=bool(asked.get("hidden", True)))
        return jsonify(success=True)

    def do_delete(self) -> Response:
        """Delete, as its author or staff would."""
        self.world.delete(number=self._thing(str(_asked()["id"])).number)
        return jsonify(success=True)

    def do_token(self) -> Response:
        """Kill, renew or make a token."""
        asked = _asked()
        facts: Told = {}
        if "state" in asked:
            facts["dead"] = None if asked["state"] == "live" else int(asked["state"])
        if "scopes" in asked:
            facts["scopes"] = tuple(asked["scopes"])
        if "kind" in asked:
            facts["kind"] = TokenKind(asked["kind"])
        for name in ("expires_at", "data_access_expires_at"):
            if name in asked:
                facts[name] = moment(asked[name]) if asked[name] else None
        self.practice.tokens.change(str(asked.get("token", self.practice.settings.page_token)), **facts)
        return jsonify(success=True)

    def do_usage(self) -> Response:
        """Set the usage headers."""
        self.practice.usage.clear()
        self.practice.usage.update(usage_headers(self.world.page.person_id, _asked()))
        return jsonify(self.practice.usage)

    def faults(self) -> Response:
        """List the faults still to come."""
        return jsonify(faults=self.book.in_force())

    def do_faults(self) -> Response:
        """Add faults."""
        asked = _asked()
        for text in asked.get("faults", [asked["fault"]] if "fault" in asked else []):
            self.book.add(str(text))
        return self.faults()

    def clear_faults(self) -> Response:
        """Tell the truth again."""
        self.book.clear()
        return self.faults()

    def do_crowd(self) -> Response:
        """Let a crowd come to a post."""
        asked = _asked()
        post = self._post(asked)
        settings = self.practice.settings
        size, seed = int(asked.get("size", settings.crowd or 40)), int(asked.get("seed", settings.crowd_seed))
        self.practice.troupe.send("crowd", post, size, seed, float(asked.get("hours", settings.crowd_hours)))
        if asked.get("at_once"):
            self.practice.troupe.play_all()
        self.practice.troupe.play_due(self.clock.now())
        return jsonify(comments=len(post.thread.stream))

    def do_story(self) -> Response:
        """Put the written thread of 137 entries under a post."""
        asked = _asked()
        post = self._post(asked)
        hours = (moment(asked["closes_at"]) - post.created_at).total_seconds() / 3600
        expected = self.practice.troupe.send("story", post, 0, 0, hours)
        self.practice.troupe.play_due(self.clock.now())
        return jsonify(expected)

    def _at(self, asked: Told) -> datetime:
        return moment(asked["at"]) if "at" in asked else self.clock.now()

    def _post(self, asked: Told) -> Post:
        found = self.world.post(str(asked["post"])) if "post" in asked else self.world.last_post
        return found if found is not None else abort(404, "no such post")

    def _comment(self, graph_id: str) -> Comment:
        return self.world.comments[last_part(graph_id)]

    def _thing(self, graph_id: str) -> Post | Comment:
        return self.world.post(graph_id) or self._comment(graph_id)


def _asked() -> Any:
    asked = request.get_json(force=True)
    return asked if isinstance(asked, dict | list) else abort(400, "send a JSON object")


def _counts(reactions: Any) -> dict[str, int]:
    return {"LIKE": reactions} if isinstance(reactions, int) else {str(kind): int(n) for kind, n in reactions.items()}


def _tags(text: str, tags: list[Any]) -> list[tuple[str, int, int]]:
    """Place each tagged name in the text, unless it says itself where it stands."""
    return [(tag, text.index(tag), len(tag)) if isinstance(tag, str) else (tag[0], tag[1], tag[2]) for tag in tags]


def _post(post: Post, page: Person, now: datetime) -> Told:
    return {
        "id": f"{page.person_id}_{post.number}",
        "created_time": stamp(post.created_at),
        "message": post.text,
        "photo_ids": list(post.photos),
        "by_page": post.by_page,
        "by_app": post.by_app,
        "live": post.seen(now),
        "roles_only": post.roles_only,
        "deleted": post.deleted,
        "comments": len(post.thread.stream),
    }


def _comment(comment: Comment) -> Told:
    return {
        "id": f"{comment.post_number}_{comment.number}",
        "post": comment.post_number,
        "parent": comment.parent,
        "from": {"id": comment.author.person_id, "name": comment.author.name},
        "by_page": comment.by_page,
        "message": comment.text,
        "created_time": stamp(comment.created_at),
        "votes": comment.reactions.total,
        "reactions": comment.reactions.kinds(),
        "attachment": comment.attachment,
        "hidden": comment.hidden,
        "roles_only": comment.roles_only,
        "deleted": comment.deleted,
    }
