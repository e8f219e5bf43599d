"""Staff's names: as they stand in the record, and as they are compared."""

import unicodedata

from captionbot.errors import NotNow

LONGEST = 80
"""Characters of a name."""
LONGEST_KEY = 120
"""Characters of a key; folding may make a name longer."""
OTHERS = frozenset({"root", "captionbot", "facebook"})
"""Names that stand for nobody in particular, or for a program, wherever the record says who."""
MARKS = frozenset("/\\\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that part an address, or turn the direction of whatever follows them."""


def key_of(name: str) -> str:
    """The name as it is compared: without regard to case, width, spaces and what can't be seen."""
    visible = "".join(char for char in name if unicodedata.category(char) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", visible).casefold().split())


def checked(typed: str) -> str:
    """A name as it will stand in the record. Raises NotNow where it can't be one."""
    name = unicodedata.normalize("NFC", " ".join(typed.split()))
    if not any(char.isalnum() for char in name) or _is_odd(name):
        raise NotNow("A name needs letters, and no slashes or signs that can't be seen.", "Type it as it is said.")
    if len(name) > LONGEST or len(key_of(name)) > LONGEST_KEY:
        raise NotNow(f"A name has at most {LONGEST} characters.", "Shorten it to what colleagues say.")
    if key_of(name) in OTHERS:
        raise NotNow(f"“{name}” is nobody's name: the record says so of programs.", "Use the person's own name.")
    return name


def _is_odd(name: str) -> bool:
    return any(char in MARKS or unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} for char in name)
