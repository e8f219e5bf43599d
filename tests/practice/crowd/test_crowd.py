"""The crowd: repeatable, shaped like real threads, and played by practice's clock."""

from collections import Counter
from datetime import timedelta
from statistics import median

import pytest

from captionbot.practice.crowd import captions, crowd, people
from captionbot.practice.crowd.acts import THE_POST, Act, Deed
from tests.practice.conftest import FRIDAY
from tests.practice.starting import Facebook, running

WINDOW = timedelta(hours=72)
ABOUT = "They promised the horses a treat. A police horse reaches for a milkshake."


def _comments(acts: list[Act]) -> list[Act]:
    return [act for act in acts if act.deed is Deed.COMMENT]


def _votes(acts: list[Act], until: timedelta = timedelta.max) -> Counter[int]:
    votes = Counter[int]()
    for act in acts:
        if act.deed is Deed.REACT and act.after < until:
            votes[act.number] += sum(count for _, count in act.reactions)
    return votes


@pytest.fixture(scope="module")
def many() -> list[Act]:
    """A plan large enough for statistics."""
    return crowd.plan(5000, 7, WINDOW, ABOUT)


def test_the_same_seed_makes_the_same_crowd() -> None:
    """A plan depends on its arguments and on nothing else."""
    assert crowd.plan(137, 3, WINDOW, ABOUT) == crowd.plan(137, 3, WINDOW, ABOUT)
    assert crowd.plan(137, 3, WINDOW, ABOUT) != crowd.plan(137, 4, WINDOW, ABOUT)


@pytest.mark.parametrize("size", [0, 1, 2, 11, 12, 40, 137])
def test_it_has_the_size_that_was_asked_for(size: int) -> None:
    """So many comments, replies among them, in the order of their time."""
    acts = crowd.plan(size, 1, WINDOW, ABOUT)

    assert len(_comments(acts)) == size
    assert [act.after for act in acts] == sorted(act.after for act in acts)


def test_most_come_early_and_some_late(many: list[Act]) -> None:
    """Half come within one to seven hours of the post, and the tail runs for days."""
    hours = [act.after.total_seconds() / 3600 for act in _comments(many)]

    assert 1 <= median(hours) <= 7
    assert sum(1 <= hour <= 7 for hour in hours) / len(hours) > 0.4
    assert 72 < max(hours) <= 96


def test_reactions_have_a_heavy_tail_and_favour_the_early(many: list[Act]) -> None:
    """Seven in ten have none, the first tenth holds most, and the early half gets more than the late one."""
    votes = _votes(many)
    tops = [act for act in _comments(many) if act.to is None and act.by]
    counts = sorted((votes[act.number] for act in tops), reverse=True)
    half = len(tops) // 2

    assert 0.65 < sum(count == 0 for count in counts) / len(counts) < 0.78
    assert sum(counts[: len(counts) // 10]) / sum(counts) > 0.7
    early, late = (sum(votes[act.number] for act in part) for part in (tops[:half], tops[half:]))
    assert early > 1.5 * late


def test_kinds_come_in_their_shares(many: list[Act]) -> None:
    """Replies, tags, stickers, photos, emoji, chatter and withheld authors are all there, in measure."""
    said = _comments(many)
    tops = [act for act in said if act.to is None]
    tags = [act for act in tops if act.tags and act.text == act.tags[0][0]]

    assert 0.2 < 1 - len(tops) / len(said) < 0.3
    assert 0.05 < len(tags) / len(tops) < 0.14
    assert {act.attachment for act in tops} == {None, "sticker", "photo"}
    assert {act.text for act in tops} & set(captions.EMOJI_ONLY)
    assert {act.text for act in tops} & set(captions.CHATTER)
    assert 0.01 < sum(act.withheld for act in said) / len(said) < 0.06


@pytest.mark.parametrize("seed", range(12))
def test_a_clean_caption_leads_at_the_close(seed: int) -> None:
    """Whatever the seed, one clean caption by a known fan has the most votes when entries close."""
    acts = crowd.plan(40, seed, WINDOW, ABOUT)
    votes = _votes(acts, WINDOW)
    entries = [act for act in _comments(acts) if act.to is None and act.by and act.after < WINDOW]
    first, second = sorted(entries, key=lambda act: -votes[act.number])[:2]

    assert votes[first.number] > votes[second.number]
    assert first.text in captions.HORSE
    assert not first.tags
    assert not first.withheld


def test_the_cast_is_complete() -> None:
    """A copycat, a rude one, a latecomer with more votes, the Page itself, a mended and a withdrawn caption."""
    acts = crowd.plan(60, 2, WINDOW, ABOUT)
    said, votes = _comments(acts), _votes(acts)
    tops = {act.text: act for act in said if act.to is None}
    best = max(
        (act for act in said if act.by and act.to is None and act.after < WINDOW), key=lambda act: votes[act.number]
    )

    assert f"{best.text.upper().rstrip('.!')}!!!" in tops
    assert captions.RUDE in tops
    assert tops[captions.FROM_THE_PAGE].by == ""
    for louder in (captions.LATE, captions.FROM_THE_PAGE):
        assert votes[tops[louder].number] > votes[best.number]
    assert tops[captions.LATE].after > WINDOW
    assert {Deed.EDIT, Deed.WITHDRAW} <= {act.deed for act in acts}


def test_a_hundred_thousand_captions_and_fans_differ() -> None:
    """Captions and names do not repeat before very many are used."""
    assert len({captions.caption(number).casefold() for number in range(100_000)}) == 100_000
    assert len({people.name(number) for number in range(100_000)}) == 100_000


@pytest.mark.parametrize(("about", "fitting"), [(ABOUT, captions.HORSE), ("Six ducklings", captions.DUCKS), ("?", ())])
def test_captions_fit_their_photo(about: str, fitting: tuple[str, ...]) -> None:
    """The words of a post tell which captions suit it."""
    assert captions.topic_of(about) == fitting


def test_every_topic_has_enough_to_say() -> None:
    """Each sample photo has a score of captions of its own, and none asks for reactions."""
    everything = [caption for _, own in captions.TOPICS.values() for caption in own]

    assert len(everything) == len(set(everything)) >= 80
    assert all(5 <= len(caption) <= 120 for caption in everything)


def test_a_crowd_comes_by_itself_and_in_time() -> None:
    """A new contest post draws fans as the clock goes on, a result only applause, staff's own words nobody."""
    with running(crowd=30) as facebook:
        facebook.stand_still_at(FRIDAY)
        contest = facebook.post_photo("What's the caption? We plan to name the winner on Tuesday.")
        counts = []
        for hours in (0, 2, 30, 200):
            facebook.stand_still_at(FRIDAY + timedelta(hours=hours))
            counts.append(len(facebook.get(f"{contest}/comments", filter="stream", limit=100)["data"]))
        result = facebook.post_photo("We have a winner! Congratulations.")
        staffs = facebook.lever("posts", text="What's the caption?", photo=True)["id"]
        facebook.stand_still_at(FRIDAY + timedelta(hours=400))

        assert counts[0] == 0 < counts[1] < counts[2] <= counts[3]
        assert 25 <= counts[3] <= 30
        assert 0 < len(facebook.get(f"{result}/comments")["data"]) < 10
        assert facebook.get(f"{staffs}/comments")["data"] == []
        assert facebook.get(contest, fields="reactions.limit(0).summary(total_count)")["reactions"]["summary"]


def test_nobody_comes_to_what_nobody_sees() -> None:
    """An app in Development mode draws no crowd."""
    with running("--fault", "development", crowd=30) as facebook:
        facebook.stand_still_at(FRIDAY)
        post = facebook.post_photo("What's the caption?")
        facebook.stand_still_at(FRIDAY + timedelta(hours=200))

        assert facebook.get(f"{post}/comments", filter="stream")["data"] == []


def test_a_crowd_can_be_sent_at_once(facebook: Facebook) -> None:
    """The lever brings any number to any post, at once if need be."""
    post = facebook.post_photo("Now")

    assert facebook.lever("crowd", post=post, size=50, seed=9, at_once=True)["comments"] >= 45
    assert THE_POST not in {int(row["id"].rpartition("_")[2]) for row in facebook.get(f"{post}/comments")["data"]}
