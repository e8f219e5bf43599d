"""The Graph's HTTP: a Flask request becomes a `Call`, an `Answer` becomes a response."""

import json

from flask import Blueprint, Request, Response, request

from captionbot.practice.clock import PracticeClock
from captionbot.practice.graph.answers import JSON_TYPE, Answer
from captionbot.practice.graph.call import Call, split_version
from captionbot.practice.graph.graph import Graph

METHODS = ["GET", "POST", "DELETE"]
_OVERRIDES = {"get": "GET", "delete": "DELETE"}


def graph_routes(graph: Graph, clock: PracticeClock, usage: dict[str, str]) -> Blueprint:
    """Serve the Graph on every path that nothing else serves; ``usage`` are headers sent along."""
    routes = Blueprint("graph", __name__)

    @routes.route("/", methods=["POST", "DELETE"])
    @routes.route("/<path:_rest>", methods=METHODS)
    def call(_rest: str = "") -> Response:
        return response(graph.answer(_call(request, clock)), usage)

    @routes.before_app_request
    def old_root() -> Response | None:
        """Answer the removed ``GET /?ids=…``, which stands where people see the page."""
        removed = request.path == "/" and request.method == "GET" and "ids" in request.args
        return response(graph.answer(_call(request, clock)), usage) if removed else None

    return routes


def response(answer: Answer, usage: dict[str, str]) -> Response:
    """Write an answer out as the real one is written."""
    body = json.dumps(answer.body).replace("/", "\\/")
    return Response(body, answer.status, {**usage, **answer.headers}, content_type=JSON_TYPE)


def _call(came: Request, clock: PracticeClock) -> Call:
    version, path = split_version(came.path)
    params = _params(came)
    method = _OVERRIDES.get(params.get("method", "").lower(), came.method) if came.method == "POST" else came.method
    return Call(
        method=method,
        path=path,
        version=version,
        params=params,
        token=_token(came) or params.get("access_token"),
        base=came.host_url.rstrip("/"),
        now=clock.now(),
        files={name: file.read() for name, file in came.files.items()},
    )


def _params(came: Request) -> dict[str, str]:
    """Gather the parameters of the query, the form and a JSON body, each as a string."""
    params = {**came.args.to_dict(), **came.form.to_dict()}
    body = came.get_json(silent=True) if came.is_json else None
    for name, value in (body if isinstance(body, dict) else {}).items():
        params[name] = value if isinstance(value, str) else json.dumps(value)
    return params


def _token(came: Request) -> str | None:
    """Read the token of ``Authorization: Bearer …`` or ``OAuth …``."""
    scheme, _, token = came.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() in {"bearer", "oauth"} else None
