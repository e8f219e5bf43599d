"""A record moves to another machine, folder and engine, and back, and every row arrives."""

from pathlib import Path

import pytest

from captionbot.store.database import open_store
from captionbot.store.rows import OF_THE_MOMENT
from tests.cli.conftest import Run
from tests.cli.test_old_records import settled_in
from tests.store.old_records import NOW, PAGE_ID, Rows, columns_of, old_url, rows_of

TOUCHED = {"pages": {"quiet_until", "backed_up_at"}}
"""What `backup` and `restore` write themselves, beside a line in the log."""


def record_in(url: str) -> Rows:
    """Everything of the record, but what `backup` and `restore` write."""
    columns = {
        name: [one for one in named if one not in TOUCHED.get(name, ())]
        for name, named in columns_of(url).items()
        if name not in OF_THE_MOMENT
    }
    rows = dict(rows_of(url, columns))
    action = columns["audit"].index("action")
    rows["audit"] = [row for row in rows["audit"] if row[action] != "restore"]
    return rows


@pytest.mark.postgres
def test_a_record_moves_between_engines_and_back(
    run: Run, tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`backup` here, `restore` there: what lies in each table is the same, and `restore` says how much it compared."""
    monkeypatch.setenv("CAPTIONBOT_DEMO_CLOCK", f"{NOW.timestamp()}@0x0")
    here, there, back = (tmp_path / name for name in ("here", "there", "back"))
    for folder in (here, there, back):
        folder.mkdir()
    first, last = old_url("0006", f"sqlite:///{here}", here), f"sqlite:///{back / 'captionbot.db'}"
    open_store(first, PAGE_ID).close()
    urls = {here: first, there: postgres_url, back: last}
    said = []
    for folder, url in urls.items():
        settled_in(folder, url)
        monkeypatch.chdir(folder)
        if folder != here:
            said.append(run("restore", "../moved.db", "--yes", "--by", "dana").out)
            (tmp_path / "moved.db").unlink()
        assert run("backup", "../moved.db").code == 0

    assert record_in(first) == record_in(postgres_url) == record_in(last)
    total = sum(len(rows) for rows in record_in(first).values())
    filled = sum(1 for rows in record_in(first).values() if rows)
    assert f"compared with the file row by row: {total} rows in {filled} tables are the same." in said[0]
    assert "comment_texts 17, comments 16, contests 4, decisions 4," in said[0]


def test_a_backup_names_what_is_not_in_it(run: Run, ready: Path) -> None:
    """The photos, the settings, and each file that they name: whoever moves to another machine takes all of it."""
    (ready / "days.txt").write_text("12-24\n", encoding="utf-8")
    with (ready / ".env").open("a") as settings:
        settings.write("SKIP_DAYS_FILE=days.txt\n")
    said = run("backup", "b.db").out

    files = f"{ready / '.env'}, {ready / 'days.txt'}"
    assert f"Keep what is not in it as well: the folder {ready / 'photos'}, {files}.\n" in said
    assert run("status").code == 0
