"""German: "helfen, das Sofa zu tragen", "helfen, die Küche einzupacken", "mit dem Mittagessen helfen".

An article needs the noun's gender: that of the nouns which moves are made of is known by their last part.
"""

import re
from collections.abc import Callable, Sequence

from service.domain.models import Kind, Sort, Work
from service.domain.pasting.vocabulary import word_set
from service.domain.reading.views import TaskView
from service.text.spoken.titles import by_first, head_of, is_foreign

NOUNS = {
    "m": """schrank tisch stuhl sessel spiegel teppich fernseher herd trockner koffer sack karton schlüssel keller
        dachboden boden balkon garten hund kater kuchen kaffee salat umzug transporter wagen grill computer monitor
        bildschirm drucker ständer korb flur vorhang baum topf mäher roller hocker spüler sauger kasten tresor müll
        router beamer flügel ofen schirm käfig schlitten container schuppen raum tee brunch imbiss backofen""",
    "f": """kommode maschine couch lampe matratze kiste truhe vitrine pflanze uhr leiter bank küche wohnung katze
        garderobe tonne wand anlage kombination mikrowelle platte gitarre suppe fahrt fuhre übergabe box tasche harfe
        liege orgel tür kammer werkstatt post theke jause brotzeit garage spüle staffelei palme stange ladung""",
    "n": """sofa bett regal klavier fahrrad bild gestell sideboard essen frühstück bad zimmer auto buffet aquarium
        piano keyboard geschirr laufband brett zelt kajak gerät haus klo bettzeug werkzeug spielzeug schlagzeug kind
        baby büro rad trampolin bettgestell kinderbett treppenhaus""",
    "p": """bücher kisten kartons stühle schuhe kleider blumen pflanzen lampen bilder kinder zwillinge fenster
        vorhänge teppiche sachen möbel akten papiere gläser teller töpfe getränke brötchen regale matratzen fahrräder
        räder schränke tische katzen hunde hühner wände platten cds dvds böden türen kaninchen schlüssel sessel
        dinge unterlagen reste flaschen taschen küchen maschinen dosen stangen pfannen lichter säcke körbe spiele""",
}
GENDERS = {noun: gender for gender, nouns in NOUNS.items() for noun in reversed(nouns.split())}
ENDINGS = {"ung": "f", "heit": "f", "keit": "f", "schaft": "f", "tion": "f", "chen": "n", "lein": "n"}
ACCUSATIVE = {"m": "den", "f": "die", "n": "das", "p": "die"}
DATIVE = {"m": "dem", "f": "der", "n": "dem", "p": "den"}
NO_ACCUSATIVE = word_set(
    """dem ein mein unser dein sein ihr euer einem einer meinem meiner unserem unserer deinem deiner seinem seiner ihrem
    ihrer diesem dieser jedem jeder"""
)
"""Words before a noun that is no accusative: they stay as they are, before a verb, too."""
OWN = NO_ACCUSATIVE | word_set(
    """der die das den eine einen meine meinen unsere unseren deine deinen seine seinen ihre ihren eure euren diese
    diesen dieses jede jeden jedes alle einige mehrere"""
)
"""Words that stand where an article would."""
GIVING = word_set("leisten sagen geben machen kochen zeigen vorlesen")
"""Verbs before which the first of two nouns is the one who is given something: "Katze Gesellschaft leisten"."""
BEHIND = word_set("aus bei in mit neben unter von vor zu auf hinter an")
WITH_ARTICLE = word_set("im beim vom zum zur am")
"""Words behind a noun that begin what is said of it: the second ones have an article in them."""
DATIVES = word_set("dem der den einem einer meinem meiner meinen unserem unserer unseren")
ROOMS = ("küche", "zimmer", "keller", "bad", "flur", "dachboden", "büro", "kammer", "garage")
VERBS = tuple(
    word_set(
        """tragen packen räumen putzen gießen füttern bringen holen bauen schrauben kochen backen passen fahren saugen
    wischen waschen kehren streichen malen hängen machen kaufen heben schleppen laden sortieren leeren
    nehmen geben hüten betreuen tauen bohren montieren reinigen mähen spülen trennen stellen legen falten
    kleben beschriften halten schieben werfen entsorgen besorgen versorgen suchen schauen begleiten dübeln
    bereiten entkalken lagern pflegen schließen öffnen spielen unterhalten organisieren rollen lassen lösen
    setzen führen decken messen schneiden sammeln wickeln ziehen grillen schmieren lüften stapeln sägen
    pumpen liefern wechseln"""
    )
)
NO_VERBS = word_set(
    "oben unten außen innen hinten neben wegen offen zusammen morgen gegen hinein sieben draußen drinnen"
)
WHOLE = ("unter", "über", "hinter", "wider", "umarm")
"""Beginnings that do not part from their verb."""
LITTLE = OWN | word_set("auf bei beim im am mit für nach aus in zum zur vom von mittags morgens abends nachmittags vor")
"""Words that are written small within a sentence."""
NUMBERS = word_set("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf ein paar")
ADJECTIVES = word_set("großes kleines altes neues volles schweres langes rotes weißes schwarzes leeres")
PREFIXES = (
    *("herunter", "hinunter", "heraus", "hinaus", "herein", "hinein", "auseinander", "zusammen", "zurück", "vorbei"),
    *("runter", "rüber", "rauf", "raus", "rein", "hoch", "auf", "aus", "ein", "vor", "weg", "los", "fest", "mit"),
    *("nach", "her", "hin", "bei", "ab", "an", "um", "zu", "frei", "bereit"),
)
"""Parts of a verb that "zu" comes behind."""


def doing(tasks: Sequence[TaskView], listed: Callable[[list[str]], str]) -> str:
    """Write what follows "könntest du mir am Samstag"; empty where a title is not understood."""
    by_verb = by_first(map(_one, tasks))
    if not by_verb:
        return ""
    if "" in by_verb:
        return f"mit {listed(by_verb[''])} helfen" if len(by_verb) == 1 else ""
    whats = [f"{listed([each for each in what if each])} {verb}".strip() for verb, what in by_verb.items()]
    return f"helfen, {listed(whats)}"


def _one(task: TaskView) -> tuple[str, str] | None:
    """Return the verb with "zu", and what; an empty verb where one helps "mit" it."""
    head = head_of(task.title)
    words = head.split()
    if not words or is_foreign(task.title, "de"):
        return None
    if _is_verb(words[-1]) and (words[-1].endswith(VERBS) or _is_german(words[:-1])):
        return _with_zu(words[-1]), _object(words[:-1], words[-1])
    if task.kind is Kind.CARE:
        cleaned = task.sort is Sort.CLEANING and not re.search("putz|reinig", head.lower())
        return _as("zu putzen", words, ACCUSATIVE) if cleaned else _as("", words, DATIVE)
    if task.kind is Kind.TRIP:
        goes = not re.search("fahrt|fuhre|tour", head.lower()) and re.search(r"\b(zum|zur|zu|nach|ins|in)\b", head)
        return _as("zu bringen", words, ACCUSATIVE) if goes else _as("", words, DATIVE)
    if task.kind is Kind.BOX_LOAD and task.work is Work.PACK:
        return _as("einzupacken", words, ACCUSATIVE)
    if task.kind is Kind.BOX_LOAD and len(words) == 1 and head.lower().endswith(ROOMS):
        place = _noun_phrase(words, DATIVE)
        return ("zu tragen", f"die Kartons aus {place}") if place else None
    if not task.is_by_hand:
        return _as("", words, DATIVE)
    way = re.search(r", (raus|rein|hinaus|hinein)\b", task.title)
    return _as(_with_zu(f"{way[1]}tragen") if way else "zu tragen", words, ACCUSATIVE)


def _as(verb: str, words: list[str], articles: dict[str, str]) -> tuple[str, str] | None:
    what = _noun_phrase(words, articles)
    return (verb, what) if what else None


def _is_verb(word: str) -> bool:
    return word.islower() and word not in NO_VERBS and bool(re.fullmatch(r"[^\W\d_]+(?:en|eln|ern)", word))


def _is_german(words: list[str]) -> bool:
    return any(_gender(word) or word.lower() in LITTLE or re.search("[äöüß]", word.lower()) for word in words)


def _with_zu(verb: str) -> str:
    for prefix in () if verb.startswith(WHOLE) else PREFIXES:
        rest = verb.removeprefix(prefix)
        if rest != verb and len(rest) > 4:
            return f"{prefix}zu{rest}"
    return f"zu {verb}"


def _object(words: list[str], verb: str) -> str:
    """Add the article if the noun is known; else leave the words as they are, but for a capital at the beginning."""
    if not words:
        return ""
    first, *others = words
    if verb in GIVING and len(others) == 1 and others[0].istitle() and (whom := _noun_phrase([first], DATIVE)):
        return f"{whom} {others[0]}"
    is_dative = first.lower() == "der" and next(filter(None, map(_gender, others[:2])), "") == "f"
    if not is_dative and (found := _noun_phrase(words, ACCUSATIVE)):
        return f"auf {found}" if verb == "aufpassen" else found
    return " ".join([words[0].lower() if words[0].lower() in LITTLE else words[0], *words[1:]])


def _noun_phrase(words: list[str], articles: dict[str, str]) -> str:
    """Put the article before a noun, or before an adjective and a noun; empty where the gender is not known."""
    first = words[0].lower()
    if first in OWN:
        if first in ("der", "die", "das") and len(words) > 1:
            return _noun_phrase(words[1:], articles)
        known = articles is ACCUSATIVE and first not in NO_ACCUSATIVE
        return " ".join([first, *words[1:]]) if known else ""
    if "und" in words[1:]:
        at = words.index("und")
        both = [words[:at], words[at + 1 :]]
        if not both[1]:
            return ""
        first_of, second = _noun_phrase(both[0], articles), " ".join(both[1])
        if not _is_of_both(*both):
            second = _noun_phrase(both[1], articles)
        return f"{first_of} und {second}" if first_of and second else ""
    if first[:1].isdigit() or first in NUMBERS:
        return " ".join([first, *words[1:]]) if articles is ACCUSATIVE else ""
    if (
        first.endswith("s")
        and len(words) > 1
        and not _gender(words[0])
        and _gender(words[1])
        and first not in ADJECTIVES
    ):
        return " ".join(words)  # "Omas Kommode"
    at = 0 if _gender(words[0]) else 1
    if at == len(words) or not (gender := _gender(words[at])):
        return ""
    noun = words[at]
    if articles is DATIVE and gender == "p" and not noun.endswith(("n", "s")):
        noun += "n"
    adjectives = list[str]()
    if at:
        stem = re.fullmatch(r"(.{2,}?)(?:es|er|en|e)", first)
        if stem is None:
            return ""
        weak = "e" if articles is ACCUSATIVE and gender in "fn" else "en"
        adjectives = [stem[1] + weak]
    return " ".join([articles[gender], *adjectives, noun, *words[at + 1 :]])


def _is_of_both(first: list[str], second: list[str]) -> bool:
    """Tell whether "und" joins what is said of the first noun: "Bücher aus Bad und Küche"."""
    at = next((at for at in range(len(first) - 2, 0, -1) if first[at] in BEHIND | WITH_ARTICLE), 0)
    has_article = first[at] in WITH_ARTICLE or first[min(at + 1, len(first) - 1)] in DATIVES
    return bool(at) and has_article == (second[0] in DATIVES)


def _gender(word: str) -> str:
    """Return the gender of a noun by its longest part that is known; "p" for several, "" for what is not known."""
    plain = word.lower().strip(".!?")
    if not word[:1].isupper():
        return ""
    for at in range(len(plain) - 1):
        if gender := GENDERS.get(plain[at:]):
            return gender
    return next((gender for ending, gender in ENDINGS.items() if plain.endswith(ending)), "")
