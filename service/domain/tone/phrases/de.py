"""German phrases of debt and of apology, as patterns for the start of a word in any case."""

SPELLINGS = {"ä": "(?:ä|ae)", "ö": "(?:ö|oe)", "ü": "(?:ü|ue)", "ß": "(?:ß|ss)"}
"""Other ways in which people type a letter of a phrase: "stoere", and in Switzerland "gross"."""

_YOU = r"(?:dir|euch|ihnen)"
_VERY = (
    r"(?:auch |das |doch |eh |echt |ehrlich |etwas |extrem |ganz |halt |immer noch |irgendwie |ja |jetzt |noch |nun |"
    r"richtig |schon |sehr |so |total |urlang |voll |wahnsinnig |wieder |wirklich |ziemlich |ein bisschen |ein wenig "
    r"){0,4}"
)
_SORRY = (
    r"(?:sorry|entschuldige?t?|entschuldigung|entschuldigen sie|verzeih(?:t|ung)?|pardon|bitte um (?:entschuldigung|"
    r"verzeihung|nachsicht)|(?:tut|tuts|tut's|tut es) (?:mir|uns) (?:\w+ ){0,2}leid|leid tut)"
)
_DRINKS = r"(?:runde|bier|biere|essen|getränke|kaffee|drinks?|spritzer|abendessen|mittagessen|pizza)"
_BURDENED = (
    r"(?:st(?:ör|oer)\w*|gestört|belästig\w*|nerv(?:e|en|t|st)?\b|genervt|belast\w*|behellig\w*|überfall\w*|"
    r"überfäll\w*|"
    r"zur last|auf(?:s| die) nerven|auf den (?:geist|wecker|keks)|in anspruch|ausnutz\w*|ausnütz\w*|einspann\w*|"
    r"aufhals\w*|aufdräng\w*|aufbürd\w*|aufbrumm\w*|anbettel\w*|bettel\w*|zumut\w*)"
)

DEBT = [
    r"(?:schulde?|schulden)(?: \w+){0,2} (?:dir|euch|ihnen)\b(?! (?:nichts|nix|keine?n?\b|\d|das geld|noch das geld))",
    (r"(?:schulde?|schulden) (?:ich |wir )?(?:dir|euch|ihnen)\b(?! (?:\w+ )?(?:nichts|nix|keine?n?\b|\d|das geld))"),
    r"(?:dir|euch) (?:schulde?|schulden) (?:ich|wir)\b(?! (?:nichts|nix|keine?n?\b|\d))",
    r"(?:tief|echt|richtig|ewig|riesige|große) (?:\w+ )?(?:schulden|schuld) (?:bei|in|gegenüber)",
    r"schulden bei (?:dir|euch)",
    r"(?:bin|sind) (?:ich |wir )?(?:dir|euch|ihnen) (?!(?:\w+ )?(?:nichts|nix|das geld|\d))(?:\w+ ){0,5}schuldig",
    r"(?:dir|euch|ihnen) (?:\w+ ){0,2}(?:was|etwas|(?:einen|nen) (?:\w+ )?gefallen|ein bier|ein essen) schuldig",
    r"zu (?:\w+ )?dank verpflichtet",
    r"in (?:deiner|eurer|ihrer) schuld",
    r"(?:dir|euch) (?!nicht )(?:\w+ ){0,5}(?:zurückzahlen|heimzahlen|vergelten|abarbeiten|abgelten)",
    r"(?:dir|euch) (?:das|es|alles|dies|das alles|irgendwas|etwas) (?:\w+ ){0,2}zurückgeben",
    r"(?:zahle?|zahlen) (?:\w+ ){0,2}(?:dir|euch|es|das|alles)(?: \w+){0,6} (?<!nicht )zurück\b",
    r"wieder ?gut(?: ?zu)? ?machen",
    r"(?:das|es|alles) mache?n? (?:ich|wir) (?:\w+ ){0,3}(?:wieder )?gut\b",
    r"mache?n? (?:ich |wir )?(?:das|es|alles) (?:\w+ ){0,3}(?:wieder )gut",
    r"revanchier\w*",
    r"nächstes? (?:runde|bier|essen|mal|kaffee) (?:\w+ )?(?:zahle?|zahlen|lade) (?:ich|wir)",
    rf"{_DRINKS} (?:\w+ ){{0,4}}(?:geht|gehen|gehn) auf (?:mich|uns|meine rechnung|meine kappe)\b(?! zu)",
    r"(?:alles|das|dies|es) (?:geht|gehen|gehn) (?:\w+ )?auf (?:mich|uns|meine rechnung|meine kappe)\b(?! zu)",
    r"nächste mal (?:bin|sind) (?:ich|wir) dran",
    r"nächste (?:\w+ )?(?:übernehme ich|zahle? ich|spendier\w*)",
    r"lade? (?:ich )?(?:dich|euch) (?:\w+ ){0,4}(?:dafür|zum dank|als dank)",
    (
        r"(?:dafür|zum dank|als dank) (?:\w+ ){0,3}(?:(?:lade?|koche?|spendier|helfe?|zahle?|pass)\w* (?:ich|wir)|"
        r"(?:kriegst|bekommst) du)\b"
    ),
    r"dafür (?:hast|habt) (?:du|ihr) (?:\w+ ){0,4}gut\b",
    (
        r"(?:hast du|du hast|habt ihr|ihr habt) (?:\w+ )?(?:was|etwas|einen|einiges|viel) (?:\w+ )?gut(?: (?:bei mir|"
        r"bei uns)|\s*(?:[.!,;…]|$))"
    ),
    r"(?:was|etwas|einen|einiges) (?:\w+ ){0,2}bei (?:mir|uns) gut",
    r"(?:bei mir|bei uns) (?:\w+ ){0,6}(?:was|etwas|gefallen|einen|essen|bier|stein im brett) (?:\w+ )?gut\b",
    r"(?:einen|nen|zwei|drei) (?:\w+ )?gefallen gut\b",
    r"(?:sind wir|wir sind|wären wir|sind ma|samma) (?:(?:jetzt|nun|dann|ja|wieder|endgültig|damit) ){0,4}quitt",
    r"(?:ewig|für immer|auf ewig) (?:dankbar )?(?:verpflichtet|schuldig|verbunden)",
    r"(?:wäre?|wär|bin) (?:ich )?(?:dir|euch) (?:dafür )?(?:ewig|auf ewig|für immer|unendlich) dankbar",
    r"gutschein für (?:einen?|ein|zwei|drei)\b",
    r"den gefallen (?:\w+ ){0,3}(?:zurück|erwider)\w*",
    r"nie (?:wieder )?(?:\w+ )?(?:zurückzahlen|gutmachen|vergelten|ausgleichen)",
    r"(?:als|zur) (?:gegenleistung|wiedergutmachung|entschädigung|bezahlung|belohnung|ausgleich)",
    r"zum ausgleich(?=\W+(?:koch|mach|helf|putz|bekomm|krieg|darf|nehm|pass|lad)|\s*[.!])",
    r"im gegenzug(?=,? (?:\w+ ){1,3}(?:ich|dir|du|euch|wir)\b|,? (?:\w+ )?(?:ich|dir|du|euch|wir)\b)",
    r"im tausch gegen (?:deine|eure) hilfe",
    (
        r"(?:helfe?|schleppe?|trage?|helfen) (?:ich |wir )?(?:dir|euch) (?:\w+ ){0,4}(?:(?:deinem|eurem) (?:nächsten "
        r")?umzug|wenn (?:du|ihr) (?:\w+ )?umzieh)"
    ),
    r"(?:hand|handerl) wäscht die andere",
    r"kriegst (?:du )?(?:das|es|alles) (?:\w+ ){0,2}(?:doppelt|dreifach|hundertfach|tausendfach)",
    r"(?:kriegst|bekommst) du alles (?:\w+ ){0,2}(?:zurück|wieder)\b",
    r"(?:bekommst|kriegst) (?:du )?(?:was|etwas) dafür",
    r"(?:mein|meine|unsere|unser|die|eine) (?:\w+ )?(?:dankesschuld|ehrenschuld)",
    r"(?:zähl|zähle) (?:\w+ )?auf mich,? wenn du (?:\w+ )?umzieh",
    r"(?:bei|mit) (?:deinem|eurem) (?:nächsten )?umzug (?:\w+ ){0,3}(?:bin|helfe?|stehe|schleppe?|trage?) (?:ich|wir)",
    r"(?:hast du|du hast) (?:\w+ ){0,4}bei mir gut",
    (
        r"(?:das|alles|hilfe|schleppen|tragen|dir|euch) (?:\w+ ){0,6}(?:irgendwie|jemals|je|nur|irgendwann|einmal|"
        r"mal|doppelt) (?:wieder )?zurück(?:geben|gebe?)?\b"
    ),
    r"(?:bleibe?|wäre?|fühle? mich) (?:ich |wir )?(?:dir|euch) (?!(?:\w+ )?nichts)(?:\w+ ){0,5}schuldig",
    r"nächste mal (?:lade?|zahle?|spendiere?|koche?) (?:ich|wir)",
    r"gebe? (?:\w+ ){0,4}(?:einen|eine runde|ein bier|was) aus\b",
]

APOLOGY = [
    (
        rf"{_SORRY}[ ,!.:]*(?:\w+,? ){{0,9}}?"
        r"(?:wieder (?:an)?frage?\b|schon wieder (?:komme?|mit|ich|was|etwas)\b|(?:dich|euch|darum) bitte?n?\b|"
        r"(?:dich|euch|so|das|noch ?mal|nochmals|danach|dauernd|ständig|darum) "
        rf"(?:frage?|fragen|bemühe?)\b|{_BURDENED}|"
        r"(?:fragen|bitten|schleppen|tragen|kommen|bemühen) (?:muss|musst\w*)|umstände\b|unannehmlich\w*|mühe\b|"
        r"arbeit gemacht|"
        r"aufwand|überfall|dreistigkeit|zumutung|anfrage\b|(?:raube?|stehle?|klaue?)\b|"
        r"(?:zeit|samstag|sonntag|wochenende) (?:so )?(?:\w+ )?(?:raube|stehle?|klau|koste|nehm|verschwend|"
        r"beanspruch)\w*|"
        r"hilfe brauche?|um hilfe|so (?:eine )?(?:last|nervensäge|lästig|aufdringlich|mühsam))"
    ),
    r"(?:frage?|bitte|bitt) (?:\w+ ){0,3}(?:nur |sehr |äußerst )?(?:ungern|nicht gern)\b",
    r"(?:ungern|nicht gerne?) (?:\w+ ){0,3}(?:frage?|bitte|fragen|bitten|um hilfe)",
    r"(?:hasse|hass) (?:es|das)?,? (?:\w+ ){0,4}(?:bitten|fragen|betteln|zu brauchen)",
    rf"(?:ist|war|is) (?:es |das )?{_VERY}mir (?:es |das )?{_VERY}(?:unangenehm|peinlich|zuwider|arg)",
    rf"(?:mir|uns) (?:ist|is|war) (?:es |das ){{0,2}}{_VERY}(?:unangenehm|peinlich|arg)",
    (
        rf"(?:habe?|hab) (?:ich |dabei |deswegen |deshalb ){{0,4}}{_VERY}(?:ein )?{_VERY}(?:schlechtes|furchtbares|"
        rf"mieses) gewissen"
    ),
    r"(?:plagt|quält) mich (?:\w+ )?gewissen",
    (
        r"(?:nur )?(?:wenn|falls|sofern|solange) (?:es|das|dir|euch|ich|die|sich|dich) (?:\w+ ){0,3}?(?:keine?|nicht "
        r"(?:zu|allzu) "
        r"(?:viele?|große?|viel)|nicht zuviel|nicht zu sehr) ?(?:\w+ )?(?:umstände|mühe|arbeit|aufwand|zumutung|last|"
        r"plage|stört)"
    ),
    (
        r"(?:wenn|falls|sofern) (?:es|das|ich) (?:dich |dir |euch )?(?:wirklich )?nicht (?:zu (?:sehr |viel )?|allzu "
        r"sehr )?(?:st[oö]re?t?\b|nervt?\b|belaste?t?\b|zur last)"
    ),
    r"(?<!nicht )(?<!nicht zu )(?:viel|einiges) verlangt",
    (
        r"(?:verlange|erwarte) (?:\w+ ){0,2}viel\b(?! regen| verkehr)|(?:verlange|erwarte|will|bitte) (?:\w+ "
        r")?(?:viel )?zu ?viel(?: von (?:dir|euch))?\b(?=[.!,;…]|$| von)"
    ),
    r"(?:zu|so) viel von (?:dir|euch) (?:verlange|erwarte|will)",
    r"(?:habe?|haben) (?:das |es |dich |euch |so viel |so etwas ){0,4}(?:ich |wir )?(?:gar )?nicht verdient",
    (
        r"(?:traue?|trau|getraue?|wage?) (?:ich )?(?:mich |es )?(?:mich )?(?:ja |gar |fast |schon |eigentlich |mich "
        r"){0,4}(?:kaum|nicht|fast nicht|gar nicht)\b(?=[^.?!\n]{0,30}(?:frag|bitt)|\s*(?:[.!,…]|$))"
    ),
    r"(?:zur|eine|keine|nicht zur) last (?:fallen|gefallen|war|bin|sein|falle?)",
    (
        r"(?:wollte|wollt|will|möchte|mag|wollen|möchten) (?:\w+ ){0,2}(?:nicht |nie |keinesfalls |auf keinen fall |"
        r"sicher nicht |"
        rf"niemanden |niemandem )(?:\w+ ){{0,4}}{_BURDENED}"
    ),
    r"(?:will|möchte|wollte|mag) (?:\w+ ){0,3}keine (?:umstände|mühe|arbeit|last) (?:machen|bereiten|sein)",
    r"hätte? (?:\w+ )?nicht (?:fragen|bitten) (?:sollen|dürfen)",
    (
        r"(?:sollte?|dürfte|darf|müsste) (?:ich )?(?:\w+ ){0,3}(?:gar |eigentlich |echt |wirklich )?nicht (?:\w+ "
        r")?(?:fragen|bitten|verlangen)\b"
    ),
    r"(?:schäme?) (?:ich )?mich(?! nicht| für)",
    r"beschämend\w*",
    (
        r"fühle? (?:ich )?mich (?:\w+ ){0,3}(?:(?:schlecht|mies|elend)\b(?=[^.?!\n]{0,40}(?:frag|bitt|dass|weil|hilf|"
        r"deswegen|dabei|brauch))|schuldig|schäbig|wie (?:eine?n? )?(?:last|schmarotzer|bettler|bittsteller))"
    ),
    (
        r"(?:würde?|hätte?) (?:ich )?(?:\w+ ){0,3}(?:nicht|nie|niemals|sonst nicht) (?:\w+ ){0,2}(?:fragen|bitten|"
        r"gefragt|gebeten|behelligen|belästigen|anrufen|schreiben|damit kommen),? (?:wenn|außer|hätte|wäre)"
    ),
    r"(?:würde?|hätte?) (?:ich )?(?:\w+ ){0,3}(?:nicht|nie|niemals) (?:\w+ ){0,3}(?:fragen|bitten|gefragt|gebeten)\b",
    (
        r"weiß(?:,| ja,?| eh,?| schon,?| wirklich,?| genau,?){0,4}(?: dass)? (?:du|ihr) (?:\w+ ){0,3}(?:hast|habt|"
        r"bist|seid|steckst|arbeitest|viel|wenig|kaum|keine|total|eh|schon|so|genug|sehr|gerade|grad|momentan|selbst|"
        r"selber)?"
        r"(?: \w+){0,5}? ?(?:um die ohren|zu tun|stress|im stress|gestresst|keine zeit|kaum zeit|wenig zeit|am hals|"
        r"beschäftigt|müde|erledigt|eingespannt|ausgelastet|überlastet|am limit|anderes zu tun|besseres zu tun)"
        r"\b(?:(?=[^.?!\n]{0,40}\b(?:aber|trotzdem|doch|dennoch)\b)|(?=\s*(?:hast|habt|bist|seid)?\s*(?:[.!…]|$)))"
    ),
    (
        r"(?:sicher|bestimmt|wahrscheinlich|eh|selber|selbst|wirklich) (?:\w+ )?(?:anderes|besseres|wichtigeres|"
        r"schöneres) (?:zu tun|vor)\b"
    ),
    r"(?:anderes|besseres|wichtigeres) zu tun (?:hast|habt|haben)",
    (
        r"(?:deinen|dein|deine|euren|euer) (?:\w+ ){0,2}(?:samstag|sonntag|wochenende|zeit|tag|abend|vormittag|"
        r"feiertag) (?:\w+ ){0,2}(?:raub|stehl|stiehl|klau|koste|verplemp|verschwend|opfer|versau|verderb|in "
        r"anspruch|beanspruch)\w*"
    ),
    r"(?:raube|stehle|klaue|opfer\w*) (?:dir|euch|deine?n?) (?:\w+ ){0,3}(?:zeit|samstag|sonntag|wochenende|tag)",
    r"(?:dein|deinen|deinem|deiner) einzige[rnms]? (?:freie[rnms]? )?(?:tag|samstag|sonntag|wochenende)",
    r"(?:bitte\b[ ,!.]*){3,}",
    r"bitte[ ,!.]+bitte[ ,!.]+(?:hilf|sag|komm|lass|mach|könnt|kannst|rette|sei|nimm|fahr|trag|ich)\w*",
    r"biiitt?e",
    r"(?:fleh|anfleh)\w*",
    r"(?:ich )?bettle?\b|(?:muss|müssen|komme) (?:\w+ ){0,3}betteln",
    r"auf (?:den )?knien?\b(?=[^.?!\n]{0,20}(?:bitt|fleh))",
    r"bitte (?:dich|euch) (?:\w+ ){0,3}(?:auf knien|inständig|inbrünstig|flehentlich|auf den knien)",
    r"inständig\w*",
    r"(?:meine?|unsere?) (?:aller)?(?:letzter?|einziger?) (?:rettung|hoffnung|chance|ausweg|möglichkeit|strohhalm)",
    (
        r"(?:sonst |leider |einfach |wirklich |echt ){0,4}(?:niemand(?:en|em)?|keine?n?)(?: andere?n?| sonst| mehr| "
        r"weiteren| \w+){0,2},? (?:den|die|der|dem) (?:ich|wir|mich|mir) (?:\w+ ){0,2}(?:frag|bitt|hilft|helf|"
        r"könnte)\w*"
    ),
    (
        r"(?:habe?|hab|kenne?|wüsste|weiß|finde?) (?:ich )?(?:sonst |leider |einfach |wirklich |echt |auch "
        r"){0,4}(?:niemanden|keinen|keine) (?:anderen |andere |sonst |mehr |weiteren )?(?:zum fragen|zum bitten|der "
        r"hilft|(?:,|sonst|mehr)(?=\s*[.!,]|$))"
    ),
    (
        r"(?:alle (?:anderen|andern)?|jeder andere) (?:\w+ )?(?:haben|hat|sind|lassen) (?:\w+ ){0,2}(?:abgesagt|nein "
        r"gesagt|im stich|abgesprungen)"
    ),
    (
        r"(?:bin|sind|schon|langsam|ganz|total|echt|völlig|ziemlich) (?:\w+ ){0,2}(?:verzweifelt|am verzweifeln|"
        r"aufgeschmissen)\b"
    ),
    r"(?:verzweifle|verzweifel)\b",
    r"(?:weiß|weiss) (?:mir )?(?:nicht mehr weiter|keinen (?:anderen )?rat|nicht mehr ein)",
    r"(?:rette|rettest|retten) mir (?:\w+ )?(?:das|mein) leben",
    r"(?:rette|rettest) mich\b",
    (
        r"(?:sei|seid|sei bitte|bitte) (?:mir )?(?:bitte )?(?:deswegen |deshalb )?nicht (?:bös|böse|sauer|grantig|"
        r"verärgert|haß|hass)\b"
    ),
    r"(?:nimm|nehmt)(?:'s| es| mir| das){0,4} (?:bitte )?nicht (?:übel|krumm)",
    r"kein recht(?:,| dazu)? (?:\w+ ){0,3}(?:zu )?(?:fragen|bitten|verlangen)",
    r"(?:unverschämt|frech|dreist|egoistisch) (?:\w+ )?(?:von mir|zu fragen|dich|frage)",
    r"(?:unverschämte|dreiste|freche) (?:bitte|frage|anfrage)",
    r"(?:bringt?|zwing\w*) ich nicht übers herz",
    r"(?:dir|euch) (?:\w+ ){0,2}zumute\w*",
    r"(?:zu muten|eine (?:echte )?zumutung)\b",
    r"(?:ich schon wieder|schon wieder ich)\b",
    r"(?:belästigen?|belästige) (?:dich|euch|muss)",
    r"muss (?:ich )?(?:dich|euch) (?:\w+ ){0,3}(?:belästigen|nerven|behelligen|stören|anbetteln)",
    r"(?:wie|als) (?:eine )?(?:bettlerin|bittstellerin|bettler|bittsteller|schmarotzer|last)\b(?= |[.,!]|$)(?! für)",
    r"(?:ist|war|is|wäre?) (?:\w+ ){0,1}mir (?:\w+ ){0,3}(?:unangenehm|peinlich|zuwider)\b",
    r"mir (?:ist|is|war|wär) (?:\w+ ){0,4}(?:unangenehm|peinlich|zuwider)\b",
    r"(?:falle?|fall|fiele) (?:ich )?(?:\w+ ){0,3}zur last",
    (
        r"wie (?:müde|erschöpft|gestresst|viel|wenig zeit|beschäftigt|eingespannt|kostbar) (?:\w+ )?(?:du|ihr|"
        r"deine)\b(?=[^.?!\n]{0,40}\baber\b)"
    ),
    (
        r"(?:nerve?|störe?|belästige?|behellige?|bemühe?) (?:ich )?(?:dich|euch) (?:\w+ )?(?:ungern|nicht gern|nicht "
        r"zu sehr|schon wieder|noch ?mal)"
    ),
    r"(?:hoffe|hoffentlich),? (?:\w+ ){0,3}(?:störe?|nerve?|belästige?|belaste?)\b",
    r"(?:das )?letzte mal,? (?:dass|wo) ich (?:dich )?(?:\w+ )?(?:frage?|bitte|nerve?|störe?|belästige?)",
    r"(?:sicher|bestimmt|wahrscheinlich) (?:schon )?(?:genug|die nase voll) von (?:mir|meinen|meinem|meiner)",
    (
        r"(?:schon|bereits) (?:so|zu|viel zu) viel (?:für mich )?(?:gemacht|getan|geholfen|"
        r"geschleppt)[^.?!\n]{0,20}\b(?:aber|und (?:jetzt|nun|trotzdem))\b"
    ),
    r"(?:darf|muss|dürfte) ich (?:dich|euch) (?:\w+ ){0,3}(?:belästigen|stören|bemühen|nerven|behelligen)",
    r"(?:hab|habe?|habt) (?:bitte )?(?:mitleid|erbarmen|gnade)",
    r"bitte{2,}\b",
    r"(?:geniere?|genier) mich",
    r"(?:tausend|hundert)(?: ?mal)? (?:sorry|entschuldigung|verzeihung)",
    (
        r"komme? mir (?:\w+ ){0,3}(?:blöd|schlecht|mies|unverschämt|aufdringlich|schäbig|egoistisch|wie (?:eine? "
        r")?(?:last|bettler|bittsteller|schmarotzer)\w*)(?: dabei)? vor"
    ),
    r"vor wie (?:eine? )?(?:last|bettler|bittsteller|schmarotzer)",
    r"(?:ohne dich bin ich|bin ohne dich) (?:\w+ )?(?:verloren|aufgeschmissen|hilflos)",
    r"(?:(?<!mach )dir|(?<!macht )euch) (?:\w+ ){0,6}(?:keine|nicht (?:zu |allzu )?viele?) (?:umstände|mühe|arbeit)\b",
    r"(?:wenn|falls|hoffe|hoffentlich|ob|wäre) (?:\w+ ){1,4}viel verlangt",
    rf"{_SORRY}[ ,!.:]{{0,3}}(?:dass ich|wenn ich) (?:\w+ ){{0,6}}(?:an)?(?:frage?|bitte)\b",
    (
        rf"{_SORRY}[ ,!.:]{{0,3}}dass (?:du|ihr) (?:\w+ ){{0,7}}(?!warten )(?:\w+ )?\w*(?<!warten )(?:musst|musste|"
        rf"musstest|musstet|müsst)\b"
    ),
    r"(?:nicht|bin|sein|wirke?|so|echt) (?:\w+ )?(?:lästig|aufdringlich)\b",
    r"fällt (?:es )?mir (?:\w+ ){0,4}schwer,? (?:\w+ ){0,4}(?:zu )?(?:fragen|bitten)",
    r"kostet mich (?:\w+ ){0,2}überwindung",
    r"schon (?:so |viel |zu ){0,2}(?:oft|viel) (?:\w+ )?(?:gefragt|gebraucht|verlangt|gebeten|genervt)",
    r"(?<!kein )schlechtes? gewissen",
    r"um die ohren (?:hast|habt)\b(?=[^.?!\n]{0,40}\baber\b)",
    r"(?:habe?|hab) (?:\w+ )?hemmungen",
    (
        r"(?:dir|euch) (?:\w+ ){0,2}(?:viel |große |solche |lauter |nur ){1,2}(?:arbeit|mühe|umstände|scherereien|"
        r"stress) (?:mache?|bereite|verursache|gemacht)"
    ),
    r"(?:einzige|letzte),? (?:den|die|der) ich (?:\w+ ){0,3}(?:fragen|bitten)",
    r"fühle? (?:ich )?mich (?:\w+ )?(?:blöd|komisch|unwohl|nicht wohl|dumm)\b(?=[^.?!\n]{0,30}(?:frag|bitt))",
    r"schuldgefühle?",
    r"strapazier\w*",
    r"sonst (?:habe?|kenne?|bleibt|finde?) (?:\w+ ){0,2}(?:keinen|niemanden|keiner)\b(?! mit)",
]
