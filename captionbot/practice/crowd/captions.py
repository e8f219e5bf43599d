"""What fans write under a photo: captions of our own invention, and the rest that people leave there."""

from collections.abc import Sequence

HORSE = (
    "He asked for the stable special.",
    "One hay-zelnut shake, to trot.",
    "Officer, that was no hit and run. That was a sip and gallop.",
    "Witnesses describe the suspect as tall, dark and 1,200 pounds.",
    "I said I'd bring him in for a drink. I didn't say whose.",
    "No straw for me, thanks. I had some for breakfast.",
    "Put it on the sergeant's oats.",
    "The long arm of the law has nothing on the long neck.",
    "He only works for tips. And whipped cream.",
    "Two on patrol, one on a diet. It isn't the horse.",
    "Curbside pickup, the early years.",
    "Internal Affairs will hear it straight from the horse's mouth.",
    "He has a warrant for the cherry.",
    "Partner, you've got something on your muzzle.",
    "It was a stakeout until somebody said shake.",
    "Don't look now, but your ride is on his break.",
    "The waitress only asked: what can I get you, hon?",
    "Why the long face? They were out of strawberry.",
    "Horsepower runs on premium.",
    "This is what accounting means by mounted expenses.",
    "Neighbourhood watch. Emphasis on the neigh.",
    "Ma'am, step away from the milkshake. He has done this before.",
)
DUCKS = (
    "Sir, do you know why the seven of us pulled you over?",
    "Step out of the vehicle and bring the bread.",
    "We have you surrounded. On foot.",
    "Licence, registration and crumbs.",
    "All units: suspects are small, yellow and adorable.",
    "The light is green. Mother is not impressed.",
    "It's only a routine quackdown.",
    "Six counts of jaywaddling.",
    "They had the right of waddle.",
    "She told them to look both ways. Nobody said hurry.",
    "Dispatch, I'm in slow pursuit and I am losing.",
    "He can run the siren. She runs the street.",
    "The fuzz meets the fuzzier.",
    "I'll let you off this once, ma'am, but somebody has to foot the bill.",
    "Number six has stopped to smell the hubcap.",
    "The chief said to get our ducks in a row. Sir, they came that way.",
    "Police escort? No. They're escorting him.",
    "Every one of them had an alibi and it was the pond.",
    "Lights, siren, nothing. The lady has a schedule.",
    "This is why the report says webbed.",
    "Officer requests backup. Mother requests he back up.",
)
CAT = (
    "Filed under C. Do not refile.",
    "She's overdue. For dinner.",
    "Every decimal system has one soft spot.",
    "Quiet, please. Somebody is working.",
    "All nine lives are in Biography.",
    "You check out the books. I check out you.",
    "Head of Acquisitions, mostly mice.",
    "See also: Nap.",
    "I've read everything down there. It was mostly smells.",
    "The first search engine had whiskers.",
    "Return the book, or the inkwell gets it.",
    "Her reference desk is wherever the sun is.",
    "Cat-alogue. It says so on every drawer.",
    "Night returns welcome. Belly rubs are a trap.",
    "It isn't a fine, it's a tuna subscription.",
    "For fur-ther information, ask upstairs.",
    "The card said Do Not Disturb, so I lay on it.",
    "Silence is golden. So is the three o'clock sunbeam.",
    "Volume one is under me. Volume two will have to wait.",
    "Forty drawers and I fit on all of them.",
    "She shushed the head librarian once. Once was enough.",
)
STATUE = (
    "The General has secured the parking space.",
    "Under construction since 1871.",
    "He always did want a pointier hat.",
    "Wizard school takes applicants of any age.",
    "At ease, men. Merge left.",
    "Detour: history.",
    "He led the charge. Now he leads the lane closure.",
    "The pigeons asked for a roof and the council found the money.",
    "Happy birthday, sir. Nobody knew your size.",
    "One small cone for man.",
    "A hundred and fifty years on that stone and nobody ever asked about the party.",
    "Traffic has never respected him so much.",
    "Please form a single lane behind the bronze gentleman.",
    "It keeps the rain off and the ideas in.",
    "Every general gets to the point in the end.",
    "The new helmet tested well with students.",
    "He's still waiting for the ice cream that goes with it.",
    "Fearless in battle, reflective at night.",
    "Caution: wet paint, dry humour.",
    "He came, he saw, he was coned.",
    "The sculptor swears it was like that in the sketch.",
)
TOPICS = {
    "horse": (("horse", "milkshake", "mounted"), HORSE),
    "ducks": (("duck", "ducks", "ducklings"), DUCKS),
    "cat": (("cat", "catalogue", "catalog"), CAT),
    "statue": (("statue", "cone", "general"), STATUE),
}
"""For each sample photo: the words in its text that tell it, and its captions."""

_OPENINGS = (
    "Breaking news:", "Local legend says", "Dispatch,", "For the record,", "Grandma was right:", "Plot twist:",
    "According to the report,", "Nobody told the intern that", "Meanwhile at headquarters,", "In my defence,",
    "The brochure did say", "Fun fact:", "I told the sergeant", "As the mayor once said,", "Day one on the job:",
    "Somewhere an accountant learned that", "Rumour has it", "Let the minutes show that", "On the bright side,",
    "Never forget the week", "They laughed when I said", "It began when", "My horoscope said", "Historians agree:",
    "In hindsight,", "Between us,", "The fine print said", "Legend tells that", "Security footage shows", "Apparently",
    "The museum guide whispered:", "Only in this town:", "The parrot testified that", "Please note:", "Surprise:",
    "My cousin swears", "The evening paper claims", "After lunch", "Under oath,", "Once more for the back row:",
)  # fmt: skip
_CLAUSES = (
    "the coffee machine filed a complaint", "the paperwork ate the homework", "the hat has seniority",
    "the parking meter blinked first", "everybody's dog knew before we did", "the siren prefers jazz",
    "lunch was the real suspect", "the pigeons run a union", "the ladder was only a rumour",
    "the photographer said act natural", "the sandwich had no comment", "the budget covered one of everything",
    "the map was upside down", "the trumpet came with the uniform", "the stapler is at large again",
    "the weather signed a confession", "the moustache reported for duty alone", "the bicycle outranks the captain",
    "the wishing well gave change", "the radio only gets Tuesdays", "the doughnuts were evidence",
    "the clock tower took a half day", "the fountain asked for a lawyer", "the mascot got the corner office",
    "the whistle works only on geese", "the umbrella was promoted twice", "the choir practised in the lift",
    "the goldfish keeps the minutes", "the sign said Wet Paint and meant it", "the balcony has heard worse",
    "the tuba would not fit in the car", "the librarian had already solved it", "the flag pole wanted a raise",
    "the ghost pays rent on time", "the gravy was off the record", "the plan was drawn in jam",
    "the squirrel has diplomatic plates", "the elevator music filed for overtime", "the scarecrow won the election",
    "the marching band was only asking directions", "the roof terrace is mostly roof", "the biscuit tin has a guard",
    "the lost property is doing fine", "the revolving door made bail", "the snowman left a forwarding address",
    "the ice cream van has an alibi", "the typewriter demands a recount", "the kettle was the brains of it",
    "the postcard arrived before the trip", "the crossing guard never blinked",
)  # fmt: skip
_ENDINGS = (
    "and it is only Tuesday", "and nobody kept the receipt", "so we took the scenic route", "with extra mustard",
    "and the cat took notes", "until further notice", "as agreed in 1962", "for insurance reasons",
    "and the crowd went mild", "which explains the trousers", "and we still talk about it", "by popular demand",
    "while the kettle boiled", "with room for dessert", "and the band played on", "before the second sandwich",
    "because it was Friday", "in front of the twins", "and the mayor waved", "for the third year running",
    "and that's how I met your uncle", "so please update the sign", "according to the goose", "without spilling a drop",
    "and no one asked the horse", "in alphabetical order", "with the good scissors", "and I stand by it",
    "during the safety lecture", "at a very reasonable price", "and the echo agreed", "one button at a time",
    "under a full moon", "in its Sunday best", "and the photo proves it", "after a short intermission",
    "on the wrong side of the fountain", "to mixed reviews", "and then it rained", "with both hands on the pie",
    "somewhere near the gift shop", "and he never found the other glove", "as seen from the bus", "in three languages",
    "and the committee is still meeting", "for a small deposit", "against medical advice", "and the duck was innocent",
    "well past closing time", "and now it has its own parking space", "in the key of G", "as foretold on the menu",
)  # fmt: skip

MADE_UP = len(_OPENINGS) * len(_CLAUSES) * len(_ENDINGS)
"""How many captions can be put together from the three lists."""

_STEP = 60_013  # prime, and no factor of MADE_UP: neighbours share no part

REPLIES = (
    "This one. 😂", "Winner!", "Okay, that got me", "lol", "I just spat out my tea", "😂😂😂", "Best one yet",
    "My grandpa had one just like it", "Reading this in a meeting was a mistake", "You win", "🤣", "Haha true",
    "Came here to say this", "Underrated", "Somebody give this person a badge", "Showing this to my mom",
)  # fmt: skip
CHATTER = ("lol", "LOL", "haha love it", "Hahaha", "so cute", "What year is this?", "love these old photos", "LOL 😂")
EMOJI_ONLY = ("😂😂😂", "🤣", "❤️❤️", "😂😂😂😂😂", "👏👏", "😍", "🐴🥤", "🙌")
RUDE = "What a load of crap. My dog takes better pictures, you clowns."
FROM_THE_PAGE = "We are reading every single one of these over coffee. Keep them coming!"
LATE = "Sorry I'm late. I was thinking of a better one, and this isn't it."
CONGRATULATIONS = (
    "Congratulations!", "Well deserved 😂", "Love it", "Fair and square", "👏👏👏", "I was robbed (just kidding)",
    "That was my favourite too", "See you all next Friday", "Ha! Brilliant", "Good one!",
)  # fmt: skip


def topic_of(text: str) -> tuple[str, ...]:
    """Find the captions that fit a photo by the words of its post and alternative text; none where it is unknown."""
    words = {word.strip(".,!?:;\"'()").lower() for word in text.split()}
    scored = [(len(words.intersection(telling)), captions) for telling, captions in TOPICS.values()]
    best, captions = max(scored, key=lambda one: one[0])
    return captions if best else ()


def caption(number: int, fitting: Sequence[str] = ()) -> str:
    """Give caption ``number``: the fitting ones first, then made-up ones, `MADE_UP` of them without a repeat."""
    return fitting[number] if number < len(fitting) else _made_up(number - len(fitting))


def _made_up(number: int) -> str:
    rest, ending = divmod(number % MADE_UP * _STEP % MADE_UP, len(_ENDINGS))
    opening, clause = divmod(rest, len(_CLAUSES))
    return f"{_OPENINGS[opening]} {_CLAUSES[clause]} {_ENDINGS[ending]}."
