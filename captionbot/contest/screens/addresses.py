"""Links, and what tells where somebody can be reached: e-mail, telephone, street."""

import regex

from captionbot.contest.folding import LINK, SIGN_OF_A_LINK

_DIGIT = regex.compile(r"\d")
_EMAIL = regex.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]+)+")
_PHONE = regex.compile(
    r"""(?<![\w.,/-])(?:
        \+\d(?:[ ().-]{0,2}\d){6,14}                         # +32 475 12 34 56
      | (?:1[ .-]?)?\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]?\d{4}    # (713) 555-0123, 7135550123
      | \d{3}[.-]\d{4}                                       # 555-0123
      | 0\d{1,3}(?:[ ./-]{1,2}\d{2,4}){2,4}                  # 0475 12 34 56
    )(?![\w,/-]*\d)""",
    regex.VERBOSE,
)

_KINDS = (
    "street|st|avenue|ave|av|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|place|pl|circle|cir|highway|hwy|"
    "parkway|pkwy|trail|trl|terrace|loop|plaza|freeway|fwy|way"
)
# Words that stand between a number and "street" where people walk down one: 2 guys walking down the street.
_NO_NAMES = (
    "a|an|the|of|on|in|at|to|my|your|our|his|her|their|its|this|that|these|those|down|up|off|for|from|with|and|or|"
    "way|lane|more|years?|miles?|days?|hours?|minutes?|cops?|guys?|men|horses?|officers?|is|was|are|no|by|per|mph"
)
_STREET = regex.compile(
    rf"""(?<![\w$.,#:-]) \d{{1,5}}[a-z]? \s+
         (?:(?!(?:{_NO_NAMES})\b) [\p{{L}}\d'’.-]{{1,20}} \s+){{1,3}}
         (?:{_KINDS})\b (?!['’-])
       | \bp\.?\s?o\.?\ box\ \d
       | \b(?-i:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]
         |PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\ \d{{5}}\b
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


def has_link(text: str) -> bool:
    """Whether there is a link, or a domain that reads as one."""
    return bool(SIGN_OF_A_LINK.search(text) and LINK.search(text))


def has_email(text: str) -> bool:
    """Whether there is an e-mail address."""
    return "@" in text and bool(_EMAIL.search(text))


def has_phone(text: str) -> bool:
    """Whether there is a row of digits that can be dialled."""
    return bool(_DIGIT.search(text) and _PHONE.search(text))


def has_street(text: str) -> bool:
    """Whether there is a house number with its street, a box at the post office, or a state with its ZIP code."""
    return bool(_DIGIT.search(text) and _STREET.search(text))
