"""What could not be found out about Facebook without trying it, and what a rehearsal can say of it."""

from enum import StrEnum
from typing import Final


class Question(StrEnum):
    """The questions, the more important first; the words are the keys of the notebook."""

    VISIBLE = "visible"
    AUTHORS = "authors"
    LAG = "lag"
    TRACE = "trace"
    REPLIES = "replies"
    EDITS = "edits"
    HOUR = "hour"
    SHOWN_HOUR = "shown_hour"
    LIKES = "likes"
    MISSING = "missing"
    VERSION = "version"
    USAGE = "usage"
    READS_UNTIL = "reads_until"
    HELD_COMMENTS = "held_comments"
    LIMIT = "limit"
    LENGTHS = "lengths"
    MENTIONS = "mentions"
    BRING_OUT = "bring_out"
    PROMOTIONS = "promotions"


ASKED: Final = {
    Question.VISIBLE: "Does somebody who isn't signed in see what captionbot posts?",
    Question.AUTHORS: "Does Facebook say who wrote a comment?",
    Question.LAG: "How long until a read shows what was just written?",
    Question.TRACE: "By what is our own post known again?",
    Question.REPLIES: "Does a reply stand under the comment that it answers?",
    Question.EDITS: "Can our own post and reply be edited?",
    Question.HOUR: "Which hour does Facebook give a post?",
    Question.SHOWN_HOUR: "Which hour do people see on it?",
    Question.LIKES: "Are all kinds of reactions in the count of votes?",
    Question.MISSING: "What does Facebook say of an id that leads nowhere?",
    Question.VERSION: "Does the version of the Graph API answer that was asked for?",
    Question.USAGE: "How much of its limits does a quiet Page use?",
    Question.READS_UNTIL: "Until when does the token read what people write?",
    Question.HELD_COMMENTS: "Do comments that a filter holds come as hidden, or not at all?",
    Question.LIMIT: "How many comments come at a time?",
    Question.LENGTHS: "How long may a post or a comment be?",
    Question.MENTIONS: "Can a winner be mentioned so that Facebook links their name?",
    Question.BRING_OUT: "Can a post be prepared unpublished and brought out later?",
    Question.PROMOTIONS: "What do Facebook's terms ask of a contest today?",
}
"""Each in words for people."""

NOT_TRIED: Final = {
    Question.READS_UNTIL: "Facebook says so only with FACEBOOK_APP_ID and FACEBOOK_APP_SECRET.",
    Question.HELD_COMMENTS: "Block a word in the Page's settings, write it in a comment, then see `captionbot tally`.",
    Question.LIMIT: "captionbot asks for 100 and takes what comes, fewer too.",
    Question.LENGTHS: "captionbot's own words are far shorter; yours are cut nowhere.",
    Question.MENTIONS: "captionbot mentions nobody: a reply tells its writer by itself.",
    Question.BRING_OUT: "captionbot publishes when a post is due, and prepares nothing but the photo.",
    Question.PROMOTIONS: "Read https://www.facebook.com/policies/pages_groups_events, and `captionbot rules`.",
}
"""What a rehearsal leaves alone, and why or how to know it."""
