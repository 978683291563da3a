"""Spanish words of an offer, as patterns for the start of a word in any case."""

from datetime import time

CAN = {
    "drive": [
        r"(?P<vehicle>furgonetas?|furgón|camionetas?)\b|coches?\b|carros?\b|remolque|(?:puedo )?conduc\w*|manejar\b"
    ],
    "strong": [r"fuertes?\b|fuerza|músculos?\b|carg(?:ar|o|ando)\b|levantar\b|pesad[oa]s?\b|muebles?\b"],
    "light": [
        r"duelen? (?:mucho |bastante )?(?:la espalda|el hombro|los hombros|las? rodillas?|las lumbares)",
        r"espalda (?:mal|delicada|fastidiada|fatal)|lumbago|ciática|hernia",
        r"(?:mal|dolor) de (?:la )?espalda|mi espalda|embarazada|(?:algo|cosas) liger[oa]s?|poco peso|cosas pequeñas",
    ],
    "cook": [
        r"cocin(?:ar|o|ando)\b|hornear\b|sopas?\b|tartas?\b|pastel(?:es)?\b|bizcochos?\b|tortillas?\b|bocadillos?\b",
        r"(?<!después de la )(?<!tras la )comida\b",
    ],
    "children": [r"niñ[oa]s?\b|peques?\b|bebés?\b|canguro\b|hij[oa]s?\b"],
    "pets": [r"gat[oa]s?\b|perr[oa]s?\b|mascotas?\b|animales\b"],
    "clean": [r"limpi\w*|aspira\w*|barrer\b|fregar\b"],
    "pack": [r"empaquet\w*|empac\w*|embal(?:ar|o|ando)\b|envolver\b"],
    "handy": [r"herramientas?\b|taladr\w*|enchufes?\b|electric\w*|manitas\b|atornill\w*|montar\b|bricolaje"],
}
TIMES = [
    (r"después (?:de comer|del almuerzo|de almorzar|de la comida)|tras (?:la comida|comer)", time(14), None),
    (r"después del (?:trabajo|curro|cole\w*)|al salir del trabajo", time(17), None),
    (r"por las? mañanas?\b|(?:antes|hasta) (?:de comer|del mediodía|el mediodía)", None, time(12)),
    (r"(?:(?:por|a|en) )?(?:la|las|esta) tardes?\b|de tarde\b", time(14), None),
    (r"por las? noches?\b", time(18), None),
]
FROM_CLOCK = r"(?:a partir de|después de|desde) las?"
UNTIL_CLOCK = r"(?:hasta|antes de) las?"
BEFORE_CLOCK = r"antes de(?: las?|l)?|más temprano (?:de|que a) las?"
AFTER_CLOCK = r"después de(?: las?|l)?|más tarde (?:de|que a) las?"
HOURS = ("una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce|mediodía")
"""Hours in words, from one on."""
WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábados?", "domingos?")
ALL_DAY = r"todo el (?:día|sábado|domingo)|(?:el|un) día entero|de la mañana a la noche"
BUT = r"pero|y|aunque|sino"
NOT = r"no|sin|nada|nunca|tampoco|ningún|ninguna"
NO_TROUBLE = r"no (?:hay problema|pasa nada|es molestia|solo)|sin (?:problema|compromiso)|por qué no"
DULL = frozenset(
    [
        *("algo", "antes", "avísame", "ayuda", "ayudar", "ayudo", "casa", "como", "cosa", "cosas", "cuando"),
        *("cuándo", "cómo", "desde", "después", "dime", "domingo", "entiendo", "estoy", "falta", "gusto"),
        *("hacer", "haga", "hasta", "hora", "horas", "libre", "mudanza", "necesitas", "necesites"),
        *("necesitáis", "nueva", "nuevo", "para", "piso", "podría", "puede", "puedo", "quiero", "siempre"),
        *("sábado", "tengo", "tiempo", "todas", "todo", "todos", "vieja", "viejo", "viernes"),
    ]
)
"""Words that name no thing."""
