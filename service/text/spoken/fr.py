"""French: a verb that the title begins with ("à nettoyer la cuisine"), or "à porter le canapé", "pour le repas"."""

import re
from collections.abc import Callable, Sequence

from service.domain.models import Kind, Sort, Work
from service.domain.pasting.vocabulary import word_set
from service.domain.reading.views import TaskView
from service.text.spoken.titles import by_first, head_of, is_foreign, lowered

VERBS = word_set(
    """accompagner aérer aider aller amener apporter arroser balayer brancher bricoler charger chercher coller
    commander conduire construire couper cuisiner débarrasser débrancher décharger décrocher dégivrer déménager
    démonter déposer descendre donner emballer emmener emprunter empaqueter enlever entrer étiqueter fermer fixer
    garder gérer habiller installer jeter jouer laver lire livrer louer mesurer mettre monter nettoyer nourrir
    occuper ouvrir passer peindre percer plier porter poser prendre préparer promener protéger raccompagner ramasser
    ranger récupérer recycler régler rendre rentrer réparer repasser repeindre réserver retirer rouler scotcher
    servir sortir surveiller tenir transporter trier trouver vendre veiller vérifier vider visser remplir faire
    distribuer accueillir"""
)
MASCULINE = word_set(
    """canapé lit frigo lave-linge sèche-linge lave-vaisselle micro-ondes piano bureau fauteuil matelas sommier carton
    meuble vélo miroir tapis tableau cadre buffet congélateur réfrigérateur réfrigérateur-congélateur chat chien
    bébé lapin repas déjeuner dîner goûter café thé pain ménage trajet voyage camion fourgon utilitaire linge bois
    garage salon couloir sous-sol grenier jardin balcon séjour placard pouf lampadaire lustre téléviseur écran four
    barbecue banc parasol diable vaisselier portant établi coffre aspirateur ordinateur aquarium escabeau étendoir
    ampli orgue rôti gâteau"""
)
FEMININE = word_set(
    """table chaise armoire commode bibliothèque étagère lampe plante télé machine cuisinière soupe salade quiche tarte
    vaisselle camionnette voiture remorque moto cave cuisine chambre entrée terrasse buanderie salle penderie
    console vitrine batterie guitare harpe tente luge échelle brouette tondeuse poussette imprimante horloge caisse
    malle valise boîte clé clef pizza glace boisson fête pause peinture lessive caution lecture visite remise garde
    chatte chienne literie couette poubelle litière cage gazinière chaîne hotte banquette méridienne coiffeuse
    desserte"""
)
PLURAL = word_set("affaires rideaux tableaux manteaux animaux travaux cadeaux outils courses croissants clés clefs")
OWN = word_set(
    "le la les un une des du mon ma mes notre nos son sa ses leur leurs ce cet cette ces tout toute tous toutes"
)
"""Words that stand where an article would."""
NUMBERS = word_set("deux trois quatre cinq six sept huit neuf dix onze douze quelques plusieurs")
ROOMS = {
    **dict.fromkeys(word_set("cuisine chambre cave terrasse buanderie salle"), "de la "),
    **dict.fromkeys(word_set("salon bureau séjour garage grenier couloir balcon sous-sol débarras"), "du "),
    **dict.fromkeys(word_set("entrée atelier abri"), "de l’"),
}
"""Rooms, and how "from" joins them."""
LIVING = word_set(
    "chat chats chatte chattes chien chiens chienne bébé bébés enfant enfants petit petits petite fille filles garçon "
    "garçons jumeaux jumelles fils neveu nièce lapin lapins hamster poisson poissons oiseau oiseaux tortue poules poule"
)
"""Beings that an article is said of; all else may be a name."""
OURS = re.compile(r"(Sortir|Rentrer|Démonter)\s*:\s*(.+)")
"""Titles that the program makes itself: "Sortir : canapé, 2 chaises"."""


def doing(tasks: Sequence[TaskView], listed: Callable[[list[str]], str]) -> str:
    """Write what follows "pourrais-tu m’aider"; empty where a title is not understood."""
    by_verb = by_first(_one(task, listed) for task in tasks)
    if not by_verb:
        return ""
    return listed([f"{verb} {listed(what)}" for verb, what in by_verb.items()])


def _one(task: TaskView, listed: Callable[[list[str]], str]) -> tuple[str, str] | None:
    """Return what stands before: "à porter", "avec", "pour" or "à"; and what."""
    if is_foreign(task.title, "fr"):
        return None
    if ours := OURS.fullmatch(task.title.strip()):
        things = [_the(thing) for thing in re.split(r",\s+| et (?=\S)", ours[2])]
        return (f"à {ours[1].lower()}", listed(things)) if all(things) else None
    head = head_of(task.title).strip("\u202f\u00a0 ")
    words = head.lower().split()
    if not words:
        return None
    if words[0] in VERBS or words[0].startswith(("s’occuper", "s'occuper")):
        return "à", lowered(head)
    if task.kind is Kind.CARE:
        return _care(task, head, words)
    if task.kind is Kind.TRIP:
        goes = {"à", "chez", "au", "aux"} & {*words[1:]} and not {"trajet", "voyage", "tour"} & {*words}
        return _as("à emmener" if goes else "avec", head)
    if task.kind is Kind.BOX_LOAD and words[0] in ROOMS:
        packed = task.work is Work.PACK
        return _as("à emballer", head) if packed else ("à porter", f"les cartons {_from(head)}")
    if task.kind is Kind.BOX_LOAD and task.work is Work.PACK:
        return _as("à emballer", head)
    return _as("à porter" if task.is_by_hand else "avec", head)


def _care(task: TaskView, head: str, words: list[str]) -> tuple[str, str] | None:
    if task.sort in (Sort.CHILDREN, Sort.PETS):
        if not {*words} & LIVING:
            return None
        # "La promenade du chien" is nobody to look after.
        first = next((word for word in words if word not in OWN | NUMBERS and not word.isdigit()), "")
        return _as("à garder" if re.sub("^[ld][’']", "", first) in LIVING else "pour", head)
    cleaned = task.sort is Sort.CLEANING and words[0] not in ("ménage", "nettoyage", "grand")
    return _as("à nettoyer" if cleaned else "avec" if task.sort is Sort.FOOD else "pour", head)


def _as(verb: str, head: str) -> tuple[str, str] | None:
    both = [_the(part) for part in head.split(" et ")]
    what = " et ".join(both) if all(both) else _the(head)
    return (verb, what) if what else None


def _from(head: str) -> str:
    """Write "de la cuisine et du placard": of a part whose noun is not known, as it is written."""
    return " et ".join(_from_one(part) for part in head.split(" et "))


def _from_one(part: str) -> str:
    room, what = part.split(" ", 1)[0].lower(), _the(part)
    if room in ROOMS:
        return ROOMS[room] + lowered(part)
    if what.startswith(("le ", "les ")):
        return ("du " if what.startswith("le ") else "des ") + what.partition(" ")[2]
    return f"de {what}" if what.startswith(("la ", "l’", "l'")) else lowered(part)


def _the(head: str) -> str:
    """Put the article before a noun; empty where its gender is not known."""
    words = head.lower().split()
    first = words[0] if words else ""
    if first in OWN | NUMBERS or first[:1].isdigit() or re.match(r"[ld][’']", first):
        return lowered(head)
    noun = next((word for word in words if word not in ("petit", "petite", "grand", "grande", "gros", "grosse")), "")
    article = _article(noun)
    if article in ("le", "la") and first == noun and re.match(r"[aeiouéèêâîôûœ]|h(?:orloge|armonium)", first):
        return f"l’{lowered(head)}"
    return f"{article} {lowered(head)}" if article else ""


def _article(noun: str) -> str:
    if noun in PLURAL:
        return "les"
    is_feminine = _is_feminine(noun)
    if is_feminine is not None:
        return "la" if is_feminine else "le"
    single = noun[:-1] if noun.endswith(("s", "x")) else ""
    known = _is_feminine(single) is not None or re.search(r"[^s]$", single)
    return "les" if single and known else ""


def _is_feminine(noun: str) -> bool | None:
    """Tell a noun's gender by what is known of it, else by its end."""
    if noun in MASCULINE or noun in FEMININE:
        return noun in FEMININE
    if re.search(r"(?:ette|tion|sion|oire|ière|euse|elle|ade|ure|esse|erie|ée|ance|ence|ine)$", noun):
        return True
    return False if re.search(r"(?:age|eau|oir|ment|isme|ier|eur|et|al|ard)$", noun) else None
