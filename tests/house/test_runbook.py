"""Every entry of the runbook was tried: a story follows it to the letter, or tells what it says."""

import ast
import re
from collections.abc import Mapping

import pytest

from tests.house.documents import read
from tests.house.sources import ROOT

TRIED: Mapping[str, tuple[str, ...]] = {
    "Stop everything, now": ("test_runbook_stopping::stopped_and_gone_on", "test_pausing::a_pause_file"),
    "It is paused": (
        "test_runbook_stopping::stopped_and_gone_on",
        "test_runbook_stopping::the_day_on_which_staff_are_asked",
        "test_runbook_stopping::the_photos_folder_is_away",
    ),
    "A contest waits for a yes": (
        "test_runbook_facebook::a_contest_waits_for_a_yes",
        "test_lateness::an_announcement_too_late",
    ),
    "A contest is stuck": (
        "test_runbook_facebook::a_contest_is_stuck_and_live",
        "test_runbook_facebook::a_contest_is_stuck_and_not_live",
        "test_say_once::a_stuck_announcement",
    ),
    "Nobody comments, or fans don't see the post": (
        "test_runbook_facebook::nobody_comments",
        "test_check::every_line_is_in_the_document",
    ),
    "The token is dead, or a permission is gone": (
        "test_runbook_facebook::the_token_is_dead",
        "test_refusals::a_dead_token_past_the_window",
        "test_refusals::a_lost_permission",
    ),
    "Facebook blocks the Page": ("test_runbook_facebook::facebook_blocks_the_page", "test_refusals::too_many_calls"),
    "The wrong winner": ("test_runbook_winner::another_wins_and_is_corrected_and_taken_back",),
    "The wrong winner was announced": (
        "test_runbook_winner::another_wins_and_is_corrected_and_taken_back",
        "test_correction::what_a_person_must_think_about_once_more",
    ),
    "Take a result back": (
        "test_runbook_winner::another_wins_and_is_corrected_and_taken_back",
        "test_correction::a_result_is_taken_back_and_killed_meanwhile",
    ),
    "Leave an entry out, one of ours, announce as": (
        "test_runbook_winner::an_entry_is_left_out",
        "test_left_out::a_winner_left_out_and_the_next_announced_in_better_spelling",
    ),
    "The winner's comment was changed, hidden or deleted": (
        "test_runbook_facebook::the_winner_is_hidden",
        "test_winner_gone::a_winner_who_changed_their_words",
        "test_winner_gone::a_winner_who_took_it_back",
    ),
    "A fan asks why theirs did not win": (
        "test_runbook_facebook::a_fan_asks_and_one_is_forgotten",
        "test_explained::a_link_that_hides_the_number_leads_to_the_list",
    ),
    "Somebody asks to be forgotten": (
        "test_runbook_facebook::a_fan_asks_and_one_is_forgotten",
        "test_forgetting::no_file_holds_what_was_erased",
    ),
    "The wrong photo": ("test_runbook_winner::the_wrong_photo",),
    "The announcement has no card, or a poor one": (
        "test_card_trouble::a_machine_that_can_not_draw",
        "test_card_trouble::a_folder_that_can_not_be_written",
        "test_card_by_hand::what_is_looked_at_is_what_goes_out",
    ),
    "The wordings are refused": (
        "test_wordings::a_file_with_mistakes_is_refused",
        "test_wordings::a_broken_edit_while_the_daemon_runs",
    ),
    "The hall of fame is not as it should be": (
        "test_hall::a_folder_that_can_not_be_written_stops_nothing",
        "test_hall::a_retraction_reaches_it",
    ),
    "The week was missed": ("test_runbook_stopping::the_week_was_missed",),
    "No photo is ready": ("test_runbook_facebook::no_photo_is_ready",),
    "Somebody posted by hand": ("test_runbook_facebook::somebody_posted_by_hand",),
    "The post was deleted on Facebook": ("test_runbook_facebook::the_post_was_deleted",),
    "The database is missing or damaged": (
        "test_runbook_machine::the_database_is_damaged_and_brought_back",
        "test_restored::a_lost_database",
        "test_backup::a_daemon_whose_database_is_taken_away_says_so",
    ),
    "The disk is full": ("test_database::a_full_disk",),
    "Somebody can't sign in, or a phone is lost": (
        "test_runbook_machine::somebody_comes_and_leaves",
        "test_desk::signing_in",
    ),
    "Somebody has left": ("test_runbook_machine::somebody_comes_and_leaves",),
    "No message came, or too many": ("test_notices::a_week_of_mails",),
    "The watcher raises the alarm": ("test_runbook_machine::the_watcher_raises_the_alarm",),
    "The clock is wrong": ("test_say_once::clocks_apart", "test_clocks::how_wrong_a_clock_may_be"),
    "The machine is gone": ("test_runbook_machine::the_machine_is_gone", "test_daemons::two_daemons_and_a_kill"),
    "It doesn't start, or refuses a command": (
        "test_runbook_machine::it_does_not_start",
        "test_bad_input::wrong_settings",
    ),
    "Keep it running": ("test_service::a_service_is_installed_upgraded_and_taken_back_where_that_fails",),
    "Back it up": (
        "test_runbook_machine::the_machine_is_gone",
        "test_backup::backups_while_captionbot_writes",
    ),
}
"""The runbook's entries, and the stories (tests/story) in which each was tried."""


def headings() -> list[str]:
    """The runbook's entries, in their order."""
    return re.findall(r"^## (.+)$", read("docs/runbook.md"), re.MULTILINE)


def test_every_entry_was_tried() -> None:
    """None is there that nobody followed, in the order in which they stand."""
    assert headings() == list(TRIED)


def test_every_entry_is_listed_at_the_top() -> None:
    """Whoever is on duty finds it by its name."""
    top = read("docs/runbook.md").partition("\n## ")[0]

    assert re.findall(r"\[([^\]]+)\]\(#", top) == headings()


@pytest.mark.parametrize("story", sorted({one for tried in TRIED.values() for one in tried}))
def test_the_story_is_told(story: str) -> None:
    """The test that an entry names is there."""
    module, _, name = story.partition("::")
    tree = ast.parse((ROOT / "tests" / "story" / f"{module}.py").read_text(encoding="utf-8"))

    assert f"test_{name}" in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
