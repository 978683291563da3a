"""Spanish phrases of debt and of apology, as patterns for the start of a word in any case."""

DEBT = [
    r"(?<!no )(?:te|os|le|les) (?:lo )?deb(?:o|emos)\b(?! nada)",
    r"en deuda (?:contigo|con (?:tod[oa]s )?(?:vosotr[oa]s|ustedes)|con usted)",
    r"deuda (?:de gratitud|eterna)",
    r"(?<!no )(?:te|os) (?:lo )?(?:voy a |vamos a )?(?:pagar|compensar)(?:é|emos|lo|te|os)?\b",
    r"(?<!no )(?:te|os) lo (?:voy a |vamos a )?devolver(?:é|emos)?\b",
    r"(?<!no )(?:te|os) devolver(?:é|emos) (?:el favor|todo|esto)",
    r"(?<!no tengo que )(?:pag|compens)[aá]r(?:te|os)(?:lo)?\b",
    r"(?<!no tengo que )devolvér(?:te|os)lo\b",
    r"(?:te|os) (?:devuelvo|devolvemos) el favor",
    r"a cambio\b(?! de nada)",
    r"por las molestias\b",
    r"devolver(?:te|os)? el favor",
    r"(?:nunca|jamás) (?:\w+ ){0,4}(?:pagar|devolver|compensar)\w*",
    (
        r"(?:la|el) (?:próxima|próximo|siguiente)(?: \w+)? (?:la |lo )?(?:pago|invito|pagamos|"
        r"invitamos)\b(?! a (?:tu|vuestr|mi|su))"
    ),
    r"la (?:cena|comida|ronda|caña) (?:la pago|la pagamos|corre de)",
    r"(?:corre|corren|va|van) (?:de|por) mi cuenta",
    r"(?:invito|pago) yo la próxima",
    r"(?:estamos|quedamos) en paz\b(?! y)",
    r"(?:me )?(?:puedes|podéis) cobrar (?:el|este|ese) favor",
    r"tienes un favor (?:(?:pendiente )?(?:conmigo|mío)|guardado|pendiente)",
    r"vale por (?:un|una|dos)",
]

APOLOGY = [
    (
        r"(?:perdona|perdonad|perdón|siento|sentimos|disculpa|disculpad|lamento)(?: \w+){0,2} "
        r"(?:por )?(?:que (?:te|os) )?(?:haber(?:te|os)? |tener que |tanto )*"
        r"(?:molest\w+|ped[ií]\w*|pida\w*|robad\w+|tuvieras? que|tuvierais que|"
        r"las molestias|la molestia|el trastorno|tanto lío|abus\w+|darte|daros|"
        r"ser (?:una|tan)|hacer(?:te|os) (?!reír|sonreír|feliz)|quitarte|quitaros)"
    ),
    r"(?:odio|detesto|me cuesta|me da apuro|me da vergüenza|me da corte) (?:tener que )?(?:ped[ií]r|molestar)\w*",
    r"me siento (?:muy |fatal|mal |tan )*(?:mal|fatal|culpable)?(?: por| de)? (?:haber|pedir|por|de)",
    r"me siento (?:muy |tan )?culpable",
    r"me (?:sabe mal|da palo)\b",
    r"si no es (?:(?:mucha|demasiada) )?(?:molestia|cosa)",
    r"(?<!no es )(?:mucho|demasiado) pedir",
    r"no (?:me )?(?:lo )?merezco",
    r"(?:ser|sido|soy|fui) una (?:carga|molestia)",
    r"no (?:quería|quiero|querría) (?:molestar|abusar|ser una)\w*",
    r"no (?:debí|debería) ped[ií]r\w*",
    r"no debería (?:haber(?:te|os)?|habértelo) ?(?:pedido|molestado)",
    r"me da (?:mucha |tanta )?(?:vergüenza|apuro)",
]
