"""Step 5, for what is not carried: trips with a vehicle, and care by its sort."""

from service.domain.figures.catalogue import vehicles
from service.domain.models import Kind, Sort
from service.domain.pasting import words
from service.domain.pasting.amounts import LENGTHS, Amounts
from service.domain.pasting.lines import Line
from service.domain.pasting.naming import Reading
from service.domain.pasting.shapes import Thing
from service.domain.pasting.words import singular

SORTS: tuple[tuple[Sort, frozenset[str], frozenset[str]], ...] = (
    (
        Sort.PETS,
        words.words(
            "watch mind feed walk look take keep sit sitter sitting dogsitter catsitter vet petsitter cuddle "
            "board walking feeding"
        ),
        words.words(
            "cat dog pet rabbit hamster kitten puppy parrot budgie fish hen chicken guinea bunny tortoise bird "
            "puppies goldfish"
        ),
    ),
    (
        Sort.CHILDREN,
        words.words(
            "watch mind look take keep pick collect feed sit entertain school nursery nap care play distract run "
            "eye collecting"
        ),
        words.words(
            "kid child baby toddler son daughter twin boy girl little grandchild grandchildren grandkid school nursery"
        ),
    ),
    (
        Sort.KEYS,
        words.words(
            "hand collect pick return drop give get handover meet fetch over back cut swap leave handing "
            "returning collecting"
        ),
        words.words("key"),
    ),
)
"""Sort, words of doing, words of whom or what: one of each makes the sort."""
BY_ITSELF = {
    **dict.fromkeys(
        words.words("babysit babysitter babysitting childcare childminder nanny childminding daycare sitter creche"),
        Sort.CHILDREN,
    ),
    **dict.fromkeys(words.words("catsitter dogsitter petsitter petsitting dogsitting catsitting dogwalker"), Sort.PETS),
    **dict.fromkeys(
        words.words(
            "pizza pizzas lunch dinner breakfast supper food snack sandwich sandwiches catering brunch picnic "
            "cake soup lasagne lasagna drink beer lemonade curry takeaway takeout meal casserole coffee tea bagel "
            "pasta chili water donut biscuit cookie fruit pastry sausage butty burrito sarnie burger crisp nibble "
            "refreshment samosa biryani tiffin chai bread cheese icecream doughnut"
        ),
        Sort.FOOD,
    ),
    **dict.fromkeys(
        words.words("clean cleaning cleaner mop scrub hoovering vacuuming dusting mopping wipe sweep"), Sort.CLEANING
    ),
    **dict.fromkeys(words.words("handover keys key"), Sort.KEYS),
}
CLEANING_VERBS = words.words("hoover vacuum mop wash dust polish wipe scrub sweep clean deep")
OTHER_VERBS = words.words(
    "read water disconnect connect reconnect plumb unplug dismantle disassemble assemble reassemble "
    "unscrew build put take paint fill repair fix guard direct reserve hold park stand call phone ring "
    "cancel order buy sort label unpack pack help supervise install hang check measure photograph drop "
    "post forward defrost drain empty wrap tape coordinate greet be let wait show lift meet turn switch "
    "redirect transfer update change register protect cover remove book someone somebody anyone person "
    "helper friend"
)
OTHER_WORDS = words.words("meter parking permit electrician plumber moral")
POLITE = words.words("please can could somebody's kindly maybe then also and we i need to would like you will")
RELATIVES = words.words("mum mom dad gran grandma grandpa nan granny mother father aunt uncle sister brother ajji nana")
WEAK = words.words("water coffee tea fruit cake drink key")
"""Words that are food or keys only where they stand first or last."""
NEEDS = words.words("someone somebody anyone needed wanted volunteer person")
SITTERS = words.words("sitter sitting")


def read_trip(said: list[str], amounts: Amounts, line: Line) -> Thing | None:
    """A drive: "2 van trips", "pick up the van at 8", "driver for the Luton", "someone with a van"."""
    lows = [singular(word) for word in said]
    vehicle = [word for word in lows if word in words.VEHICLE_WORDS]
    if ("seat" in lows and "car" in lows) or "tyre" in lows or "tire" in lows or "boot" in lows:
        return None
    if "school" in lows or lows[:1] == ["no"]:
        return None
    trips = [word for word in lows if word in words.TRIP_WORDS]
    verbs = [word for word in lows if word in words.TRIP_VERBS]
    alone = bool(vehicle) and all(
        word in words.VEHICLE_WORDS | words.QUALIFIERS | words.ARTICLES | words.WITH_VEHICLE
        or not word[0].isalpha()
        or word in LENGTHS
        or word in words.NUMBERS
        for word in lows
    )
    asks = bool(vehicle) and bool(set(lows) & (NEEDS | words.words("with who use bigger")))
    drives = lows[:1] in (["drive"], ["driver"]) or "driver" in lows
    runs = bool(trips) and not drives and any(word in ("trip", "run", "journey", "shuttle") for word in trips)
    if not ((vehicle and (trips or verbs)) or alone or asks or drives or runs):
        return None
    count = amounts.count or 1
    return Thing(
        key=None,
        words=line.text.strip(),
        said_count=amounts.count is not None,
        count=count,
        count_low=amounts.low or count,
        kind=Kind.TRIP,
        weight_kg=None,
        room="",
        line=line.n,
        doubtful=amounts.doubtful,
        seats=0,
        vehicle=_vehicle(lows),
        minutes=amounts.minutes,
        at=amounts.at,
    )


def _vehicle(lows: list[str]) -> str | None:
    """The vehicle with the longest name that is all there."""
    said = frozenset("ft" if word == "foot" else word for word in lows)
    if said & {"uhaul", "haul"}:
        said |= {"truck"}
    best: tuple[int, str | None] = (0, None)
    for key, vehicle in vehicles().items():
        for name in vehicle.also:
            parts = frozenset(name.lower().split())
            if parts <= said and len(parts) > best[0]:
                best = (len(parts), key)
    return best[1]


def read_care(reading: Reading, line: Line, *, named: frozenset[str] | None) -> Thing | None:
    """Help without lifting, by its sort. `named`: the names of the thing that the words also name, if they do."""
    said = reading.everything if named is None else reading.piece.said
    lows = [singular(word) for word in said if word[0].isalpha()]
    while lows and (lows[0] in POLITE or (lows[0],) in words.LEADS.get(lows[0], ())):
        lows = lows[1:]
    sort = _sort(lows, named) if lows else None
    if sort is None:
        return None
    amounts = reading.amounts
    return Thing(
        key=None,
        words=reading.piece.text,
        count=1,
        count_low=1,
        kind=Kind.CARE,
        weight_kg=None,
        room="",
        line=line.n,
        doubtful=reading.doubtful,
        sort=sort,
        people=_people(lows, amounts),
        minutes=amounts.minutes,
        at=amounts.at,
    )


def _sort(lows: list[str], named: frozenset[str] | None) -> Sort | None:
    first, have = lows[0], set(lows)
    verb = bool(have & NEEDS) or (first in OTHER_VERBS and (named is None or first not in named))
    if first in CLEANING_VERBS and (named is None or first not in named or _has_object(lows)) and len(lows) > 1:
        return Sort.CLEANING
    for sort, doing, whom in SORTS:
        if (
            have & whom
            and (have & doing or (first in whom and "to" in lows[1:3]))
            and (named is None or verb or first in doing)
        ):
            return sort
    if named is not None and not verb:
        return None
    for word in lows:
        if word in BY_ITSELF and (word not in WEAK or word == lows[-1] or word == first):
            return BY_ITSELF[word]
    if have & OTHER_WORDS or (verb and len(lows) > 1) or (first in RELATIVES and "to" in lows[1:3]):
        return Sort.OTHER
    return None


def _has_object(lows: list[str]) -> bool:
    """Whether something is cleaned, rather than named: "hoover the flat", not "hoover"."""
    return any(
        word in words.ARTICLES or word in words.ROOMS or word in ("out", "flat", "house", "up") for word in lows[1:]
    )


def _people(lows: list[str], amounts: Amounts) -> int:
    """How many are asked for: only a number that counts people, not "babysitter for 2 kids"."""
    if amounts.count and any(word in words.PEOPLE for word in lows[:3]):
        return amounts.count
    return 1
