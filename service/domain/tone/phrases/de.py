"""German phrases of debt and of apology, as patterns for the start of a word in any case."""

DEBT = [
    r"(?:schulde|schulden)(?: \w+){0,1} (?:dir|euch|ihnen)\b(?! (?:nichts|keine))",
    r"(?:dir|euch) (?:schulde|schulden) (?:ich|wir)\b(?! (?:nichts|keine))",
    r"(?:bin|sind) (?:dir|euch|ihnen) (?!nichts)(?:\w+ ){0,3}schuldig",
    r"(?:dir|euch|ihnen) (?:\w+ ){0,2}(?:was|etwas|einen gefallen|ein bier|ein essen) schuldig",
    r"zu (?:ewigem|großem|tiefem) dank verpflichtet",
    r"in (?:deiner|eurer|ihrer) schuld",
    r"(?:dir|euch) (?:\w+ ){0,3}(?:zurückzahlen|heimzahlen|vergelten)",
    r"(?:dir|euch) (?:das|es|alles) (?:\w+ ){0,2}zurückgeben",
    r"zahlen? (?:\w+ ){0,4}(?<!nicht )zurück\b",
    r"wieder ?gut(?: ?zu)? ?machen",
    r"(?:das|es) mache?n? (?:ich|wir) wieder gut",
    r"mache?n? (?:ich|wir)? ?(?:das|es) wieder gut",
    r"revanchier\w+",
    r"nächstes? (?:runde|bier|essen|mal) (?:\w+ )?(?:zahle?|zahlen) (?:ich|wir)",
    r"(?:geht|gehen) auf (?:mich|uns|meine rechnung)\b(?! zu)",
    r"nächste mal (?:bin|sind) (?:ich|wir) dran",
    r"(?:hast du|du hast|habt ihr|ihr habt) (?:\w+ )?(?:was|etwas|einen) gut (?:bei mir|bei uns)",
    r"(?:was|etwas|einen) bei (?:mir|uns) gut",
    r"(?:sind wir|wir sind) (?:jetzt |nun |dann )?quitt",
    r"(?:ewig|für immer|auf ewig) (?:dankbar )?(?:verpflichtet|schuldig)",
    r"gutschein für (?:einen?|ein|zwei|drei)",
    r"den gefallen (?:\w+ )?(?:zurück|erwider)\w*",
    r"nie (?:wieder )?(?:zurückzahlen|gutmachen|vergelten)",
]

APOLOGY = [
    (
        r"(?:sorry|entschuldige?t?|entschuldigung|verzeih(?:t|ung)?|tut mir (?:so |sehr |"
        r"echt )?leid)[ ,]*(?:\w+ ){0,7}"
        r"(?:wieder frage|dich frage|euch frage|störe|stören|gestört|störung|belästig\w*|schleppen musste\w*|"
        r"fragen muss|fragen musste|umstände|mühe|"
        r"arbeit gemacht|zur last|"
        r"in anspruch|bitten muss|bitten musste|nerve|nerven|aufwand)"
    ),
    r"(?:frage|bitte) (?:\w+ )?(?:wirklich |echt |so )?(?:nur )?ungern",
    r"(?:ist|war) mir (?:das |so |sehr |echt |total |wirklich )*(?:unangenehm|peinlich)",
    r"mir (?:ist|war) (?:das |so |sehr |echt |total |wirklich )*(?:unangenehm|peinlich)",
    r"(?:habe?|hab) (?:(?:immer noch|echt|wirklich|so|noch) )*(?:ein )?schlechtes gewissen",
    r"(?:nur )?wenn es (?:dir |euch |wirklich )*(?:keine|nicht zu viele?) (?:umstände|mühe|arbeit)",
    r"(?<!nicht )(?<!nicht zu )viel verlangt",
    r"(?:habe?|haben) (?:das |es |dich |euch |so viel |so etwas )*(?:ich |wir )?(?:gar )?nicht verdient",
    r"traue mich kaum",
    r"(?:zur|eine|keine) last (?:fallen|gefallen|war|bin|sein|falle)",
    r"(?:wollte|will|möchte) (?:dich|euch|niemanden|niemandem) (?:\w+ )?(?:nicht )?(?:stören|belästigen|zur last)",
    r"hätte (?:\w+ )?nicht (?:fragen|bitten) (?:sollen|dürfen)",
    r"schäme mich(?! nicht)",
]
