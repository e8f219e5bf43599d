"""Every code of Facebook's over a real wire: what is said is sent once and never again, what is read a few times."""

from collections.abc import Callable

import pytest

from captionbot.errors import GraphError, Incomplete, RateLimited, TokenDead, TooMuch, Unknown
from captionbot.graph.answers import Passing
from captionbot.graph.page import Page
from captionbot.graph.patience import TRIES
from tests.graph.conftest import NOON, Served, StillTime, page_at
from tests.graph.loopback import refuses
from tests.graph.table import EVERY, IN_DOUBT, Listed

Act = Callable[[Page], object]
HALVINGS = {"its replies": 6, "the Page's posts": 4}
"""How often a list can be asked for by halves, from 100 rows and from 25, before it is asked for by one."""

SAYING: dict[str, Act] = {
    "publish": lambda page: page.publish("Beat it", photo_id="888"),
    "upload": lambda page: page.upload(b"jpeg", alt="A horse"),
    "reply": lambda page: page.reply("9_1", "You won!"),
    "edit a post": lambda page: page.edit_post("1000_5", "Closed"),
    "edit a comment": lambda page: page.edit_comment("9_2", "You really won!"),
}
READING: dict[str, Act] = {
    "the Page": lambda page: page.me(),
    "a post": lambda page: page.post("1000_5"),
    "a comment": lambda page: page.comment("9_1"),
    "its replies": lambda page: page.replies("9_1"),
    "the Page's posts": lambda page: page.recent_posts(NOON),
    "the comments": lambda page: list(page.comment_pages("1000_5", limit=1)),
}


def raised(act: Act, page: Page) -> GraphError:
    """What a call ends in."""
    with pytest.raises(GraphError) as caught:
        act(page)
    return caught.value


@pytest.mark.parametrize("listed", EVERY, ids=str)
def test_what_is_said_is_sent_once_whatever_comes_back(served: Served, still: StillTime, listed: Listed) -> None:
    """Each act, under the status that was seen, a 500 and a 200; Facebook counts one request for each."""
    for status in (listed.status, 500, 200):
        _, server = served(refuses(listed.code, listed.subcode, status))
        for act in SAYING.values():
            error = raised(act, page_at(server.url, still))
            assert type(error) is (listed.write if 400 <= status < 500 else Unknown)
        assert [asked.method for asked in server.asked] == ["POST"] * len(SAYING)
    assert still.slept == []


@pytest.mark.parametrize("listed", EVERY, ids=str)
def test_a_read_is_tried_again_only_where_that_may_help(served: Served, still: StillTime, listed: Listed) -> None:
    """A definite no comes at once; what may pass is asked for a few times, ever less often, and then Incomplete."""
    tries = {Passing: TRIES, TooMuch: TRIES}.get(listed.read, 1)
    for name, act in READING.items():
        page, server = served(refuses(listed.code, listed.subcode, listed.status))
        assert type(raised(act, page)) is (listed.read if tries == 1 else Incomplete)
        less = HALVINGS.get(name, 0) if listed.read is TooMuch else 0
        assert [asked.method for asked in server.asked] == ["GET"] * (tries + less)


def test_the_waits_between_tries_grow_are_jittered_and_bounded(served: Served, still: StillTime) -> None:
    """Two bots that fail together don't come back together."""
    for _ in range(3):
        page, _ = served(refuses(IN_DOUBT[2].code, status=500))
        raised(READING["the Page"], page)
    waits = [still.slept[at : at + TRIES - 1] for at in range(0, len(still.slept), TRIES - 1)]
    assert len(waits) == 3
    assert all(one == sorted(one) and one[0] >= 1 and one[-1] <= 15 for one in waits)
    assert len({tuple(one) for one in waits}) == 3


@pytest.mark.parametrize("listed", [one for one in EVERY if one.read in {RateLimited, TokenDead}], ids=str)
def test_what_refuses_every_call_is_not_polled_through(served: Served, still: StillTime, listed: Listed) -> None:
    """Neither a block nor a dead token: no request leaves until its time has passed, whatever is to be said."""
    for act in (SAYING["publish"], READING["the Page"]):
        page, server = served(refuses(listed.code, listed.subcode, listed.status))
        first = raised(act, page)
        for again in (*SAYING.values(), *READING.values()):
            error = raised(again, page)
            assert type(error) is listed.read
            assert (error.message, error.do) == (first.message, first.do)
        assert server.connections == 1
        still.elapsed += 601
        raised(act, page)
        assert server.connections == 2
