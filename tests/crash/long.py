"""The long form (`make crash`): CAPTIONBOT_LONG=1 enumerates what the short one samples, about an hour on two cores.

A larger number takes so many times the seeds.
"""

import os

TIMES = int(os.environ.get("CAPTIONBOT_LONG", "") or 0)
"""0: the short form, that every change is held against."""
LONG = TIMES > 0
