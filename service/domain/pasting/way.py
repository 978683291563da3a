"""Lines that say where a move goes, and nothing that is carried: "Moving one floor down, same building (no lift!)"."""

from service.domain.pasting.floors import BEHIND_NUMBER, BESIDE, FLOORS, ORDINALS
from service.domain.pasting.tokens import TOKEN
from service.domain.pasting.words import fold


def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


MOVING = _folded(
    "moving move moves relocating umzug umziehen ziehen ziehe zieht déménagement déménager déménage déménageons "
    "mudanza mudarnos mudo mudamos انتقال الانتقال ننتقل أنتقل سننتقل"
)
SAME = _folded("same selben selbe gleichen gleiches gleiche même mismo misma نفس")
PLACES = _folded(
    "building house flat apartment storey floors town city street haus hauses gebäude wohnung stadt straße stöcke "
    "stockwerke etagen immeuble bâtiment maison appartement logement étage étages ville rue edificio casa vivienda "
    "ciudad calle pisos plantas طابق الطابق طوابق دور الدور مبنى المبنى عمارة العمارة بناية البناية شقة المدينة"
)
BETWEEN = _folded(
    "we i are is it s re m all one two three up down across out of to from into within around just only "
    "wir ich es alles ein eine einen zwei drei hoch runter tiefer höher nach vom von zum ins innerhalb durch quer nur "
    "on nous je se de du des la le les l un une deux trois plus bas haut dans vers a à au sans avec ascenseur par "
    "nos me uno una dos tres más abajo arriba al del desde hasta hacia por solo e º "
    "في من إلى واحد واحدة طابقين أسفل أعلى تحت فوق بدون بلا دون مصعد داخل عبر الأول الثاني الثالث الرابع الخامس"
)
KNOWN = FLOORS | ORDINALS | BEHIND_NUMBER | BESIDE | MOVING | SAME | PLACES | BETWEEN


def says_way(text: str) -> bool:
    """Tell whether a line says that one moves, or stays in one building, and nothing else."""
    words = [fold(each[0].lower()) for each in TOKEN.finditer(text)]
    is_way = bool((FLOORS | PLACES).intersection(words)) and bool((MOVING | SAME).intersection(words))
    return is_way and all(word in KNOWN or word.isdecimal() or not word[0].isalnum() for word in words)
