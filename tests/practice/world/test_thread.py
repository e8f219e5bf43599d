"""A post's comments in the two orders that Facebook shows."""

from datetime import UTC, datetime, timedelta
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from captionbot.practice.world.things import Comment, Person, Reaction, Thread

START = datetime(2026, 11, 27, tzinfo=UTC)
ACTS = st.lists(st.tuples(st.sampled_from(["add", "vote", "unvote", "remove"]), st.integers(0, 30)), max_size=60)


@given(ACTS)
def test_both_orders_hold_after_every_change(acts: list[tuple[str, int]]) -> None:
    """Whatever is written, liked, unliked or deleted, both lists are as sorting afresh would make them."""
    thread, alive = Thread(), list[Comment]()
    for number, (act, where) in enumerate(acts):
        if act == "add" or not alive:
            comment = Comment(str(number), "1", Person("1", "A"), "", START + timedelta(minutes=where))
            comment.parent = "0" if where % 5 == 4 else None
            thread.add(comment)
            alive.append(comment)
            continue
        comment = alive[where % len(alive)]
        if act == "remove":
            thread.remove(comment)
            alive.remove(comment)
        else:
            thread.change(comment, partial(comment.reactions.plain.update, {Reaction.LIKE: 1 if act == "vote" else -1}))

    assert thread.stream == sorted(alive, key=lambda one: (one.created_at, int(one.number)))
    tops = [one for one in alive if one.parent is None]
    assert thread.ranked == sorted(tops, key=lambda one: (-one.reactions.total, one.created_at, int(one.number)))
