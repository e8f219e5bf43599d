"""What may be announced instead of a caption and a name: cuts and spelling, and never another caption."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.contest.announce_as import caption_instead, name_instead
from captionbot.errors import NotNow
from tests.contest.made import PROPERTY

TAKEN = {
    "a friend's tag at the beginning": ("Sam Doe Neigh comment from me.", "Neigh comment from me."),
    "a name and a place at the end": ("“Hay there.” – Bob, Springfield, IL 62704", "Hay there."),
    "quotation marks": ("“Hold your horses!”", "Hold your horses!"),
    "letters swapped in a short word": ("Teh end is neigh", "The end is neigh"),
    "a letter too few": ("The horse is realy hungry", "The horse is really hungry"),
    "words that people mix up": ("Your to late for there party", "You're too late for their party"),
    "short for whole words": ("r u going to finish that", "Are you going to finish that?"),
    "an apostrophe": ("Dont feed him officer", "Don't feed him, officer."),
    "a word that is two": ("That is alot of hay", "That is a lot of hay"),
    "two words that are one": ("I am not afraid of any thing", "I am not afraid of anything"),
    "a word written twice": ("The the milkshake was his idea", "The milkshake was his idea"),
    "an emoji left off": ("Neigh means neigh 🐎🐎", "Neigh means neigh"),
    "capitals": ("NEIGH MEANS NEIGH", "Neigh means neigh"),
    "spaces and line breaks": ("Neigh means neigh\n\n   Ana", "  Neigh  means\nneigh "),
    "a script without spaces": ("馬は食べない。ボブより", "馬は食べない。"),
    "accents": ("El caballo esta aqui", "El caballo está aquí"),
    "several slips at once": ("recieve teh goverment check", "receive the government check"),
    "as it was written": ("Neigh means neigh", "Neigh means neigh"),
}
REFUSED = {
    "a word out of the middle": ("I do not love cops", "I do love cops"),
    "a word into the middle": ("I love cops", "I love mounted cops"),
    "a word before": ("Cops love horses", "Some cops love horses"),
    "turned into its contrary": ("I can see it", "I can't see it"),
    "turned into its contrary, longer": ("We should run", "We shouldn't run"),
    "another short word": ("The cop sat down", "The cap sat down"),
    "a letter that makes another word of one": ("Horse", "House"),
    "a letter in every word": ("Cats love mats", "Bats lose hats"),
    "other digits": ("He owes me 150 dollars", "He owes me 15 dollars"),
    "digits that move": ("Unit 12 of 21 responding", "Unit 21 of 12 responding"),
    "words in another order": ("The dog bit the man", "The man bit the dog"),
    "hardly anything left": ("One two three four five six seven eight nine ten", "ten"),
    "another caption": ("Neigh means neigh", "Somebody call a vet"),
    "an emoji that was not there": ("Love the hat", "Love the hat 💩"),
    "much longer by signs": ("Neigh means neigh", "Neigh means neigh!!!!!!!!!!!!!!!"),
    "nothing": ("Neigh means neigh", "  "),
    "nothing but what can't be seen": ("Neigh means neigh", "\u200b\u3164"),
    "an emoji alone": ("Neigh 🐎", "🐎"),
}


@pytest.mark.parametrize(("written", "said"), TAKEN.values(), ids=TAKEN)
def test_cuts_and_spelling_are_taken(written: str, said: str) -> None:
    """And given back on one line."""
    assert caption_instead(written, said) == " ".join(said.split())


@pytest.mark.parametrize(("written", "said"), REFUSED.values(), ids=REFUSED)
def test_another_caption_is_refused(written: str, said: str) -> None:
    """In a sentence, with what to do."""
    with pytest.raises(NotNow) as refused:
        caption_instead(written, said)
    assert "Leave --caption out" in refused.value.do


@PROPERTY
@given(st.lists(st.from_regex(r"[a-z]{2,9}", fullmatch=True), min_size=1, max_size=12))
def test_a_caption_may_always_be_announced_as_it_stands(words: list[str]) -> None:
    """Whatever its words."""
    caption = " ".join(words)

    assert caption_instead(caption, caption) == caption


@PROPERTY
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_taken_or_refused(written: str, said: str) -> None:
    """Captions are hostile, and people paste anything: nothing else happens, and nothing empty is ever announced."""
    try:
        taken = caption_instead(written, said)
    except NotNow:
        return
    assert taken.strip()


@pytest.mark.timeout(60)  # what compares everything with everything takes minutes, and is stopped
def test_a_long_caption_costs_no_time() -> None:
    """Even where it is nearly right."""
    written = " ".join(f"wor{chr(97 + number % 26)}" for number in range(1_600))

    with pytest.raises(NotNow):
        caption_instead(written, written.replace("wora", "wxyz", 1))
    assert caption_instead(written[:990], written[:980]) == written[:980].strip()


NAMES = {
    "the last name's first letter": ("Robert Smith", "Robert S."),
    "the first name": ("Robert Smith", "Robert"),
    "the last name": ("Robert Smith", "Smith"),
    "initials": ("Robert Smith", "R. S."),
    "a beginning": ("Robert Smith", "Rob Smith"),
    "a name between left out": ("Ana Maria Lopez", "Ana Lopez"),
    "a letter mended": ("Bob Smyth", "Bob Smith"),
    "an emoji left off": ("Bob 🐎 Smith", "Bob Smith"),
    "nobody": ("Robert Smith", "a fan"),
    "a script without spaces": ("山田太郎", "山田"),
}
NOT_NAMES = {
    "another name": ("Robert Smith", "Robert Jones"),
    "a name not derived from it": ("Robert Smith", "Bob"),
    "the other way round": ("Robert Smith", "Smith Robert"),
    "a title": ("Robert Smith", "Mayor Robert Smith"),
    "an emoji": ("Robert Smith", "Robert 💩"),
    "nothing": ("Robert Smith", " "),
    "no letter": (None, "🐎"),
    "a sentence": (None, "A very long name " * 10),
}


@pytest.mark.parametrize(("name", "said"), NAMES.values(), ids=NAMES)
def test_a_name_is_shortened_or_mended(name: str, said: str) -> None:
    """Or left out altogether."""
    assert name_instead(name, said) == said


@pytest.mark.parametrize(("name", "said"), NOT_NAMES.values(), ids=NOT_NAMES)
def test_another_name_is_refused(name: str | None, said: str) -> None:
    """Where Facebook gives one, the credit is theirs."""
    with pytest.raises(NotNow) as refused:
        name_instead(name, said)
    assert "a fan" in refused.value.do


@pytest.mark.parametrize("said", ["Bob Smith", "Bob S.", "María-José"])
def test_where_facebook_gives_no_name_it_is_typed_in(said: str) -> None:
    """Freely: the winner may have told staff."""
    assert name_instead(None, said) == said


@pytest.mark.parametrize("name", [None, "Robert Smith"])
def test_a_fan_is_always_the_same_words(name: str | None) -> None:
    """As announcements say it of somebody whose name is not known."""
    assert name_instead(name, "A Fan") == "a fan"
