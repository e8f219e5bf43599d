"""What the pages of the hall of fame are given: plain facts, in the words in which they are shown.

Each page is drawn from a ``Frame`` and what is its own. Texts may be hostile and are escaped where they are written;
addresses are relative, but for those of the head and of Facebook.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads, and what it is called."""

    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A winner's card."""

    href: str
    width: int
    height: int
    """Pixels."""
    small: str
    """The same for a board, at most 640 pixels wide; ``href`` again where that is no wider."""
    small_width: int
    small_height: int
    alt: str
    """What the photo shows. The caption stands as text beside the picture, so it isn't said again."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The picture of a shared link (Open Graph, Twitter)."""

    address: str
    """Absolute."""
    width: int
    height: int
    alt: str
    """What the photo shows, the caption and who wrote it: there is no text beside it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page."""

    title: str
    """Of ``<title>`` and of a shared link."""
    description: str
    """One or two sentences for whoever finds or shares it."""
    contest: str
    """``Beat the Caption``."""
    organiser: str
    """Empty where ORGANISER isn't set."""
    contact: str
    """Whom fans write to; empty where CONTACT isn't set."""
    page: str
    """The Page on Facebook."""
    style: str
    """The style sheet; a digest is in its name."""
    rules: str
    """``rules.html``, or RULES_URL where that leads elsewhere."""
    feed: str
    """``feed.xml``; empty where there is none."""
    about: str
    """What this contest is, in a sentence."""
    canonical: str
    """The page's own address; empty without SITE_URL, and then nothing is said for shared links."""
    image: Shared | None
    kind: str
    """og:type: ``website``, or ``article`` for a contest."""


@dataclass(frozen=True, slots=True)
class Hung:
    """One announced contest, as it hangs on the board."""

    number: int
    href: str
    """``contest-12.html``."""
    card: Picture | None
    """None where the photo is gone."""
    caption: str
    """As it was announced, in quotation marks."""
    by: str
    """By SITE_NAMES: ``Ana Lopez``, ``Ana L.`` or ``a fan``."""
    day: str
    """``Friday 27 November 2026``."""
    date: str
    """``2026-11-27``."""


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The newest of all result slips: whoever keeps its digest can tell later that no older slip was changed."""

    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Board:
    """One page of the board."""

    hung: tuple[Hung, ...]
    """Newest first; nobody where nothing has been announced yet."""
    number: int
    """1 for the newest."""
    of: int
    total: int
    """Contests on all pages together."""
    newer: str
    """``index.html``, ``page-2.html``; empty on the first page."""
    older: str
    coming: str
    """When the first winner is named, in a sentence, while the board is empty; or empty."""
    chain: ChainHead | None
    """On the first page, once there is a slip."""


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """A caption that was announced behind the winner's."""

    caption: str
    by: str
    votes: str
    """``41 reactions``; empty where there were none."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The public result slip of a contest, beside its page."""

    href: str
    """``slips/contest-12-slip.json``."""
    size: str
    """``14 KB``."""
    number: int
    """Its place in the chain of slips."""
    digest: str
    """SHA-256, 64 hex digits."""
    check: str
    """What anyone types to count again: ``captionbot verify contest-12-slip.json``."""


@dataclass(frozen=True, slots=True)
class ContestPage:
    """Everything that is public about one contest."""

    hung: Hung
    contest: str
    """What the contest was called then: ``Beat the Caption no. 12``."""
    votes: str
    """``96 reactions when entries closed, Monday 30 November, 10:00 (CST)``; empty where there were none."""
    story: str
    """What really happened; empty where nobody has told it."""
    credit: str
    """``Photo: Houston Public Library``; empty where nobody is to be named."""
    runners_up: tuple[RunnerUp, ...]
    corrected: str
    """A sentence, where another winner was announced first; else empty."""
    post: str
    """The announcement on Facebook, or else the contest's post; empty where no link is known."""
    proof: Proof | None
    newer: Link | None
    older: Link | None


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The rules of the settings in force; there is no such page where RULES_URL leads elsewhere."""

    body: str
    """HTML that is escaped already: h1, h2, p, ul, dl."""
