"""Spanish: a verb that the title begins with ("a limpiar la cocina"), or "a llevar el sofá", "con la comida"."""

import re
from collections.abc import Callable, Sequence

from service.domain.models import Kind, Sort, Work
from service.domain.pasting.vocabulary import word_set
from service.domain.reading.views import TaskView
from service.text.spoken.titles import by_first, head_of, is_foreign, lowered

VERBS = word_set(
    """abrir acompañar aspirar arreglar alimentar atornillar bajar barrer buscar cambiar cargar cerrar clasificar
    cocinar colgar colocar comprar conducir conectar congelar cortar cuidar dar descargar descolgar
    descongelar desconectar desenchufar desmontar devolver doblar donar embalar empaquetar encargar entregar
    entretener envolver etiquetar forrar fregar guardar hacer instalar ir jugar lavar limpiar llevar llenar
    medir montar mover ordenar organizar pasar pasear pintar planchar poner preparar proteger quitar
    reciclar recoger regar repartir reparar reservar retirar revisar sacar separar servir sostener subir
    taladrar tapar tender tirar traer trasladar vaciar vender ventilar vigilar desatornillar aparcar atender
    cubrir mirar pelar leer esperar"""
)
MASCULINE = word_set(
    """sofá sofa mapa coche mueble estante somier microondas lavavajillas árbol piano sillón espejo reloj ordenador
    cabecero bebé pan arroz viaje equipaje garaje trastero lavabo televisor jarrón aire menaje transporte
    desayuno papel cristal mantel portátil barril traste cortacésped paraguas perchero sótano ático
    tendedero café té postre buzón pasillo salón comedor balcón jardín perro gato"""
)
FEMININE = word_set("llave moto foto mano tele base torre nave leche carne pared flor red luz sal nevera gente clase")
WITH_EL = word_set("agua hacha arma aula área ama alma águila")
"""Feminine nouns that begin with a stressed "a": one of them has "el"."""
BEHIND = word_set("a al con de del desde en hasta para por sin")
"""Words that stand behind a noun with what is said of it."""
OWN = word_set("el la los las mi mis un una unos unas nuestro nuestra nuestros nuestras todo toda todos todas")
"""Words that stand where an article would."""
NUMBERS = word_set("dos tres cuatro cinco seis siete ocho nueve diez once doce")
ROOMS = word_set(
    "cocina salón comedor dormitorio baño estudio despacho sótano trastero habitación garaje pasillo ático"
)


LIVING = word_set(
    "gato gata gatos gatas perro perra perros perras bebé niño niña niños niñas gemelos gemelas hijo hija hijos hijas "
    "nieto nieta nietos nietas conejo conejos hámster peces pájaro pájaros tortuga gallinas"
)
"""Beings that an article is said of; all else may be a name."""


def doing(tasks: Sequence[TaskView], listed: Callable[[list[str]], str]) -> str:
    """Write what follows "¿podrías ayudarme"; empty where a title is not understood."""
    by_verb = by_first(map(_one, tasks))
    if not by_verb:
        return ""
    return listed([f"{verb} {listed(what)}" for verb, what in by_verb.items()])


def _one(task: TaskView) -> tuple[str, str] | None:
    """Return what stands before: "a llevar", "con" or "a"; and what."""
    head = head_of(task.title)
    words = head.lower().split()
    if not words or is_foreign(task.title, "es"):
        return None
    if words[0] in VERBS or re.sub(r"(?:lo|la|los|las|le|les|se)$", "", words[0]) in VERBS:
        return "a", lowered(head)
    if task.sort in (Sort.CHILDREN, Sort.PETS) and not {*words} & LIVING:
        return None
    if task.kind is Kind.CARE:
        cleaned = task.sort is Sort.CLEANING and not words[0].startswith("limpi")
        return _as("a limpiar" if cleaned else "con", head)
    if task.kind is Kind.TRIP:
        goes = {"a", "al"} & {*words[1:]} and not {"viaje", "viajes", "trayecto", "vuelta"} & {*words}
        return _as("a llevar" if goes else "con", head)
    if task.kind is Kind.BOX_LOAD and task.work is Work.PACK:
        return _as("a empaquetar", head)
    if task.kind is Kind.BOX_LOAD and words[0] in ROOMS:
        places = [f"del {place[3:]}" if place.startswith("el ") else f"de {place}" for place in _parts(head)]
        return "a llevar", f"las cajas {' y '.join(places)}"
    return _as("a llevar" if task.is_by_hand else "con", head)


def _as(verb: str, head: str) -> tuple[str, str] | None:
    what = " y ".join(_parts(head))
    return (verb, what) if what else None


def _parts(head: str) -> list[str]:
    """Put the article before each of two nouns; before the first alone where the second may be said of it."""
    first, _y, second = head.partition(" y ")
    both = [_the(first), _the(second)] if second and not BEHIND & {*first.lower().split()} else [""]
    return both if all(both) else [_the(head)]


def _the(head: str) -> str:
    """Put the article before a noun; empty where its gender is not known."""
    first = head.split(" ", 1)[0].lower()
    if first in OWN | NUMBERS or first[:1].isdigit():
        return lowered(head)
    article = _article(first)
    return f"{article} {lowered(head)}" if article else ""


def _article(noun: str) -> str:
    if noun in WITH_EL:
        return "el"
    if noun in MASCULINE or noun in FEMININE:
        return "el" if noun in MASCULINE else "la"
    single = next(
        (each for each in (noun.removesuffix("s"), noun.removesuffix("es")) if _is_feminine(each) is not None), ""
    )
    is_feminine = _is_feminine(single)
    if is_feminine is None:
        return ""
    many = noun.endswith("s") and noun != single
    return {(False, False): "el", (True, False): "la", (False, True): "los", (True, True): "las"}[is_feminine, many]


def _is_feminine(noun: str) -> bool | None:
    if noun in MASCULINE or noun in FEMININE:
        return noun in FEMININE
    accented = {"sillon": "sillón", "jarron": "jarrón", "colchon": "colchón", "cajon": "cajón", "edredon": "edredón"}
    if noun in accented:
        return False
    if re.search(r"(?:a|ción|cion|sión|sion|dad|tud)$", noun):
        return True
    return False if re.search(r"(?:o|ón|or|ete|aje)$", noun) else None
