"""Lines that say on which floor a home is, and name nothing that is carried: "3. Stock, kein Aufzug", "3er piso"."""

from service.domain.pasting.tokens import TOKEN
from service.domain.pasting.vocabulary import word_set
from service.domain.pasting.words import fold

FLOORS = word_set("floor stock stockwerk etage geschoss obergeschoss og piso planta")
ORDINALS = word_set(
    "first second third fourth fifth top erster zweiter dritter vierter ersten zweiten dritten vierten erstes zweites "
    "drittes primer primero primera segundo segunda tercer tercero tercera cuarto cuarta quinto quinta"
)
BEHIND_NUMBER = word_set(". st nd rd th er o a ro do to ra da ta")
"""Signs that make a number one of an order: "3.", "3rd", "3er", "3º"."""
BESIDE = word_set(
    "the a with without no and in on left right lift elevator stairs der die das den dem im mit ohne kein keinen und "
    "links rechts aufzug fahrstuhl lift treppe el la en con sin y ascensor escalera izquierda derecha"
)


def says_floor(text: str) -> bool:
    """Tell whether a line says the floor of a home and nothing else."""
    words = [fold(each[0].lower()) for each in TOKEN.finditer(text)]
    ordered = [at for at, word in enumerate(words) if word in ORDINALS or _is_ordered(words, at)]
    if not ordered or not FLOORS & set(words):
        return False
    return all(
        word in FLOORS | BESIDE | ORDINALS | BEHIND_NUMBER or word.isdecimal() or not word[0].isalnum()
        for word in words
    )


def _is_ordered(words: list[str], at: int) -> bool:
    return words[at].isdecimal() and at + 1 < len(words) and words[at + 1] in BEHIND_NUMBER
