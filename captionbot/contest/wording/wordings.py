"""The words themselves: what a Page says as long as its staff have written nothing else.

A contest's number chooses among the wordings of a kind, each kind in its own turn. The kinds that make up one post
have numbers of wordings without a common factor, so that a year of posts goes by before two are worded alike.

No wording asks for reactions, tags, shares or votes; bait.py reads them all.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wordings:
    """Every public text that staff may replace, by kind: one wording or several in rotation.

    A field's name is the kind's heading in a file of wordings, with a hyphen for each underscore. What each kind may
    hold, and must, ``kinds.py`` says.
    """

    invitation: tuple[str, ...] = (
        "What's the caption? Write yours in a comment.",
        "This photo needs a few good words. What is your caption?",
        "There is a story in this photo. Can you tell it in one line? Your caption goes in a comment.",
        "If this photo could talk, what would it say? Caption it in a comment.",
        "A picture is worth a thousand words. We are looking for about ten: what is your caption?",
        "This photo is still without a caption. Can you lend it one? The comments are open.",
        "Look twice, then tell us what is going on here. Your caption goes in a comment.",
        "We have the photo, and you have the words. What is your caption?",
    )
    hours: tuple[str, ...] = (
        "Entries close on {closes}. We plan to name the winner on {announces}.",
        "You have until {closes}. We plan to name the winner on {announces}.",
        "Captions are welcome until {closes}, and we hope to name the winner on {announces}.",
        "There is time until {closes}. The winner should be known on {announces}.",
        "We take captions until {closes}, and plan to name the winner on {announces}.",
        "Send your caption in before {closes}. The winner is due on {announces}.",
        "Entries are open until {closes}. On {announces} we plan to say who won.",
    )
    credit: tuple[str, ...] = ("Photo: {credit}",)
    prize: tuple[str, ...] = ("Prize: {prize}",)
    rules: tuple[str, ...] = ("Rules: {rules}",)
    contact: tuple[str, ...] = ("Questions: {contact}",)

    reply: tuple[str, ...] = (
        "Congratulations{to}! {caption} is the winner of {contest} of {day}{count}.",
        "We have a winner, and it's you{to}. {caption} wins {contest} of {day}{count}. Congratulations!",
        "Well said{to}! {caption} wins {contest} of {day}{count}.",
        "Good news{to}: {caption} wins {contest} of {day}{count}. Congratulations!",
        "You did it{to}! {caption} is our winner in {contest} of {day}{count}.",
        "This one is yours{to}: {caption} wins {contest} of {day}{count}. Congratulations!",
        "Take a bow{to}. {caption} wins {contest} of {day}{count}.",
    )
    your_prize: tuple[str, ...] = ("Your prize: {prize}.",)
    claim: tuple[str, ...] = ("To receive it: {contact}",)

    announcement: tuple[str, ...] = (
        "We have a winner! {caption} by {name} wins {contest} of {day}{count}.",
        "And the winner of {contest} of {day}: {caption} by {name}{count}. Congratulations!",
        "{caption} — so wrote {name}, who wins {contest} of {day}{count}. Congratulations!",
        "Well said: {caption} by {name} wins {contest} of {day}{count}.",
        "Congratulations to {name}, who wins {contest} of {day}{count}. The winning caption: {caption}",
        "The photo of {day} has its caption: {caption} by {name}{count}. Congratulations!",
        "This is what the photo of {day} had been waiting for. {caption} by {name} wins {contest}{count}.",
        "Of all the captions for the photo of {day}, {caption} by {name} wins {contest}{count}.",
    )
    runner_up: tuple[str, ...] = ("Runner-up:",)
    runners_up: tuple[str, ...] = ("Runners-up:",)
    fact: tuple[str, ...] = ("What really happened: {fact}",)
    thanks: tuple[str, ...] = (
        "Thank you to everyone who sent a caption.",
        "Our thanks to all who thought of a caption.",
        "Thanks for all the captions.",
        "Thank you for every caption; they made us smile.",
        "To everyone who wrote a caption: thank you, and until next time.",
        "Many thanks to all who took part.",
        "Thank you all for playing along.",
    )
    added: tuple[str, ...] = (
        "The winner: {caption} by {name}{count}.",
        "And the winner is {caption} by {name}{count}.",
        "Congratulations to {name}, our winner{count}. The winning caption: {caption}",
        "We have a winner: {caption} by {name}{count}.",
        "This photo has its caption: {caption} by {name}{count}.",
    )

    correction: tuple[str, ...] = (
        "Correction: the winner of {contest} of {day} is {caption} by {name}{count}. Congratulations!",
    )
    sorry: tuple[str, ...] = ("We had named another caption first. That was our mistake, and we are sorry.",)
    correction_reply: tuple[str, ...] = (
        "Congratulations{to}! After a correction, {caption} is the winner of {contest} of {day}{count}.",
    )
    correction_added: tuple[str, ...] = ("the winner is {caption} by {name}{count}. We are sorry for the mistake.",)
    correction_link: tuple[str, ...] = ("This leads to the right result:",)
    correction_elsewhere: tuple[str, ...] = ("The right result stands on this Page.",)

    withdrawn: tuple[str, ...] = (
        (
            "We have withdrawn the result of {contest} of {day}. There is no winner for now, and we are sorry. "
            "Thank you to everyone who sent a caption."
        ),
    )
    no_contest: tuple[str, ...] = (
        "{contest} takes a break: there is no new photo on {day}. We will be back with the next one.",
        "There is no {contest} on {day}. There will be another photo, and we look forward to your captions.",
        "{contest} stays at home on {day}. We will be back with a photo that deserves your captions.",
        "No photo from us on {day}, so {contest} has a week off. Keep a few good words ready for the next one.",
    )
    nothing_found: tuple[str, ...] = (
        "{contest} of {day} ends without a winner this time. Thank you to everyone who had a look.",
        "There is no winner in {contest} of {day}. Thank you for playing along, and until the next photo.",
        "Nobody wins {contest} of {day} this time. There will be another photo; thank you for being here.",
    )

    card_photo: tuple[str, ...] = ("The photo of {contest}, {day}.",)
    card_caption: tuple[str, ...] = ("The winning caption is drawn with it: {caption} by {name}.",)


BUILT_IN = Wordings()
"""What is said where staff have written nothing else."""
