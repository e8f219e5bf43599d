"""Words that beg: for reactions, votes, shares, tags and follows, or for a set word as a comment.

Facebook shows posts that beg so to fewer people, and after a while everything of a Page that does it again
("engagement bait", about.fb.com, December 2017). An open question is welcome, and so is what we ask for: a caption.

It reads English, and it reads requests: "96 reactions", "share your caption with us" and "looks like rain" are none.
"""

import unicodedata
from functools import cache

import regex

_PIECES = {
    "BEGIN": r"(?: ^ | [.!?:;…(–—] \s* )",
    "ASK": r"""(?: BEGIN | , \s | \b (?: please | kindly | just | simply | and | or | then | now | let['’]s | help\ us
        | (?: forget | remember | free )\ to | sure\ (?: to | you | that\ you ) | go\ ahead\ and | why\ not
        | (?: can | could | will | would | should | must | may )\ you
        | you\ (?: can | could | may | should | must | might ) ) \s )""",
    "POST": r"(?: posts? | photos? | pictures? | page | contest | game | video | album )",
    "REPLY": r"(?: captions? | comments? | entr(?:y|ies) | answers? | lines? | one | best | funniest | favou?rites? )",
    "REACTION": r"(?: likes? | loves? | hearts? | hahas? | wows? | reactions? | thumbs[-\ ]?up | emojis? )",
    "EMOJI": r"(?: [👍👎❤♥💙💚💛🧡💜😍🥰😂🤣😆😮😯😲😢😭😡🔥💯🙌👏] \ufe0f? )",
    "FRIEND": r"(?: friends? | family | pals? | neighbou?rs? | colleagues? | some(?: one | body ) | everyone )",
    "WHO": r"(?: caption | comment | entry | answer | one | whoever | who | that | which | photo )",
    "WHOM": r"(?: an? | your | our | one | two | three | \d+ | some(?: one | body )? | us | anyone | friends | who )",
    "THESE": r"(?: this | the | our | your | an? | any | each | every )",
    "WINS": r"(?: wins? | (?: takes | gets ) \s (?: the | home | our | an? ) )",
    "WIN": r"(?: to\ (?: win | enter ) | for\ (?: a | your | the )\ chance )",
}
"""What the patterns below are made of: ASK is how a request begins, BEGIN as a sentence of its own."""

_REACT = (
    r"""(?: BEGIN | \b (?: and | or | please | to ) \s ) (?: like | heart ) \s (?: THESE \s )? (?: \w+ \s )?
        (?: POST | REPLY ) \b (?! , (?! \s please ) | [^.!?]{0,30} \? )""",
    r"\b like \s* (?: [,&+/] | and ) \s* (?: share | comment | tag | follow ) \b",
    r"ASK like \s (?: us \b (?! , ) | if \b | and \b | to \s (?: vote | win | enter | show ) )",
    r"ASK (?: react \s+ (?: with | to | below | now | EMOJI ) | double[-\ ]tap )",
    r"""\b (?: leave | drop | give | hit | press | click | tap | smash | use ) \s (?: (?! first ) [\w'’“”…]+ \s ){0,3}
        REACTION (?: \s button )? (?!-) \b (?! \s (?: was | were | is | are | of ) \b )""",
    r"WHO \b .{0,30} \b (?: most | more ) \s (?: REACTION | votes | shares | comments ) \b .{0,30} \b WINS \b",
    r"BEGIN most \s (?: REACTION | votes | shares | comments ) \s WINS \b",
    r"(?: BEGIN | (?: your | the ) \s ) (?: REACTION | votes ) \s (?: decide | choose | pick | will ) \b",
    r"""\b (?: pick | choose | show | tell | mark | support | back | reward ) \b [^.!?]{0,40} \s with
        \s (?: an? | your | one ) \s (?: \w+ \s )? REACTION \b""",
    r"BEGIN an? \s REACTION \s for \s THESE \b",
    r"\b (?: reach | hit | get\ to ) \s [\d.,]+ k? \s (?: REACTION | followers | fans | shares ) \b",
    r"EMOJI \s* (?: if | for | to | = ) \s",
    r"""\b (?: react | vote | comment | reply | leave | drop | send ) \s (?: (?: with | us | an? | one | the ) \s ){0,3}
        \p{Extended_Pictographic}""",
    r"\b show \s (?: \w+ \s ){0,3} (?: some | your ) \s love \b",
)
_VOTE = (
    r"ASK vote \b | \b up-?vote \b",
    r"\b (?: would | will | can | could ) \s you \s (?: also \s )? vote \b",
    r"\b (?: how | here | now | like | comment | react | tap | click | friends | forget | remember ) \s to \s vote \b",
    r"\b your \s votes? \b",
    r"""(?<! \b (?: the | an? | this | that | of | first | final | public | popular | council | town ) \s )
        \b vote \s (?: now | below | here | by | with ) \b""",
    r"\b (?: start | keep | begin | open\ for | time\ for ) \s voting \b",
    r"\b voting \s (?: is \s (?: now \s )? open | opens | starts | begins | runs | continues ) \b",
)
_SHARE = (
    r"ASK (?: re )? share \s (?: this | the | our ) \s (?: POST | link | story ) \b",
    r"""ASK (?: re )? share \s (?: this | it | them ) (?= \s* (?: [.!] | $ )
        | \s (?: on | with\ (?: your | some(?: one | body )? | every(?: one | body ) | a\ friend )
        | far | if | now | and | to ) \b )""",
    r"ASK (?: re )? share \s (?: with \s \w+ \s (?: \w+ \s )? FRIEND | and \b | if \b | now \b | WIN )",
    r"ASK (?: re )? share \s your \s \w+ \s with \s (?! us \b )",
    r"BEGIN (?: please \s )? share \s* [.!] | ASK rt \b",
    r"\b by \s (?: sharing | liking | tagging | following | reacting | inviting ) \b",
    r"\b (?: spread \s the \s word | pass \s (?: it | this ) \s on | repost | retweet ) \b",
)
_TAG = (
    r"ASK tag \s (?: WHOM | the | that | whoever | every(?: one | body ) ) \b",
    r"\b whom? \s (?: would | will | should | could | do ) \s you \s tag \b",
    r"ASK mention \s (?: some | any | every ) (?: one | body ) \b",
    r"(?: \b mention | ASK invite | ASK bring | @ ) \s (?: WHOM | all ) \s (?: \w+ \s )? FRIEND",
)
_FOLLOW = (
    r"ASK follow \s (?: us | our | this \s page | the \s page | and | for ) \b",
    r"ASK follow \s [^.!?]{1,60} \s for \s (?: more | news | updates ) \b",
    r"\b like \s and \s follow \b | ASK subscribe \b | \b hit \s follow \b",
    r"\b on \s (?: your \s | the \s )? notifications \b",
)
_COMMENT = (
    r"""ASK (?: comment | type | reply | answer | write ) \s (?: with \s | the \s word \s )?
        (?: [“"'] [\w\s]{1,20} [”"'’] | \d+ ) \s (?: if | to | in | for | below ) \b""",
    r"ASK (?: comment | reply ) (?: \s (?: below | here | now ) )* \s WIN \b",
)


_HINT = regex.compile(
    r"""lik(?:e|ing) | love | heart | haha | wow | react | thumb | emoji | double | vot(?:e|ing) | fans | follow
        | shar[ei] | \brt\b | spread | pass | repost | retweet | tag | mention | invit | bring | @ | subscribe
        | notification | comment | type | reply | answer | write | \p{Extended_Pictographic}""",
    regex.IGNORECASE | regex.VERBOSE,
)
"""Without one of these no pattern above can find anything; most words of a week have none, and need not wait for it."""


@cache
def _begging() -> regex.Pattern[str]:
    """One pattern of them all; a word in capitals stands for its piece, and a piece may hold another.

    Made when it is first needed, for that takes a tenth of a second.
    """
    whole = " | ".join(f"(?: {one} )" for one in (*_REACT, *_VOTE, *_SHARE, *_TAG, *_FOLLOW, *_COMMENT))
    for _ in range(2):
        whole = regex.sub(r"\b[A-Z]{3,}\b", lambda found: _PIECES[found[0]], whole)
    return regex.compile(whole, regex.IGNORECASE | regex.VERBOSE)


_SET_WORD = regex.compile(
    r"(?i: (?: ^ | [.!?:;,] \s* | \b (?: please | and | or | to ) \s ) (?: comment | type | reply ) ) \s (?: with \s )?"
    r""" (?! (?: YOURS? | AN? | THE | IT | IN | ON | BELOW | HERE | US | ONE | AND | TO | THIS | NOW | TODAY | PLEASE
        | WITH | FOR | IF | CAPTIONS? ) \b ) \p{Lu}{2,} \b""",
    regex.VERBOSE,
)
"""A word as they ask for it: "comment YES"."""


def bait_in(text: str) -> str:
    """What in the text begs, as it stands there; empty where nothing does."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    if not _HINT.search(plain):
        return ""
    found = _begging().search(plain) or _SET_WORD.search(plain)
    return found[0].strip(" .,!?:;…(–—") if found else ""
