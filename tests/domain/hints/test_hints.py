"""What the words of an offer say, in each language: what somebody can do, what not, and when."""

from datetime import time

import pytest

from service.domain.hints import Can, Said, read_hints

CAN = [
    ("I have a van", {Can.DRIVE: "a van"}),
    ("Happy to drive, we’ve got a trailer", {Can.DRIVE: "to drive"}),
    ("I am strong, just knock.", {Can.STRONG: "strong"}),
    ("I can’t lift but I can bake a cake", {Can.LIGHT: "I can't lift", Can.COOK: "bake"}),
    ("I have a bad back, but I’m good with kids", {Can.LIGHT: "bad back", Can.CHILDREN: "kids"}),
    ("Could walk the dog, or hoover", {Can.PETS: "dog", Can.CLEAN: "hoover"}),
    ("Packing is my thing. And I own a drill", {Can.PACK: "Packing", Can.HANDY: "drill"}),
    ("No problem, I can carry furniture", {Can.STRONG: "carry"}),
    ("Ich habe kein Auto und koche gern", {Can.COOK: "koche"}),
    ("Ich packe gern mit an", {Can.STRONG: "packe gern mit an"}),
    ("Ich packe gern Kartons", {Can.PACK: "packe"}),
    (
        "Schwer heben darf ich nicht, aber einen Kuchen back ich",
        {Can.LIGHT: "Schwer heben darf ich nicht", Can.COOK: "Kuchen"},
    ),
    ("Hab einen Transporter und passe auf die Kinder auf", {Can.DRIVE: "Transporter", Can.CHILDREN: "Kinder"}),
    ("Tengo furgoneta", {Can.DRIVE: "furgoneta"}),
    ("No puedo cargar peso, pero cuido a los niños", {Can.LIGHT: "No puedo cargar peso", Can.CHILDREN: "niños"}),
    ("Avísame si puedo hacer algo. Entiendo de enchufes.", {Can.HANDY: "enchufes"}),
    ("Cocino para todos", {Can.COOK: "Cocino"}),
    ("J’ai une camionnette", {Can.DRIVE: "camionnette"}),
    ("J’ai mal au dos, mais je garde les enfants", {Can.LIGHT: "mal au dos", Can.CHILDREN: "enfants"}),
    ("Je ne peux rien porter, mais je cuisine pour tous", {Can.LIGHT: "Je ne peux rien porter", Can.COOK: "cuisine"}),
    ("Pas de souci, j’ai une perceuse", {Can.HANDY: "perceuse"}),
    ("عندي سيارة نقل، وأطبخ للجميع", {Can.DRIVE: "سيارة نقل", Can.COOK: "وأطبخ"}),
    ("لا أستطيع حمل شيء ثقيل، لكن عندي مثقاب", {Can.LIGHT: "لا أستطيع حمل شيء ثقيل", Can.HANDY: "مثقاب"}),
    ("أشياء خفيفة فقط", {Can.LIGHT: "أشياء خفيفة"}),
]
NOTHING = [
    "If you need anything, just knock.",
    "That’s so kind of you, kind regards",
    "Ich helfe gern, sag mir einfach, was ihr braucht.",
    "Si van a necesitar algo, avísame",
    "Si tu as besoin de quelque chose, frappe à la porte.",
    "إن احتجت إلى شيء فأنا هنا",
    "",
    "🙂",
]
WHEN = [
    ("I could come after lunch", "after lunch", time(13), None),
    ("free until 2pm", "until 2pm", None, time(14)),
    ("any time after 5", "any time after 5", time(17), None),
    ("before 10:30 only", "before 10:30", None, time(10, 30)),
    ("Saturday evening", "Saturday evening", time(17), None),
    ("after 25 years of friendship", None, None, None),
    ("Nach dem Mittagessen kann ich", "Nach dem Mittagessen", time(13), None),
    ("ab 14 Uhr", "ab 14", time(14), None),
    ("am Vormittag", "am Vormittag", None, time(12)),
    ("nach der Arbeit", "nach der Arbeit", time(17), None),
    ("después de comer", "después de comer", time(14), None),
    ("Puedo por la tarde", "por la tarde", time(14), None),
    ("las tardes me vienen bien", "las tardes", time(14), None),
    ("nos vemos más tarde", None, None, None),
    ("a partir de las 5", "a partir de las 5", time(17), None),
    ("por la mañana", "por la mañana", None, time(12)),
    ("après le déjeuner", "après le déjeuner", time(13), None),
    ("à partir de 14 h", "à partir de 14", time(14), None),
    ("samedi matin, le matin seulement", "le matin", None, time(12)),
    ("من الساعة ٥ يوم السبت", "من الساعة ٥", time(17), None),
    ("يوم الأحد بعد الثانية", "بعد الثانية", time(14), None),
]


BOUNDS = [
    ("I can help, but not before eleven", "not before eleven", time(11), None),
    ("not until 11:30 please", "not until 11:30", time(11, 30), None),
    ("Before eleven I can’t", "Before eleven I can't", time(11), None),
    ("I can’t come after 5pm", "I can't come after 5pm", None, time(17)),
    ("no later than four", "no later than four", None, time(16)),
    ("not before noon", "not before noon", time(12), None),
    ("No problem before eleven", None, None, None),
    ("not before two weeks from now", None, None, None),
    ("Gerne, aber nicht vor elf", "nicht vor elf", time(11), None),
    ("nicht vor 11 Uhr", "nicht vor 11", time(11), None),
    ("Vor elf geht es nicht", "Vor elf geht es nicht", time(11), None),
    ("nicht nach fünf", "nicht nach fünf", None, time(17)),
    ("nicht vor Mittag", "nicht vor Mittag", time(12), None),
    ("no antes de las once", "no antes de las once", time(11), None),
    ("Antes de las 11 no puedo", "Antes de las 11 no puedo", time(11), None),
    ("no antes del mediodía", "no antes del mediodía", time(12), None),
    ("pas avant onze heures", "pas avant onze heures", time(11), None),
    ("Avant 11 h je ne peux pas", "Avant 11 h je ne peux pas", time(11), None),
    ("pas avant midi", "pas avant midi", time(12), None),
    ("ليس قبل الحادية عشرة", "ليس قبل الحادية عشرة", time(11), None),
    ("ليس قبل الساعة 11", "ليس قبل الساعة 11", time(11), None),
]
BACKS = [
    "Me duele la espalda",
    "Me duelen mucho las rodillas",
    "Tengo la espalda fatal",
    "Mir tut der Rücken weh",
    "Der Rücken schmerzt",
    "J’ai le dos qui me fait mal",
    "I have a sore back",
    "ظهري يؤلمني",
]


@pytest.mark.parametrize(("words", "said", "starts", "ends"), BOUNDS)
def test_a_time_that_is_denied_bounds_the_time_that_there_is(
    words: str, said: str | None, starts: time | None, ends: time | None
) -> None:
    hints = read_hints(words)
    assert hints.time == (Said(said, starts, ends) if said else None)
    assert (hints.cannot, Can.LIGHT in hints.can) == (frozenset(), False)


def test_what_else_is_said_beside_a_bound_is_not_denied() -> None:
    hints = read_hints("I have a van on Saturday not before eleven")
    assert (hints.vehicle, set(hints.weekdays), hints.time) == ("van", {5}, Said("not before eleven", time(11)))


@pytest.mark.parametrize("words", BACKS)
def test_a_back_that_hurts_lifts_nothing_heavy(words: str) -> None:
    assert Can.LIGHT in read_hints(words).can


@pytest.mark.parametrize(("words", "can"), CAN)
def test_an_offer_says_what_somebody_can_do(words: str, can: dict[Can, str]) -> None:
    assert {what: said.words for what, said in read_hints(words).can.items()} == can


@pytest.mark.parametrize("words", NOTHING)
def test_what_is_not_said_is_not_known(words: str) -> None:
    hints = read_hints(words)
    assert (hints.can, hints.cannot, hints.time, hints.weekdays) == ({}, frozenset(), None, {})


@pytest.mark.parametrize(("words", "said", "starts", "ends"), WHEN)
def test_an_offer_says_when(words: str, said: str | None, starts: time | None, ends: time | None) -> None:
    assert read_hints(words).time == (Said(said, starts, ends) if said else None)


@pytest.mark.parametrize(
    "words", ["I have no car", "Ich fahre gern mit, hab aber kein Auto", "No tengo coche", "Je n’ai pas de voiture"]
)
def test_what_is_denied_is_known_as_well(words: str) -> None:
    hints = read_hints(words)
    assert (hints.cannot, Can.DRIVE in hints.can) == (frozenset({Can.DRIVE}), False)


def test_the_vehicle_and_the_days_are_kept_as_they_were_said() -> None:
    assert read_hints("My van is free on Saturday").vehicle == "van"
    assert {day: said.words for day, said in read_hints("Freitags oder Samstag").weekdays.items()} == {
        4: "Freitags",
        5: "Samstag",
    }


def test_a_thing_that_the_offer_names_is_found_in_a_title() -> None:
    hints = read_hints("I could take the plants")
    assert hints.named_in("Plant pots to my mother") == Said("plants")
    assert hints.named_in("Books from the study") is None


@pytest.mark.parametrize(
    ("words", "all_day"),
    [
        ("I’m there all day", True),
        ("Free the whole day", True),
        ("Ich hab den ganzen Samstag Zeit", True),
        ("Estoy libre todo el día", True),
        ("Je suis là toute la journée", True),
        ("أنا متفرغ طوال اليوم", True),
        ("I can’t stay all day", False),
        ("A good day for it, every day is fine", False),
        ("Ein Tag wie jeder andere, ganz ehrlich", False),
        ("كل يوم عندي عمل", False),
    ],
)
def test_who_is_there_all_day_says_so(words: str, all_day: bool) -> None:
    assert read_hints(words).all_day is all_day
