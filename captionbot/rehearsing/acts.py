"""The acts of a rehearsal, in their order; each looks first for what may stand already, and may be done again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from captionbot.contest.comment import Comment, Post, last_segment
from captionbot.contest.links import link_of
from captionbot.contest.timetable import said_date, said_when
from captionbot.contest.worded import many
from captionbot.contest.wording import carries_marker
from captionbot.errors import Incomplete, NotNow, RateLimited, Refused, TokenDead, Unknown
from captionbot.rehearsing.questions import Question
from captionbot.rehearsing.stage import Stage

WORDS: Final = "This is a rehearsal of a program, on a Page made for trying. What's the caption?"
RESULT: Final = "This is a rehearsal: here a winner's card would stand."
REPLY: Final = "This is a rehearsal: so a winner is answered."
ADDED: Final = "These words were added afterwards."
ALT: Final = "A sample picture."
NOWHERE: Final = "1"
"""An id that leads nowhere."""
MINUTE: Final = 60.0
"""Seconds."""
POLL: Final = 5.0
"""Seconds between two looks for a person's comment."""
SLOW: Final = 0.5
"""A lag of more than this share of SETTLE_MINUTES is worth a longer setting."""
APART: Final = timedelta(minutes=5)
"""Facebook's hour of a post may be so far from the hour at which it was sent."""

LIVE: Final = (
    "Set the app to Live in its dashboard (docs/facebook-setup.md): in Development mode nobody else sees a post."
)
ACCESS: Final = (
    "Rules about one person's entries can't be applied, and winners are called “a fan”, unless the app is given more "
    "(docs/facebook-setup.md)."
)
NO_COMMENT: Final = "No comment came within {minutes}."
ANOTHER: Final = "`captionbot rehearse --again` begins anew, with another."
AGAIN: Final = "Once somebody can write one, `captionbot rehearse` goes on from here."


def post(stage: Stage) -> bool:
    """Upload a photo that nobody sees, and publish a post with it."""
    stage.person.hears("Posting a photo, in two steps …")
    _publish(stage, "post", WORDS)
    return True


def read_back(stage: Stage) -> bool:
    """Look for the post until Facebook shows it, by itself and in the Page's own list."""
    stage.person.hears("Looking until Facebook shows it …")
    graph_id = stage.book.made["post"]
    alone, by_id = stage.looked_for(lambda: stage.page.post(graph_id), stage.settle)
    listed, by_list = stage.looked_for(lambda: _listed(stage, lambda one: one.post_id == graph_id), stage.settle)
    shown = alone or listed
    if alone is None or listed is None or shown is None:
        within = _minutes(stage.settle)
        answer = f"After {within} Facebook doesn't show the post {'in its list' if shown else 'at all'}."
        stage.know(Question.LAG, answer, f"looked once a second for {within}", fine=False)
        raise NotNow(answer, "Set SETTLE_MINUTES to more, look on the Page, and run `captionbot rehearse` again.")
    lag = by_id + by_list
    fine = lag <= SLOW * stage.settle
    told = f"By its id {_after(by_id)}, in the Page's list {_after(lag)}."
    told += "" if fine else " Set SETTLE_MINUTES to more."
    stage.know(Question.LAG, told, "looked once a second right after it was published", fine=fine)
    _trace(stage, listed)
    _hour(stage, listed)
    return True


def _trace(stage: Stage, listed: Post) -> None:
    photo = stage.book.made["post photo"]
    ways = {
        "the photo's id": photo in listed.photo_ids,
        "the photo's own word for its post (page_story_id)": last_segment(stage.page.story_of(photo))
        == last_segment(listed.post_id),
        "the marker, alone on a line": listed.photos == 1 and carries_marker(listed.text, _marker(stage, "post")),
    }
    found = [way for way, works in ways.items() if works]
    lacking = [way for way, works in ways.items() if not works]
    answer = f"By {', and by '.join(found)}." if found else "By nothing that captionbot looks for."
    answer += f" Not by {', nor by '.join(lacking)}." if lacking else ""
    stage.know(Question.TRACE, answer, "the post as the Page's own list has it", fine=bool(found))


def _hour(stage: Stage, listed: Post) -> None:
    skew = stage.page.skew() or timedelta(0)
    apart = listed.created_at - (stage.hours.now() + skew)
    near = abs(apart) < APART
    when = said_when(listed.created_at, stage.zone)
    answer = f"{'That of the publishing' if near else 'Another than that of the publishing'}: {when}."
    stage.know(Question.HOUR, answer, "its created_time beside Facebook's own clock", fine=near)


def ask_who_sees(stage: Stage) -> bool:
    """A person looks with a browser in which nobody is signed in; False where nobody could say."""
    shown = stage.page.post(stage.book.made["post"])
    stage.person.hears(f"Open {_link(shown)} in a private window, signed in to nothing.")
    sees = stage.person.answers("Do you see the post and its photo there?")
    how = "a person looked, signed in to nothing"
    if sees is None:
        return False
    stage.know(Question.VISIBLE, "Yes." if sees else f"No. {LIVE}", how, fine=sees)
    if not sees:
        return True
    hour = said_when(shown.created_at, stage.zone)
    fits = stage.person.answers(f"Does it show the hour at which it went out ({hour}), by that browser's own zone?")
    if fits is not None:
        told = "That at which it went out." if fits else "Another than that at which it went out."
        stage.know(Question.SHOWN_HOUR, told, how, fine=fits)
    return True


def await_comment(stage: Stage) -> bool:
    """Somebody without a role on the app or the Page writes a comment."""
    shown = stage.page.post(stage.book.made["post"])
    stage.person.hears(f"Now somebody WITHOUT a role on the app or the Page comments on {_link(shown)}")
    stage.person.hears(f"(any words; waiting for {_minutes(stage.patience)}, Ctrl-C to do it later) …")
    comment, _ = stage.looked_for(lambda: _commented(stage, lambda _: True), stage.patience, step=POLL)
    if comment is None:
        raise NotNow(NO_COMMENT.format(minutes=_minutes(stage.patience)), AGAIN)
    stage.person.hears("  A comment came.")
    stage.book.has_made("comment", comment.graph_id)
    return True


def ask_whose(stage: Stage) -> bool:
    """Whether Facebook says who wrote it, which proves something of a stranger alone; False where nobody could say."""
    stranger = stage.person.answers("Is it from somebody who has no role on the app and none on the Page?")
    number = last_segment(stage.book.made["comment"])
    listed, _ = stage.looked_for(lambda: _commented(stage, lambda one: one.comment_id == number), stage.settle)
    if listed is None:
        raise NotNow("The comment isn't there any more.", ANOTHER)
    _authors(stage, listed, stranger=stranger)
    return stranger is not None


def ask_for_a_heart(stage: Stage) -> bool:
    """Whether other reactions than the thumb are counted; False where nobody gave one."""
    comment = stage.book.made["comment"]
    if not stage.person.answers("Give that comment a heart (not the thumb), from any account. Done?"):
        return False
    votes, _ = stage.looked_for(lambda: stage.page.comment(comment).votes or None, stage.settle)
    thumbs = stage.page.thumbs(comment)
    told = f"No heart was counted within {_minutes(stage.settle)}."
    if votes:
        told = f"Yes: {many(votes, 'vote')}; like_count, by which captionbot does not go, says {thumbs}."
    stage.know(Question.LIKES, told, "a heart given by hand", fine=bool(votes))
    return True


def _authors(stage: Stage, comment: Comment, *, stranger: bool | None) -> None:
    named = comment.entrant_id is not None
    answer = f"No. {ACCESS}"
    if named:
        answer = "Yes, by name and id." if comment.entrant_name else "By an id alone, without a name."
    whose = {True: "somebody without a role", False: "somebody WITH a role, who proves nothing"}
    how = f"a comment by {whose[stranger] if stranger is not None else 'an account of which nobody said more'}"
    if named and stranger is not True:
        answer += " Of fans that is not known yet: --again, with an account that has no role."
    stage.know(Question.AUTHORS, answer, how, fine=named and stranger is True)


def answer(stage: Stage) -> bool:
    """Reply to the comment, and look for the reply until Facebook shows it under it."""
    stage.person.hears("Answering that comment …")
    comment = stage.book.made["comment"]
    graph_id = _reply(stage, comment)
    reply, lag = stage.looked_for(lambda: _by_id(stage.page.replies(comment), graph_id), stage.settle)
    right = reply is not None and reply.parent_id == last_segment(comment)
    told = f"Yes, {_after(lag)}." if right else "No: it stands elsewhere, or isn't shown."
    if reply is not None and reply.entrant_id != stage.book.page_id:
        told, right = f"{told} But Facebook doesn't say that it is the Page's.", False
    stage.know(Question.REPLIES, told, "read back under the comment", fine=right)
    return True


def edit(stage: Stage) -> bool:
    """Put words after those of the reply and of the post, and look for them."""
    stage.person.hears("Adding words to the reply and to the post …")
    comment, reply, made = (stage.book.made[name] for name in ("comment", "reply", "post"))
    stage.page.edit_comment(reply, f"{REPLY} {ADDED}")
    in_reply, lag = stage.looked_for(
        lambda: ((one := _by_id(stage.page.replies(comment), reply)) and ADDED in one.text) or None, stage.settle
    )
    stage.page.edit_post(made, f"{WORDS}\n{_marker(stage, 'post')}\n\n{ADDED}")
    in_post, later = stage.looked_for(lambda: ADDED in stage.page.post(made).text or None, stage.settle)
    both = bool(in_reply and in_post)
    told = f"Yes; the reply's new words were there {_after(lag)}, the post's {_after(later)}."
    told = told if both else "They were taken, and are not shown."
    stage.know(Question.EDITS, told, "edited and read back", fine=both)
    return True


def announce(stage: Stage) -> bool:
    """Publish a second post with a card, as a winner's announcement, and find it again."""
    stage.person.hears("Posting a second picture, as a winner's card …")
    graph_id = _publish(stage, "announcement", RESULT)
    found, lag = stage.looked_for(lambda: _listed(stage, lambda one: one.post_id == graph_id), stage.settle)
    stage.person.hears(f"  In the Page's list {_after(lag)}." if found else "  It is not in the Page's list yet.")
    return True


def ask_the_rest(stage: Stage) -> bool:
    """What a single read tells."""
    stage.know(Question.MISSING, _nowhere(stage), f"asked for {NOWHERE}")
    last, asked = stage.page.last_answer, stage.book.version
    served = last.api_version if last else ""
    told = (
        f"Asked for {asked}, served {served}." if served else f"Asked for {asked}; Facebook doesn't say what it served."
    )
    stage.know(Question.VERSION, told, "the header facebook-api-version", fine=served in {"", asked})
    used = f"{last.usage:.0f} %" if last and last.usage else "so little that Facebook doesn't say"
    stage.know(Question.USAGE, f"Now: {used}.", "the headers of the last answer")
    token = stage.page.token()
    if token is not None:
        until = said_date(token.reads_until, stage.zone) if token.reads_until else "no end is named"
        stage.know(Question.READS_UNTIL, f"Until: {until}.", "what Facebook says of the token")
    return True


def _nowhere(stage: Stage) -> str:
    try:
        stage.page.comment(NOWHERE)
    except (TokenDead, RateLimited):
        raise  # that is no answer to it
    except Refused as error:
        return f"It refuses, with code {error.code}/{error.subcode}."
    except Incomplete as error:
        return error.message
    return "Facebook has something under it."


ACTS: Final[tuple[Callable[[Stage], bool], ...]] = (
    post,
    read_back,
    ask_who_sees,
    await_comment,
    ask_whose,
    ask_for_a_heart,
    answer,
    edit,
    announce,
    ask_the_rest,
)


def _publish(stage: Stage, name: str, words: str) -> str:
    """Make a post, or find the one that was made before; gives its id."""
    book, marker = stage.book, _marker(stage, name)
    if name not in book.made and name in book.meant:
        _find(stage, name, lambda: _listed(stage, lambda one: carries_marker(one.text, marker)))
    if name not in book.made:
        photo = stage.page.upload(stage.draw(name), alt=ALT)
        book.has_made(f"{name} photo", photo)
        book.means(name)
        try:
            book.has_made(name, stage.page.publish(f"{words}\n{marker}", photo_id=photo))
        except Unknown as error:
            stage.person.hears(f"  {error.message} Looking whether it stands …")
            _find(stage, name, lambda: _listed(stage, lambda one: carries_marker(one.text, marker)))
            if name not in book.made:
                raise
    return book.made[name]


def _find(stage: Stage, name: str, look: Callable[[], Post | None]) -> None:
    found, _ = stage.looked_for(look, stage.settle)
    if found is not None:
        stage.book.has_made(name, found.post_id)


def _reply(stage: Stage, comment: str) -> str:
    book = stage.book
    if "reply" not in book.made and "reply" in book.meant:
        found, _ = stage.looked_for(lambda: _ours(stage, comment), stage.settle)
        if found is not None:
            book.has_made("reply", found.graph_id)
    if "reply" not in book.made:
        book.means("reply")
        book.has_made("reply", stage.page.reply(comment, REPLY))
    return book.made["reply"]


def _ours(stage: Stage, comment: str) -> Comment | None:
    return next((one for one in stage.page.replies(comment) if one.text.startswith(REPLY)), None)


def _marker(stage: Stage, name: str) -> str:
    return f"{stage.book.mark} · {name}"


def _listed(stage: Stage, fits: Callable[[Post], bool]) -> Post | None:
    posts = stage.page.recent_posts(stage.hours.now() - timedelta(days=2))
    return next((one for one in posts if fits(one)), None)


def _commented(stage: Stage, fits: Callable[[Comment], bool]) -> Comment | None:
    """A comment by anybody but the Page, as the list has it by which entries are judged."""
    pages = stage.page.comment_pages(stage.book.made["post"])
    rows = (one for page in pages for one in page.comments if one.parent_id is None)
    return next((one for one in rows if one.entrant_id != stage.book.page_id and fits(one)), None)


def _by_id(rows: list[Comment], graph_id: str) -> Comment | None:
    return next((one for one in rows if one.comment_id == last_segment(graph_id)), None)


def _link(shown: Post) -> str:
    return shown.permalink or link_of(shown.post_id)


def _after(seconds: float) -> str:
    return f"after {seconds:.0f} s" if seconds >= 1 else "at once"


def _minutes(seconds: float) -> str:
    return many(round(seconds / MINUTE), "minute") if seconds >= MINUTE else many(round(seconds), "second")
