"""A file of wordings as unlike ours as one may be: in another order, half in another language."""

from captionbot.contest.wording import read_wordings

OWN = """\
[announcement]
{name} hat gewonnen{count}: {caption}

{day}. {caption}. {name}. {contest}.

[runner-up]
Auch gut:

[runners-up]
Runners-up and friends:

[reply]
{contest} of {day} is yours{to}, for {caption}.

[added]
{name}: {caption}

[correction]
Wir haben uns geirrt. {name} hat gewonnen: {caption}

[correction-reply]
Verzeihung{to}. {caption}: {contest} of {day}.

[correction-added]
it was {name} with {caption}{count}.

[thanks]
Danke.
"""
STAFFS = read_wordings(OWN).wordings
