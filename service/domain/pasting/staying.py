"""Step 2, of words: whether they say that something does not come along, by a word or by a phrase."""

from collections.abc import Sequence
from itertools import product

from service.domain.pasting.nouns import is_made
from service.domain.pasting.phrases import ends_at, says
from service.domain.pasting.sets import words_for
from service.domain.pasting.vocabulary import ARTICLES, LANDLORD, REST, STAYS

LEADS = (["not"], ["leaving"], ["leave"], ["not", "ours"], ["not", "mine"])
"""Words before a colon that say of the things behind it that they stay: "NOT: the bar stools"."""
SEEMING = frozenset(product(("bolted", "screwed", "fixed"), ("together",))) | frozenset(
    product(("not", "don't", "dont", "no"), words_for("throws") | {"forget"})
)
FROM = frozenset({"from", "of"})
BACK = frozenset({"it", "them", "that", "those", "this", "these"})
"""Words that stand for the thing before."""


def says_stays(words: Sequence[str]) -> bool:
    """Tell whether the words say that something does not come along."""
    words = _bare(words)
    return any(word in STAYS for word in words) or words[:1] == ["no"] or words in LEADS or says_so(words)


def says_so(words: Sequence[str]) -> bool:
    """Tell whether a phrase says so, whatever the words of it mean by themselves."""
    return says(_bare(words), "stays")


def _bare(words: Sequence[str]) -> list[str]:
    """Leave out what only seems to say so: "bolted together", "do not forget it", and where a thing is from."""
    passed = {at for at in range(1, len(words)) if (words[at - 1], words[at]) in SEEMING}
    passed |= {at - 1 for at in passed}
    passed |= {at for at in range(1, len(words)) if words[at - 1] in FROM and words[at] in STAYS}
    return [word for at, word in enumerate(words) if at not in passed]


def says_clearly(words: Sequence[str]) -> bool:
    """Tell whether the words say so without those that are in errands, too: "book the lift with the landlord"."""
    return says_stays([word for word in words if word not in LANDLORD])


def begins_to_stay(words: Sequence[str]) -> bool:
    """Tell whether words begin by saying that something does not come along: "throw away", "sold to Ann"."""
    return bool(words) and (words[0] in STAYS or ends_at(words, 0, "stays") is not None)


def says_of_a_part(words: Sequence[str]) -> bool:
    """Tell whether words are about some of several things: "third one is screwed to the wall", "leave 2 for Ann"."""
    bare = [word for word in words if word not in ARTICLES][:2]
    leaves = bare[:1] in (["leave"], ["leaving"]) and bare[-1].isdecimal()
    of_them = words[1:2] == ["of"] and not BACK.isdisjoint(words[2:3])
    some = not words_for("some_of").isdisjoint(bare[:1]) or says(words, "part")
    return leaves or of_them or "more" in words[:2] or some


def is_only_staying(words: Sequence[str]) -> bool:
    """Tell whether words say that and no more: "not ours"."""
    return bool(words) and ends_at(words, 0, "stays") == len(words)


def is_of_another_that_stays(note: list[str], words: list[str]) -> bool:
    """Tell whether a note is of another thing than that of `words`: "the hob stays", "the big ones are sold"."""
    if not note[1:] or not says_stays(note):
        return False
    if note[0] in REST or (note[0] in ARTICLES and note[1] in REST):
        return True
    ends = next((at for at in range(len(note)) if begins_to_stay(note[at:])), 0)
    named = [word for word in note[note[0] in ARTICLES : ends] if word not in ARTICLES and word not in ("is", "are")]
    if note[0] not in ARTICLES:
        return is_made(named) and set(named).isdisjoint(words)  # "wall bracket stays"
    return note[1] in ("of", "de") or (bool(named) and not set(named) <= set(words))
