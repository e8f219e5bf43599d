"""The language of ``fields=``."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.practice.graph.answers import Refusal
from captionbot.practice.graph.fields import Field, parse, unparse

NAMES = st.text("abcdefgh_0", min_size=1, max_size=6)
FIELDS = st.recursive(
    st.builds(Field, NAMES, st.dictionaries(NAMES, st.text("abc,12", max_size=5), max_size=2)),
    lambda inner: st.builds(Field, NAMES, st.just({}), st.lists(inner, max_size=3).map(tuple)),
    max_leaves=8,
)


def test_a_long_wish_is_read_whole() -> None:
    """Names, modifiers, an alias and braces within braces come out as a tree."""
    text = "id,reactions.type(LOVE).limit(0).summary(total_count,viewer_reaction).as(love),attachments{target{id},url}"

    identity, love, attachments = parse(text)

    assert identity == Field("id")
    assert (love.name, love.alias, love.number("limit", 25)) == ("reactions", "love", 0)
    assert love.modifiers["summary"] == "total_count,viewer_reaction"
    assert [one.name for one in attachments.fields] == ["target", "url"]
    assert attachments.fields[0].fields == (Field("id"),)


def test_spaces_and_modifiers_behind_braces_are_taken() -> None:
    """People write ``comments{message}.limit(5)`` and leave spaces."""
    (comments,) = parse(" comments { message , id } .limit( 5 ) ")

    assert comments.number("limit", 25) == 5
    assert [one.name for one in comments.fields] == ["message", "id"]


@pytest.mark.parametrize(
    "text", ["id,", ",", "from{id", "from{}", "a.limit(", "a.limit", "a}b", "é{", "id message", "."]
)
def test_what_cannot_be_read_is_a_syntax_error(text: str) -> None:
    """A wish that makes no sense is refused with code 2500."""
    with pytest.raises(Refusal, match="Syntax error") as caught:
        parse(text)

    assert caught.value.code == 2500


def test_no_wish_is_no_fields() -> None:
    """An absent parameter asks for nothing in particular."""
    assert parse("") == ()


def test_nesting_has_an_end() -> None:
    """A wish nested without end is refused and not followed."""
    with pytest.raises(Refusal, match="nested"):
        parse("a{" * 5000)


@given(st.lists(FIELDS, min_size=1, max_size=4).map(tuple))
def test_what_is_written_back_is_read_the_same(fields: tuple[Field, ...]) -> None:
    """``paging.next`` carries the wish in words that mean the same."""
    assert unparse(parse(unparse(fields))) == unparse(fields)


@given(st.text("ab.,(){} 1", max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Any text is a tree or a refusal."""
    with suppress(Refusal):
        assert all(field.name for field in parse(text))
