"""The Page as people see it in a browser: read, write as an invented fan, react. It works without script.

Every change is a POST answered with 303; there are no locks, for practice is served to this machine only.
"""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from captionbot.practice.clock import PracticeClock
from captionbot.practice.crowd import people
from captionbot.practice.page.showing import ORDERS, Order, Showing
from captionbot.practice.world.things import Comment, Post, Reaction
from captionbot.practice.world.world import World

COOKIE = "fan"
LONGEST_NAME, LONGEST_TEXT = 60, 8000
SUGGESTED = tuple(people.name(number) for number in range(12))
"""Names that a person may write under without inventing one."""

SEE_OTHER = 303
_POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'"


def page_routes(world: World, clock: PracticeClock) -> Blueprint:
    """Serve the page that people see."""
    routes = Blueprint("page", __name__, template_folder="templates", static_folder="static", static_url_path="/static")
    page = FanPage(world, clock)
    routes.get("/")(page.all_posts)
    routes.get("/posts/<number>")(page.one_post)
    routes.get("/pictures/<number>")(page.picture)
    routes.get("/favicon.ico")(page.no_icon)
    routes.post("/fan")(page.choose_name)
    routes.post("/posts/<number>/comments")(page.write)
    routes.post("/posts/<number>/reactions", endpoint="react_to_post")(page.react)
    routes.post("/comments/<number>/replies")(page.reply)
    routes.post("/comments/<number>/reactions")(page.react)
    return routes


class FanPage:
    """One method for each thing that a visitor can do."""

    def __init__(self, world: World, clock: PracticeClock) -> None:
        """Show ``world`` by ``clock``."""
        self.world, self.clock = world, clock

    def all_posts(self) -> Response:
        """Show every post, newest first, with the first few comments of each."""
        with self.world.lock:
            posts = [self._showing().preview(post) for post in self.world.newest_posts() if post.seen(self.clock.now())]
        return self._page("posts.html", posts=posts)

    def one_post(self, number: str) -> Response:
        """Show one post with its comments, a hundred at a time, in one of three orders."""
        order = Order(request.args["order"]) if request.args.get("order") in ORDERS else Order.TOP
        since = request.args.get("from", default=0, type=int)
        with self.world.lock:
            shown = self._showing().whole(self._post(number), order, max(0, since))
        return self._page("post.html", post=shown, order=order, orders=Order)

    def picture(self, number: str) -> Response:
        """Give a photo's bytes."""
        photo = self.world.photos.get(number)
        if photo is None:
            abort(404)
        answer = make_response(photo.picture)
        answer.headers["Content-Type"] = photo.mime
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Cache-Control"] = "max-age=3600"
        return answer

    def no_icon(self) -> Response:
        """Answer what browsers ask for unasked."""
        return make_response("", 204)

    def choose_name(self) -> Redirect:
        """Remember under which name the visitor writes."""
        answer = redirect(_back(), SEE_OTHER)
        answer.set_cookie(COOKIE, _name(request.form.get("name", "")), samesite="Lax", httponly=True)
        return answer

    def write(self, number: str) -> Redirect:
        """Write a comment on a post."""
        return self._write(self._post(number), None)

    def reply(self, number: str) -> Redirect:
        """Write a reply to a comment."""
        comment = self._comment(number)
        return self._write(self._post(comment.post_number), comment)

    def _write(self, post: Post, parent: Comment | None) -> Redirect:
        text = request.form.get("text", "").replace("\r\n", "\n").strip()[:LONGEST_TEXT]
        if not text:
            return redirect(url_for("page.one_post", number=post.number), SEE_OTHER)
        written = self.world.write(
            at=self.clock.now(),
            on=post.number,
            text=text,
            by=self._fan(),
            parent=None if parent is None else parent.number,
        )
        order = Order.NEWEST.value if parent is None else None
        there = url_for("page.one_post", number=post.number, order=order)
        return redirect(f"{there}#c{written.number}", SEE_OTHER)

    def react(self, number: str) -> Redirect:
        """React to a post or comment; the same reaction again takes it back."""
        found = self.world.post(number) or self._comment(number)
        kind = request.form.get("kind", "LIKE")
        if kind not in Reaction.__members__:
            abort(400)
        with self.world.lock:
            fan = self.world.meet(name=self._fan()).person_id
            same = found.reactions.by.get(fan) == kind
            self.world.react(to=found.number, kind=None if same else kind, by=fan)
        return redirect(_back() + (f"#c{number}" if isinstance(found, Comment) else ""), SEE_OTHER)

    def _page(self, template: str, **shown: object) -> Response:
        answer = make_response(
            render_template(
                template,
                page=self.world.page,
                fan=self._fan(),
                suggested=SUGGESTED,
                now=self.clock.now(),
                watching="watch" in request.args,
                fans=len(self.world.fans),
                **shown,
            ).encode("utf-8", "replace")  # a lone surrogate in a caption must not spoil the page
        )
        answer.headers["Content-Type"] = "text/html; charset=utf-8"
        answer.headers["Content-Security-Policy"] = _POLICY
        answer.headers["Referrer-Policy"] = "same-origin"
        return answer

    def _fan(self) -> str:
        return _name(request.cookies.get(COOKIE, ""))

    def _showing(self) -> Showing:
        fan = self.world.fans.get(self._fan())
        return Showing(self.world, self.clock.now(), fan.person_id if fan else "")

    def _post(self, number: str) -> Post:
        post = self.world.post(number)
        return post if post is not None and post.seen(self.clock.now()) else abort(404)

    def _comment(self, number: str) -> Comment:
        comment = self.world.comments.get(number)
        return comment if comment is not None and comment.seen else abort(404)


def _name(typed: str) -> str:
    """Give a usable name: one line, not too long, the first suggested one where nothing is typed."""
    return " ".join(typed.split())[:LONGEST_NAME] or SUGGESTED[0]


def _back() -> str:
    """Give the page of ours that the form stood on."""
    came = request.form.get("back", "/")
    return came if came.startswith("/") and not came.startswith(("//", "/\\")) else "/"
