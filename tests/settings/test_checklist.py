"""What CHECKLIST may be."""

from pathlib import Path

import pytest

from captionbot.settings import load_settings
from captionbot.settings.checklist import LONGEST, MOST, OURS
from tests.settings.written import REQUIRED, problems_of, written

READ = {
    "": (),
    "no": (),
    "None": (),
    "Yes": OURS,
    "No guns.; No children. ;; No guns.": ("No guns.", "No children."),
    "Nobody's child": ("Nobody's child",),
    "Kein Kind ist zu erkennen; 未成年": ("Kein Kind ist zu erkennen", "未成年"),
}
WRONG = {
    "maybe": "write yes, no, or sentences of your own",
    "yes;no": "write yes, no, or sentences of your own",
    "; ;": "write yes, no, or sentences of your own",
    "EAAB" + "x" * 60: "write yes, no, or sentences of your own",
    "No guns. " * 30: f"more than {LONGEST} characters",
    "; ".join(f"No. {number}" for number in range(MOST + 1)): f"{MOST} are the most",
}


@pytest.mark.parametrize(("text", "sentences"), READ.items())
def test_a_checklist_is_read(tmp_path: Path, text: str, sentences: tuple[str, ...]) -> None:
    """None, our three, or own sentences with semicolons between, each once."""
    assert load_settings(written(tmp_path, f"{REQUIRED}CHECKLIST={text}\n"), {}).checklist == sentences


@pytest.mark.parametrize(("text", "told"), WRONG.items(), ids=range(len(WRONG)))
def test_what_is_no_checklist_is_refused(tmp_path: Path, text: str, told: str) -> None:
    """Where it may be a token in the wrong line, without quoting it."""
    [problem] = problems_of(written(tmp_path, f"{REQUIRED}CHECKLIST={text}\n"))

    assert told in problem
    assert "x" * 20 not in problem
