"""The pretend Graph API without its HTTP: a call comes in, an answer goes out."""

import json
from dataclasses import replace
from typing import Any

from captionbot.practice.graph.answers import (
    PERMISSION,
    QUERY,
    TOKEN,
    UNKNOWN,
    Answer,
    Refusal,
    invalid,
    missing,
    refusal,
    unknown_field,
)
from captionbot.practice.graph.call import Call, batched, json_list, served_version
from captionbot.practice.graph.fields import Field
from captionbot.practice.graph.shapes import form_of, shown
from captionbot.practice.graph.tokens import Token, TokenKind, Tokens
from captionbot.practice.graph.view import Node, PageNode, UserNode, View
from captionbot.practice.graph.writing import WRITES
from captionbot.practice.settings import PracticeSettings
from captionbot.practice.world.things import Person
from captionbot.practice.world.world import World, last_part

MOST_IN_A_BATCH = 50
_NEEDS = {"comments": "pages_read_user_content", "published_posts": "pages_read_engagement"}
_GONE_PARAMETERS = ("date_format", "debug")
"""Removed from every version on 27 October 2026; `/debug_token` is another thing."""


class Graph:
    """Answers calls about one world."""

    def __init__(self, world: World, tokens: Tokens, settings: PracticeSettings) -> None:
        """Serve ``world`` to whoever calls with one of ``tokens``."""
        self.world, self.tokens, self.settings = world, tokens, settings
        person = Person(settings.page_id[:-1] + "9", "Practice Staff")
        system_user = Person(settings.page_id[:-1] + "8", "captionbot")
        self._me: dict[TokenKind, Node] = {
            TokenKind.USER: UserNode(person),
            TokenKind.SYSTEM_USER: UserNode(system_user),
            TokenKind.PAGE: PageNode(world.page),
        }
        self._others = {page_id: PageNode(Person(page_id, name)) for page_id, name, _ in settings.other_pages}

    def answer(self, call: Call) -> Answer:
        """Answer one call; what is wrong with it comes back as Meta's envelope."""
        with self.world.lock:
            try:
                told = self._told(call)
                answer = told if isinstance(told, Answer) else Answer(told)
            except Refusal as refused:
                answer = refused.answer()
        served = {"facebook-api-version": served_version(call.version, call.now)}
        return replace(answer, headers={**served, **answer.headers})

    def _told(self, call: Call) -> Any:
        for gone in _GONE_PARAMETERS:
            if gone in call.params:
                raise invalid(f"The parameter {gone} is no longer supported.")
        match call.path:
            case ():
                return self._root(call)
            case ("debug_token",):
                return self._debug_token(call)
            case ("oauth", "access_token"):
                return self._exchange(call)
            case (_,) | (_, _):
                return self._on_node(call)
        raise Refusal(QUERY, f"Unknown path components: /{'/'.join(call.path[1:])}")

    def _root(self, call: Call) -> Any:
        if "ids" in call.params:
            raise invalid("The parameter ids is no longer supported; read each object by itself.")
        if "batch" not in call.params:
            raise missing("", call.method.lower())
        items = json_list(call.params["batch"], "batch")
        if len(items) > MOST_IN_A_BATCH:
            raise invalid(f"Too many requests in batch message. Maximum batch size is {MOST_IN_A_BATCH}")
        self._caller(call)
        return [self._in_batch(call, item) for item in items]

    def _in_batch(self, call: Call, item: Any) -> dict[str, Any]:
        one = batched(call, item)
        answer = self.answer(one)
        headers = {"Content-Type": "application/json; charset=UTF-8", **answer.headers}
        told: dict[str, Any] = {"code": answer.status, "body": json.dumps(answer.body)}
        if call.params.get("include_headers", "true") != "false":
            told["headers"] = [{"name": name, "value": value} for name, value in headers.items()]
        return told

    def _debug_token(self, call: Call) -> Any:
        self._caller(call)
        return {"data": self.tokens.describe(call.params.get("input_token", ""), call.now)}

    def _exchange(self, call: Call) -> Any:
        secret = call.params.get("client_secret", "")
        if self.settings.app_secret and secret != self.settings.app_secret:
            raise Refusal(UNKNOWN, "Error validating client secret.", status=400)
        if call.params.get("grant_type") == "client_credentials":
            return {"access_token": f"{self.settings.app_id}|{self.settings.app_secret}", "token_type": "bearer"}
        given = self.tokens.get(call.params.get("fb_exchange_token", ""))
        if given is None:
            raise refusal(TOKEN)
        longer = self.tokens.lengthened(given, call.now)
        return {"access_token": longer, "token_type": "bearer", "expires_in": 5_184_000}

    def _caller(self, call: Call) -> Token:
        return self.tokens.caller(call.token, call.params.get("appsecret_proof"), call.now)

    def _on_node(self, call: Call) -> Any:
        caller = self._caller(call)
        view = View(
            world=self.world,
            caller=caller,
            tokens=self.tokens,
            base=call.base,
            version=call.version,
            now=call.now,
            heaviest=self.settings.heaviest,
        )
        node = self._node(call, caller)
        edge = call.path[1] if len(call.path) > 1 else ""
        return self._read(view, node, edge, call) if call.method == "GET" else self._write(view, node, edge, call)

    def _node(self, call: Call, caller: Token) -> Node:
        graph_id = call.path[0]
        if graph_id == "me" and caller.page_id in self._others:
            return self._others[caller.page_id]
        if graph_id == "me" and caller.kind in self._me:
            return self._me[caller.kind]
        if graph_id in self._others and self._may_see(caller, graph_id):
            return self._others[graph_id]
        if graph_id == self.world.page.person_id:
            return PageNode(self.world.page)
        found = self.world.find(graph_id, call.now)
        if found is None:
            raise missing(graph_id, call.method.lower())
        return found

    def _may_see(self, caller: Token, page_id: str) -> bool:
        return caller.page_id == page_id or any(one.page_id == page_id for one in self.tokens.accounts(caller.kind))

    def _read(self, view: View, node: Node, edge: str, call: Call) -> Any:
        if not edge:
            return shown(view, node, call.fields)
        form = form_of(node)
        reader = form.edges.get(edge)
        if reader is None:
            raise unknown_field(edge, form.name)
        if view.as_page and edge in _NEEDS and _NEEDS[edge] not in view.caller.scopes:
            raise refusal(PERMISSION)
        if isinstance(node, PageNode) and node.person is not self.world.page:
            return {"data": []}
        kept = {name: value for name, value in call.params.items() if name not in _NOT_MODIFIERS}
        found = reader(view, node, Field(edge, kept, call.fields))
        return {"data": []} if found is None else found

    def _write(self, view: View, node: Node, edge: str, call: Call) -> Any:
        write = WRITES.get((call.method, form_of(node).name, edge))
        if write is None:
            raise missing(last_part(call.path[0]), call.method.lower())
        return write(view, node, call)


_NOT_MODIFIERS = frozenset(
    {"fields", "access_token", "appsecret_proof", "method", "pretty", "format", "locale", "as", "metadata"}
)
