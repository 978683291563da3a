"""French words of an offer, as patterns for the start of a word in any case."""

from datetime import time

CAN = {
    "drive": [
        (
            r"(?P<vehicle>camionnettes?|fourgons?|fourgonnettes?|utilitaires?)\b|voitures?\b|bagnoles?\b|"
            r"remorques?\b|"
            r"(?:peux |veux bien |sais )?condui(?:re|s|rai)\b|au volant\b|permis\b"
        )
    ],
    "strong": [
        (
            r"costaude?s?\b|(?:suis |assez |plutôt )forte?\b|musclée?s?\b|port(?:er|erai)\b|je porte\b|"
            r"soulev(?:er|e)\b|gros bras\b|lourde?s?\b|meubles?\b"
        ),
    ],
    "light": [
        (
            r"mal (?:au|de) dos|mal à mon dos|dos (?:(?:qui )?(?:me )?fait mal|fragile|abîmé|bloqué|en compote)|"
            r"mon dos\b|enceinte\b|"
            r"(?:quelque chose|des choses|trucs?) (?:de )?(?:léger|légères?|légers)|petits cartons\b|choses légères\b"
        ),
    ],
    "cook": [
        (
            r"cuisin(?:er|erai)\b|(?<=je )cuisine\b|soupes?\b|gâteaux?\b|tartes?\b|quiches?\b|"
            r"sandwich(?:e?s)?\b|salades?\b|crêpes?\b|cakes?\b"
        ),
        r"(?:à|faire à) manger\b|préparer (?:le|un) (?:repas|déjeuner|dîner)\b|repas\b",
    ],
    "children": [r"enfants?\b|petits\b(?! cartons)|gamins?\b|bébés?\b|baby[- ]?sitting\b|mômes?\b"],
    "pets": [r"chat(?:te)?s?\b|chiens?\b|chiennes?\b|animaux\b|animal\b|lapins?\b"],
    "clean": [r"nettoy\w*|ménage\b|aspirateur\b|balayer\b|laver (?:les|le|la)\b|serpillière\b"],
    "pack": [
        (
            r"emball\w*|empaquet\w*|faire (?:les|des|tes|vos) cartons|mettre en cartons?|remplir (?:les|des) "
            "cartons"
        )
    ],
    "handy": [
        (
            r"outils?\b|perceuses?\b|visseuses?\b|électric\w*|bricol\w*|monter (?:les|des|le|un|la)\b|"
            r"démont(?:er|age|e)\b|"
            r"prises? (?:électriques?|de courant)|branch(?:er|e)\b|plomb(?:erie|ier)\b"
        ),
    ],
}
TIMES = [
    (r"après (?:le déjeuner|déjeuner|manger|le repas|midi)\b", time(13), None),
    (r"après (?:le (?:travail|boulot|taf)|l'école|les cours)\b|en sortant du (?:travail|boulot)", time(17), None),
    (r"(?:le|dans la|en) mat(?:in(?:ée)?)\b|avant (?:midi|le déjeuner|manger)\b|jusqu'à midi\b", None, time(12)),
    (r"l'après-midi\b|dans l'après-midi\b", time(12), None),
    (r"(?:le|en) soir(?:ée)?\b|dans la soirée\b", time(18), None),
]
FROM_CLOCK = r"(?:à partir de|après|dès|à compter de|depuis)"
UNTIL_CLOCK = r"(?:jusqu'à|avant|jusque vers)"
BEFORE_CLOCK = r"avant|plus tôt que"
AFTER_CLOCK = r"après|plus tard que"
HOURS = (
    *(
        rf"{spelled} heures?"
        for spelled in ("une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
    ),
    *("onze heures", "midi", "(?:le )?déjeuner"),
)
"""Hours in words, from one on."""
WEEKDAYS = ("lundis?", "mardis?", "mercredis?", "jeudis?", "vendredis?", "samedis?", "dimanches?")
ALL_DAY = r"toute la journée|tout le jour|la journée entière|du matin (?:au|jusqu'au) soir"
BUT = r"mais|et|cependant|par contre|en revanche|sinon"
NOT = r"n'\w+|ne (?:peux|suis|sais|conduis|porte|veux|pourrai|pourrais|cuisine|dois)|pas|sans|aucune?|jamais|rien"
NO_TROUBLE = (
    r"(?:pas|aucun|sans) (?:de )?(?:problème|souci|soucis|problèmes)|pourquoi pas|n'hésite[sz]? pas|n'importe \w+|"
    r"ça ne me dérange pas"
)
DULL = frozenset(
    [
        *("aide", "aider", "aiderai", "ancien", "après", "avant", "avec", "avez", "besoin", "bien", "cette", "chez"),
        *("chose", "choses", "comme", "comment", "dans", "déménagement", "depuis", "dimanche", "dire", "disponible"),
        *(
            "donner",
            "encore",
            "être",
            "faire",
            "faut",
            "heure",
            "heures",
            "jeudi",
            "jour",
            "journée",
            "libre",
            "logement",
        ),
        *(
            "lundi",
            "maison",
            "mardi",
            "matin",
            "mercredi",
            "midi",
            "moment",
            "nouveau",
            "nouvelle",
            "partir",
            "peut",
            "peux",
        ),
        *(
            "plaisir",
            "pour",
            "pourrais",
            "quand",
            "quelque",
            "quoi",
            "rien",
            "samedi",
            "serai",
            "soir",
            "suis",
            "temps",
        ),
        *("tous", "tout", "toute", "toutes", "vendredi", "venir", "veux", "viens", "volontiers", "votre", "vous"),
    ]
)
"""Words that name no thing."""
