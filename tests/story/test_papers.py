"""A records request, a year later: everything in one zip, proved on another machine, without a database."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.story.town import ANNOUNCE, Ran, Town

HOSTILE = '=HYPERLINK("http://x.example","win")</script><b>\u202eeslaf'
CAPTIONS = (("Hold your horses, that's my milkshake.", 9), (HOSTILE, 4), ("Two straws, please.", 2), ("🐎", 12))


@pytest.fixture
def announced(town: Town) -> Town:
    """A contest whose winner has been announced, and its slip made in the same tick."""
    town.in_review(*CAPTIONS)
    town.at(ANNOUNCE).tick_well()
    return town


def elsewhere(folder: Path, *words: str) -> Ran:
    """A command on a machine that has captionbot and nothing else."""
    folder.mkdir(exist_ok=True)
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("FACEBOOK", "DATABASE"))}
    ran = subprocess.run(
        [sys.executable, "-m", "captionbot", *words],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in ran.stderr
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def test_a_request_is_answered_and_proved(announced: Town, tmp_path: Path) -> None:
    """The zip holds all of it, and is proved anywhere; a changed byte is found, and an absent record is told."""
    town, clean = announced, tmp_path / "clean"
    file = clean / "records.zip"
    clean.mkdir()
    told = town.must("export", "1", "--format", "zip", "--out", str(file)).out
    assert told.startswith(f"{file} holds contest no. 1; ")

    proved = elsewhere(clean, "verify", "records.zip")
    assert (proved.code, proved.err) == (0, "")
    assert "4 of 4 records fit. Counted again, the votes name comment " in proved.out
    assert "“Hold your horses, that's my milkshake.” (line 1), as the slip says.\n" in proved.out
    shape = elsewhere(clean, "verify", "records.zip", "--json").json
    assert (shape["ok"], shape["contests"][0]["named"], shape["contests"][0]["withheld"]) == (True, 1, 0)

    with zipfile.ZipFile(file) as archive:
        names = {name.partition("/")[2] or name for name in archive.namelist()}
        raw = archive.read("contest-001/records.json")
        first = archive.read("index.html").decode()
    assert names == {
        *("index.html", "SHA256SUMS", "result.html", "records.json", "comments.csv", "readings.csv", "votes.csv"),
        *("said.csv", "attempts.csv", "decisions.csv", "audit.csv", "words-beside-photo.json"),
        *("photo-as-found.jpg", "photo-as-sent.jpg", "card-1.jpg"),
    }
    assert first.index("what this can't hold") < first.index("records.json")

    for at in range(50, len(raw), len(raw) // 5):
        changed = bytearray(raw)
        changed[at] ^= 1
        (clean / "changed.json").write_bytes(changed)
        assert elsewhere(clean, "verify", "changed.json").code == 1

    value = json.loads(raw)
    value["contests"][0]["comments"].pop(1)
    (clean / "fewer.json").write_text(json.dumps(value), encoding="utf-8")
    fewer = elsewhere(clean, "verify", "fewer.json")
    assert (fewer.code, "1 record is withheld" in fewer.out) == (0, True)


def test_a_changed_byte_in_the_zip_is_found(announced: Town, tmp_path: Path) -> None:
    """In whichever file of it: each has its digest in the list."""
    file, other = tmp_path / "records.zip", tmp_path / "other.zip"
    announced.must("export", "--format", "zip", "--out", str(file))
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(other, "w") as changed:
        for name in whole.namelist():
            content = whole.read(name)
            changed.writestr(name, content.replace(b"milkshake", b"milkshaKe") if name.endswith(".html") else content)
    found = elsewhere(tmp_path / "clean", "verify", str(other))

    assert found.code == 1
    assert "PROBLEM: contest-001/result.html is not what it was: its digest is another." in found.out


def test_verify_asks_the_database_for_a_contest(announced: Town) -> None:
    """And finds what was changed in it behind captionbot's back."""
    town = announced
    assert "announced): the slip is whole." in town.must("verify", "1").out
    town.sql("UPDATE comments SET counted_votes = 99 WHERE text LIKE 'Two straws%'")
    found = town.run("verify", "1")

    assert found.code == 1
    assert "NOT proved. The record of comment 3 is not what it was: its digest is another." in found.out
    assert "has no result slip" not in town.must("status").out


def test_the_public_copy_prints_what_was_announced(announced: Town, tmp_path: Path) -> None:
    """Captions that stand in the announcement, with names shortened; nothing of anybody else."""
    town = announced
    page = town.must("export", "1", "--format", "html", "--public").out
    sheet = town.must("export", "1", "--format", "csv", "--public").out
    (tmp_path / "public.json").write_text(
        town.must("export", "1", "--format", "json", "--public").out, encoding="utf-8"
    )
    proved = elsewhere(tmp_path / "clean", "verify", str(tmp_path / "public.json"))

    for copy in (page, sheet):
        assert "Hold your horses" in copy
        assert "Fan t." in copy
        assert "Fan of" not in copy
        assert "HYPERLINK" not in copy
        assert "🐎" not in copy
    assert proved.code == 0
    assert "0 of 4 records fit; 4 records are withheld, and taken as the slip says." in proved.out


def test_an_export_overwrites_nothing(announced: Town, tmp_path: Path) -> None:
    """And says so in one line; what it wrote halfway is not left behind."""
    file = tmp_path / "result.csv"
    announced.must("export", "1", "--format", "csv", "--out", str(file))
    before = file.read_bytes()
    line = announced.refused("export", "1", "--format", "csv", "--out", str(file))

    assert "is there already, and an export overwrites nothing" in line
    assert file.read_bytes() == before
    assert before.startswith(b"\xef\xbb\xbfcontest,line,")
    assert "'=HYPERLINK" in before.decode()
    assert not list(tmp_path.glob("*.unfinished"))


def test_what_is_kept_is_said_by_whom(announced: Town) -> None:
    """Once, and until somebody takes it back."""
    town = announced
    assert "is kept for good" in town.must("keep", "1", "--because", "an open records request", "--by", "dana").out
    assert "kept already, by dana: an open records request" in town.refused("keep", "1", "--because", "again")
    assert town.contest()["kept_by"] == "dana"
    town.must("keep", "1", "--undo", "--because", "the request was answered", "--by", "dana")
    assert "is not kept for good" in town.refused("keep", "1", "--undo", "--because", "again")
    assert [row["action"] for row in town.rows("audit")][-2:] == ["keep", "keep undone"]
