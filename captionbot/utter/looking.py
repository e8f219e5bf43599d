"""Looking for an utterance on the Page. Whatever a look raises proves nothing."""

from contextlib import suppress

from captionbot.errors import Gone
from captionbot.graph.page import Page
from captionbot.store.schema import Utterance
from captionbot.store.utterances import EDITS, OF_A_REPLY, Kind, Outcome
from captionbot.utter.traces import bears_our_trace, own_posts, own_replies, stands_in


def look(page: Page, utterance: Utterance, claimed: set[str]) -> list[str]:
    """Ids of what stands on the Page and is surely this utterance, oldest first; ``claimed`` ones are others'."""
    if utterance.kind == Kind.REPLY:
        return own_replies(page.replies(utterance.target), utterance, claimed)
    if utterance.kind in EDITS:
        return [utterance.target] if stands_in(words_to_add_to(page, utterance), utterance) else []
    found = own_posts(page.recent_posts(utterance.not_before), utterance, claimed)
    return found or _by_story(page, utterance, claimed)


def words_to_add_to(page: Page, utterance: Utterance) -> str:
    """The words of ours on the Page that an edit adds to, with whatever staff have made of them by hand."""
    if utterance.kind in OF_A_REPLY:
        return page.comment(utterance.target).text
    return page.post(utterance.target).text


def _by_story(page: Page, utterance: Utterance, claimed: set[str]) -> list[str]:
    """The post that Facebook names as the story of our upload: the Page's list may lag behind the photo."""
    story = story_of(page, utterance, claimed)
    with suppress(Gone):
        if story and bears_our_trace(page.post(story), utterance):
            return [story]
    return []


def story_of(page: Page, utterance: Utterance, claimed: set[str]) -> str:
    """The post that Facebook names for the upload of an attempt in doubt; empty where it names none."""
    if utterance.outcome != Outcome.UNKNOWN or not utterance.photo_id:
        return ""
    story = page.story_of(utterance.photo_id)
    return "" if story in claimed else story
