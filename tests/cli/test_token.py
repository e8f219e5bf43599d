"""`token`: a new token is looked at, exchanged for the Page's own, and written; or nothing is changed at all."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from captionbot.cli import captionbot
from captionbot.clock import Clock
from captionbot.desk.logged import DEEDS
from captionbot.errors import CaptionbotError, SettingsError
from tests.cli.newcomers import APP, OWN, PERSON, SECRET, SYSTEM, facebook_with_an_app, led_to, line_of
from tests.practice.starting import Facebook

OLD = "EAAoldoldoldoldoldoldold"


@pytest.fixture(scope="module")
def facebook() -> Iterator[Facebook]:
    """A pretend Facebook for all of these."""
    with facebook_with_an_app() as started:
        yield started


@pytest.fixture
def env(facebook: Facebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of a Page whose token is a dead one, and its record."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOGNAME", "dana")
    monkeypatch.setattr("captionbot.cli.asking.pause_briefly", lambda _: None)
    more = f"FACEBOOK_PAGE_ID={facebook.page_id}\nFACEBOOK_PAGE_TOKEN={OLD}\nTIMEZONE=America/Chicago\n# the end\n"
    path = led_to(facebook, tmp_path, more)
    assert CliRunner().invoke(captionbot, ["init", "--no-input"]).exit_code == 0
    return path


def _given(token: str, *words: str) -> Result:
    return CliRunner().invoke(captionbot, ["token", *words], input=f"{token}\n")


def _refused(result: Result) -> CaptionbotError:
    assert isinstance(result.exception, CaptionbotError), result.output
    return result.exception


def _audit(folder: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(folder / "captionbot.db") as database:
        return database.execute("SELECT by, detail FROM audit WHERE action = 'token' ORDER BY id").fetchall()


@pytest.mark.parametrize("token", [OWN, PERSON, SYSTEM])
def test_whatever_is_given_the_pages_own_is_written(env: Path, token: str) -> None:
    """With a line in the log of who did it and what was brought; the rest of the file stays."""
    before = env.read_text()
    done = _given(token, "--by", "Maria")

    assert done.exit_code == 0
    assert "within half a minute" in done.output
    assert done.output.splitlines()[-1] == "Next: captionbot check"
    assert env.read_text() == before.replace(OLD, OWN)
    [(by, detail)] = _audit(env.parent)
    assert (by, "token" in detail, DEEDS["token"]) == ("Maria", True, "put a new token in")
    for secret in (OWN, PERSON, SYSTEM, SECRET):
        assert secret not in done.output + detail


def test_the_same_again_changes_nothing(env: Path) -> None:
    """And leaves no line in the log."""
    _given(OWN)
    before = env.stat()
    done = _given(SYSTEM)

    assert "It is the token that stands in .env already. Nothing was changed." in done.output
    assert (env.stat().st_mtime_ns, len(_audit(env.parent))) == (before.st_mtime_ns, 1)


def test_a_look_writes_nothing(env: Path) -> None:
    """It only says whose token it is."""
    before = env.read_bytes()
    done = _given(SYSTEM, "--dry-run")

    assert "Facebook knows it: a System User's token" in done.output
    assert (done.exit_code, env.read_bytes(), _audit(env.parent)) == (0, before, [])


NO_USE = {
    "": "No token came: give one line of input. Nothing was changed.",
    "two words": "FACEBOOK_PAGE_TOKEN has a space or a character that no token has; copy it again, in one piece.",
    "nonsense": "Facebook doesn't take this token. Nothing was written. Copy it again, whole.",
    f"{APP}|{SECRET}": "This is the app's own token (its id and its secret). Nothing was written.",
}


@pytest.mark.parametrize(("token", "said"), NO_USE.items())
def test_what_is_no_use_is_refused(env: Path, token: str, said: str) -> None:
    """And nothing is changed."""
    before = env.read_bytes()
    refused = _refused(_given(token))

    assert f"{refused.message} {refused.do}".startswith(said)
    assert refused.exit_code == 1
    assert (env.read_bytes(), _audit(env.parent)) == (before, [])


@pytest.mark.parametrize("words", [["token", OLD], ["token", "--", OLD], ["init", OLD], [OLD + OLD]])
def test_what_is_typed_behind_a_command_is_not_printed_back(env: Path, words: list[str]) -> None:
    """It may be the token, and a terminal's lines are kept and shown around; it is wrong use, and nothing is done."""
    before = env.read_bytes()
    result = CliRunner().invoke(captionbot, words, input=f"{OWN}\n")

    assert (result.exit_code, OLD in result.output) == (2, False)
    assert "token" in result.output
    assert env.read_bytes() == before


def test_at_a_terminal_an_empty_line_is_told(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever pastes what nobody sees can't see either that nothing came."""
    monkeypatch.setattr("captionbot.cli.asking.at_terminal", lambda: True)
    done = _given(f"\n{OWN}")

    assert "Nothing came: type or paste it and press Enter; Ctrl-C leaves." in done.output
    assert (done.exit_code, line_of(env, "FACEBOOK_PAGE_TOKEN")) == (0, OWN)


def test_another_pages_token_is_refused(env: Path) -> None:
    """Whatever it may do there; the Page of these settings is another."""
    env.write_text(env.read_text().replace("FACEBOOK_PAGE_ID=610000000000001", "FACEBOOK_PAGE_ID=12345"))
    assert CliRunner().invoke(captionbot, ["init", "--no-input"]).exit_code == 0

    assert "(610000000000001), and not of Page 12345." in _refused(_given(OWN)).message
    assert "gives it no token of Page 12345" in _refused(_given(SYSTEM)).message


def test_one_that_lacks_something_is_written_only_with_a_yes(env: Path, facebook: Facebook) -> None:
    """Where somebody insists."""
    facebook.lever("token", token="lesser", scopes=["pages_show_list"])
    result = _given("lesser")

    assert "PROBLEM: The token lacks permissions" in result.output
    assert "With --yes it is written all the same." in _refused(result).do
    assert line_of(env, "FACEBOOK_PAGE_TOKEN") == OLD
    assert _given("lesser", "--yes").exit_code == 0
    assert line_of(env, "FACEBOOK_PAGE_TOKEN") == "lesser"


def test_at_a_terminal_somebody_is_asked(env: Path, facebook: Facebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong is said first; Enter is a no."""
    for place in ("asking", "token"):
        monkeypatch.setattr(f"captionbot.cli.{place}.at_terminal", lambda: True)
    facebook.lever("token", token="lesser", scopes=["pages_show_list"])
    result = _given("two words\nlesser\n")

    assert "The token (not shown)" in result.output
    assert "has a space" in result.output
    assert _refused(result).message == "Nothing was written."
    assert _given("lesser\ny").exit_code == 0
    assert line_of(env, "FACEBOOK_PAGE_TOKEN") == "lesser"


def test_one_that_ends_soon_is_written_and_told(env: Path, facebook: Facebook) -> None:
    """For it is better than none."""
    ends = Clock().now() + timedelta(days=3)
    facebook.lever("token", token="ending", expires_at=ends.isoformat())
    done = _given("ending")

    assert (done.exit_code, "warning: The Page token ends on" in done.output) == (0, True)


def test_without_facebook_nothing_is_written(env: Path) -> None:
    """A token that nobody has looked at may be a person's."""
    env.write_text("\n".join(_elsewhere(env.read_text().splitlines())))
    refused = _refused(_given(SYSTEM))

    assert "can't be reached from this machine. So nobody can say whose token this is." in refused.message
    assert line_of(env, "FACEBOOK_PAGE_TOKEN") == OLD


def _elsewhere(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield "FACEBOOK_GRAPH_URL=http://127.0.0.1:9" if line.startswith("FACEBOOK_GRAPH_URL=") else line


def test_where_the_environment_has_it_nobody_is_asked(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line in the file would change nothing."""
    monkeypatch.setenv("FACEBOOK_PAGE_TOKEN", OLD)

    assert "set in the environment, which wins over .env" in _refused(_given(OWN)).message


def test_a_missing_token_may_be_given_and_other_mistakes_are_told(env: Path) -> None:
    """Whoever has emptied the line needs a new one most."""
    env.write_text(env.read_text().replace(OLD, ""))
    assert _given(OWN).exit_code == 0
    assert line_of(env, "FACEBOOK_PAGE_TOKEN") == OWN

    env.write_text(env.read_text() + "POST_AT=fryday\n")
    assert isinstance(_given(OWN).exception, SettingsError)
    env.write_text(env.read_text() + "NONSENSE=1\n")
    assert "nothing was changed" in _refused(_given(OWN)).do


def test_without_a_record_nobody_is_asked(env: Path) -> None:
    """Who put a token in belongs into it."""
    (env.parent / "captionbot.db").unlink()

    assert "captionbot init" in _refused(_given(OWN)).do
    assert line_of(env, "FACEBOOK_PAGE_TOKEN") == OLD


def test_a_file_that_can_not_be_written_leaves_no_line_in_the_log(env: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are kept, or neither."""

    def closed(*_: object) -> bool:
        raise SettingsError(["no"])

    monkeypatch.setattr("captionbot.cli.token.write_answers", closed)
    _refused(_given(OWN))

    assert _audit(env.parent) == []
