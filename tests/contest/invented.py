"""Comments of all sorts, invented, by what they are; ``labelled`` says what is right to say of each.

A name in [brackets] is tagged. No text is anybody's own.
"""

# Letters that look like others stand in some of them.
# ruff: noqa: RUF001

PLAIN_CAPTIONS = """
I told you the diet starts on Monday.
License and registration, and step away from the hay.
He said he wanted a pony for Christmas. We sent two officers.
Neigh means neigh.
You have the right to remain stable.
Sir, do you know why I trotted you over?
Hold your horses. No, really, hold them, I need both hands for this milkshake.
And that's how I lost my first donut.
Does this uniform make my horse look big?
Is it just me, or is he chewing my ticket book?
Why the long face, Officer?
Who let the dogs out? We have some questions.
Do you know how fast you were galloping?
Where is my donut?
What do you mean, the getaway car is a horse?
Can I get extra whipped cream on his?
The suspect is described as tall, brown and fond of apples.
Breaking news: local horse refuses to pay for parking
Horsepower: 1. Manpower: 2. Milkshakes: 0.
One small step for man, one giant leap for the parking meter.
When you ask for backup and they send your mother-in-law.
Before body cameras there was Biscuit.
1974: when the drive-through took hay.
Back in my day we had 2 horsepower and no air conditioning.
Unit 12 to base, the horse is driving.
10-4, good buddy, we are out of oats.
Officer down... on one knee. She said yes!
This is not the mustang I ordered.
Mayor says we have to cut the budget. Horse says otherwise.
The good, the bad and the hungry
Police Academy 7: Mission to the Diner
A Fistful of Donuts
Dances With Doughnuts
To Serve and Protein
Stable Relationship
The Fast and the Furriest
Law and Odor
Mane Suspect
Hay There
No Parking
Free Willy
Neigh.
Busted!
Oats!
Run
"Just act natural, Larry."
- Is he friendly?  - The horse is. Frank, not so much.
Officer Bob: I said brake, not break.
Biscuit, look natural. The chief is watching.
Just another manic Monday on mounted patrol.
Frank always did want to ride shotgun.
Somebody call an Uber, my horse is over the limit.
Dispatch, be advised: suspect is now two scoops ahead.
If you can read this, you are too close to my horse.
I can't believe it's not butter... milk. I ordered butter pecan.
Shake, rattle and trot
Thank you for your service, now may I have some fries?
Good morning, ma'am. We had a report of a stolen cone.
We love it when a plan comes together. The horse, less so.
First they came for the sprinkles.
So that is what they mean by a stakeout. Steak. Out.
Never bring a carrot to a gunfight.
Remember, kids: always wear your helmet, even to lunch.
What happens at the diner stays on the saddle.
He ate the whole menu, your honor. Including the menu.
What would you do for a Klondike bar?
¿Y mi nieve?
El caballo paga la cuenta.
Dos batidas y una manzana, por favor.
Le cheval a dit non.
Das Pferd zahlt heute.
Их трое, считая лошадь
馬も並ぶ
Two straws, one saddle, zero regrets 😂
🐴: I'll have what he's having.
WE SAID DRIVE THRU NOT RIDE THRU!!!
why is the horse the only one who tipped
my wife said get off your high horse so i got a taller one
tell me you skipped lunch without telling me you skipped lunch
when the parade runs long and nobody packed a snack
The cocktail hour was on the house. The horse was in it.
Scunthorpe police welcome their new assassin bug exhibit.
She passed the class, the bass and the canvass.
Officer Dick Tracy is on the case.
The Essex and Sussex units ride at dawn.
Therapist? No, my horse has a real job.
Shiitake happens.
He grew up on a cockatoo farm.
My analyst says the horse is in denial.
It takes two to tango and four to trot.
We clocked him at 31.5 mph, with a tailwind.
Lost: one horse. Reward: $50. Answers to 'Hey you'.
Menu: 2 burgers, 1 bale, 3.50
Est. 1837, still waiting for our order
Route 66, mile 100, milkshake 3
The horse walked 12 blocks down the road for this.
5 minutes later on the same street: still no straw.
I know 2 guys walking down the wrong lane, and both are on horses.
""".strip().split("\n")

ROUGH_CAPTIONS = """
Damn, that's one big latte.
Where the hell is my other stirrup?
Holy crap, he drinks through a straw!
Get your butt back in the saddle.
That horse is a pain in the neck, and I am a pain in the butt.
What an idiot, he ordered for the horse first.
Dammit, Jim, I'm a cop, not a waiter.
This sucks. Through a straw.
Somebody farted, and it wasn't the horse.
""".strip().split("\n")

CRUDE_COMMENTS = """
What the fuck is that horse doing
Holy shit that's a big cup
holy sh*t that is a big cup
Get off your fat a$$ and buy your own
f u c k the police
fuuuuuck this line is long
Fսсk the line
ƒuck it, I'm getting fries
🅵🆄🅲🅺 the line
F**k around and find out
f-ing horses
I need a stiff one, said the b!tch behind the counter
Son of a b*tch took my straw
sh1t happens, mostly behind a horse
Oh @#$%! He spilled it
That dude is a total d!ck
What an asshole
You dumbass, the straw goes in the cup
a55hole with a badge
What a bunch of retards
bunch of filthy pigs lining up for bacon
ACAB
a.c.a.b.
kys
🖕
🖕🏽🖕🏽 here is your caption
Officer Slutty McSlutface
he looks like a pedophile in that hat
That's one horny horse
Suck my saddle, officer
She gave him a blowjob for a ticket
Pinche caballo, se tomó mi leche
no mames, pendejos
Puta madre qué calor
hijo de puta el caballo
white trash on parade
nice tits
eat a bag of d1cks
Wh0re horse, get it
stfu and drink
wtf is this
n1gger
faggots on horses
bullsh!t
""".strip().split("\n")

CRUDE_BUT_NOT_BY_A_WORD = """
I hope somebody shoots the lot of you
Trigger happy again, are we? Ask the family of the last one.
Your mother liked my saddle last night.
The only good one is a dead one
Is that a nightstick, or are you happy to see me?
""".strip().split("\n")

NAMES = """
Jordan Avery
jordan avery
Ellis Rockwell
Wren Westbrook
Kelly
jessica
Maria de la Cruz
Jean-Luc Moreau
O'Shea Brannigan
Tyler J. Whitcomb
Amanda Pruitt Kowalski
Casey Jessup, Rowan Vance
Casey Jessup Rowan Vance
Ana and Luis
Mike Delgado & Sue Ortiz & Ray Pena
José Núñez
Thuy Nguyen
Dave!
Nevaeh Stonebridge 😂
Brittany Lakes 😂😂😂
Дмитрий Орлов
Priya Raghunathan
""".strip().split("\n")

TAGGED_ONLY = """
[Jordan Avery]
[Jordan Avery] 😂😂
[Ellis Rockwell] [Wren Westbrook]
[Kelly Orne] https://example.org/x
""".strip().split("\n")

TAGGED_REMARKS = """
[Jordan Avery] lol
[Jordan Avery] this is you 😂
[Wren Westbrook] look at this
[Xan Zeller] haha so true
[Casey Jessup] reminds me of you
""".strip().split("\n")

TAGGED_CAPTIONS = """
[Jordan Avery] said the horse was driving.
When [Ellis Rockwell] orders for the whole precinct
Officer [Wren Westbrook] never did learn to share
""".strip().split("\n")

AT_CAPTIONS = """
@jordan.avery said the horse was driving
ask @RowanVance, he was there
""".strip().split("\n")

REMARKS = """
lol
LOL 😂
LMAO
hahahahaha
Hahaha love it
So cute
so funny!!
Love this!
I love this photo
Great picture!
Good morning everyone
Happy Friday everyone
Thank you for your service
Thank you all for your service!
Thanks for sharing
God bless you all
Stay safe out there
This is you 😂
Jordan this is you
Kelly look at this
this wins
You win
nice
Awesome
first
I can't 😂😂
I'm dead 💀
Best one yet
so true
Not funny
Wow
jajaja
Beautiful horses
What a great photo of our officers, thank you for posting these every week
My grandfather rode in that unit, he is the second from left
I remember this place! We used to go there after school.
Proud of our police department
following
Y'all are too much
Love our police
Congratulations to the winner
RIP Biscuit
""".strip().split("\n")

QUESTIONS = """
Are you guys hiring?
When does the contest end?
Who won last week?
What time is the parade on Saturday?
What year was this taken?
How do I get a copy of a police report?
Where is this? Looks like Main Street
Is this the diner on the east side?
Does anyone know the officer's name?
What is the prize?
Can I report a stolen bike here?
Are you open on Monday?
how long do I have to enter
My car was towed, who do I call?
""".strip().split("\n")

LINKS = """
See more at https://example.org/horses
www.example.com has the best milkshakes
Check it out: bit.ly/3xYzAb
cheap-saddles.example.com ships free
Make money from home, example.shop/now
Watch here -> youtu.be/abc123
""".strip().split("\n")

EMAILS = """
Send my prize to nora.bell@example.org
Caption by Nora (nora+fan@example.co.uk)
Neigh! Write me: nb@example.net
""".strip().split("\n")

PHONES = """
Call me maybe: 713-555-0123
For a good time with oats call (713) 555-0123
text 7135550123 for your free saddle
Neigh hotline +1 713 555 0123
My number is 555-0123, asks for Biscuit
713 . 555 . 0123 call now
seven one three, five five five, zero one two three
""".strip().split("\n")

STREETS = """
This was taken at 1200 Travis Street
He lives at 742 Evergreen Terrace, go get him
Party at 15 Oak Ln tonight, bring the horse
221B Baker Street called, they want their horse back
Send it to P.O. Box 1234
4411 N Main St is where he parks
My ex parks at 90210 Sunset Blvd Apt 4
Springfield, TX 77002
1600 pennsylvania ave, where else
He lives in the yellow house on the corner of Elm and Fifth
""".strip().split("\n")

UNREADABLE = [
    "N\u0300\u0301\u0302\u0303e\u0300\u0301\u0302\u0303i\u0300\u0301\u0302\u0303gh",
    "H" + "\u0336\u0337\u0338\u0321\u0322" * 3 + "old your horses",
    "\u202esesroh ruoy dloH",
    "The роlice аre hеre",
    "<>/\\|=+--{}[]:;(o)(o)_,.-'`~^*",
    "(>‿◠)✌ ~~ *:✧*:✧ ^_^ -_-",
    "\ue000\ue001\ue002 horse",
]

LONG = [
    "So there I was, in the saddle. " * 25,
    "Neigh. " * 120,
    "Once upon a time in the West there was a mounted officer, and a milkshake. " * 10,
]
