"""Words by which names and remarks are known; for guesses that a person looks at, so they needn't be complete."""

_GIVEN = """
aaron abby abigail adam adrian adriana aidan aiden al alan albert alejandra alejandro alex alexa alexander alexandra
alexis alfredo alice alicia alison allen allison alma alyssa amanda amber amelia amy ana andre andrea andres andrew
andy angel angela angelica angie anita ann anna anne annie anthony antonio april ariana armando arthur ashley audrey
austin ava avery barb barbara beatriz becky ben benjamin bernice beth betty beverly bill billy blake blanca bob bobby
brad bradley brandi brandon brandy brenda brent brett brian brianna brittany brooke bruce bryan caitlin caleb cameron
camila carl carla carlos carmen carol caroline carolyn carrie casey catherine cathy cecilia chad charles charlie
charlotte chase chelsea cheryl chloe chris christian christina christine christopher christy cindy claire clara
claudia cody cole colleen connie connor corey courtney craig crystal curtis cynthia daisy dale dan dana daniel daniela
danielle danny darlene darrell dave david dawn dean deb debbie deborah debra delores denise dennis derek diana diane
diego dolores don donald donna doris dorothy doug douglas drew dustin dylan eddie edgar eduardo edward eileen elaine
eleanor elena eli elijah elizabeth ella ellen emily emma eric erica erik erika erin esther ethan eva evan evelyn faith
felicia fernando florence frances francisco frank fred gabby gabriel gabriela gail gary gavin gene george gerald gina
glen glenn gloria gonzalo grace greg gregory guadalupe gus hailey haley hannah harold harry heather hector heidi helen
henry holly hope hunter ian irene iris isaac isabel isabella ivan jack jackie jackson jacob jacqueline jaime jake
james jamie jan jane janet janice jared jasmine jason javier jay jayden jean jeanette jeff jeffrey jen jenna jennifer
jenny jeremy jerome jerry jesse jessica jesus jill jim jimmy jo joan joann joanne joe joel john johnny jon jonathan
jordan jorge jose joseph josh joshua joy joyce juan juana judith judy julia julian julie june justin kaitlyn karen
karina karl kate katelyn katherine kathleen kathryn kathy katie kay kayla keith kelly kelsey ken kenneth kevin kim
kimberly kristen kristin kristina kurt kyle lance larry laura lauren laurie lawrence leah lee leo leon leonard leslie
leticia liam lillian lily linda lindsay lindsey lisa liz logan lois lonnie lori louis louise lucas lucia lucy luis
luke luz lydia lynn mackenzie madeline madison maggie manuel marc marcia marco marcus margaret maria mariah mariana
marie marilyn mario marion marissa mark marlene marsha martha martin marvin mary mason matt matthew maureen max megan
melanie melinda melissa melody mercedes meredith mia michael michele michelle miguel mike mildred miranda misty mitch
molly monica morgan nancy naomi natalie natasha nate nathan nathaniel nicholas nick nicole nina noah nora norma norman
olivia omar oscar owen pablo paige pam pamela pat patricia patrick patty paul paula pedro peggy penny perla pete peter
phil philip phillip phyllis priscilla rachel rafael ralph ramon randall randy raul ray raymond rebecca regina renee
rhonda ricardo richard rick ricky riley rita rob robert roberta roberto robin rodney roger roland ron ronald ronnie
rosa rosario rose rosemary roy ruben russell ruth ryan sabrina sally sam samantha samuel sandra sandy sara sarah
savannah scott sean sergio seth shannon sharon shawn sheila shelby shelly sherri sherry shirley sierra silvia skyler
sofia sonia sophia sophie stacey stacy stan stanley stella stephanie stephen steve steven sue summer susan suzanne
sydney sylvia tamara tammy tanya tara taylor ted teresa terri terry thelma theodore theresa thomas tiffany tim timothy
tina todd tom tommy toni tony tracey tracy travis trevor tricia troy tyler valeria valerie vanessa vera vernon
veronica vicki vicky victor victoria vincent violet virginia vivian wade walter wanda warren wayne wendy wesley
whitney will william willie xavier yesenia yolanda yvette yvonne zach zachary zoe
"""
GIVEN_NAMES = frozenset(_GIVEN.split())
"""Given names frequent in the United States, English and Spanish."""

_WORDS_TOO = """
al angel april art bill brandy brook chase chuck cole crystal daisy dale dawn dean don drew earl faith frank gene
grace grant gus guy hope hunter iris jack jay jean jerry joy june kay lance lee lily max may melody mercedes miles
misty pat penny ray rich rob robin rose ruby rusty sally sandy sierra sue summer ted tiffany tim violet wade will
"""
ALSO_WORDS = frozenset(_WORDS_TOO.split())
"""Names that are words as well; with a small letter they are no names."""

_ORDINARY = """
a about after again all always am an and animal animals another any are arrest as at back bacon bad badge be beat
because been before best better big bike boy boys breaking bring buddy bus but by call came can captain caption car
cars cat cats chief christmas city coffee come cop cops could country county cow crime cut dad dance dark date day
days deputy detective did dinner do does dog dogs donut donuts doughnut down drive easter eat end even ever every eye
face family fast find fire first fish food for free friday friend friends from fun funny get girl give go god going
gone good got great gun had halloween hand hands happy hard has hat have he head heavy held hello help her here hero
hey hi high him his hold holy home horse horses hot house how human i ice if in into is it its job just k9 keep kid
kids king know lady last late law left let life light like line little live long look lord lost lot love lunch made
make man many me mean men miss monday money more morning most mother mounted move mr mrs much must my need neigh never
new news next nice night no not nothing now of off officer officers oh ok old on one only open or order other our out
over parade park parking party patrol people pet photo pig play please police pony power pull put queen quick ran
ready real red ride right road rodeo run safe said same saturday saw say school see send sergeant she sheriff should
show sir sit slow snow so some speed start stay still stop street sunday super take team texas thank thanks that the
their them then there these they thing think this those ticket time to today together too top town traffic train
trouble truck try turn two under unit until up us use very victim wait walk want wanted war was water way we week well
went were what when where which while white who whole why wife wild win with woman women word work world would wrong
year years yes you young your
"""
COMMON = frozenset(_ORDINARY.split())
"""Words that stand in captions, and hardly in names."""

REMARKS = r"""
i (?:love|like|loved) (?:this|it|that|these)(?: \w+)?
(?:we )?(?:love|loved) (?:it|this|that|these|you|ya|u|him|her|them|our police|our officers)(?: guys| so much| all)?
(?:so|too|very|really|pretty) (?:so |too |very |really )?(?:cute|funny|true|good|great|sweet|adorable)
(?:how|that s|thats|that is|this is) (?:so |too |very |really )?(?:cute|funny|true|good|great|sweet|adorable)
(?:so|too|very|really|pretty) (?:so |too |very |really )?(?:cool|awesome|nice|hilarious|beautiful|precious|sad)
(?:how|that s|thats|that is|this is) (?:so |too |very |really )?(?:cool|awesome|nice|hilarious|beautiful|precious|sad)
(?:it s|its|is|these are|they re) (?:so |too |very |really )?(?:cute|funny|true|good|great|sweet|adorable)
(?:he s|she s|he is|she is) (?:so |too |very |really )?(?:cute|funny|true|good|great|sweet|adorable)
(?:it s|its|is|these are|they re) (?:so |too |very |really )?(?:cool|awesome|nice|hilarious|beautiful|precious|sad)
(?:he s|she s|he is|she is) (?:so |too |very |really )?(?:cool|awesome|nice|hilarious|beautiful|precious|sad)
(?:so|too|very|really|pretty) (?:so |too |very |really )?(?:right|accurate|me|you|us|him|her)
(?:how|that s|thats|that is|this is) (?:so |too |very |really )?(?:right|accurate|me|you|us|him|her)
(?:so|too|very|really|pretty) (?:so |too |very |really )?(?:perfect|priceless|awful|amazing|wrong|gold)
(?:how|that s|thats|that is|this is) (?:so |too |very |really )?(?:perfect|priceless|awful|amazing|wrong|gold)
(?:it s|its|is|these are|they re) (?:so |too |very |really )?(?:right|accurate|me|you|us|him|her)
(?:he s|she s|he is|she is) (?:so |too |very |really )?(?:right|accurate|me|you|us|him|her)
(?:it s|its|is|these are|they re) (?:so |too |very |really )?(?:perfect|priceless|awful|amazing|wrong|gold)
(?:he s|she s|he is|she is) (?:so |too |very |really )?(?:perfect|priceless|awful|amazing|wrong|gold)
(?:great|good|nice|cool|awesome|beautiful|cute) (?:one|ones|job|work|pic|picture|photo|photos|shot|post)
(?:love the|love this|amazing|fantastic|wonderful|fun) (?:one|ones|job|work|pic|picture|photo|photos|shot|post)
(?:great|good|nice|cool|awesome|beautiful|cute) (?:stuff|idea|contest|question|caption)
(?:great|good|nice|cool|awesome|beautiful|cute) (?:captions|morning|night|afternoon)
(?:love the|love this|amazing|fantastic|wonderful|fun) (?:stuff|idea|contest|question|caption)
(?:love the|love this|amazing|fantastic|wonderful|fun) (?:captions|morning|night|afternoon)
(?:great|good|nice|cool|awesome|beautiful|cute) (?:evening|day|friday|weekend|luck|times|memories|dog|boy)
(?:love the|love this|amazing|fantastic|wonderful|fun) (?:evening|day|friday|weekend|luck|times|memories|dog|boy)
(?:great|good|nice|cool|awesome|beautiful|cute) (?:girl|horse|horses|team|man|men|people|officer|officers)
(?:love the|love this|amazing|fantastic|wonderful|fun) (?:girl|horse|horses|team|man|men|people|officer|officers)
happy (?:friday|monday|weekend|birthday|thanksgiving|holidays)(?: \w+){0,2}
happy (?:halloween|easter|new year|veterans day|fourth|4th)(?: \w+){0,2}
merry christmas(?: \w+){0,2}
thank (?:you|u)(?: all| guys| so much| officers?| everyone)? for (?:your|all|the|sharing|posting|keeping)(?: \w+){0,4}
thank (?:you|u|god)(?: all| guys| so much| very much| officers?| everyone)?
(?:thanks|thx|gracias)(?: \w+){0,3}
god bless(?: \w+){0,4}
(?:praying|prayers|stay safe|be safe|congrats|congratulations)(?: \w+){0,3}
this is (?:so you|totally you|literally you|everything|gold|it)
this wins(?: \w+){0,2}
(?:you win|we have a winner|that s the one|it s you|is this you|isn t this you)
(?:this one|check this out|see this|did you see this|have you seen this)
look at (?:this|that|him|her|you|them|these)(?: \w+){0,2}
you(?: should| need to| gotta)? (?:see|do|enter|try) this
(?:remember this|reminds me of (?:you|us|me|\w+)|(?:sounds|looks) like (?:you|us|me))
(?:i m|im) (?:dead|dying|crying)|i can t even|i can t|can t stop laughing|made my day|made me (?:laugh|smile)
cracks me up|cracking me up
too much|the best ever|best ever|best one(?: yet| ever| so far)?|the best|well done|well said|nailed it|for real
not funny|not sure
(?:hi|hello|good morning) everyone|y all|ma am|i don t get it|i dont get it|no idea|no clue|no comment|i got nothing
i have no words|no words(?: needed)?|no caption needed
oh (?:my(?: god| gosh| goodness)?|no|wow|lord)
lo+l+s?|(?:lol)+|lmf?ao+|rofl\w*|b?w?(?:ha|he|hi|ja|je)+h?|(?:haha|hehe|jaja)\w*|omg|wo+w+|a+w+|yay+|woot|yikes|dang
ikr|smh|tbh|idk|imo|fyi|x?d
rip|bump|f|up|yes|yep|yup|yeah|no|nope|nah|ok|okay|k|cool|nice|neat|sweet|awesome|amazing|beautiful|gorgeous|cute
adorable|precious|hilarious|funny
love|loved|classic|epic|perfect|priceless|genius|brilliant|great|good|best|wonderful|excellent|fantastic|fabulous
legends?|winner|winning|amen|bless
dead|dying|crying|fr|facts|true|truth|exactly|agreed?|right|first|done|shared?|sharing|following|follow|tagging|hi
hello|hey|everyone|guys|all|friends
yall|bro|dude|bruh|sis|babe|hun|honey|mom|dad|sir|lady|ladies|gm|gn|this|that|me|same|look|thanks|thx|ty|gracias
congrats
nothing|hmm+|huh|meh|ugh|what|why|wait|who|really|seriously|finally|and
"""
"""Remarks, as patterns over lower-case words; the long ones stand first, for the first that fits is taken."""
