"""English: a verb that the title begins with, or "carry the", "pack the", "look after the", "with the"."""

import re
from collections.abc import Callable, Sequence

from service.domain.models import Kind, Sort, Work
from service.domain.pasting.vocabulary import ROOMS, word_set
from service.domain.reading.views import TaskView
from service.text.spoken.titles import by_first, head_of, is_foreign, lowered

VERBS = word_set(
    """air assemble babysit bake book bring build buy carry change check clean clear close collect cook cover cut
    decorate defrost deliver dig disassemble disconnect dismantle dispose do donate drain drill drive drop
    dust empty entertain feed fetch fill find fix fold gather get give groom hand hang heat help hold hoover
    host iron keep label leave lift load lock look make measure mend mind mop mount move mow open order
    organise organize pack paint park peel phone pick place plan play pour prepare protect pull push put
    read recycle remove rent repair replace reset return roll run scrub sell serve set shift show sit sort
    stack start store sweep swap take tape tidy tie transport trim turn unload unpack unscrew unwrap vacuum
    varnish wait walk wash watch water wipe wrap write"""
)
OWN = word_set("the a an one my our his her their your some all both every mum's dad's")
"""Words that stand where "the" would."""
FOOD = word_set("breakfast brunch lunch dinner supper tea coffee food drinks snacks cake soup")
"""Things that one helps with as they are: "with lunch"."""
HANDLING = word_set("pack unpack wrap unwrap label carry load unload take bring move sort stack")
LIVING = word_set(
    "cat cats dog dogs puppy kitten rabbit rabbits hamster hamsters bird birds parrot fish hens chickens tortoise baby "
    "toddler kid kids child children twins boy boys girl girls son sons daughter daughters grandson granddaughter"
)
"""Beings that "the" is said of; all else may be a name."""
BEHIND = re.compile(r"\s(?:after|at|before|during|for|from|in|of|on|to|until|when|while|with)\s")
"""Words that stand behind a noun with what is said of it."""
OF_A_TRIP = word_set("load trip run drive ride tour")


def doing(tasks: Sequence[TaskView], listed: Callable[[list[str]], str]) -> str:
    """Write what follows "could you help me"; empty where a title is not understood."""
    by_verb = by_first(map(_one, tasks))
    if not by_verb:
        return ""
    if "with" in by_verb:
        return "" if "" in by_verb else f"with {listed([each for what in by_verb.values() for each in what])}"
    return listed([f"{verb} {listed(what)}" if verb else listed(what) for verb, what in by_verb.items()])


def _one(task: TaskView) -> tuple[str, str] | None:
    """Return the verb, and what; an empty verb where the title has its own."""
    head = head_of(task.title)
    words = head.lower().split()
    if not words or is_foreign(task.title, "en"):
        return None
    if _has_verb(task, words):
        return "", lowered(head)
    if words[0].endswith("ing") and task.kind is not Kind.HEAVY_ITEM:
        return ("with", lowered(head)) if words[1:] and words[1] in OWN else None
    if task.kind is Kind.CARE:
        return _care(task, head, words)
    if task.kind is Kind.TRIP:
        return _trip(head, words)
    if task.kind is Kind.BOX_LOAD and task.work is Work.PACK:
        return "pack", _the(head)
    if task.kind is Kind.BOX_LOAD and _is_room(head) and not re.search(r"\b(from|in|of|for)\b", head.lower()):
        return "carry", f"the boxes from {_the(head)}"
    if not task.is_by_hand:
        return "with", _the(head)
    way = re.search(r", (out|in)\b", task.title)
    return "carry", f"{_the(head)} {way[1]}" if way else _the(head)


def _has_verb(task: TaskView, words: list[str]) -> bool:
    """Tell whether it begins with a verb: of what is carried most titles are things, such as "paint tins"."""
    if len(words) < 2 or words[0] not in VERBS:
        return False
    is_thing = task.kind.is_carried
    return not is_thing or words[1] in OWN or (words[0] in HANDLING and words[1] not in ("box", "boxes"))


def _is_room(head: str) -> bool:
    """Tell whether it names a room, or a room and more: the "kitchen boxes" are no room."""
    return any(part.split()[-1:] and part.split()[-1] in ROOMS for part in re.split(r",|\band\b|&", head.lower()))


def _trip(head: str, words: list[str]) -> tuple[str, str] | None:
    if {*words} & OF_A_TRIP or len(words) == 1:
        return "with", _the(head)
    return ("take", _the(head)) if "to" in words[1:] else None


def _care(task: TaskView, head: str, words: list[str]) -> tuple[str, str] | None:
    match task.sort:
        case Sort.CHILDREN | Sort.PETS if not {*words} & LIVING:
            return None
        case Sort.CHILDREN | Sort.PETS if _is_living(head):
            is_named = any(word[:1].isupper() for word in head.split()[1:])
            return "look after", head if is_named else _the(head)
        case Sort.CLEANING if not {"cleaning", "clean"} & {*words}:
            return "clean", _the(head)
        case _:
            return "with", lowered(head) if words[0] in FOOD else _the(head)


def _is_living(head: str) -> bool:
    """Tell whether it names somebody to look after, such as "Baby Leo in the morning", and not "dog walking"."""
    nouns = BEHIND.split(head)[0].split()
    return nouns[-1].lower() in LIVING or (nouns[0].lower() in LIVING and nouns[-1][:1].isupper())


def _the(head: str) -> str:
    first = head.split(" ", 1)[0].lower().replace("’", "'")
    if first.endswith(("'s", "s'")):
        return head if first not in OWN else lowered(head)
    return lowered(head) if first in OWN or first[:1].isdigit() else f"the {lowered(head)}"
