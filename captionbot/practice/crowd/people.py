"""Names of fans: invented, and meant to look it, so that no real person stands under a police photo."""

from string import ascii_uppercase

_GIVEN_NAMES = """
Juniper Barnaby Clementine Ignatius Marigold Thaddeus Saffron Percival Dahlia Rufus Isolde Cosmo Petunia Linus
Ottoline Fergus Hazel Magnus Winifred Jasper Tabitha Orson Beatrix Cyrus Fern Lorcan Mabel Nestor Odette
Phineas Quincy Rosalind Silas Thea Ulric Verity Wallace Xenia Yorick Zelda Ambrose Briony Caspian Delphine
Edison Flora Gideon Harriet Inigo Jessamy Kit Leopold Minerva Nigella Oberon Poppy Ravi Seraphina Tobias
Ursula Vikram Wren
"""
_FAMILY_NAMES = """
Thistlewood Quillfeather Marblethorpe Puddlewick Brambleby Featherstrand Cobblepot Nutterwell Honeychurch
Wigglesford Applethwaite Dandelyon Fiddlehope Gooseberry Inkersole Jellicoat Kettlewick Lanternby Mossgrave
Noodleham Oatcastle Pepperbloom Quicksilver-Jones Rumblethorn Snapdragoon Teacupperton Umbrellick Velvetson
Whistlecroft Yarrowby Zigzagger Almondine Butterworthy Crumpetson Driftmark Eggleston-Wye Flapjackson
Gingersmith Hollyhockett Icklebury Jamberry Kneedle Lollopstone Muffinder Nightjar Oddfellowes Picklesworth
Quaverley Rainwhistle Spoonhurst Tumblewick Underhillock Vinegarden Wobblegate Yodelman Sconesworth
Bellweather Hatterling Marrowfield Plumtree-Ash Corkindale Owlbeck Starlingham Turnipseed
"""
_GIVEN, _FAMILY = _GIVEN_NAMES.split(), _FAMILY_NAMES.split()
_BETWEEN = ["", *(f"{letter}. " for letter in ascii_uppercase)]

SHORT = len(_GIVEN) * len(_FAMILY)
"""How many of them need no middle initial; they come first."""
DIFFERENT = SHORT * len(_BETWEEN)
"""How many fans can be told apart by name."""

_STEP = 1543  # prime, and no factor of the numbers above: neighbours in the list share no name


def name(number: int) -> str:
    """Give the name of fan ``number``; no two of `DIFFERENT` in a row are the same."""
    between, place = divmod(number % DIFFERENT, SHORT)
    place = place * _STEP % SHORT
    family, given = divmod(place, len(_GIVEN))
    return f"{_GIVEN[given]} {_BETWEEN[between]}{_FAMILY[family]}"
