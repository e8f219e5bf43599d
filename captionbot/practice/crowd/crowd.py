"""A crowd of invented fans under a contest post: a pure plan of who does what when, the same for the same seed.

Its shape follows what was measured on real threads: half of the comments within a few hours and a tail
of days; seven in ten comments without any reaction and a few with very many, the early ones favoured;
one in four a reply; tagged names, stickers, "lol"; a copy of somebody's joke; one that is rude; one that
comes too late. For the story's sake the first place is always clear and always a clean caption.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from random import Random

from captionbot.practice.crowd import captions, people
from captionbot.practice.crowd.acts import THE_POST, Act, Deed, in_order

MEDIAN_HOURS, SPREAD = 3.0, 1.35
TAIL = timedelta(hours=24)
"""How long after the window the last stragglers come."""
REPLIES = 0.25
NO_REACTION = 0.7
WITHHELD = 0.03
SECOND_TRY = 0.04
TAG_LIKED = 0.2
ON_SCREEN = 40
"""How far back people scroll before they answer somebody."""
FULL_CAST = 12
"""From so many comments on, the crowd has its copycat, its rude one and its latecomer."""

_KINDS = {
    "caption": 0.76,
    "tag": 0.09,
    "bare name": 0.02,
    "chatter": 0.04,
    "emoji": 0.03,
    "sticker": 0.02,
    "photo": 0.02,
    "tag and words": 0.02,
}
_MIX = {"LIKE": 0.55, "HAHA": 0.33, "LOVE": 0.09, "WOW": 0.02, "CARE": 0.01}
_LEAD = 1.25
"""The first has at least so many times the votes of the second."""
_RACE = (0.5, 0.75)
"""And the best of the others is at least so near, or there would be no race to watch."""


@dataclass(slots=True)
class _Draft:
    """A comment in the making."""

    number: int
    after: timedelta
    kind: str
    by: str
    text: str
    to: int | None = None
    votes: int = 0
    tags: tuple[tuple[str, int, int], ...] = ()
    attachment: str | None = None
    withheld: bool = False
    more: list[Act] = field(default_factory=list)


def plan(size: int, seed: int, window: timedelta, about: str = "") -> list[Act]:
    """Plan ``size`` comments (replies among them) for a contest open for ``window``; ``about`` is the post's text."""
    rng = dice(seed)
    fitting = list(captions.topic_of(about))
    rng.shuffle(fitting)
    drafts = _drafts(size, rng, window, fitting)
    _give_votes(drafts, rng)
    if size >= FULL_CAST:
        _cast(drafts, rng, window)
    acts = [act for draft in drafts for act in _acts(draft, rng, window)]
    return in_order(acts + _for_the_post(size, rng, window))


def applause(seed: int, window: timedelta) -> list[Act]:
    """Plan the few words that people leave under an announcement."""
    rng = dice(seed)
    texts = rng.sample(captions.CONGRATULATIONS, 4)
    times = sorted(rng.uniform(0.1, window.total_seconds() / 3600) for _ in texts)
    said = [
        Act(timedelta(hours=hours), Deed.COMMENT, number, text, people.name(rng.randrange(people.SHORT)))
        for number, (hours, text) in enumerate(zip(times, texts, strict=True))
    ]
    return in_order(said + _for_the_post(len(said) * 4, rng, window))


def dice(seed: int) -> Random:
    """Make the dice of a seed."""
    return Random(seed)  # noqa: S311 - play, repeatable by its seed; no secret hangs on it


def _drafts(size: int, rng: Random, window: timedelta, fitting: Sequence[str]) -> list[_Draft]:
    latest = (window + TAIL).total_seconds() / 3600
    hours = sorted(_hour(rng, latest) for _ in range(size))
    kinds = rng.choices(list(_KINDS), list(_KINDS.values()), k=size)
    first_fan, nth_caption = rng.randrange(max(1, people.SHORT - size)), 0
    drafts: list[_Draft] = []
    for number, (hour, kind) in enumerate(zip(hours, kinds, strict=True)):
        fan = first_fan + (rng.randrange(number + 1) if rng.random() < SECOND_TRY else number)
        draft = _Draft(number, timedelta(hours=hour), kind, people.name(fan), "", withheld=rng.random() < WITHHELD)
        earlier = [one.number for one in drafts[-ON_SCREEN:] if one.to is None and one.kind == "caption"]
        if earlier and rng.random() < REPLIES:
            draft.kind, draft.text, draft.to = "reply", rng.choice(captions.REPLIES), rng.choice(earlier)
        elif kind == "caption":
            draft.text, nth_caption = captions.caption(nth_caption, fitting), nth_caption + 1
        else:
            _word(draft, rng)
        drafts.append(draft)
    return drafts


def _hour(rng: Random, latest: float) -> float:
    """Draw when someone comes, in hours after the post."""
    return min(rng.lognormvariate(math.log(MEDIAN_HOURS), SPREAD), latest * rng.uniform(0.9, 1))


def _word(draft: _Draft, rng: Random) -> None:
    """Give a comment that is no caption its words, its tag or its picture."""
    friend = people.name(rng.randrange(people.SHORT))
    match draft.kind:
        case "tag":
            draft.text, draft.tags = friend, ((friend, 0, len(friend)),)
        case "tag and words":
            draft.text, draft.tags = f"{friend} this is so you", ((friend, 0, len(friend)),)
        case "bare name":
            draft.text = friend
        case "chatter":
            draft.text = rng.choice(captions.CHATTER)
        case "emoji":
            draft.text = rng.choice(captions.EMOJI_ONLY)
        case _:
            draft.attachment = draft.kind


def _give_votes(drafts: list[_Draft], rng: Random) -> None:
    """Give reactions: none to most, a heavy tail to the rest, more to the early."""
    most = 25 * math.sqrt(len(drafts) + 1)
    for draft in drafts:
        lateness = draft.number / max(1, len(drafts))
        if draft.kind == "tag":
            draft.votes = int(rng.random() < TAG_LIKED)  # the tagged friend likes being thought of
        elif rng.random() > NO_REACTION + 0.35 * (lateness - 0.5):
            favour = 0.4 + 3 * (1 - lateness) ** 2
            quality = 1.0 if draft.kind == "caption" else 0.3
            draft.votes = 1 + int(min(most, rng.paretovariate(0.9) * favour * quality))
    _make_the_first_clear(drafts, rng)


def _make_the_first_clear(drafts: list[_Draft], rng: Random) -> None:
    """Let one early, clean caption lead, and another be near, so that a demo has a race and a winner."""
    clean = [one for one in drafts if one.kind == "caption" and not one.withheld]
    if not clean:
        return
    early = clean[: max(1, len(clean) // 2)]
    best = max(early, key=lambda one: (one.votes, rng.random()))
    others = max((one.votes for one in drafts if one is not best), default=0)
    best.votes = max(best.votes, math.ceil(others * _LEAD) + 2)
    rivals = [one for one in early if one is not best]
    if rivals:
        rival = max(rivals, key=lambda one: one.votes)
        rival.votes = max(rival.votes, int(best.votes * rng.uniform(*_RACE)))


def _cast(drafts: list[_Draft], rng: Random, window: timedelta) -> None:
    """Give the crowd its copycat, its rude one, its latecomer, and a word of the Page's own."""
    order = sorted((one for one in drafts if one.kind == "caption"), key=lambda one: -one.votes)
    if not order:
        return
    best, size = order[0], len(drafts)
    half, late = window / 2, window + timedelta(hours=rng.uniform(1, 5))
    extra = [
        ("copy", best.text.upper().rstrip(".!") + "!!!", max(best.after * 2, half / 8), best.votes // 6),
        ("rude", captions.RUDE, half * rng.uniform(0.1, 0.4), best.votes // 20),
        (
            "late",
            captions.LATE,
            late,
            int(best.votes * 1.3),
        ),
        ("page", captions.FROM_THE_PAGE, half * rng.uniform(0.2, 0.6), int(best.votes * 1.2)),
    ]
    answered = {one.to for one in drafts}
    spare = (one for one in reversed(drafts) if one is not best and one.number not in answered)
    for draft in list(islice(spare, len(extra))):
        drafts.remove(draft)
    for place, (kind, text, after, votes) in enumerate(extra):
        by = "" if kind == "page" else people.name(rng.randrange(people.SHORT))
        drafts.append(_Draft(size + place, min(after, window + TAIL), kind, by, text, votes=votes))
    _second_thoughts([one for one in drafts if one.kind == "caption" and one is not best], rng, window)


def _second_thoughts(others: list[_Draft], rng: Random, window: timedelta) -> None:
    """Let one caption be mended and, in a larger crowd, one be taken back."""
    quiet = [one for one in others if one.votes == 0 and one.after < window / 2]
    if quiet:
        mended = quiet[0]
        later = mended.after + timedelta(minutes=rng.uniform(2, 50))
        mended.more.append(Act(later, Deed.EDIT, mended.number, mended.text))
        mended.text = mended.text[:1] + mended.text[2:]
    if len(quiet) > 1:
        gone = quiet[-1]
        gone.more.append(Act(gone.after + timedelta(hours=rng.uniform(1, 9)), Deed.WITHDRAW, gone.number))


def _acts(draft: _Draft, rng: Random, window: timedelta) -> list[Act]:
    written = Act(
        after=draft.after,
        deed=Deed.COMMENT,
        number=draft.number,
        text=draft.text,
        by=draft.by,
        to=draft.to,
        tags=draft.tags,
        attachment=draft.attachment,
        withheld=draft.withheld,
    )
    return [written, *draft.more, *_bursts(draft.number, draft.after, draft.votes, rng, window)]


def _bursts(number: int, begin: timedelta, votes: int, rng: Random, window: timedelta) -> list[Act]:
    """Spread reactions over the time that is left, most of them soon, all before the window ends if it can be."""
    end = window * 0.98 if begin < window * 0.98 else begin + timedelta(hours=10)
    often = min(votes, 1 + int(math.sqrt(votes)))
    shares = Counter(rng.randrange(often) for _ in range(votes)) if often else Counter()
    acts = []
    for share in shares.values():
        kinds = Counter(rng.choices(list(_MIX), list(_MIX.values()), k=share))
        after = begin + (end - begin) * rng.betavariate(1, 5)
        acts.append(Act(after, Deed.REACT, number, reactions=tuple(kinds.items())))
    return acts


def _for_the_post(size: int, rng: Random, window: timedelta) -> list[Act]:
    """Let people react to the picture itself."""
    return _bursts(THE_POST, timedelta(minutes=2), size * 3, rng, window)
