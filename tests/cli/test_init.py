"""`init`: six questions, each answer looked at once it is given, and nothing written before the last."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from captionbot.cli import captionbot
from captionbot.clock import Clock
from captionbot.errors import AnotherUser, NotNow
from captionbot.settings import example_env
from tests.cli.newcomers import ENTER, OWN, PERSON, SYSTEM, answered, facebook_with_an_app, led_to, line_of
from tests.graph.loopback import Loopback, says
from tests.practice.starting import Facebook

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # apprise's own import
REST = ("America/Chicago", "friday 9:30", "auto", "Springfield Police", "-")
"""Answers to the questions after the token's."""
MUSEUM = "610000000000002"


@pytest.fixture(scope="module")
def facebook() -> Iterator[Facebook]:
    """A pretend Facebook for all of these."""
    with facebook_with_an_app() as started:
        yield started


@pytest.fixture
def env(facebook: Facebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose settings only lead to the pretend Facebook."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOGNAME", "dana")
    monkeypatch.setattr("captionbot.cli.asking.pause_briefly", lambda _: None)
    return led_to(facebook, tmp_path)


def _audit(folder: Path) -> list[tuple[str, str, str]]:
    with sqlite3.connect(folder / "captionbot.db") as database:
        return database.execute("SELECT by, action, detail FROM audit ORDER BY id").fetchall()


def _well(result: Result) -> str:
    assert result.exit_code == 0, result.output
    for secret in (OWN, PERSON, SYSTEM, "hunter2"):
        assert secret not in result.output
    return result.output


def test_a_page_token_brings_its_page(env: Path, facebook: Facebook) -> None:
    """Nobody is asked for a number; the slots, the words of a first post and the one next thing are shown."""
    said = _well(answered([OWN, *REST]))

    assert "It speaks for “Practice Page” (610000000000001)." in said
    assert "Facebook names no day on which it ends." in said
    assert re.search(r"^  It is \w+day .* C[SD]T( \(\w+\))? there now\.$", said, re.MULTILINE)
    assert re.search(r"^  The next is Friday .* at 9:30 AM C[SD]T\.$", said, re.MULTILINE)
    assert said.count(" at 9:30 AM C") >= 5
    assert "  | Beat the Caption is run by Springfield Police." in said
    assert "Public holidays are posted on too; SKIP_HOLIDAYS=US leaves them out (docs/holidays.md)." in said
    assert said.splitlines()[-1] == "Next: put a photo into the queue, then `captionbot next`."
    assert (line_of(env, "FACEBOOK_PAGE_ID"), line_of(env, "FACEBOOK_PAGE_TOKEN")) == (facebook.page_id, OWN)
    assert env.stat().st_mode & 0o777 == 0o600
    assert [row[:2] for row in _audit(env.parent)] == [("captionbot", "init"), ("dana", "token")]


def test_a_system_user_chooses_the_page_and_is_kept_nowhere(env: Path) -> None:
    """Its Pages are listed, and the chosen one's own token is fetched."""
    said = _well(answered([SYSTEM, "4", "3", *REST]))

    assert "a System User's token, of" in said
    assert "    1  Practice Museum (610000000000002)\n    2  Practice Zoo" in said
    assert "4 is not in the range 1<=x<=3" in said
    assert "With it the own token of “Practice Page” (610000000000001) was fetched; only that one is kept." in said
    assert line_of(env, "FACEBOOK_PAGE_TOKEN") == OWN
    assert SYSTEM not in "".join(map(str, _audit(env.parent)))


def test_a_person_with_one_page_is_not_asked_which(env: Path) -> None:
    """There is one."""
    said = _well(answered([PERSON, *REST]))

    assert "a person's token, of" in said
    assert "Which one" not in said
    assert line_of(env, "FACEBOOK_PAGE_ID") == "610000000000001"


def test_a_page_where_a_task_is_missing_is_told(env: Path) -> None:
    """It is taken all the same, for only Facebook knows what the words mean for a Page."""
    said = _well(answered([SYSTEM, "1", *REST]))

    assert "warning: on “Practice Museum” it lacks MODERATE." in said
    assert line_of(env, "FACEBOOK_PAGE_ID") == MUSEUM


def test_what_is_wrong_is_told_at_once_and_asked_again(env: Path) -> None:
    """Each answer by itself, whatever it is."""
    wrong = [
        "two words",
        "nonsense",
        OWN,
        "CST",
        "America/Chicago",
        "fryday",
        "friday 9:30",
        "perhaps",
        "auto",
        "-",
        "-",
    ]
    said = _well(answered(wrong))

    assert "FACEBOOK_PAGE_TOKEN has a space" in said
    assert "Facebook doesn't take this token." in said
    assert "did you mean America/Chicago?" in said
    assert "“fryday” is not a weekday" in said
    assert "REVIEW is “perhaps”" in said
    assert line_of(env, "TIMEZONE") == "America/Chicago"


def test_a_token_that_lacks_something_is_taken_only_with_a_yes(env: Path, facebook: Facebook) -> None:
    """Another may be brought; and whoever goes on is told what comes next."""
    facebook.lever("token", token="lesser", scopes=["pages_show_list"])
    said = _well(answered(["lesser", "n", "lesser", "y", *REST]))

    assert said.count("PROBLEM: The token lacks permissions: pages_read_engagement") == 2
    assert said.splitlines()[-1] == "Next: mend the token as said above, then `captionbot token`."


def test_a_token_that_ends_soon_is_told(env: Path, facebook: Facebook) -> None:
    """In words that say what to do."""
    ends = Clock().now() + timedelta(days=5)
    facebook.lever("token", token="ending", expires_at=ends.isoformat())

    assert "warning: The Page token ends on " in _well(answered(["ending", *REST]))


def test_without_facebook_it_goes_on(env: Path) -> None:
    """Nothing is lost: the Page's number is asked for, and `check` is what comes next."""
    env.write_text("FACEBOOK_GRAPH_URL=http://127.0.0.1:9\nSKIP_HOLIDAYS=US\n")
    said = _well(answered([OWN, "Our Page", "123456", *REST]))

    assert "127.0.0.1 can't be reached from this machine. So nobody has looked at the token yet" in said
    assert "FACEBOOK_PAGE_ID is “Our Page”" in said
    assert "Public holidays" not in said
    assert said.splitlines()[-1] == "Next: `captionbot check`, which asks Facebook about the token."
    assert line_of(env, "FACEBOOK_PAGE_ID") == "123456"
    assert _audit(env.parent)[1][2] == "a token that nobody has looked at"


def test_marks_that_were_copied_along_do_no_harm(env: Path) -> None:
    """Nor do short ways to write a zone and an hour."""
    said = _well(answered([f'"{OWN}"', "utc", "Fri 9:30", "auto", "-", "-"]))

    assert "  The next is Friday " in said
    assert said.count(" at 9:30 AM UTC") >= 6
    assert line_of(env, "FACEBOOK_PAGE_TOKEN") == OWN


def test_again_it_keeps_what_was_there(env: Path) -> None:
    """Enter keeps each answer, the token too; not a byte of the file changes, and no line is added to the log."""
    _well(answered([OWN, *REST[:4], "json://127.0.0.1:9/hunter2", "n"]))
    env.write_text(env.read_text() + "\nCAPTION_MAX=120  # ours\n")
    before, audit = env.read_bytes(), _audit(env.parent)
    said = _well(answered([ENTER] * 6 + ["n"]))

    assert "says all of this already; nothing in it was changed." in said
    assert (env.read_bytes(), _audit(env.parent)) == (before, audit)


def test_again_with_a_dead_token_it_says_so_and_goes_on(env: Path, facebook: Facebook) -> None:
    """Whoever changes the hour of the post need not have a new token at hand."""
    facebook.lever("token", token="dying", kind="PAGE")
    _well(answered(["dying", *REST]))
    facebook.lever("token", token="dying", state=460)
    said = _well(answered([ENTER, ENTER, "thursday 12:00", ENTER, ENTER, ENTER]))

    assert "died because the password" in said
    assert said.splitlines()[-1].startswith("Next: `captionbot check`")
    assert (line_of(env, "POST_AT"), line_of(env, "FACEBOOK_PAGE_TOKEN")) == ("thursday 12:00", "dying")


def test_a_copy_of_the_example_is_no_answer(env: Path, facebook: Facebook) -> None:
    """Enter takes what `init` proposes, not what the example says; and the file keeps its explanations."""
    led = env.read_text().splitlines()
    text = example_env()
    for line in led:
        name = line.partition("=")[0]
        text = re.sub(rf"^{name}=.*$", line, text, flags=re.MULTILINE)
    env.write_text(text.replace("POST_AT=friday 10:00", "POST_AT=thursday 17:00"))
    _well(answered([OWN, "America/Chicago", ENTER, ENTER, ENTER, ENTER]))

    assert (line_of(env, "REVIEW"), line_of(env, "POST_AT")) == ("required", "thursday 17:00")
    assert "# The Page's time zone" in env.read_text()
    assert line_of(env, "FACEBOOK_PAGE_ID") == facebook.page_id


def test_another_page_is_taken_only_with_a_yes(env: Path) -> None:
    """It has a record of its own, and the one until now would stand still."""
    _well(answered([OWN, *REST]))
    said = _well(answered([SYSTEM, "1", ENTER, SYSTEM, "1", "y", *[ENTER] * 5]))

    assert said.count("Until now it was Page 610000000000001, which has a record of its own.") == 2
    assert line_of(env, "FACEBOOK_PAGE_ID") == MUSEUM


def test_what_the_environment_says_is_not_asked_for(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It wins, and is not copied into the file."""
    monkeypatch.setenv("TIMEZONE", "Europe/Paris")
    monkeypatch.setenv("FACEBOOK_PAGE_TOKEN", OWN)
    said = _well(answered(["friday 9:30", "auto", "-", "-"]))

    assert "TIMEZONE is set in the environment, which wins over the file: it is not asked for." in said
    assert "9:30 AM CET" in said
    assert "TIMEZONE" not in env.read_text()
    assert "FACEBOOK_PAGE_TOKEN" not in env.read_text()


@pytest.mark.parametrize("token", ["nonsense", SYSTEM])
def test_a_token_of_the_environment_that_is_no_use_ends_it(
    env: Path, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    """Nobody can be asked for another, and the Page's own can't be written where that one wins."""
    monkeypatch.setenv("FACEBOOK_PAGE_TOKEN", token)
    before = env.read_bytes()
    result = answered(["3"])

    assert isinstance(result.exception, NotNow)
    assert "in the environment is not the Page's own token" in result.exception.message
    assert env.read_bytes() == before


def test_only_what_nobody_need_answer_may_be_left_out(env: Path) -> None:
    """A contest needs a time zone, an hour and a rule."""
    said = _well(answered([OWN, "-", "America/Chicago", "-", "friday 9:30", "-", "auto", "-", "-"]))

    assert "TIMEZONE is “-”" in said
    assert "REVIEW is “-”" in said
    assert line_of(env, "POST_AT") == "friday 9:30"


def test_a_page_that_the_environment_names_is_the_one(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No other is offered, and another's token is refused."""
    monkeypatch.setenv("FACEBOOK_PAGE_ID", MUSEUM)
    said = _well(answered([OWN, SYSTEM, *REST]))

    assert f"(610000000000001), and not of Page {MUSEUM}." in said
    assert f"With it the own token of “Practice Museum” ({MUSEUM}) was fetched" in said


def test_other_settings_must_be_right_before_anything_is_asked(env: Path) -> None:
    """Nobody answers six questions for nothing."""
    env.write_text("CAPTION_MAX=lots\nCLOSE_AT=mondey\n")
    result = answered([])

    assert result.exit_code == 1
    assert [type(result.exception).__name__, "1." in result.output] == ["SettingsError", False]
    assert env.read_text() == "CAPTION_MAX=lots\nCLOSE_AT=mondey\n"


def test_whoever_stops_halfway_has_changed_nothing(env: Path) -> None:
    """And is told so."""
    before = env.read_bytes()
    result = answered([OWN, "America/Chicago"])

    assert result.exit_code == 1
    assert "Nothing was written." in result.output
    assert env.read_bytes() == before
    assert os.listdir(env.parent) == [".env"]  # noqa: PTH208 - names alone


def test_root_makes_nothing_in_another_account_s_folder(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The account that is to run captionbot could not open it."""
    if os.geteuid() == 0:
        os.chown(env.parent, 12345, -1)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    refused = answered([]).exception

    assert isinstance(refused, AnotherUser)
    assert "Do it as" in refused.do


def test_staff_are_sent_a_notice_where_there_is_somewhere(env: Path) -> None:
    """How it went is told, and of the address only its kind."""
    said = _well(answered([OWN, *REST[:4], "json://user:hunter2@127.0.0.1:9/hook", ENTER]))

    assert "Send staff a notice now, to see whether it arrives? [Y/n]" in said
    assert "Not taken by no. 1 (a web address): check the address in NOTIFY_URLS" in said
    checked = CliRunner().invoke(captionbot, ["check"]).output
    assert re.search(r"warning: The notice of \w+day .* was not taken by no\. 1 \(a web address\)\.", checked)


def test_a_notice_that_arrives_says_that_nothing_need_be_done(env: Path) -> None:
    """At a web address, which stands for any other."""
    with closing(Loopback(says({}))) as server:
        address = f"{server.url.replace('http', 'json')}/hunter2"
        said = _well(answered([OWN, *REST[:4], address, ENTER]))

    assert "Sent to no. 1 (a web address): see whether it arrived." in said
    [asked] = server.asked
    assert b"captionbot has been set up, and this notice arrived." in asked.body
    assert OWN.encode() not in asked.raw


def test_a_photo_that_waits_changes_what_comes_next(env: Path) -> None:
    """Whoever has put one there already is led on."""
    _well(answered([OWN, *REST]))
    (env.parent / "photos" / "queue" / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 a picture")

    assert _well(answered([ENTER] * 6)).splitlines()[-1] == "Next: `captionbot check`, then `captionbot run`."
