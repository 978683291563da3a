"""Step 2, for what is to be done: the verb of a piece comes first, as in English: "Wohnung putzen" is "clean flat"."""

from itertools import pairwise

from service.domain.pasting.foreign import ANY_VERB, infinitive, is_german_verb, is_separable, is_spanish_verb
from service.domain.pasting.german import VERBS
from service.domain.pasting.languages import spoken
from service.domain.pasting.sets import words_for
from service.domain.pasting.vocabulary import TRIP_VERBS, word_set
from service.domain.pasting.words import Phrase, fold

MODALS = word_set("muss muessen soll sollen sollte kann koennte muesste wird werden lassen")
"""German verbs behind another one: "die Vorhänge abnehmen muss"."""
ASKED = word_set("nicht bitte dran daran als zum erst zuerst zuletzt vorab ganz")
"""Words that begin "nicht vergessen"."""
DOERS = word_set("ich wir er sie du ihr")
DOES = word_set("tu tue tun tut mach mache machen macht")
"""Verbs behind another one: "Boden wischen tu ich"."""
BEHIND_VERBS = DOES | word_set(
    "um am im in beim bei vom von mit fuer vor nach bis auf an zur zum aus ab wegen wg solange bevor sobald wenn weil"
)
"""Words behind a German verb that has all before it: "Mama abholen um vier"; as the last of all, DOERS, too."""
MOVING = words_for("handling") | words_for("handling_alone") | TRIP_VERBS
"""English verbs that say how a thing is moved, rather than what is done in the home: "Fahrrad fahr ich"."""
ENDINGS = ("en", "n")
"""Ends of the infinitive of a German verb that stands before who does it: "putz ich", "spachtel ich"."""


def verb_first(words: list[str], text: str) -> list[str]:
    """Give the words of a piece, in English, with its verb first; for one that nobody knows, one that asks for help.

    `text`: the piece as it was written.
    """
    said, written = _said(words, text.partition("(")[0].rstrip(" .!").split())
    if len(said) < 2 or len(written) < 2:
        return words
    for stands, verb in _known(written):
        at = next((n for n in range(1, len(said)) if verb and tuple(said[n : n + len(stands)]) == stands), 0)
        if at:
            return [*verb, *said[:at], *said[at + len(stands) :]]
    last = fold(written[-1].lower())
    if said[-1] in VERBS and written[-1].islower() and last.endswith("en"):
        return [said[-1], *said[:-1]]  # "der Bank Bescheid geben"
    return _unknown_first(said, written) or words


def _said(words: list[str], written: list[str]) -> tuple[list[str], list[str]]:
    """Leave off what stands behind the verb and says nothing: a picture, "nicht vergessen", a modal verb."""
    while written and not any(map(str.isalnum, written[-1])):
        words = words[:-1] if words[-1:] == written[-1:] else words
        written = written[:-1]
    if words[-1:] == ["please"]:
        words = words[:-1]
        written = written[: next((at for at in range(len(written)) if fold(written[at].lower()) in ASKED), None)]
    if len(words) > 2 and len(written) > 2 and fold(written[-1].lower()) in MODALS:
        words, written = words[:-1], written[:-1]
    return words, written


def _known(written: list[str]) -> list[tuple[Phrase, Phrase]]:
    """Translate the verbs that may be those of a piece, each behind the words that stand for it: the one that ends it,
    and in German those before who does it, "Fenster putz ich"."""
    if "de" not in spoken():
        verb = infinitive(written[-1])
        return [(verb, verb)]
    at = next((at for at in range(1, len(written)) if _may_end(written[at:])), len(written) - 1)
    last, lows = infinitive(written[at]), [fold(word.lower()) for word in written]
    finite = [low for low, doer in pairwise(lows[1:]) if doer in DOERS]
    said = [((low,), infinitive(low.removesuffix("e") + end)) for low in finite for end in ENDINGS]
    return [(last, last), *((low, verb) for low, verb in said if MOVING.isdisjoint(verb[:1]))]


def _may_end(written: list[str]) -> bool:
    """Tell whether a verb is the last of a German sentence, but for who does it, and where: "Mama abholen um vier"."""
    behind = [fold(word.lower()).rstrip(".") for word in written[1:]]
    ends = not behind or behind[0] in BEHIND_VERBS or (len(behind) == 1 and behind[0] in DOERS)
    return ends and (not behind or bool(infinitive(written[0])))


def _unknown_first(words: list[str], written: list[str]) -> list[str]:
    """Put a verb first that is told by its form; of other words, nothing."""
    lows = [fold(word.lower()).rstrip(".") for word in written]
    ends = next((at for at in range(2, len(lows)) if lows[at] in BEHIND_VERBS), len(lows))
    for end in (ends, len(lows)):
        own = end == len(lows) or is_separable(written[end - 1])
        if own and lows[end - 1] in words[1:] and is_german_verb(written[:end]):
            at = words.index(lows[end - 1], 1)
            return [ANY_VERB, *words[:at], *words[at + 1 :]]
    return [ANY_VERB, *words[1:]] if words[0] == lows[0] and is_spanish_verb(written) else []
