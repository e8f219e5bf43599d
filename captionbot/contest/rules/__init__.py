"""The contest's rules as fans read them, written from the settings in force.

``rules_of`` says what holds, in sections of plain sentences; ``as_markdown``, ``as_html`` and ``as_text`` write them,
``as_fragment`` into another web page.
They never ask for reactions (a test reads every sentence).
"""

from captionbot.contest.rules.markdown import as_markdown
from captionbot.contest.rules.parts import Rules
from captionbot.contest.rules.plain import as_text
from captionbot.contest.rules.sentences import InForce, rules_of
from captionbot.contest.rules.web import as_fragment, as_html

__all__ = ["InForce", "Rules", "as_fragment", "as_html", "as_markdown", "as_text", "rules_of"]
