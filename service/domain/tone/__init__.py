"""Debt and apology in a text: phrases that turn thanks into a bill, or an ask into begging. Pure.

Only phrases are known here, per language, each with what makes it harmless ("you owe me nothing", "sorry, wrong
floor"). What is found is for the writer's eyes alone, as a remark that one may pass over; nothing is scored.
Why: expected return turns gratitude into indebtedness (Watkins et al. 2006), and repaying a favour lowers
closeness where closeness is wanted (Clark and Mills 1979).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Tone(StrEnum):
    DEBT = "debt"
    APOLOGY = "apology"


@dataclass(frozen=True)
class Remark:
    """Some words of a text, as they stand there, and what they sound like."""

    tone: Tone
    words: str


_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u00a0": " ", "\u202f": " "})

_ENGLISH: dict[Tone, list[str]] = {
    Tone.DEBT: [
        (
            r"(?:i|we)(?:'ll| will| do| still| really| so| certainly| definitely)* owe (?:all of )?(?:you|"
            r"u)\b(?! (?:nothing|no ))"
        ),
        r"(?:i|we)(?:'m|'re| am| are)?(?: \w+)? (?:forever |deeply |so |eternally |truly )*(?:indebted|in your debt)",
        r"forever (?:indebted|in your debt)",
        r"make up for (?:all )?(?:your|the|this|that)\b",
        r"debt of gratitude",
        r"(?<!don't )(?<!needn't )(?<!not )(?:pay|paying) (?:you|this|it|all of you) back",
        r"(?:repay|repaying) (?:you|your|this|that|the favou?r|all)",
        r"return (?:the|your|this) favou?r",
        r"make (?:it|this|that) up to you",
        (
            r"(?:next (?:one|round|beer|dinner|drink|time)|(?:the )?first round|dinner|drinks|beers?|"
            r"lunch)(?: is| are|'s|'re) (?:on (?:me|us)\b|(?:my|our) treat)"
        ),
        r"\biou\b",
        r"you(?:'ve| have)? (?:can |now )*(?:call in|cash in|got|have) (?:a|that|the|one) (?:favou?r|credit)\b(?! in)",
        r"(?:now )?we(?:'re| are) (?:even|quits)(?= now\b|\s*(?:[.,;:!?)]|$))",
        r"call it even",
        r"settle up with you",
        r"at your (?:beck and call|service) (?:forever|for life|from now on)",
    ],
    Tone.APOLOGY: [
        (
            r"(?:sorry|apologi[sz]e|apologies|forgive me)(?: \w+){0,2} (?:to|for) "
            r"(?:have |having |keep |always |even )*(?:bother|trouble|ask|impos|be (?:a|such|so)|being (?:a|such|so)|"
            r"been (?:a|such|so)|put you|putting you|drag|mak(?:e|ing) you|tak(?:e|ing) (?:up )?your|need(?:ing)? you|"
            r"(?:all )?(?:the|this|that) (?:trouble|bother|inconvenience|imposition|hassle))"
        ),
        r"hate(?:d)? (?:to |having to )?(?:ask|bother|troubl|impos)(?:e|ing)?\b",
        r"(?:sorry|apologies) (?:that )?(?:i|we) (?:keep|kept) asking",
        r"(?:sorry|apologies) (?:that )?you had to\b",
        r"(?:sorry|apologies) about (?:all )?the (?:stairs|weight|mess|hassle|trouble|dust|heat|rain)",
        r"forgive me for (?:steal|tak|ask|need)",
        r"hope i'm not asking too much",
        r"a big ask\b",
        (
            r"feel (?:so |really |very |a bit |quite |just )*(?:bad|guilty|terrible|awful|ashamed|embarrassed) "
            r"(?:that|for|about|asking|to ask|having)"
        ),
        (
            r"(?:if|unless|hope) (?:it'?s|it is|this is|that'?s|it was|it wasn't|it isn't)(?: not)?(?:n't)? "
            r"(?:too much|too big|a) (?:trouble|bother|to ask|of an imposition)"
        ),
        r"(?:a lot|too much) to ask",
        r"(?:don't|didn't|did not|do not) (?:deserve|want to (?:bother|impose|be a (?:burden|nuisance|bother)))",
        r"(?:such |been |being |be )?a (?:burden|imposition)(?: \w+)? (?:on|to|for) (?:you|any)",
        r"(?:such |been |being |be )a (?:nuisance|bother)(?: \w+)? (?:on|to|for) you",
        r"shouldn't have (?:asked|bothered|troubled)",
        r"(?:ashamed|embarrassed) (?:to|that i had to|about having to) ask",
    ],
}

_GERMAN: dict[Tone, list[str]] = {
    Tone.DEBT: [
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
    ],
    Tone.APOLOGY: [
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
    ],
}

_SPANISH: dict[Tone, list[str]] = {
    Tone.DEBT: [
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
    ],
    Tone.APOLOGY: [
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
    ],
}

_PHRASES = {"en": _ENGLISH, "de": _GERMAN, "es": _SPANISH}


def remarks(text: str, language: str) -> list[Remark]:
    """What a reader may hear as debt or apology, in the order of the text; empty for a language not known here.

    `language`: the code of the language that it is written in ("de", "de-AT").
    """
    plain = text.translate(_APOSTROPHES)
    found = sorted(_found(plain, language.partition("-")[0]), key=lambda each: each[0])
    kept: list[Remark] = []
    end = 0
    for (start, stop), tone in found:
        if start >= end:
            kept.append(Remark(tone, text[start:stop].strip()))
            end = stop
    return kept


def _found(plain: str, code: str) -> Iterable[tuple[tuple[int, int], Tone]]:
    for tone, pattern in _patterns(code).items():
        for match in pattern.finditer(plain):
            yield match.span(), tone


@cache
def _patterns(code: str) -> dict[Tone, re.Pattern[str]]:
    phrases = _PHRASES.get(code, {})
    return {tone: re.compile(rf"(?<!\w)(?:{'|'.join(some)})", re.IGNORECASE) for tone, some in phrases.items()}
