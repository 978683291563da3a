"""Words: their meanings for the parser. English, as written in Britain and America; `foreign` brings others to it.

Sets of plain words only; things are the catalogue's.
"""

from service.domain.pasting.sets import words_for


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBERS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
TENS = word_set("twenty thirty forty fourty fifty sixty seventy eighty ninety")

ARTICLES = word_set("a an the my our his her their your this that these those mum's dad's gran's")
SOME = {"couple": (2, 2), "pair": (2, 2), "few": (2, 4), "several": (3, 5), "some": (2, 4), "handful": (3, 5)}
"""Words for a number that is not given; all but couple and pair are doubtful."""
ABOUT = word_set(
    "between about abt approx approximately around roughly circa ca c maybe perhaps probably possibly ~ ≈ some say like"
)
UP_TO = word_set("up to max maximum at least min minimum over almost nearly")
TIMES = word_set("x")

DOUBTS = word_set(
    "? prob probs unknown maybe perhaps possibly unsure tbc tbd tba guess probably might unclear ish dunno"
)
DOUBT_PHRASES = (
    ("not", "sure"),
    ("to", "be", "confirmed"),
    ("don't", "know"),
    ("dont", "know"),
    ("not", "decided"),
    ("if", "it", "fits"),
)

STAYS = words_for("stays")
"""Words that say of what is on their line that it does not come along; phrases are in `staying`."""
LANDLORD = word_set("landlord landlord's landlords landlady landlady's skip gone")
"""Words of what stays that are in errands, too: "book the lift with the landlord"."""
DUMP_RUN = (("dump", "run"),)
"""The words of a drive with old things, and those that places where they are taken have become: "Wertstoffhof"."""
REST = word_set("other others rest remaining")
"""First words of what is said of other things than those before: "the rest stays"."""


def says_any(words: list[str], phrases: tuple[tuple[str, ...], ...]) -> bool:
    if len(words) < 2:
        return False
    have = set(words)
    likely = [phrase for phrase in phrases if phrase[0] in have and have.issuperset(phrase)]
    return any(tuple(words[at : at + len(phrase)]) == phrase for phrase in likely for at in range(len(words)))


ROOMS = word_set(
    "room bedroom kitchen lounge bathroom bath study office garage attic loft cellar basement hall "
    "hallway corridor balcony terrace patio garden yard backyard shed nursery playroom utility laundry "
    "pantry larder conservatory porch landing den closet storage toilet wc loo ensuite studio workshop "
    "sunroom mudroom livingroom diningroom snug entry entryway entrance foyer outside outdoors outdoor "
    "upstairs downstairs washroom greenhouse library guestroom kids' children's dining living br lr "
    "storeroom cupboard workroom boxroom kitchenette sitting family roof deck gym bsmt driveway reception "
    "annexe annex outhouse veranda lockup lock-up vestibule cloakroom parlour parlor dressing barn unit"
)
"""Words that may name a room by themselves or with others."""
ROOM_ALONE = ROOMS - word_set(
    "kids' children's dining living family dressing sitting box studio library storage outside outdoors "
    "closet cupboard outdoor gym deck roof utility reception unit"
)
ROOM_WITH = word_set(
    "the my our main master guest spare kid kids kids' child children's childrens children boy boys boys' "
    "girl girls girls' baby baby's front back upstairs downstairs big small little large ground first "
    "second third top floor upper lower 1st 2nd 3rd th st nd rd and & / + of in stuff things items area "
    "room bed old no from list box en suite living dining sitting family laundry utility sun music tv "
    "play storage dressing hobby sewing games computer work home walk under stairs level double single "
    "twin teen teenager's mum's dad's mum dad parents parents' gran's grandma's number # flat house "
    "contents de"
)
NOT_ROOMS = word_set(
    "also other others misc miscellaneous etc help helpers food people transport vehicle vehicles trip "
    "trips care note notes todo to-do list boxes box furniture heavy big small extra extras rest "
    "everything stuff things items large bulky plus ps p.s. and then oh logistics driving drivers van "
    "vans truck jobs job tasks task needed need important remember reminder questions question maybe "
    "mine ours unsure electronics appliances white goods tools various fragile animals pets pet kids children "
    "cleaning keys key day moving move bikes sports light general lunch favours favors sunday monday "
    "tuesday wednesday thursday friday saturday morning afternoon evening before after during odds ends "
    "bits bobs pieces inventory who what when where bring loose sundries specialist"
)
"""Headings that group, but name no room."""

WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")

HEADING_VERBS = word_set(
    "dismantle assemble empty sweep paint dust wipe scrub tidy register "
    "clean hoover vacuum mop pack drop hand bring take feed walk watch pick fetch collect return read "
    "drive move carry help please need someone somebody call order cook make moving shifting no love "
    "thanks"
)
"""First words of lines that are something to do, even where they look like a heading."""

GROUPS = word_set(
    "other others misc miscellaneous also stuff things furniture extra extras rest heavy big small large tasks jobs"
)
"""Headings that need no sign: such a line alone means nothing else."""

NOTE_STARTS = word_set(
    "has have must need needs comes come is are can could will was were very quite really heavy fragile "
    "careful empty emptied full dismantled not but already if only still with without w seats seating "
    "which that it its they be unclip loaded folds separately should each total mostly mainly incl "
    "including includes inc from for approx solid please so too in on at by bubble probably because since "
    "as think you all no ground ask mind disassembled assembled to bring "
    "does do doesn't don't won't can't cannot isn't aren't weighs lives sits opens folds fits sticks wobbles hangs "
    "smells leaks looks marked labelled labeled"
)
QUALIFIERS = word_set(
    "old new big small large tiny huge giant little medium tall short wide narrow long low high heavy "
    "light lightweight white black brown grey gray red blue green yellow pink beige cream dark oak pine "
    "wood wooden metal glass plastic leather fabric velvet marble antique vintage modern broken fragile "
    "ikea flat pack flatpack packed empty full round square oval folding foldable good nice favourite "
    "favorite adult double single king queen twin main spare same similar sliding matching parts part "
    "section sections assorted various mixed extra other more loose mid century solid walnut teak "
    "mahogany electric manual wicker rattan cane painted top left right size sized ones one pieces piece "
    "different upstairs downstairs back front grandma's gran's mum's dad's kids kid's child's children's "
    "lovely ugly beautiful valuable expensive cheap bulky awkward upholstered quite very really super "
    "extremely rather unopened sealed half standard normal regular mini compact portable slim ha lol pls "
    "please urgent"
)
ACCESSORIES = word_set(
    "cover shade bulb leg cable lead remote cloth topper protector linen sheet part bit stuff thing food "
    "toy handle tuner screw instruction manual hinge charger accessory item fitting"
)
"""Words after the name of a thing that make it another, smaller thing: a lamp shade is no lamp."""
CUTS = word_set(
    "weighs weigh weighing with without w from for of in on by that which needs need has is are must can "
    "behind under next near per goes comes lives fits"
)
"""Words that end the name of a thing."""
FILLERS = word_set("of de the a an and in with for on up & to my our your size sized")
"""Words that do not tell one thing from another."""
JOINTS = word_set("of with for in on and")
"""Words behind which a name only says more: a "box of tools"."""

PROSE = word_set(
    "i we you he she they it us me i'm we're you're it's i've we've i'll we'll you'll they'll am was were "
    "be been will would could should shall may might please thanks thank hi hello hey dear everyone "
    "everybody guys all love know think hope want wants wanted need needs moved moving ask asked tell "
    "told said because since when where why how who what if than so just really actually going got get "
    "let lets let's don't dont can't cant won't doesn't isn't everything nothing something anything yes "
    "ok okay pls there here today tomorrow yesterday week month year called remember forget see look "
    "looking very much many also still already until before after thats whats yours theirs mine's dunno shout tbh "
    "nobody noone nothing's reckon suppose whose likewise hopefully otherwise"
)

FRAGILE = word_set("fragile glass breakable breakables delicate careful china crystal porcelain ceramics")
HEAVY = word_set("heavy book records vinyl paper file tool weights magazine encyclopedia lp tin comic textbook")
APART = word_set("apart dismantle dismantled disassemble disassembled disassembly unscrew flatpack dismantling parts")
CONTAINERS = word_set("box carton crate bag tub tote container bin chest sack case basket")
PLURALS = word_set("packs boxes cartons crates bags tubs totes containers bins chests sacks cases baskets")
"""Of the containers."""
TOTAL = word_set("total altogether together")

VEHICLE_WORDS = word_set(
    "van luton truck lorry uhaul minibus pickup trailer transit sprinter car estate hatchback suv minivan "
    "lorries sedan kombi ute tempo"
)
TRIP_WORDS = word_set("trip drive driver driving run journey load shuttle ride")
TRIP_VERBS = word_set("drive driver driving hire rent rental collect pick fetch return load unload borrow book tow")

NEVER_THINGS = word_set(
    "floor house building bhk street road avenue lift postcode lane total subject re fwd dear layout "
    "inventory smoking move moving saturday sunday monday tuesday wednesday thursday friday today "
    "tomorrow january february march april june july august september october november december am pm "
    "years year people person love regards cheers xx xxx hi hello who qty item notes cat dog pet kid "
    "child baby cats dogs pets kids children babies"
)
"""Words about a move that name nothing to carry."""
TITLES = word_set("moving move our my the house flat home list inventory packing day to do things stuff of")
"""The words of a list's title: its first piece, if it has no others."""
HEADERS = word_set("subject dear re fwd cc bcc total totals sum inventory altogether")
"""First words of lines about the list itself."""
WITH_VEHICLE = word_set(
    "hire rental load with w tail lift box moving removal removals own size sized pick up at by needed need one"
)
KNOWN_NOTHING = NOT_ROOMS | QUALIFIERS | ROOM_WITH | STAYS | word_set("etc stuff things thing bits")

PEOPLE = word_set(
    "guy guys bloke blokes fella fellas chap chaps lads person people helper friend pair hand volunteer adult man "
    "woman men women lad strong neighbour neighbor"
)

NOT_CONTENTS = word_set("bed spring fan")
"""Words that behind "box" make another thing: a box bed, a box spring."""
NOUNS_OF_CARE = word_set("lunch pizza dinner babysitter food drinks sandwiches keys someone somebody")

_LEADS = (
    "we have got", "we've got", "we've", "i've", "there'll be", "there is also", "there's also", "there are also",
    "all of", "all", "both of", "most of", "some of", "rest of", "the rest of", "lots of", "loads of", "bits of",
    "i've got", "we have", "i have", "there is", "there are", "there's", "there will be",
    "don't forget the", "don't forget", "oh and", "and also", "also", "plus", "and then", "then", "and", "but",
    "as well as", "need to move", "needs to move", "we need to move", "to move", "not to mention", "a total of",
    "and maybe", "including", "incl", "inc", "like", "with", "w", "or", "oh", "probably", "i think",
    "theres", "ive got", "weve got", "we also have", "i also have", "finally", "lastly", "next", "move", "carry",
    "shift", "need to carry", "need to take", "need to bring", "carry down", "we carry", "we take",
    "so", "ok", "okay", "right", "right so", "then there's", "then theres", "so that's", "that's", "thats",
    "whats with", "whats w", "what's with", "hows about", "how about", "what else", "let's see",
    "yeah", "well", "what about", "gonna need", "k so", "also basically", "basically",
    "hello", "oh yeah", "obviously", "i suppose", "i guess", "hang on", "upstairs there's", "k", "i mean", "still got",
    "far too many", "way too many", "too many", "so many", "a lot of", "tons of", "heaps of", "plenty of",
    "that's it", "i think that's it", "first", "ps", "one more thing", "etc", "perhaps", "maybe", "say", "kindly",
    "please",
)  # fmt: skip
LEADS: dict[str, list[tuple[str, ...]]] = {}
"""Phrases that lead in to a thing, by their first word, the longest first."""
for _lead in sorted((tuple(lead.split()) for lead in _LEADS), key=len, reverse=True):
    LEADS.setdefault(_lead[0], []).append(_lead)
