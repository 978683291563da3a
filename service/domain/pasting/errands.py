"""Step 5, for what is not carried: trips with a vehicle, and care by its sort."""

from itertools import pairwise

from service.domain.figures.catalogue import vehicles
from service.domain.models import Kind, Sort
from service.domain.pasting import vocabulary
from service.domain.pasting.amounts import COUNTED
from service.domain.pasting.layout import Line
from service.domain.pasting.measures import LENGTHS, Amounts
from service.domain.pasting.naming import Reading
from service.domain.pasting.nouns import is_made, is_made_name, words_for
from service.domain.pasting.numbers import number_at
from service.domain.pasting.shapes import Thing
from service.domain.pasting.tokens import singular
from service.domain.pasting.vocabulary import word_set

SORTS: tuple[tuple[Sort, frozenset[str], frozenset[str]], ...] = (
    (
        Sort.PETS,
        word_set(
            "watch mind feed walk look take keep sit sitter sitting dogsitter catsitter vet petsitter cuddle "
            "board walking feeding"
        ),
        word_set(
            "cat dog pet rabbit hamster kitten puppy parrot budgie fish hen chicken guinea bunny tortoise bird "
            "puppies goldfish"
        ),
    ),
    (
        Sort.CHILDREN,
        word_set(
            "watch mind look take keep pick collect feed sit entertain school nursery nap care play distract run "
            "eye collecting"
        ),
        word_set(
            "kid child baby toddler son daughter twin boy girl little grandchild grandchildren grandkid school nursery"
        ),
    ),
    (
        Sort.KEYS,
        word_set(
            "hand collect pick return drop give get handover meet fetch over back cut swap leave handing "
            "returning collecting"
        ),
        word_set("key"),
    ),
)
"""Sort, words of doing, words of whom or what: one of each set makes the sort."""
BY_ITSELF = {
    **dict.fromkeys(
        word_set("babysit babysitter babysitting childcare childminder nanny childminding daycare sitter creche"),
        Sort.CHILDREN,
    ),
    **dict.fromkeys(word_set("catsitter dogsitter petsitter petsitting dogsitting catsitting dogwalker"), Sort.PETS),
    **dict.fromkeys(
        word_set(
            "pizza pizzas lunch dinner breakfast supper food snack sandwich sandwiches catering brunch picnic "
            "cake soup lasagne lasagna drink beer lemonade curry takeaway takeout meal casserole coffee tea bagel "
            "pasta chili water donut biscuit cookie fruit pastry sausage butty burrito sarnie burger crisp nibble "
            "refreshment samosa biryani tiffin chai bread cheese icecream doughnut"
        ),
        Sort.FOOD,
    ),
    **dict.fromkeys(
        word_set("clean cleaning cleaner mop scrub hoovering vacuuming dusting mopping wipe sweep"), Sort.CLEANING
    ),
    **dict.fromkeys(word_set("handover keys key"), Sort.KEYS),
}
CLEANING_VERBS = word_set("hoover vacuum mop wash dust polish wipe scrub sweep clean deep")
OTHER_VERBS = word_set(
    "read water disconnect connect reconnect plumb unplug dismantle disassemble assemble reassemble "
    "unscrew build put take paint fill repair fix guard direct reserve hold park stand call phone ring "
    "cancel order buy sort label unpack pack help supervise install hang check measure photograph drop "
    "post forward defrost drain empty wrap tape coordinate greet be let wait show lift meet turn switch "
    "redirect transfer update change register protect cover remove book someone somebody anyone person "
    "helper friend"
)
NEED = word_set("need needs needed")
NEED_WITHIN = 6
FETCHED = word_set("pick collect fetch")
STATES = word_set("is are was were isn't aren't wasn't has hasn't will won't doesn't can't")
"""Behind a word that may be a verb, they make it a noun of which something is told: "Lift is broken"."""
OUT_OF_USE = word_set("broken order working works service")
OTHER_WORDS = word_set("meter parking permit electrician plumber moral")
DONE_WITH = OTHER_VERBS | CLEANING_VERBS | {verb for _, doing, _ in SORTS for verb in doing} | word_set("unload")
POLITE = word_set("please can could somebody's kindly maybe then also and we i need to would like you will")
RELATIVES = word_set("mum mom dad gran grandma grandpa nan granny mother father aunt uncle sister brother ajji nana")
SOMEWHERE = word_set("go goes travel travels ride rides with at through neighbour neighbor sitter")
WEAK = word_set("water coffee tea fruit cake drink key")
"""Words that are food or keys only where they stand first or last."""
NEEDS = word_set("someone somebody anyone needed wanted volunteer person")
NO_TRIPS = word_set("school tyre tire boot sack")
"""Words beside which a car or a run is none of the move: "car tyres", "school run"."""
COUNTED_WITHIN = 5
RUNS = word_set("trip run journey shuttle")
LOADS = word_set("carload vanload truckload busload")
"""Trips by themselves; the other words for one need a vehicle."""
GIVING = word_set("give giving bring bringing take taking hand handing drop dropping go going goes send sending pass")
LENDING = word_set("return returning borrow borrowing lend")
BROUGHT_BACK = word_set("zurueck zurueckgeben zurueckbringen ausleihen devolver")
"""Words of an errand with what is somebody else's: at its beginning or behind "to", and of other languages anywhere."""
ASKED_WITH_VEHICLE = (
    vocabulary.TRIP_WORDS
    | vocabulary.TRIP_VERBS
    | NEEDS
    | word_set(
        "who use bigger fetching hiring hired renting rented booking booked collecting picking loading returning ask"
    )
)
AROUND_VEHICLE = vocabulary.VEHICLE_WORDS | vocabulary.QUALIFIERS | vocabulary.ARTICLES | vocabulary.WITH_VEHICLE


def read_trip(words: list[str], amounts: Amounts, line: Line) -> Thing | None:
    """Read a drive: "2 van trips", "pick up the van at 8", "driver for the Luton", "someone with a van"."""
    lows = [singular(word) for word in words]
    return trip_of(lows, amounts, line) if _is_trip(lows) else None


def trip_of(lows: list[str], amounts: Amounts, line: Line) -> Thing:
    """Make the drive of a line. `lows`: its words, in their singular."""
    counts = amounts.count is not None and _counts_trips(lows)
    count = amounts.count if counts and amounts.count else 1
    return Thing(
        key=None,
        text=line.text.strip(),
        explicit_count=counts,
        count=count,
        count_low=(amounts.low if counts else None) or count,
        kind=Kind.TRIP,
        weight_kg=None,
        room="",
        line=line.n,
        doubtful=amounts.doubtful,
        seats=0,
        vehicle=_vehicle(lows),
        minutes=amounts.minutes,
    )


def _is_trip(lows: list[str]) -> bool:
    have = frozenset(lows)
    if lows[:1] == ["no"] or have & NO_TRIPS or {"seat", "car"} <= have or lows[-1:] == lows[:1] == ["run"]:
        return False
    if lows[:1] == ["drive"] or "driver" in have or have & RUNS or have & LOADS:
        return True
    if not have & vocabulary.VEHICLE_WORDS:
        return "load" in have and "to" in lows and bool(have & words_for("places"))
    return bool(have & ASKED_WITH_VEHICLE) or is_lent(lows) or all(map(_goes_with_vehicle, lows))


def _counts_trips(lows: list[str]) -> bool:
    """Tell whether a number counts runs or vehicles: "2 van trips", "trips: 3"; not "a van from 9 to 5"."""
    runs = RUNS | LOADS | vocabulary.VEHICLE_WORDS | vocabulary.TRIP_WORDS
    return any(
        number_at(lows, at) is not None and bool(runs & set(lows[max(0, at - 2) : at + COUNTED_WITHIN]))
        for at in range(len(lows))
    )


def is_lent(words: list[str]) -> bool:
    """Tell whether something is given back or borrowed: "drill to give back", "return the router"."""
    said = [word for word in words if word not in POLITE or word == "to"]
    if BROUGHT_BACK & set(said) or LENDING & set(said[:1]):
        return True
    if any(before == "to" and word in LENDING for before, word in pairwise(said)):
        return True
    return "back" in said and bool(GIVING & set(said[: said.index("back")]))


def _goes_with_vehicle(word: str) -> bool:
    return word in AROUND_VEHICLE or not word[0].isalpha() or word in LENGTHS or word in vocabulary.NUMBERS


def _vehicle(lows: list[str]) -> str | None:
    """Choose the vehicle with the longest name whose words are all there."""
    have = frozenset("ft" if word == "foot" else word for word in lows)
    if have & {"uhaul", "haul"}:
        have |= {"truck"}
    best: tuple[int, str | None] = (0, None)
    for key, vehicle in vehicles().items():
        for name in vehicle.also:
            parts = frozenset(name.lower().split())
            if parts <= have and len(parts) > best[0]:
                best = (len(parts), key)
    return best[1]


def read_care(reading: Reading, line: Line, *, named: frozenset[str] | None) -> Thing | None:
    """Read help without lifting, by its sort. `named`: all words of the thing that the words also name, if any."""
    words = reading.everything if named is None else reading.piece.words
    lows = [_base(word) for word in words if word[0].isalpha() and word not in COUNTED]
    lows = lows[:-1] if lows[-1:] == ["with"] else lows
    while lows and (lows[0] in POLITE or (lows[0],) in vocabulary.LEADS.get(lows[0], ())):
        lows = lows[1:]
    lows = _imperative(lows, named)
    sort = _sort(lows, named) if lows else None
    return None if sort is None else care_of(reading, line, sort, _people(lows, reading.amounts))


def _base(word: str) -> str:
    """Make the singular of a noun; a plural that would be a verb of asking stays one: "books" are not to be booked."""
    base = singular(word)
    return word if base != word and base in OTHER_VERBS - NEEDS else base


def read_lent(reading: Reading, line: Line) -> Thing | None:
    """Read an errand with something that is given back or borrowed."""
    if not is_lent(reading.everything):
        return None
    return read_care(reading, line, named=None) or care_of(reading, line, Sort.OTHER, 1)


def care_of(reading: Reading, line: Line, sort: Sort, people: int) -> Thing:
    """Make the help without lifting of a piece."""
    amounts = reading.amounts
    return Thing(
        key=None,
        text=reading.piece.text,
        count=1,
        count_low=1,
        kind=Kind.CARE,
        weight_kg=None,
        room="",
        line=line.n,
        doubtful=reading.doubtful,
        sort=sort,
        people=people,
        minutes=amounts.minutes,
    )


def _sort(lows: list[str], named: frozenset[str] | None) -> Sort | None:
    first, have = lows[0], set(lows)
    if first == "lift" and have & OUT_OF_USE:
        return None
    if named is None and is_made_name(_until_link(lows)):
        return None
    says = len(lows) > 1 and lows[1] in STATES
    verb = bool(have & NEEDS) or (first in OTHER_VERBS and not says and (named is None or first not in named))
    if first in CLEANING_VERBS and (named is None or first not in named or _has_object(lows)) and len(lows) > 1:
        return Sort.CLEANING
    for sort, doing, whom in SORTS:
        if (
            have & whom
            and (have & doing or (first in whom and ("to" in lows[1:3] or _goes_somewhere(lows))))
            and (named is None or verb or first in doing or (first in whom and _goes_somewhere(lows)))
        ):
            return sort
    if named is not None and not verb:
        return None
    for word in lows:
        if (
            word in BY_ITSELF
            and not (named is None and _describes(word, lows))
            and (word not in WEAK or word == lows[-1] or word == first)
        ):
            return BY_ITSELF[word]
    if named is None and _is_errand(lows):
        return Sort.OTHER
    if have & OTHER_WORDS or (verb and len(lows) > 1) or (first in RELATIVES and "to" in lows[1:3]):
        return Sort.OTHER
    return None


def _goes_somewhere(lows: list[str]) -> bool:
    """Tell whether the first word is looked after elsewhere: "cat -> mum", "keys through the letterbox"."""
    return len(lows) > 1 and (lows[1] in SOMEWHERE or lows[1] in RELATIVES)


def _until_link(lows: list[str]) -> list[str]:
    """Take the words before the first that ends a name."""
    return lows[: next((at for at, word in enumerate(lows) if word in vocabulary.CUTS), len(lows))]


def _describes(word: str, lows: list[str]) -> bool:
    """Tell whether a word of care only says of what sort a thing is: "pizza oven"."""
    name = _until_link(lows)
    return word in name[:-1] and name[-1] not in BY_ITSELF and lows[0] not in OTHER_VERBS and is_made(name[-1:])


def _is_errand(lows: list[str]) -> bool:
    """Tell whether something is to be done: "text the neighbours", "nurse needs telling", "IT to disconnect all"."""
    verbs = words_for("verbs")
    if lows[0] in vocabulary.PROSE - verbs or "no" in lows[:2]:
        return False
    if len(lows) > 1 and (lows[0] in verbs or lows[0] in FETCHED or (lows[0] == "get" and "from" in lows)):
        return True
    if len(lows) > 1 and lows[0] == "unload" and lows[1] in ("at", "in", "it", "everything"):
        return True
    if any(link in NEED and (then.endswith("ing") or then == "to") for link, then in pairwise(lows[:NEED_WITHIN])):
        return True
    return len(lows) > 2 and lows[1] == "to" and (lows[2] in verbs or lows[2] in OTHER_VERBS)


def _imperative(lows: list[str], named: frozenset[str] | None) -> list[str]:
    """Write "watching the twins" as "watch the twins"; not "rocking chair", "mixing bowl"."""
    first = lows[0] if len(lows) > 1 else ""
    if not first.endswith("ing") or is_made_name(lows[:2]) or (named is not None and first in named):
        return lows
    stem = first.removesuffix("ing")
    verb = next(
        (each for each in (stem, stem + "e", stem[:-1]) if each in DONE_WITH or each in words_for("verbs")), None
    )
    return lows if verb is None else [verb, *lows[1:]]


def _has_object(lows: list[str]) -> bool:
    """Tell whether something is cleaned, rather than named: "hoover the flat", not "hoover"."""
    return any(
        word in vocabulary.ARTICLES or word in vocabulary.ROOMS or word in ("out", "flat", "house", "up")
        for word in lows[1:]
    )


def _people(lows: list[str], amounts: Amounts) -> int:
    """Read how many people are asked for: only a number that counts people, not "babysitter for 2 kids"."""
    if amounts.count and any(word in vocabulary.PEOPLE for word in lows[:3]):
        return amounts.count
    return 1
