"""The result slip: every number of a result, salted digests of every record, and how all of it is checked.

Pure, and by the standard library's json and hashlib alone: whoever doubts a result can write this anew.
"""

from captionbot.contest.slip.canonical import Json, canonical, derived, instant, read_json, salted, sha256_of
from captionbot.contest.slip.filing import Filed, verify_file, written
from captionbot.contest.slip.making import TIE_BREAK, about, line, slip_of, terms_by_rule
from captionbot.contest.slip.verifying import Beside, Verdict, verify

__all__ = [
    "TIE_BREAK",
    "Beside",
    "Filed",
    "Json",
    "Verdict",
    "about",
    "canonical",
    "derived",
    "instant",
    "line",
    "read_json",
    "salted",
    "sha256_of",
    "slip_of",
    "terms_by_rule",
    "verify",
    "verify_file",
    "written",
]
