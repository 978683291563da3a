"""French phrases of debt and of apology, as patterns for the start of a word in any case."""

SPELLINGS = {
    "é": "[ée]",
    "è": "[èe]",
    "ê": "[êe]",
    "à": "[àa]",
    "â": "[âa]",
    "ô": "[ôo]",
    "î": "[îi]",
    "û": "[ûu]",
    "ç": "[çc]",
}
"""Other ways in which people type a letter of a phrase: "desole"."""

_YOU = r"(?:te |vous |t'|vs )"
_VERY = (
    r"(?:très |vraiment |tellement |si |trop |bien |un peu |franchement |sincèrement |encore |infiniment |mille "
    r"fois ){0,3}"
)
_SORRY = (
    rf"(?:(?:je suis |suis |on est |nous sommes )?{_VERY}(?:désolée?s?|confuse?s?|navrée?s?)|pardon(?:ne|"
    rf"nez)?(?:-moi|-nous)?|"
    r"(?:mille |toutes mes |mes )?excuses?(?:-moi|-nous)?|excusez?(?:-moi|-nous)|je m'excuse|on s'excuse|"
    r"je (?:te |vous )?(?:demande|prie de m'excuser)(?: pardon)?|je regrette)"
)
_BOTHER = (
    r"(?:dérang\w*|embêt\w*|ennuy\w*|gên(?:er|é|e)\b|enquiquin\w*|importun\w*|solliciter|saouler|soûler|bassiner|"
    r"harceler|tanner|emmerd\w*|casser les pieds|prendre (?:la tête|ton temps|votre temps|du temps|ton \w+)|"
    r"voler (?:ton|ta|votre|du|un|le) \w+|bouffer (?:ton|ta|votre) \w+|gâcher (?:ton|ta|votre) \w+|"
    r"insister|abus\w*|profit\w*|mettre la pression|forcer la main|"
    r"(?:re)?demander|quémander|réclamer|devoir (?:te |vous |t'|encore |en |y |le |la |l'){0,3}\w*demander|"
    r"imposer|infliger|charger|refiler|coller|faire (?:venir|porter|perdre|lever|trimer|bosser)|"
    r"être (?:un|une|si|aussi|tellement|toujours|encore) |revenir (?:à la charge|encore|vers)|t'entraîner|vous "
    r"entraîner|"
    r"avoir (?:dû |encore |tant |trop |autant |te |vous |t'|tellement ){0,3}(?:dérang|embêt|ennuy|demand|pris|abus|"
    r"fait (?:venir|porter|perdre)|sollicit|insist|volé|profit)\w*)"
)
_ASK = (
    r"(?:en |le |la |l'|te |vous |t'|vous le |te le |devoir |encore |toujours |de l'){0,4}(?:re)?(?:demand|"
    r"sollicit|quémand)\w*"
)
_AGAIN = (
    r"(?:de |d'|si je |que je |pour |te |vous |t'|encore |toujours |à nouveau |devoir |ainsi |de devoir |une "
    r"fois de plus ){0,6}"
)

DEBT = [
    (
        rf"(?<!ne )(?<!n'){_YOU}(?:en |le |la |l'){{0,2}}(?:dois|devons|doit|devrai|devrons|devrais)\b(?! (?:rien|"
        rf"pas|\d|combien|"
        r"des sous|l'argent|(?:dix|vingt|trente|quarante|cinquante|cent|cinq|deux|trois|quatre) (?:euros|balles)))"
    ),
    (
        r"(?:je |on |nous )?(?:suis|sommes|serai|serons|reste|resterai|sens|sentons|est|sera)? ?(?<!pas "
        r")redevables?\b(?! de rien)"
    ),
    (
        r"(?:une|ma|notre|sa|cette) (?:\w+ )?dette(?:s)?\b(?=[^.?!\n]{0,20}(?:envers|à ton|à votre|avec|de "
        r"reconnaissance|"
        r"immense|énorme|éternelle|est|reste|\.|$))"
    ),
    r"en dette\b",
    r"dette de reconnaissance",
    rf"{_YOU}(?:le |la |l'|les ){{0,1}}(?:revaudrai|revaudrons|revaudra|revaudrais|revaloir)\b",
    r"(?<!peut )(?:revaloir ça|revaudrai ça|revaudrons ça)",
    r"(?:à|a) charge de revanche",
    (
        r"(?:renvoie|renvoyer|renverrai|renverrons|renvoyons|rends|rendre|rendrai|retourner|retournerai|retourne) "
        r"l'ascenseur"
    ),
    (
        r"(?:rends|rendre|rendrai|rendrons|rendons|retourner|retournerai|retourne) (?:bientôt |un jour |vite )?"
        r"(?:la pareille|la politesse|la faveur|le coup de main|ce coup de main|ce service|le service|le même service)"
    ),
    (
        rf"(?<!ne ){_YOU}(?:le |la |l'|en ){{0,1}}(?:rendrai|rendrons|rends) (?:ça|cela|tout ça|un jour|au centuple|"
        rf"dix fois|"
        r"cent fois|mille fois|bien|largement|tout)\b"
    ),
    r"au centuple\b",
    (
        rf"{_YOU}(?:le |la |l'|en ){{0,1}}(?:paierai|payerai|paierons|récompenserai|récompenserons|dédommagerai|"
        rf"dédommagerons|"
        r"rembourserai ça|compenserai)\b(?! (?:demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|par|"
        r"l'essence))"
    ),
    (
        rf"(?:pour|de|veux|voudrais|aimerais|puisse|peux|pourrais|laisse-moi|laissez-moi|tiens à|dois|vais) "
        rf"{_YOU}?(?:en )?"
        r"(?:dédommager|récompenser|payer de retour|payer pour (?:ça|cela|ton|votre|tout)|rétribuer|indemniser)\b"
    ),
    (
        rf"comment (?:je (?:pourrais|peux|vais) |pouvoir |{_YOU}){{0,3}}(?:un jour |jamais )?(?:en )?(?:payer|"
        rf"rembourser|rendre|"
        r"récompenser|dédommager|remercier assez|revaloir)\b"
    ),
    (
        r"(?:ne |n'|jamais |on |je |pourrai |pourrais |pourrons |saurai |saurais |arriverai à ){2,5}(?:jamais |"
        r"assez |te |vous |"
        r"t'|en |le |la |l'){0,5}(?:rendre|rembourser|payer|revaloir|remercier assez|remercier (?:suffisamment|à la "
        r"hauteur)|"
        r"rattraper|compenser|m'acquitter)"
    ),
    r"(?:jamais|pas) assez (?:te |vous |t'|le |pour ){0,2}(?:remercier|te dire merci|vous dire merci)",
    (
        r"(?:la|les|le) prochaines? (?:\w+ )?(?:tournées?|resto|bières?|fois|verres?|apéros?|dîner|déjeuner|pizzas?|"
        r"cafés?|"
        r"additions?|repas)?,? ?(?:c'est |ce sera |sera |est |seront |sont |elle est |il est |je |moi qui |je te |"
        r"je vous |t'){1,3}(?:pour moi|sur moi|moi qui|à moi|ma tournée|à mes frais|paie|paye|invite|régale|offre|"
        r"de ma poche)"
    ),
    (
        r"(?:c'est |ce sera )?(?:moi|nous|je|on) (?:qui )?(?:t'|vous |te )?(?:invite|paie|paye|régale|offre|"
        r"invitons|payons)"
        r"(?: \w+){0,2} (?:la prochaine fois|le prochain|la prochaine|les prochain\w*)"
    ),
    (
        r"(?:l'apéro|le resto|le dîner|le repas|la bière|les bières|la tournée|le verre|la pizza|les pizzas|le café|"
        r"la prochaine|le restaurant|un resto|un verre|une bière) (?:\w+ )?(?:est|sera|sont|seront|c'est|ce sera) "
        r"(?:pour moi|sur moi|à mes frais|pour ma pomme|de ma poche|pour nous)\b"
    ),
    (
        rf"{_YOU}(?:invite|inviterai|invitons|offre|offrirai|offrons|paie|paye|paierai|paierons) (?:\w+ "
        rf"){{1,5}}(?:pour (?:ça|cela|la "
        r"peine|ta peine|votre peine|te remercier|vous remercier|t'avoir|compenser|ton aide|votre aide|ce service)|"
        r"en échange|"
        r"en retour|en remerciement|en compensation|en contrepartie)"
    ),
    (
        r"(?:pour|en) (?:te |vous |t'|ma |)(?:dédommagement|compensation|contrepartie|compenser|la peine|récompense)\b"
        r"(?=[^.?!\n]{0,45}(?:invit|offr|pai|pay|resto|bière|dîner|repas|cuisin|fer|prépar|gard|\.|$))"
    ),
    (
        r"en (?:échange|contrepartie|compensation)\b(?=,? (?:de (?:ton|votre|ta|ce|cette|tes|vos) |pour ton |je |on "
        r"|nous |moi |tu |"
        r"vous |c'est |si tu )|\s*[.!;)?…]|\s*$)(?! (?:de (?:ta|ton) clé))"
    ),
    r"en retour\b(?=,? (?:je |on |nous |de (?:ton|votre|ta|ce) |moi )|\s*[.!;)?…]|\s*$)(?! de)",
    r"(?:on|nous) (?:est|sera|sommes|serons|serait|seraient) (?:enfin |donc |alors |comme ça )?quittes?\b",
    r"être quittes?\b",
    r"(?:un )?bon pour (?:un|une|deux|trois) (?!moment|temps)",
    r"(?:éternellement|à jamais|à vie|pour toujours|infiniment|pour l'éternité) (?:reconnaissante?s?|redevables?)",
    r"(?:reconnaissante?s?|reconnaissance) (?:éternelle(?:ment)?|à vie|pour toujours|à jamais|jusqu'à la fin)",
    (
        r"(?:je|on|nous) (?:me |se |nous )?(?:rattraperai|rattrapera|rattraperons|ferai pardonner|revaudra)\b(?! "
        r"(?:le temps|mon "
        r"retard|le retard|la leçon))"
    ),
    (
        r"(?:compte|comptez|tu peux compter|vous pouvez compter) sur (?:moi|nous)(?: aussi)? (?:pour (?:ton|votre|"
        r"le tien|le vôtre|"
        r"t'aider|ta)|quand (?:tu|vous|ce sera)|le jour où)"
    ),
    (
        r"(?:je|on|nous) (?:ferai|fera|ferons|ferais) (?:pareil|la même chose|autant|de même|le même) pour (?:toi|"
        r"vous|le tien)"
    ),
    (
        rf"(?:quand|le jour où|lorsque) (?:tu|vous|ce sera|ça sera) (?:déménager\w*|ton tour|votre tour|à ton "
        rf"tour)[^.?!\n]{{0,25}}"
        rf"(?:je |on |nous ){_YOU}?(?:serai|sera|serons|viendr\w*|aid\w*|port\w*|rend\w*)"
    ),
    rf"{_YOU}(?:aiderai|aiderons|aidera) (?:à ton tour|à mon tour|pour le tien|pour ton|à déménager)",
    r"(?:un service|une faveur) en (?:vaut|échange|appelle)",
    r"donnant[ -]donnant",
    (
        r"combien (?:je te dois|je vous dois|te dois-je|on te doit|on vous doit)\b(?! (?:pour|de) (?:l'essence|les "
        r"cartons|la "
        r"location|le|l'adhésif))"
    ),
    (
        r"(?:tu as|vous avez|t'as|tu gardes|garde|il te reste) (?:\w+ )?(?:un|deux|mille|une) (?:\w+ )?(?:service|"
        r"faveur|joker|bon)s?"
        r" (?:\w+ )?(?:à me demander|en réserve|chez moi|de ma part|à mon compte|à réclamer|en stock)"
    ),
    r"(?:ton|votre) oblig(?:é|ée)s?\b",
    r"(?:demande|exige|réclame)(?:-moi|z-moi)? (?:tout )?ce que (?:tu veux|vous voulez) en (?:échange|retour)",
    r"(?:à|c'est) mon tour de (?:te|vous|t')",
    (
        r"(?:régler|payer|rembourser|effacer|solder|éponger|m'acquitter de) (?:ma|cette|notre|une|mon|l') ?(?:dette|"
        r"ardoise)"
    ),
    r"sur mon ardoise",
    r"(?:fière|sacrée|belle) chandelle",
]

APOLOGY = [
    rf"{_SORRY},? {_AGAIN}{_BOTHER}",
    (
        rf"{_SORRY},?(?: \w+){{0,2}} (?:pour|du|de la|de l'|de ce|de cette) (?:le |la |les |tout |toute |ce |cette |"
        rf"cet |mon |ma |"
        r"l'){0,3}(?:dérangement|gêne|embêtement|insistance|demande|corvée|tracas|culot|audace|sollicitation|peine|"
        r"messages? (?:de plus|encore|à cette heure)|pression|galère|contretemps que)"
    ),
    (
        r"(?:je |j'|on |nous )?(?:déteste|ai horreur|ai vraiment horreur|n'aime (?:pas|vraiment pas|pas trop|pas du "
        r"tout)|"
        r"ai (?:vraiment |un peu |tellement |très |trop )?(?:honte|du mal|des scrupules|mauvaise conscience)|"
        r"répugne|rougis|hésite|ai longtemps hésité|ai hésité)"
        rf" (?:d'|de |à )?(?:avoir à |devoir ){{0,2}}{_ASK}"
    ),
    (
        r"(?:ça|cela|c'est) (?:me |m'|m)(?:est |fait |met |)(?:\w+ ){0,2}?(?:gêne|embête|ennuie|coûte|pèse|pénible|"
        r"gênant|mal|"
        rf"mal à l'aise|bizarre|horreur|dérange) (?:\w+ ){{0,2}}?(?:de |d'|à ){_ASK}"
    ),
    (
        rf"(?:je suis |suis |on est )?{_VERY}(?:gênée?s?|embêtée?s?|mal à l'aise|ennuyée?s?|honteuse|honteux|"
        rf"embarrassée?s?) "
        rf"(?:de |d'|à l'idée de |à l'idée d'){_ASK}"
    ),
    (
        r"(?:c'est|ça reste) (?:\w+ )?(?:gênant|embarrassant|délicat|difficile|dur|humiliant) (?:pour moi )?(?:de |d')"
        rf"{_ASK}"
    ),
    (
        r"(?:je |j')?(?:n'|ne )?(?:ose|osais|osé|oserais) (?:à peine|pas|presque pas|plus|même pas|"
        r"guère)\b(?=[^.?!\n]{0,25}"
        r"(?:demand|sollicit|appel|dérang|écri|dire|\.|$|,|mais))"
    ),
    r"(?:j'ose|ose) à peine",
    (
        r"(?:si|tant que|à condition que|pourvu que|sauf si) (?:ça|cela|ce|c')(?: ne| n')? ?(?:te |vous |t'|est |"
        r"n'est |ne |soit |"
        r"n'|s'|pas |plus ){0,4}(?:dérange|embête|ennuie|gêne|enquiquine|prend|trop|abuser|abusé|pas trop|un souci|"
        r"pénible|"
        r"demande)\b(?! (?:de travail|pas que|tard|tôt|loin|lourd|cher|court|tes voisins|les voisins))(?: (?:pas "
        r")?(?:trop|plus|"
        r"demander|vous demander|te demander|de temps|abuser))?"
    ),
    (
        r"(?:sans|pas) (?:vouloir |chercher à )?(?:te |vous |t'|d')?(?:abuser|déranger|importuner|embêter|ennuyer|"
        r"insister)\b"
    ),
    (
        r"(?:est-ce que )?(?:c'est|ce serait|est-ce|serait-ce|ça serait) (?:beaucoup|trop|énormément|déjà beaucoup) "
        r"(?:te |vous )?"
        r"(?:demander|en demander|exiger)"
    ),
    r"(?:beaucoup|trop|énormément|tant) (?:te |vous |t'en |en )?demander\b",
    (
        rf"{_YOU}(?:en )?(?:demande|demandons|ai demandé) (?:déjà |vraiment |encore |tellement |beaucoup )?(?:trop|"
        rf"beaucoup|tant|"
        r"énormément|tellement)\b"
    ),
    (
        r"(?:je|on|nous) (?:ne )?(?:veux|voudrais|voulais|voulons|souhaite|souhaitais|veut|voulait) (?:surtout |"
        r"vraiment |en aucun "
        rf"cas )?pas (?:{_YOU}|d'|m'|être |en |encore |non plus ){{0,3}}(?:{_BOTHER}|un poids|un boulet|une charge|"
        rf"abus\w+)"
    ),
    (
        r"(?:j'|je |on |nous |d')(?:ai l'impression d'|ai peur d'|crains d'|vais |)?(?:abuse|abuser|abusons|ai "
        r"abusé)\b(?! (?:des "
        r"frites|du chocolat))"
    ),
    r"(?:abuser|abuse|abusé|abusant|profiter|profite) (?:encore |un peu )?(?:de (?:toi|vous|ton|ta|votre|tes)|de sa)",
    (
        r"(?:je (?:sais|vois|imagine|comprends|me doute)|on sait|j'imagine|je sais bien) (?:bien |très bien |déjà "
        r")?que (?:tu|vous) "
        r"(?:n'as|n'avez|n'as déjà|es|êtes|as|avez|cours|croules|dois|manques|travailles|bosses|rentres)(?: \w+){0,4}? "
        r"?(?:débordée?s?|occupée?s?|fatiguée?s?|crevée?s?|épuisée?s?|sous l'eau|surchargée?s?|de temps|le temps|"
        r"une minute|"
        r"mieux à faire|autre chose à faire|d'autres choses à faire|d'autres chats à fouetter|mille choses|beaucoup "
        r"à faire|"
        r"du travail|de boulot|prise?s?|à bout|partout|être fatiguée?s?|être débordée?s?|charrette|au bout du rouleau|"
        r"tes propres soucis|tant à faire|tes soucis|ta vie|tard)\b(?=[^.?!\n]{0,45}\b(?:mais|pourtant|alors|"
        r"cependant|quand même)\b|\s*(?:[.!…]|$))"
    ),
    (
        r"(?:tu as|vous avez|t'as|tu dois avoir|tu auras|tu aurais) (?:sûrement |certainement |sans doute |bien |"
        r"probablement |"
        r"clairement |déjà ){0,2}(?:mieux à faire|autre chose à faire|d'autres chats|d'autres choses à faire|mieux "
        r"à faire)"
    ),
    (
        r"(?:voler|vole|volé|bouffer|bouffe|gâcher|gâche|prendre|prends|pris|sacrifier|perdre) (?:\w+ )?(?:ton|"
        r"votre|un de tes|"
        r"tout ton|encore ton|de ton) (?:temps|samedi|dimanche|week-end|weekend|jour de (?:repos|congé)|soirée|"
        r"matinée|journée|"
        r"précieux temps)\b"
    ),
    r"(?:ton|votre) (?:seul|unique|précieux|rare) (?:jour|samedi|dimanche|week-end|temps|matin|repos)",
    (
        rf"(?:je|on) (?:ne |n')?(?:{_YOU}|le |l'|en ){{0,3}}(?:demanderais|demanderait|dérangerais|aurais (?:jamais|"
        rf"pas) (?:demandé|"
        r"osé)|aurais demandé|embêterais|solliciterais|appellerais|écrirais) (?:pas|jamais|rien)\b"
    ),
    r"(?:jamais|pas) (?:je |demandé |osé |te |vous ){0,3}(?:demander|te demander|vous demander) si (?:ce|je|j'|ça)",
    (
        r"(?:je )?n'aurais (?:jamais|pas|vraiment pas) dû (?:te |vous |t'|en )?(?:demander|déranger|embêter|appeler|"
        r"écrire)"
    ),
    (
        r"(?:être|suis|été|étais|deviens|devenir|me sens|l'impression d'être|serai) (?:\w+ )?(?:un|une|le|la) "
        r"(?:\w+ )?(?:poids|boulet|"
        r"fardeau|charge|plaie|casse-pieds|profiteu(?:r|se)|pot de colle|assistée?|emmerdeu(?:r|se)|parasite)\b"
    ),
    r"je (?:me (?:sens|sais)|suis) (?:\w+ ){0,2}(?:coupable|égoïste|minable|nulle? de)\b",
    r"je culpabilise",
    r"je m'en veux(?: \w+)? (?:de|d')\b",
    (
        r"(?:je|on) (?:ne |n')?(?:mérite|méritais|mérites|mérite vraiment) (?:vraiment |même )?pas (?:\w+ )?(?:ça|"
        r"autant|tout|tant|"
        r"ton|votre|cette|que|des|de)\b"
    ),
    r"(?:je )?(?:t'en|vous en|t') ?(?:supplie|conjure|implore)\b",
    (
        r"(?:s'il te plaît|s'il vous plaît|stp|svp|steuplé|steuplait)[ ,!.]+(?:s'il te plaît|s'il vous plaît|stp|svp|"
        r"steuplé|steuplait)"
    ),
    r"(?:pitié|par pitié|de grâce|à genoux)\b(?=[^.?!\n]{0,40}(?:aid|vien|port|dis|demand|sauv|supplie|[,.!]|$))",
    r"(?:je suis |suis )?(?:complètement |vraiment )?désespérée?s?\b",
    r"(?:ne |n')?m'en (?:veux|veuille|veuillez|voulez|voudras) (?:surtout )?pas",
    (
        r"(?:c'est|ce n'est que|oui,?) (?:encore|re)[ -]?moi\b(?=[^.?!\n]{0,30}(?:désol|pardon|excus|pour te|avec|,|"
        r"\.|$))"
    ),
    (
        r"(?:tu dois|vous devez|tu vas|tu commences à) (?:\w+ )?(?:en avoir (?:marre|assez|ras)|me (?:maudire|"
        r"détester|trouver)|être "
        r"lassée?)"
    ),
    (
        r"(?:tu en as|tu as|vous avez|t'as|vous en avez) (?:déjà )?(?:tellement|tant|bien assez|déjà beaucoup|"
        r"beaucoup trop|déjà trop) "
        r"fait[^.?!\n]{0,20},? (?:mais|et (?:pourtant|voilà))"
    ),
    r"(?:la |c'est la )?dernière fois que je (?:te|vous|t')",
    r"(?:je )?n'ai (?:vraiment |plus |absolument )?personne (?:d'autre )?(?:à qui|vers qui|pour m'aider|d'autre)",
    (
        r"(?:je )?ne (?:sais|savais|vois) (?:vraiment |plus )?(?:pas |plus )?(?:à qui|vers qui) (?:d'autre "
        r")?(?:demander|m'adresser|me "
        r"tourner|faire appel)"
    ),
    (
        r"(?:tu es|vous êtes|t'es) (?:\w+ )?(?:mon|ma|le|la|notre) (?:dernier|dernière|seul|seule|unique) "
        r"(?:recours|espoir|chance|"
        r"solution|personne à qui|issue)"
    ),
    (
        r"sans (?:toi|vous),? je (?:suis|serais|serai) (?:\w+ )?(?:perdue?|fichue?|foutue?|morte?|coincée?|"
        r"mal)\b(?! (?:dans "
        r"l'escalier))"
    ),
    r"(?:quel|un) (?:sacré |sale |)(?:toupet|culot)\b(?=[^.?!\n]{0,30}(?:demand|mais|de te|d'oser|[.!,]|$))",
    r"j'ai (?:le|un) (?:\w+ )?(?:culot|toupet|audace)",
    r"(?:de grâce|par pitié)",
    r"(?:te|vous) mettre (?:dans l'embarras|mal à l'aise|en difficulté|dans une position)",
    (
        r"(?:je |j')(?:me permets|ai pris la liberté) (?:de |d')(?:te |vous |t'|encore ){0,3}(?:déranger|importuner|"
        r"solliciter|insister)"
    ),
    (
        r"(?:puis-je|je peux|pourrais-je|est-ce que je peux|je pourrais) (?:encore |peut-être )?(?:te |vous |t'|"
        r")(?:déranger|embêter|"
        r"abuser|ennuyer|importuner)\b"
    ),
    (
        r"(?:j'espère|espérant|en espérant|j'espère que ça) (?:que |ça |cela |je |ne pas |ne |n'|de pas |pas "
        r"){0,4}(?:trop |te |vous |"
        r"t'){0,3}(?:dérang\w*|embêt\w*|ennui\w*|abus\w*|gên\w*)"
    ),
    (
        r"(?:c'est|ce serait|ça serait) (?:\w+ )?(?:abusé|égoïste|gonflé|culotté)\b(?=[^.?!\n]{0,30}(?:de ma part|"
        r"demand|mais|[.,]|$))"
    ),
]
