"""German words of an offer, as patterns for the start of a word in any case."""

from datetime import time

CAN = {
    "drive": [
        r"autos?\b|wagen\b|transporter\b|lieferwagen|kleinbus\w*|kombi\b|anhänger",
        r"(?:einen|meinen?|unser\w*|den) (?P<vehicle>van)\b",
        r"führerschein|(?:kann|könnte|würde) (?:\w+ )?fahren\b",
    ],
    "strong": [
        r"stark\w*|kräftig\w*|muskel\w*|heben?\b|trage\w*|schlepp\w*|schwer\w*|möbel\w*",
        r"anpacken|pack\w* (?:\w+ ){0,2}an\b",
    ],
    "light": [
        r"(?:kreuz|rücken)(?:schmerzen|probleme)|(?:schlimmen?|kaputten?) (?:rücken|knie)",
        r"(?:mein|im) (?:rücken|kreuz)\b|(?:der|das) (?:rücken|kreuz|knie) (?:tut|schmerzt|zwickt|weh)",
        r"schwanger|(?:etwas|was) leichtes|leichte (?:sachen|dinge|arbeiten)|kleinigkeiten",
    ],
    "cook": [
        r"koch(?:en|e|t)?\b|back(?:e|en)\b|kuchen\b|suppen?\b|eintopf|brötchen\b|jause\b|verpflegung",
        r"(?:etwas zu|was zu|für (?:das|'s)|fürs|mittag|abend)? ?essen (?:machen|mitbringen|bringen|kochen)",
    ],
    "children": [r"kinder\w*|kleinkind\w*|babys?\b|babysitt\w*"],
    "pets": [r"katzen?\b|kater\b|hunde?\b|haustiere?\b|tiere?n?\b"],
    "clean": [r"putz\w*|saug(?:e|en)\b|staubsaug\w*|wisch\w*|reinig\w*|sauber\w*|aufräum\w*"],
    "pack": [r"(?:ein|ver)pack\w*|pack(?:e|en)\b(?!(?: \w+){0,2} an\b)|kartons? packen"],
    "handy": [
        r"werkzeug\w*|bohr\w*|schraub\w*|handwerk\w*|elektri\w*|steckdosen?\b|(?:auf|ab|aus)bauen|montier\w*",
    ],
}
TIMES = [
    (r"nach dem mittag\w*|nach mittag", time(13), None),
    (r"nach (?:der arbeit|der schule|feierabend)", time(17), None),
    (
        r"(?:am |jeden )?\w*vormittags?\b|(?:am )?morgens\b|am morgen\b|in der früh|(?:vor|bis) (?:dem |zum )?mittag",
        None,
        time(12),
    ),
    (r"(?:am )?\w*nachmittags?\b", time(12), None),
    (r"(?:am )?\w*abends?\b", time(17), None),
]
FROM_CLOCK = r"ab|nach|von"
UNTIL_CLOCK = r"bis|vor"
BEFORE_CLOCK = r"(?:vor|früher als)(?: um)?"
AFTER_CLOCK = r"(?:nach|später als)(?: um)?"
HOURS = (
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf|(?:dem )?mittag",
)
"""Hours in words, from one on."""
WEEKDAYS = (
    r"montags?",
    r"dienstags?",
    r"mittwochs?",
    r"donnerstags?",
    r"freitags?",
    r"samstags?|sonnabends?",
    r"sonntags?",
)
ALL_DAY = r"(?:den |am )?ganze[nr]? (?:\w+)?tag|ganztags|ganztägig|von (?:früh|morgens) bis (?:spät|abends)"
BUT = r"aber|und|doch|sondern|dafür"
NOT = r"kein|keine|keinen|keinem|keiner|nicht|nichts|ohne|nie|niemals"
NO_TROUBLE = r"kein (?:problem|thema|ding)|keine (?:ursache|frage|mühe)|warum nicht|nicht nur"
DULL = frozenset(
    [
        *("alle", "alles", "alte", "alten", "auch", "bescheid", "bitte", "brauch", "brauchen", "brauchst"),
        *("braucht", "bringen", "dabei", "damit", "dann", "dein", "dich", "dinge", "eine", "einen", "einer"),
        *("einfach", "etwas", "euch", "euer", "freitag", "fürs", "ganz", "gern", "gerne", "habe", "haben"),
        *("haus", "helfe", "helfen", "hilfe", "hätte", "immer", "kann", "klopf", "klopft", "könnt", "könnte"),
        *("mein", "meine", "meinen", "mich", "nach", "neue", "neuen", "noch", "sachen", "sage", "sagt"),
        *("samstag", "sich", "sonntag", "stunde", "stunden", "umzug", "wenn", "wohnung", "würde", "zeit"),
    ]
)
"""Words that name no thing."""
