"""Asks of several kinds, and their words in every language.

`python -m tests.text.asks` writes the words anew into tests/text/asks/: read the difference aloud.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from service.domain.models import AskState, Kind, MoveState, Sort, Task, Work, defaults_of, table
from service.domain.reading.tasks import preview
from service.domain.reading.views import AskView, EndView, HelperView, MoveView, OrganizerView, TaskView
from service.text.asking import Asking
from service.text.language import language
from service.text.spoken import help_me

FOLDER = Path(__file__).parent / "asks"
TONGUES = ["en-GB", "de", "es", "fr", "ar"]
LINK = "https://move.example.org/a/k7fq2mzpxaa5-1." + "x" * 43
MOVE = MoveView(
    id="k7fq2mzpxa",
    version=1,
    state=MoveState.OPEN,
    title="One floor down",
    zone="Europe/Vienna",
    day=date(2026, 12, 5),
    why="",
    damage_is_mine=False,
    discreet=False,
    same_building=True,
    start=EndView("", 4, lift=False),
    finish=EndView("", 3, lift=False),
    signup_epoch=1,
    revision=0,
    organizers=[OrganizerView(1, "Olive")],
)
TITLES = {
    "Sofa": ("Sofa", "Sofá", "Canapé", "أريكة"),
    "Wardrobe": ("Kleiderschrank", "Armario", "Armoire", "خزانة ملابس"),
    "Books": ("Bücher", "Libros", "Livres", "كتب"),
    "Van, first load": (
        *("Transporter, erste Fuhre", "Furgoneta, primer viaje", "Camionnette, premier voyage"),
        "سيارة النقل، الحمولة الأولى",
    ),
    "The cat": ("Die Katze", "La gata", "La chatte", "القطة"),
    "Piano": ("Klavier", "Piano", "Piano", "بيانو"),
    "Soup": ("Suppe", "Sopa", "Soupe", "شوربة"),
    "Washing machine": ("Waschmaschine", "Lavadora", "Lave-linge", "غسالة"),
    "Pack the kitchen": ("Küche einpacken", "Embalar la cocina", "Emballer la cuisine", "تعبئة المطبخ"),
}
"""In the other languages, in the order of TONGUES."""
WHY = (
    "She hides from strangers.",
    "Sie versteckt sich vor Fremden.",
    "Se esconde de los desconocidos.",
    "Elle se cache des inconnus.",
    "تختبئ من الغرباء.",
)
WHY_YOU = (
    "You get on so well with her",
    "Mit dir versteht sie sich so gut",
    "Contigo se entiende muy bien",
    "Elle s’entend si bien avec toi",
    "هي مرتاحة معك دائمًا",
)
NAMES = ("Mr Berger", "Herr Berger", "Señor Berger", "Monsieur Berger", "السيد برغر")


def task(kind: Kind = Kind.CARE, title: str = "The cat", **fields: Any) -> TaskView:
    """View a task that is written nowhere."""
    empty: dict[str, Any] = dict.fromkeys(table(Task).columns.keys())
    given = {"kind": kind, "title": title, "needed": None if kind is Kind.HEAVY_ITEM else 1, **fields}
    return preview(MOVE, Task(**{**empty, **defaults_of(Task), **given, "move_id": MOVE.id, "n": 2}))


SOFA = task(Kind.HEAVY_ITEM, "Sofa", weight_kg=60, minutes=30)
WARDROBE = task(Kind.HEAVY_ITEM, "Wardrobe", weight_kg=60, minutes=60)
PIANO = task(Kind.HEAVY_ITEM, "Piano", weight_kg=220, starts=time(9))
BOOKS = replace(task(Kind.BOX_LOAD, "Books", needed=12, work=Work.CARRY), half_hour=7)
PACK = task(Kind.BOX_LOAD, "Pack the kitchen", needed=12, work=Work.PACK, ends=time(18))
VAN = task(Kind.TRIP, "Van, first load", needed=2, starts=time(14), minutes=120)
SOUP = task(title="Soup", sort=Sort.FOOD, starts=time(12), minutes=60)
SOFA_AT_TWO = replace(SOFA, starts=time(14))
DRIVE = task(Kind.TRIP, "Van, first load", needed=2, starts=time(15), ends=time(17))
WASHER = task(Kind.HEAVY_ITEM, "Washing machine", weight_kg=170)
CAT = task(sort=Sort.PETS, starts=time(9), ends=time(13), minutes=60, why=WHY[0])


SAID = Path(__file__).with_name("titles.txt")
OF_A_KIND = {
    "thing": SOFA,
    "boxes": BOOKS,
    "pack": PACK,
    "trip": VAN,
    "care": replace(CAT, sort=Sort.OTHER),
    **{sort.value: replace(CAT, sort=sort) for sort in (Sort.FOOD, Sort.CHILDREN, Sort.PETS, Sort.CLEANING)},
}


def ask(*tasks: TaskView, tongue: str = "en-GB", move: MoveView = MOVE, **fields: Any) -> Asking:
    """Ask Mr Berger four days before the move."""
    at = TONGUES.index(tongue) if tongue in TONGUES else 0
    given: dict[str, Any] = {
        "n": 5,
        "helper": HelperView(4, NAMES[at]),
        "by_n": 1,
        "tasks": [each.n for each in tasks],
        "starts": None,
        "ends": None,
        "words": "",
        "language": tongue,
        "refused_before": False,
        "asked_at": datetime(2026, 12, 1, 12, tzinfo=UTC),
        "epoch": 1,
        "state": AskState.ASKED,
        **fields,
    }
    named = [replace(each, title=_title(each, at), why=WHY[at] if each.why else "") for each in tasks]
    return Asking(AskView(**given), named, move, language(tongue), date(2026, 12, 1))


def _title(each: TaskView, at: int) -> str:
    return TITLES[each.title][at - 1] if at and each.title in TITLES else each.title


def words_in(tongue: str) -> str:
    """Write the words of all kinds of asks, and those for the door."""
    visit: dict[str, Any] = {"starts": time(10), "ends": time(12)}
    asks = [
        ask(SOFA, WARDROBE, tongue=tongue, **visit),
        ask(SOFA, WARDROBE, tongue=tongue, refused_before=True, **visit),
        ask(BOOKS, tongue=tongue),
        ask(BOOKS, tongue=tongue, refused_before=True),
        ask(PACK, tongue=tongue),
        ask(VAN, tongue=tongue),
        ask(VAN, tongue=tongue, refused_before=True),
        ask(CAT, tongue=tongue),
        ask(CAT, tongue=tongue, why_you=WHY_YOU[TONGUES.index(tongue)]),
        ask(PIANO, tongue=tongue),
        ask(CAT, tongue=tongue, move=replace(MOVE, day=None)),
        ask(SOFA, tongue=tongue, move=replace(MOVE, day=date(2027, 2, 28))),
        ask(SOFA_AT_TWO, DRIVE, tongue=tongue),
        ask(SOFA_AT_TWO, DRIVE, tongue=tongue, refused_before=True),
        ask(SOFA_AT_TWO, SOUP, tongue=tongue),
        ask(BOOKS, WASHER, tongue=tongue),
        ask(replace(SOFA_AT_TWO, day=date(2026, 12, 6)), SOUP, BOOKS, CAT, tongue=tongue),
        ask(tongue=tongue),
    ]
    return "\n".join(f"{each.words('<link>')}\n--- {each.spoken}\n" for each in asks)


def titles_said() -> str:
    """Say each title of titles.txt: "en | thing | Sofa | carry the sofa"."""
    lines = [line.split(" | ")[:3] for line in SAID.read_text(encoding="utf-8").splitlines()]
    said = [
        help_me([replace(OF_A_KIND[kind], title=title)], language("en-GB" if tongue == "en" else tongue))
        for tongue, kind, title in lines
    ]
    return "".join(f"{' | '.join(line)} | {words}\n" for line, words in zip(lines, said, strict=True))


def write() -> None:
    FOLDER.mkdir(exist_ok=True)
    SAID.write_text(titles_said(), encoding="utf-8")
    for tongue in TONGUES:
        (FOLDER / f"{tongue[:2]}.txt").write_text(words_in(tongue), encoding="utf-8")


if __name__ == "__main__":
    write()
