"""Our own words beside the kept library's, in the form in which a Page writes its own list (``wordlist``).

CRUDE holds what the library lets through and no city would print: newer words, hatred against police and neighbours,
and Spanish, of which it knows nothing. What only some would not print is ROUGH.
"""

CRUDE = """
# the ordinary ones, with what the library's boundaries miss
fuck*, fuk*, fck*, fkn, fking, phuck*, phuk*, mofo, mother f*, effing, effin, stfu, gtfo, wtf, omfg, lmfao, ffs
shit*, bull shit*, bs meter, horse shit*, dip shit*, holy shit*, shite, shyte, biatch, beotch, bitch*, son of a b
dumb ass*, jack ass*, bad ass*, smart ass*, fat ass*, lard ass*, kiss my ass, ass hat*, ass wipe*, ass hole*
arse hole*
bastard*, cunt*, dick head*, dick less, dicks, cock suck*, twat*, wank*, prick, pricks, douche*, scum bag*, dirt bag*
boner, a hard on, schlong, nut sack, ball sack, testicle*, scrotum, blow job*, blow me, hand job*, rim job*
jack off, jacking off, jerk off, jerking off, jizz*, spunk, orgasm*, orgy, orgies, masturbat*, porn*, horny, hooker*
whore*, slut*, skank*, thot, rape, raped, rapes, raping, rapist*, molest*, pedo, pedos, pedophil*, paedo*, milf*
only fans, of link in bio, sexting, suck my, suck a, deez nuts, bite me, up yours, screw you, go to hell, butt hole*
tits, titties, boob, boobs, boobies, pussy, pussies, penis*, vagina*, nympho*, pissed, pissing, piss off, turd*
eat me

# slurs
nigger*, nigga*, coon, coons, spic, spics, wetback*, beaner*, chink, chinks, gook*, kike*, rag head*, towel head*
camel jockey*, fag, fags, faggot*, dyke, dykes, homo, homos, tranny, trannies, shemale*, retard, retards
retarded, libtard*
white trash, gypped, porch monkey*, white power, nazi*, kkk, heil hitler

# hatred against police and neighbours
acab*, 1312, ftp, f 12, fuck 12, kys, kill your self, kill yourself, unalive*, filthy pig*, dirty cop*, dirty pig*
crooked cop*, killer cop*, pigs in a blanket, oink oink, bacon bits

# Spanish
puta*, puto*, hijo de puta, hijueputa*, hdp, pinche, pinches, pendej*, cabron*, chinga*, chingue*, chingon*, verga
mierda*, culero*, culera*, culo, joder, jodido*, jodete, panocha*, maricon*, joto, jotos, mamada*, mamon*, huevon*

# no harm in these
!van dyke*
!moby dick
!dick tracy, !dick clark, !dick cheney, !dick wolf, !dick butkus, !philip k dick
!spotted dick
!maine coon, !coon hound*, !coon dog*
!chink in, !chinks in, !chink of light
!homo sapien*, !homo erectus*, !homo habilis
!pussy cat*, !pussy willow*, !pussy foot*
!prick up*, !gobbledy gook*, !artisanal*
!cock a doodle*, !cock and bull, !spic and span
!grammar nazi*, !soup nazi
!fort dix, !ftp server, !ftp site
!bacon bits and
!shiitake*, !shitake*
"""

CRUDE_SIGNS = frozenset("🖕🍆🍑")
"""Emoji that say it without a word."""

ROUGH = """
damn*, dammit, god damn*, goddam*, dang it, hell, what the heck, crap*, butt, butts, buttock*, butt crack*, ass
asses, arse
fart*, bugger*, bollock*, tosser*, hooters, hump*, screw off, fetish*, bondage, poop*, pee, peed, peeing, poo
turd, piss*, suck, sucks, sucked, sucker*, sucking, screwed, screwing, frigging, friggin
frickin*, freakin*, freaking, bloody, naked, nude*, topless, booty, sexy, sex, kinky, horny, laid, spank*
stripper*, thong*
balls, nuts, wiener*, willy, dumb*, stupid*, idiot*, moron*, jerk, jerks, perv*, tramp, hussy, bimbo*, drunk*, stoned
!hells kitchen, !bloody mary*, !nuts and bolts, !donuts and, !willy wonka, !free willy, !suck it up
"""
