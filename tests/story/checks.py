"""Everything that `check` finds, made real against practice, a few things at a time, in one town's first months."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.story.town import SLOT, Town

SECOND, THIRD = "2026-12-04T16:00:05Z", "2026-12-11T16:00:05Z"
SECRET = "invented-secret"
APP = {"FACEBOOK_APP_ID": "990000000000001", "FACEBOOK_APP_SECRET": SECRET}
A_PERSONS = {"FACEBOOK_PAGE_TOKEN": "practice-user-token"}
NOBODY = "http://127.0.0.1:9"
"""Where nothing listens."""

Case = Callable[[Town], Iterator[None]]
"""Makes something so, and puts back what the next must not find."""


def as_it_comes(town: Town) -> Iterator[None]:
    """Right after `init`."""
    yield


def nothing_sent_yet(town: Town) -> Iterator[None]:
    """Nobody knows whether notices arrive."""
    town.settle_in(NOTIFY_URLS=f"json://{NOBODY.partition('//')[2]}", DESK_URL="https://desk.example.org")
    yield


def settings_that_ask(town: Town) -> Iterator[None]:
    """Settings of which each is worth a word, and a token that is dead."""
    for name in ("logo.gif", "words.txt"):
        (town.folder / name).write_text("!!\n")
    town.settle_in(
        PRIZE="Like and share to win a mug",
        DESK_BIND="0.0.0.0:8080",
        NOTIFY_URLS=f"json://{NOBODY.partition('//')[2]}",
        HEARTBEAT_URL=f"{NOBODY}/beat",
        SITE_URL="https://captions.example.org",
        CARD_LOGO="logo.gif",
        WORDS_FILE="words.txt",
        FACEBOOK_GRAPH_VERSION="v21.0",
    )
    (town.folder / ".env").chmod(0o644)
    town.facebook.kill_token(460)
    town.queue_photo("mare.jpg", "Alt: a mare\n")
    town.at(SLOT).later(seconds=5).tick()
    yield
    (town.folder / ".env").chmod(0o600)
    town.facebook.revive_token()


def files_that_are_wrong(town: Town) -> Iterator[None]:
    """Files that settings name."""
    (town.folder / "wordings.txt").write_text("[thanks]\nThank you, {nobody}.\n")
    (town.folder / "days.txt").write_text("30 April\n")
    town.settle_in(WORDINGS="wordings.txt", SKIP_DAYS_FILE="days.txt", WORDS_FILE="nowhere.txt", SITE_DIR=".")
    yield


def photos_that_wait(town: Town) -> Iterator[None]:
    """Photos that can't go out, and one that was none."""
    town.settle_in(REQUIRE_ALT="yes")
    town.queue_photo("horse.jpg")
    town.queue_photo("duck.jpg", "Alt: a duck\nTaken: long ago\n")
    town.drop("fax.jpg", b"%PDF-1.7 a fax")
    yield
    for path in (town.folder / "photos" / "queue").iterdir():
        path.unlink()


def paused(town: Town) -> Iterator[None]:
    """Somebody has stopped it."""
    town.settle_in()
    town.must("pause", "--because", "an officer has died")
    yield
    town.must("resume")


def no_folder(town: Town) -> Iterator[None]:
    """The share with the photos is gone."""
    folder = town.folder / "photos"
    folder.rename(town.folder / "elsewhere")
    yield
    (town.folder / "elsewhere").rename(folder)


def page_of_another(town: Town) -> Iterator[None]:
    """A slip in the Page's number."""
    town.settle_in(FACEBOOK_PAGE_ID="610000000000999")
    town.must("init", "--no-input")
    yield


def no_database(town: Town) -> Iterator[None]:
    """A slip in the database's address."""
    town.settle_in(DATABASE_URL="sqlite:///other.db")
    yield


def damaged_database(town: Town) -> Iterator[None]:
    """A disk that lies."""
    town.settle_in(DATABASE_URL="sqlite:///broken.db")
    (town.folder / "broken.db").write_bytes(b"no database at all" * 1000)
    yield


def nobody_said_init(town: Town) -> Iterator[None]:
    """The database of another Page."""
    town.settle_in(FACEBOOK_PAGE_ID="610000000000888")
    yield


def clocks_apart(town: Town) -> Iterator[None]:
    """The machine's clock is two hours behind."""
    town.settle_in()
    town.facebook.lever("clock", words=f"{town.now.timestamp() + 7200}@0x0")
    yield
    town.at(town.now)


def told_of_the_token(town: Town) -> Iterator[None]:
    """The app may ask: the token ends soon, and lacks a permission."""
    town.settle_in(**APP)
    scopes = ["pages_show_list", "pages_read_engagement", "pages_read_user_content", "pages_manage_engagement"]
    ends = {"expires_at": "2026-12-01T12:00:00+00:00", "data_access_expires_at": "2026-12-05T12:00:00+00:00"}
    town.facebook.lever("token", scopes=scopes, **ends)
    yield
    town.facebook.lever("token", scopes=[*scopes, "pages_manage_posts"], expires_at="", data_access_expires_at="")


def told_of_a_persons_token(town: Town) -> Iterator[None]:
    """The app may ask: it is a person's."""
    town.settle_in(**APP, **A_PERSONS)
    yield


def secret_of_another_app(town: Town) -> Iterator[None]:
    """The secret is not that of the app."""
    town.settle_in(**APP | {"FACEBOOK_APP_SECRET": "another-secret"})
    yield


def stopped_lately(town: Town) -> Iterator[None]:
    """It worked until twenty minutes ago; the terms were changed after the post, and the version is an old one."""
    town.settle_in()
    town.queue_photo("duck.jpg", "Alt: a duck\n")
    town.at(SECOND).tick()
    town.settle_in(FACEBOOK_GRAPH_VERSION="v20.0", CLOSE_AT="sunday 10:00")
    town.later(minutes=20)
    yield


def a_persons_token(town: Town) -> Iterator[None]:
    """Nobody commented, and the week after somebody pasted the wrong token, by which the next thread looks empty."""
    town.settle_in()
    town.at(SECOND).later(days=3, minutes=5).tick()
    town.queue_photo("goose.jpg", "Alt: a goose\n")
    town.at(THIRD).tick()
    town.fan("Last goose to the diner buys.", 3)
    town.later(minutes=16).tick()
    town.settle_in(**A_PERSONS)
    yield


def a_person_is_wanted(town: Town) -> Iterator[None]:
    """A contest is on hold, and a photo has come this very moment."""
    town.settle_in()
    town.at(THIRD).later(days=3, minutes=5).tick()
    town.must("hold", "2", "--because", "the director looks at it")
    new = town.drop("new.jpg", b"half a photo")
    os.utime(new, (town.now.timestamp(), town.now.timestamp()))
    yield
    new.unlink()
    town.must("release", "2")


def months_later(town: Town) -> Iterator[None]:
    """The machine has been off ever since."""
    town.settle_in()
    town.later(days=80)
    yield


CASES: tuple[Case, ...] = (
    as_it_comes,
    nothing_sent_yet,
    settings_that_ask,
    files_that_are_wrong,
    photos_that_wait,
    paused,
    no_folder,
    page_of_another,
    no_database,
    damaged_database,
    nobody_said_init,
    clocks_apart,
    told_of_the_token,
    told_of_a_persons_token,
    secret_of_another_app,
    stopped_lately,
    a_persons_token,
    a_person_is_wanted,
    months_later,
)
"""In the order in which they befall the town."""


def lines_of(folder: Path, out: str) -> Iterator[tuple[str, str]]:
    """What `check` found, each with the section of docs/checks.md that it names; our folder as in the examples."""
    for line in out.replace(str(folder), "/opt/captionbot").splitlines():
        if line.startswith(("PROBLEM: ", "warning: ")):
            words, _, section = line.removesuffix(")").rpartition(" (docs/checks.md#")
            yield words, section


def shape(line: str) -> str:
    """A line without what is another one each week: days, hours, numbers."""
    day = r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d+ \w+( \d{4})?( at \d+:\d+ [AP]M C[SD]T)?"
    return re.sub(r"\d[\d,._]*\d|\d", "N", re.sub(day, "DAY", line))
