"""Spanish phrases of debt and of apology, as patterns for the start of a word in any case."""

SPELLINGS = {"á": "[áa]", "é": "[ée]", "í": "[íi]", "ó": "[óo]", "ú": "[úu]", "ü": "[üu]"}
"""Other ways in which people type a letter of a phrase: "tendria"."""

_VERY = (
    r"(?:muy |mucho |mucha |muchísima |muchísimo |tan |tanto |tanta |un poco |un poco de |bastante |fatal |la verdad "
    r"|hasta |algo de |cierto |un montón de |mogollón de ){0,4}"
)
_SORRY = (
    r"(?:perdona(?:d|me|dme)?|perdón|perdone(?:n)?|siento|sentimos|disculpa(?:d|me|s)?|disculpe(?:n)?|lamento|lo "
    r"siento|"
    r"pido (?:perdón|disculpas)|mil perdones)"
)
_BOTHERED = (
    r"(?:molest(?:e|ar|o|ando|arte|aros|ado)\w*|incord\w+|fastidi\w+|agobi\w+|importún\w+|abus(?:e|ar|o|ando|ado)\b|"
    r"dar(?:te|os)? (?:tanto |tanta |la |más )+(?:lata|tabarra|guerra|brasa|trabajo|lío|paliza|murga|vara)|"
    r"dé (?:la |tanta |tanto )(?:lata|tabarra|guerra|brasa|trabajo|paliza|murga|vara)|"
    r"quitar(?:te|os)|quite (?:el |tu |tanto |tiempo)|rob(?:e|ar|arte|aros|ado)\b|aprovech(?:ar|arme|e|arnos)\b|"
    r"interrump\w+|estorb\w+)"
)
_BURDEN = (
    r"(?:carga|molestia|pesada|plasta|lata|estorbo|cruz|lapa|brasas|pelma|plomo|pesadilla|aprovechada|aprovechado|"
    r"peso)"
)
_ASK = r"(?:pedír\w*|preguntar\w*|molestar\w*|solicitar\w*)"
_INVITED = r"(?:cena|comida|ronda|caña|cañas|cerveza|cervezas|copa|copas|birra|birras|café|cafés)"

DEBT = [
    (
        r"(?<!no )(?:te|os) (?:lo |la |las )?(?:deb(?:o|emos)|deberé|deberemos|debería la vida|estoy debiendo)\b(?! "
        r"(?:nada|\d|el dinero|dinero))"
    ),
    r"(?:quedar?|quedo|quedamos|estar|estoy|estaré|estaremos|estamos|siento|sentimos|sentiré) (?:\w+ ){0,3}en deuda\b",
    r"(?:eternamente |siempre )?en deuda (?:contigo|con (?:tod[oa]s )?(?:vosotr[oa]s|ustedes)|con usted)",
    r"(?:eternamente|para siempre|de por vida) (?:en deuda|agradecid[oa]s?)",
    r"deuda (?:de gratitud|eterna|pendiente|enorme|contigo)",
    r"(?<!no )(?:te|os) (?:lo |la )?(?:voy a |vamos a |prometo )?(?:pagar|compensar|recompensar)(?:é|emos|lo|te|os)?\b",
    (
        r"(?<!no )(?:te|os) lo (?:voy a |vamos a )?devolver(?:é|emos)?\b(?! (?:mañana|el (?:lunes|martes|miércoles|"
        r"jueves|viernes|sábado|domingo)|hoy|esta|en))"
    ),
    r"(?<!no )(?:te|os) devolver(?:é|emos) (?:el favor|todo|esto|la ayuda)",
    r"(?<!no tengo que )(?:pag|compens|recompens|agradec)ár(?:te|os)(?:lo|la)\b",
    r"(?<!no tengo que )(?<!quiero )(?:compensar|recompensar)(?:te|os)\b",
    (
        r"(?:quiero|querría|quisiera|podría|puedo|podré|dejes?|deja|déjame|me gustaría) (?:\w+ )?(?:pagar|compensar|"
        r"recompensar)(?:te|os)?\b(?=[^.?!\n]{0,12}(?:esto|todo|algo|favor|ayuda|trabajo|tiempo|de alguna|por|[.?!]|"
        r"$))"
    ),
    r"(?:pagarte|pagaros)\b",
    r"(?<!no tengo que )devolvér(?:te|os)lo\b",
    r"(?:te|os) (?:devuelvo|devolvemos) (?:el|este|ese) favor",
    r"te lo (?:pago|compenso|devuelvo) (?:con|cuando|en|otro|como|algún|de)\b(?! (?:bizum|efectivo|mano))",
    (
        r"a cambio\b(?=[,:]? (?:yo |ya |pues |luego |si quieres |de eso ){0,4}(?:te|os|prometo|cuido|pinto|cocino|"
        r"puedo|tú|vosotros|cuidaré|haré|hago|de tu|de vuestra|de la ayuda|de que|de ayud\w+|le|lavo|limpio|plancho|"
        r"paseo|llevo|pido|invito)\b(?! (?:dan|devuelven|cambian))|\s*[.!;)]|\s*$)"
    ),
    r"por las molestias\b",
    r"devolver(?:te|os|le|les)? (?:\w+ ){0,2}favor",
    r"(?:nunca|jamás) (?:\w+ ){0,4}(?:pagar|devolver|compensar)\w*",
    (
        r"(?:la|el|las) (?:próxim[ao]s?|siguientes?)(?: \w+)?,? (?:la |lo |las |corre |va |van |es |son "
        r"){0,4}(?:pago|invito|pagamos|invitamos|"
        r"yo|a mi cuenta|mía|mías|de mi cuenta|por mi cuenta|por mí)\b(?! a (?:tu|vuestr|mi|su))"
    ),
    (
        rf"(?:la|las|el|los|una|unas) {_INVITED}(?: \w+){{0,3}},? (?:la pago|las pago|la pagamos|las pagamos|corre "
        rf"de|corren de|corre por|corren por|va de mi|van de mi|va por mi|van por mi|invito yo|las invito|la invito|"
        rf"los pago|lo pago)"
    ),
    r"(?<!rompe, )(?:corre|corren|va|van) (?:de|por|a) (?:mi|nuestra) cuenta",
    r"(?:invito|pago) yo\b(?=[^.?!\n]{0,20}(?:próxim|siguiente)|,? que te)",
    rf"a (?:la|las|el|los|una|unas) {_INVITED} (?:\w+ )?invito yo",
    (
        r"(?:te|os) (?:invito|invitaré|invitamos|convido) a (?:\w+ ){1,4}(?:por (?:esto|ello|ayudar\w*|la ayuda|tu "
        r"ayuda|el favor|las molestias)|a cambio|para compensar\w*|en pago|como pago)"
    ),
    (
        r"(?:por (?:esto|ello|el favor|ayudarme|tu ayuda)|para compensar\w*|en pago|como pago|como recompensa|en "
        r"recompensa|como compensación|en compensación)\b(?=[^.?!\n]{0,40}(?:invit|pag|cen|cervez|comid|hag|coc|"
        r"regal|debo|\bte\b))"
    ),
    r"(?:en|como) (?:pago|compensación|recompensa|contraprestación) (?:por|de|te)\b",
    r"(?:estamos|quedamos|estaremos|quedaremos|estaríamos) (?:en paz|a mano|empatad[oa]s)\b(?! (?:y|con el|con la))",
    r"(?:me )?(?:puedes|podéis|podrás|vas a) cobrar (?:el|este|ese) favor",
    r"(?:ya )?me (?:lo |la |las )?cobrar(?:ás|éis)\b",
    r"(?:cóbra(?:me|te)\w*|cobrarte(?:lo)?|te lo cobras|cóbrat\w+)",
    (
        r"(?:tienes|tenéis|guárdate|guarda|te guardo|queda) (?:\w+ )?(?:un|dos|tres|este|mil) (?:\w+ "
        r")?favor(?:es)?\b(?=[^.?!\n]{0,12}(?:conmigo|mí[oa]|guardado|pendiente|a tu favor|para cuando))"
    ),
    r"(?:favor|una) pendiente conmigo",
    r"vale por (?:un|una|dos)\b",
    (
        r"(?:te|os) (?:ayudo|ayudaré|ayudamos) (?:yo )?(?:\w+ ){0,4}(?:en tu (?:próxima )?mudanza|con tu (?:próxima "
        r")?mudanza|cuando te mudes|en la tuya|con la tuya)"
    ),
    r"(?:hoy por ti|favor con favor)",
    r"(?:haré|hago|hacer) lo mismo por ti",
    r"(?:haré|hago) lo que (?:quieras|me pidas|haga falta)",
    r"pide(?:me)? lo que quieras a cambio",
    r"con creces\b",
    r"(?:cuánto|qué|cuanto) te debo\b(?! (?:de|por) (?:la cinta|el|los|las cajas|la gasolina))",
    r"(?:saldar|pagar|devolver)(?:te)? (?:mi|esta|la|nuestra) deuda (?:contigo)?",
    r"a cambio(?= ?\?)",
    r"cuenta conmigo (?:\w+ )?(?:cuando te mudes|para (?:tu|la tuya))",
    r"(?:te|os) lo agradecer(?:é|emos|ía) (?:eternamente|siempre|toda la vida|de por vida)",
    r"(?:te|os) deber(?:ía|íamos) (?:un|una|otr[oa]|mucho|muchísimo|la vida|tanto)\b",
    r"(?:te|os) quedo (?:\w+ )?(?:debiendo|a deber)|quedo a deber(?:te|os)",
    r"a la próxima,? (?:te |os )?(?:invito|pago)",
]

APOLOGY = [
    (
        rf"{_SORRY}(?:,? \w+){{0,3}},? (?:por |pero |que |si |de ){{0,4}}(?:(?:otra vez |siempre |ya |te |os |tener "
        rf"que |haber(?:te|os)? |tanto |estar |ande |esté |vuelva a |volver a )){{0,4}}"
        rf"(?:{_BOTHERED}|pedír\w*|pid[oa]\w*|pedido|tuvieras? que|tuvierais que|tengas que|"
        r"(?:tanta |tanto |la |las |el |los |mi |este |esta ){0,4}(?:molestias?|trastornos?|lío|lata|abuso|"
        r"atrevimiento|descaro|intromisión|intrusión|morro|cara dura|osadía|tabarra|insistencia|robo de tiempo|"
        r"marrón|incordio|brasa|paliza)\b|"
        r"insist\w+|meterte en|meteros en|liarte|liaros|hacer(?:te|os) (?!reír|sonreír|feliz)|ser (?:una|un|tan)|sea "
        r"(?:una|un|tan)|pregunt(?:e|arte)\b|"
        r"necesit(?:e|ar) (?:tu )?ayuda|acud(?:a|ir) a ti|recurr(?:a|ir) a ti|carg(?:ue|ar)(?:te)? con|te (?:lo|la) "
        r"(?:pida|diga|suelte)|te escrib(?:a|o) (?:otra vez|para esto|tanto)|moleste)"
    ),
    (
        r"(?:odio|detesto|me cuesta(?: \w+)?|me fastidia|me apura|me revienta|no me gusta(?: nada)?|me resulta "
        r"(?:\w+ )?(?:difícil|violento|incómodo|duro)) "
        rf"(?:\w+ ){{0,2}}{_ASK}"
    ),
    (
        rf"me da (?:ya )?{_VERY}(?:vergüenza|apuro|corte|cosa|palo|reparo|pudor|no sé qué)\b(?! (?:que no puedas|que "
        rf"no vengas|por ti|irme|dejar))(?=[^.?!\n]{{0,25}}(?:pedí|pregunt|molest|decir|pero|necesit|volver|abus|"
        rf"todo|tanto|esto|tener|que ten|[.!]|$))"
    ),
    rf"me da {_VERY}pena (?:\w+ )?(?:tener que )?{_ASK}",
    r"qué (?:vergüenza|apuro|corte|palo|pena) (?:me da|tener|pedir|contigo|molestar|volver)",
    (
        rf"me siento {_VERY}(?:mal|fatal|culpable|egoísta|violent[oa]|incómod[oa]|una carga|una pesada|un estorbo|"
        rf"avergonzad[oa]|abusona)?(?: por| de| al| pidi\w+| teniendo)+ ?(?:haber|ped\w+|por|de|ten\w+|molest\w+|"
        rf"esto|que)?"
    ),
    rf"me siento {_VERY}(?:culpable|egoísta|abusona|una carga|una pesada|avergonzad[oa])",
    rf"me sabe {_VERY}(?:mal|a cuerno)",
    r"me (?:da|está dando) (?:mucho )?palo\b",
    (
        r"(?:si|siempre que|mientras|salvo que) no (?:te |os )?(?:es|sea|fuera|supone|suponga|da|causa|cause|"
        r"resulta) (?:ser |una |un |mucha |mucho |demasiada |demasiado |ninguna |ningún |tanta |tanto |gran |muy "
        r"){0,3}(?:molestia|cosa|lío|trabajo|esfuerzo|trastorno|pesado|lata|carga|abuso|inconveniente|engorro|"
        r"problema|mucho|demasiado)\b"
    ),
    r"(?:si|siempre que) no (?:te|os) (?:incordia|trastorna|fastidia|cuesta|molesta) (?:mucho|demasiado|nada)",
    (
        r"(?:si|siempre que) no es (?:mucho|demasiado|mucha|demasiada|tanta)\b(?! (?:gente|tiempo|peso|tarde|pronto|"
        r"temprano|lejos|caro))"
    ),
    r"(?<!no es )(?<!no creo que sea )(?:mucho|demasiado|un montón) pedir\b",
    r"(?:te|os) (?:estoy |estamos )?pid(?:o|iendo|o ya)\w* (?:demasiado|mucho|un montón|tanto)",
    r"(?:pido|pidiendo|exigiendo|abusando) (?:demasiado|mucho|de ti|de vosotros|de tu|de vuestra)",
    (
        r"(?:abusar|abuso|aprovecharme|aprovecharnos|aprovechándome) (?:\w+ )?(?:de (?:ti|tu|vosotr[oa]s|vuestr[ao])|"
        r"otra vez|más)\b"
    ),
    r"no (?:me )?(?:lo )?merezco",
    rf"(?:ser|sido|soy|fui|siendo|sentirme|hecha) (?:\w+ )?(?:una?|tan) (?:\w+ )?{_BURDEN}\b(?! (?:para el|de|en))",
    (
        rf"no (?:te |os )?(?:quería|quiero|querría|quisiera|pretendo|pretendía|me gusta|me gustaría) (?:\w+ "
        rf"){{0,2}}?(?:{_BOTHERED}|ser (?:una|un|tan)|abusar|cargarte|cargaros|darte trabajo|daros trabajo|"
        rf"aprovecharme)"
    ),
    r"no (?:debí|debería|tendría que|tenía que) (?:ni )?(?:pedír|pregunt|molest)\w*",
    r"no (?:debería|tendría que) (?:haber(?:te|os)?|habértelo) ?(?:pedido|molestado)",
    r"no te(?:lo)?(?: lo)? (?:pediría|habría pedido|hubiera pedido|hubiese pedido|preguntaría|molestaría)\b",
    r"no (?:os|te|se) (?:lo |la )?(?:pediría|preguntaría|molestaría)(?: si)?",
    (
        r"(?:si|de) (?:no )?(?:fuera|tuviera|tuviese|hubiera|haber)[^.?!\n]{0,30}no (?:te|os) (?:lo )?(?:pediría|"
        r"molestaría|escribiría|llamaría)"
    ),
    r"(?:jamás|nunca) (?:te |os )?(?:lo )?(?:pediría|molestaría|habría pedido)",
    (
        r"(?:sé|se|ya sé|imagino|supongo|entiendo|veo) (?:\w+ )?que (?:apenas |casi |ya |ahora |no |hoy "
        r"){0,3}(?:estás|estáis|andas|andáis|vas|tienes|tenéis|bastante|con todo)(?: \w+){0,5}? ?(?:liad[oa]s?|"
        r"liadísim[oa]s?|ocupad[oa]s?|ocupadísim[oa]s?|agobiad[oa]s?|hasta arriba|a tope|de trabajo|de curro|tiempo|"
        r"cansad[oa]s?|cansadísim[oa]s?|agotad[oa]s?|estresad[oa]s?|mil cosas|cosas mejores que hacer|mejores cosas "
        r"que hacer|lo tuyo|de cabeza|muy justa de tiempo|encima)\b(?=[^.?!\n]{0,45}\b(?:pero|aun así|aunque)\b|"
        r"\s*(?:[.!…]|$))"
    ),
    (
        r"(?:tendrás|tienes|seguro que tienes|tendréis) (?:\w+ ){0,2}(?:cosas mejores|mejores cosas|mil cosas "
        r"mejores|otras cosas que hacer|algo mejor)"
    ),
    (
        r"(?:robar|robarte|robaros|robo|robe|robando|quitar|quitarte|quitaros|quito|quite|hacerte perder|haceros "
        r"perder|perder)\b(?: te| os)?(?: \w+){0,3} (?:tu tiempo|el tiempo|tiempo|tu sábado|el sábado|el domingo|tu "
        r"domingo|el finde|tu finde|el fin de semana|el día|tu día|tu tarde|la tarde|la mañana)"
    ),
    r"(?:tu|vuestro) único (?:día|sábado|domingo|fin de semana|finde)",
    r"(?:por favor[ ,!.]*|porfa(?:vor|s|plis)?[ ,!.]*|porfi[ ,!.]*|plis[ ,!.]*){3,}",
    (
        r"(?:por favor|porfa|porfi|plis)[ ,!.]+(?:por favor|porfa|porfi|plis)[ ,!.]+(?:ayúda|ven|di|no me|échame|"
        r"vente|ayud|necesit|podr|puedes|salva|haz)\w*"
    ),
    r"(?:te|os|se) lo (?:suplico|ruego|imploro|pido de rodillas|pido por (?:favor por|dios|lo que más|caridad))",
    r"(?:te|os) (?:ruego|suplico|imploro)\b(?! (?:silencio|puntualidad))",
    r"(?:suplicar|suplicarte|suplicando|rogarte|rogando|mendigar|mendigando|implorar)\w*",
    r"(?:pid|suplic|rueg|implor|pong)\w+(?: \w+){0,3} de rodillas|de rodillas (?:te|os)\b",
    r"(?:mi|nuestra) (?:última|único|única|último) (?:esperanza|salvación|opción|recurso|oportunidad|cartucho|salida)",
    (
        r"no (?:tengo|me queda|hay|conozco|encuentro) (?:ya )?(?:a )?(?:nadie|otra persona|ninguna "
        r"persona)\b(?=[^.?!\n]{0,20}(?:pedí|pregunt|recurr|acud|ayud)| más\s*(?:[.,!]|$))"
    ),
    r"no (?:sé|se) a quién (?:más )?(?:pedí|acud|recurr|pregunt|llamar)\w*",
    r"eres (?:la|el) únic[oa] (?:persona )?(?:a la que|al que|a quien|que me (?:queda|puede ayudar|queda))",
    r"(?:todos|todo el mundo|los demás)(?: \w+)? (?:me )?(?:han|ha) (?:dicho que no|fallado|dejado tirad[oa])",
    (
        r"(?:estoy|estamos|voy|ando) (?:\w+ )?(?:desesperad[oa]s?|con el agua al cuello|perdida|en un apuro|"
        r"apuradísim[oa])\b(?! por (?:un café|comer|dormir|una ducha))"
    ),
    r"desesperad[oa] (?:ya|de verdad|y sin)",
    r"a la desesperada",
    r"(?:me )?(?:salvarías|salvarás|salvas|salvaríais|salvándome) la vida",
    r"sálvame",
    r"no (?:te|os) (?:enfades|enfadéis|molestes conmigo|cabrees|enojes|lo tomes a mal|tomes a mal)\b",
    r"no me (?:odies|mates|lo tengas en cuenta|mandes a)\b",
    r"(?:no tengo|sin) (?:ningún |ni )?derecho (?:a|de) (?:pedí|exig|molest)\w*",
    rf"no me (?:atrevo|atrevía|atreví) (?:\w+ ){{0,3}}?(?:a )?{_ASK}",
    r"(?:apenas|casi no) me atrevo",
    r"(?:mucho|tanto|menudo|qué) (?:morro|cara|descaro|jeta|cara dura)\b(?=[^.?!\n]{0,25}(?:ped|pero|tengo|[.!,]|$))",
    r"(?:tengo|echarle|echo|le echo) (?:mucho |mucha |tanto |un )?(?:morro|jeta)",
    r"(?:egoísta|feo|abusivo|descarado) (?:por mi parte|de mi parte)",
    r"soy (?:yo otra vez|yo de nuevo), (?:perdon|la pesad|lo sient)",
    r"(?:la|el) (?:pesad[oa]|plasta) de siempre",
    r"(?:abrumarte|agobiarte|comprometerte|ponerte en un (?:compromiso|aprieto)|pongo en un (?:compromiso|aprieto))",
    r"(?:meterte|metiéndote|meto) en (?:este |un |mis )(?:lío|marrón|líos)",
    r"no (?:tengo|sé) a quién(?: más| otro)? (?:pedí|preguntá|preguntar|recurr|acud|llamar)\w*",
    rf"(?:espero|confío en) (?:\w+ )?no (?:\w+ )?(?:{_BOTHERED}|ser (?:una|un|tan)|agobiar)",
    r"(?:sin ánimo|con miedo) de (?:molestar|incordiar|abusar)\w*",
    r"(?:ten|tened) (?:piedad|compasión|misericordia)",
    (
        r"ya (?:has|habéis) hecho (?:\w+ )?(?:demasiado|mucho|muchísimo|bastante|de sobra)(?: por mí)?,? (?:pero|y "
        r"(?:ahora|aun así|encima))"
    ),
    r"(?:estarás|estás|debes de estar) (?:ya )?(?:hart[oa]|cansad[oa]|aburrid[oa]) de (?:mí|mis|que)\b",
    r"última vez que (?:te|os) (?:lo )?(?:pido|molesto|pregunto|doy)",
    r"(?:se me cae|me muero|muerta|muerto) (?:la cara )?de (?:la )?vergüenza",
    r"me da una? (?:\w+ )?(?:vergüenza|apuro|corte|palo|cosa)",
    r"qué mal me (?:sabe|siento)",
    r"(?:porfa{2,}|por favor{2,}|porfi{2,})\b",
    rf"(?:cómo|cuánto) me cuesta {_ASK}",
    r"(?:puedo|podría) (?:molestarte|molestaros|incordiarte|abusar)\b",
    r"sin ti estoy (?:\w+ )?(?:perdid[oa]|vendid[oa])",
    r"(?:me siento|soy) (?:que soy )?una (?:carga|pesada|molestia|aprovechada)",
    r"siento que (?:soy|te|os) (?:\w+ )?(?:una carga|molest|abus|agobi|pid)\w*",
    (
        r"(?:espero|ojalá|si|siempre|confío) (?:\w+ ){0,2}no (?:te |os )?(?:sea|es|fuera|suponga|supone|cause|causa|"
        r"dé|da|resulte) (?:\w+ ){0,2}(?:molestia|trastorno|lío|trabajo|lata|abuso|problema|engorro)"
    ),
    r"(?:muchísimo|un montón|una barbaridad) pedir\b",
    r"con (?:lo|la de) (?:\w+ ){0,2}(?:liad|ocupad|cansad|cosas|trabajo)\w* que (?:estás|andas|tienes|vas)",
    (
        r"(?:es|sea) (?:un|una) (?:\w+ )?(?:abuso|faena|rollo|marrón|putada|coñazo)\b(?=[^.?!\n]{0,40}(?:ped|pero|"
        r"por mi parte|, ¿))"
    ),
    rf"(?:me pesa|me avergüenza|me duele|me veo obligada a|me veo obligado a) (?:tener que )?{_ASK}",
    r"por lo que más quieras",
]
