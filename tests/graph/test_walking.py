"""An edge read to its end, or said not to be."""

from collections.abc import Mapping
from typing import Any

import pytest

from captionbot.errors import GraphError, Incomplete, NotSent, PermissionLost, TokenDead, TooMuch
from captionbot.graph.answers import Passing
from captionbot.graph.patience import TRIES, Patience
from captionbot.graph.walking import FACEBOOK, MOST_BARREN_PAGES, Walk
from tests.graph.conftest import StillTime

HOST = "graph.example"


def page(ids: list[str], after: str = "", host: str = HOST, *, cursors: bool = True) -> dict[str, Any]:
    """Give a page of an edge; with ``after`` there is another."""
    paging: dict[str, Any] = {"cursors": {"before": "b", "after": after or "end"}} if cursors else {}
    if after:
        paging["next"] = f"https://{host}/v26.0/1/comments?access_token=secret&limit=25&after={after}"
    return {"data": [{"id": each} for each in ids], "paging": paging}


class Edge:
    """Answers each call by the next of what is given, and notes what was asked."""

    def __init__(self, *answers: dict[str, Any] | GraphError) -> None:
        """Answer so."""
        self.answers = list(answers)
        self.asked: list[dict[str, str]] = []

    def __call__(self, paging: Mapping[str, str]) -> Mapping[str, Any]:
        """Answer once."""
        self.asked.append(dict(paging))
        answer = self.answers.pop(0)
        if isinstance(answer, GraphError):
            raise answer
        return answer


def walk(edge: Edge, limit: int = 100) -> list[str]:
    """Give the ids that a walk finds."""
    found = Walk(edge, Patience(StillTime().sleep), what="The comments", host=HOST, limit=limit)
    return [row["id"] for leaf in found.leaves() for row in leaf.rows]


def test_every_page_is_read_by_our_own_cursor() -> None:
    """The address that Facebook gives is never called."""
    edge = Edge(page(["1_1", "1_2"], "A"), page([], "B"), page(["1_3"], "C", cursors=False), page(["1_4"]))
    assert walk(edge) == ["1_1", "1_2", "1_3", "1_4"]
    assert [asked.get("after") for asked in edge.asked] == [None, "A", "B", "C"]


@pytest.mark.parametrize("paging", [None, {}, {"cursors": {"after": "x"}}, {"next": ""}, {"next": None}])
def test_an_absent_next_ends_the_walk(paging: Any) -> None:
    """Cursors may stay, and all of ``paging`` may be gone."""
    assert walk(Edge({"data": [{"id": "1"}], "paging": paging})) == ["1"]


def test_nothing_comes_twice() -> None:
    """The same comment may print with one part or two."""
    assert walk(Edge(page(["5_1", "5_2"], "A"), page(["2", "5_3", "9_1"]))) == ["5_1", "5_2", "5_3"]


def test_facebooks_own_host_is_no_foreign_one() -> None:
    """A gateway in between answers with Facebook's addresses."""
    assert walk(Edge(page(["1"], "A", FACEBOOK), page(["2"]))) == ["1", "2"]


@pytest.mark.parametrize(
    "following", ["https://evil.example/x?after=A", "/v26.0/1/comments?after=A", "https://[", 7, ["x"], {"a": 1}]
)
def test_a_next_page_elsewhere_breaks_the_walk_off(following: Any) -> None:
    """It would be sent the token."""
    with pytest.raises(Incomplete, match="as far as 1"):
        walk(Edge({"data": [{"id": "1"}], "paging": {"cursors": {"after": "A"}, "next": following}}))


@pytest.mark.parametrize(
    "paging", ["text", [1], {"next": f"https://{HOST}/"}, {"next": f"https://{HOST}/", "cursors": []}]
)
def test_paging_without_a_cursor_breaks_the_walk_off(paging: Any) -> None:
    """There is more, and no way to it."""
    with pytest.raises(Incomplete):
        walk(Edge({"data": [{"id": "1"}], "paging": paging}))


def test_a_cursor_that_comes_again_is_a_circle() -> None:
    """Known as soon as it closes."""
    edge = Edge(page(["1"], "A"), page(["2"], "B"), page(["3"], "A"))
    with pytest.raises(Incomplete, match="circle"):
        walk(edge)


@pytest.mark.parametrize("ids", [[], ["1"]], ids=["empty", "the same"])
def test_pages_without_end_are_left(ids: list[str]) -> None:
    """Though each has a cursor of its own."""
    edge = Edge(page(["1"], "first"), *(page(ids, f"A{number}") for number in range(MOST_BARREN_PAGES + 10)))
    with pytest.raises(Incomplete, match="nothing new"):
        walk(edge)
    assert len(edge.asked) == MOST_BARREN_PAGES + 1


def test_too_much_is_cured_by_asking_for_less() -> None:
    """And the walk goes on with the smaller number."""
    edge = Edge(TooMuch("much"), TooMuch("much"), page(["1"], "A"), page(["2"]))
    assert walk(edge) == ["1", "2"]
    assert [asked["limit"] for asked in edge.asked] == ["100", "50", "25", "25"]


def test_too_much_for_one_row_is_given_up() -> None:
    """After a few tries, for code 1 may also pass."""
    edge = Edge(*[TooMuch("much")] * 50)
    with pytest.raises(Incomplete):
        walk(edge, limit=4)
    assert [asked["limit"] for asked in edge.asked] == ["4", "2"] + ["1"] * TRIES


def test_a_passing_fault_is_tried_again_from_where_it_was() -> None:
    """Rows already read are not asked for again."""
    edge = Edge(page(["1"], "A"), Passing("busy"), {"data": None}, page(["2"]))
    assert walk(edge) == ["1", "2"]
    assert [asked.get("after") for asked in edge.asked] == [None, "A", "A", "A"]


@pytest.mark.parametrize("fault", [Passing("busy."), NotSent("gone.", "Check.")])
def test_a_read_that_fails_midway_for_good_is_incomplete(fault: GraphError) -> None:
    """With its cause."""
    with pytest.raises(Incomplete) as caught:
        walk(Edge(page(["1"], "A"), *[fault] * TRIES))
    assert caught.value.__cause__ is fault
    assert "The comments" in caught.value.message


def test_a_walk_that_never_reached_facebook_says_so() -> None:
    """Nothing was read, and the network is the reason."""
    with pytest.raises(NotSent):
        walk(Edge(*[NotSent("gone")] * TRIES))


def test_a_refusal_midway_comes_as_it_is() -> None:
    """At once: a dead token needs a person."""
    edge = Edge(page(["1"], "A"), TokenDead("dead"))
    with pytest.raises(TokenDead):
        walk(edge)
    assert len(edge.asked) == 2


def test_withheld_ids_stop_the_walk() -> None:
    """Without them nobody could be told apart."""
    with pytest.raises(PermissionLost, match="MODERATE"):
        walk(Edge({"data": [{"message": "no id"}]}))
