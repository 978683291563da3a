"""Step 2, its beginning: a line is cut at commas, brackets, dashes, "and", and numbers between two things."""

from dataclasses import dataclass, field

from service.domain.pasting import vocabulary
from service.domain.pasting.index import joined
from service.domain.pasting.lookup import MAX_PHRASE_WORDS, find
from service.domain.pasting.numbers import number_at
from service.domain.pasting.sets import words_for
from service.domain.pasting.spans import Span
from service.domain.pasting.tokens import Token, singular, tokens
from service.domain.pasting.verbs import verb_first
from service.domain.pasting.vocabulary import word_set

OPEN, CLOSE = "([{", ")]}"
HARD = frozenset(",;\t•|") | words_for("fillers")
SHORT_AND = "n"
"""Between two words, as chats have it: "desk n chair"."""
SOFT = frozenset({"and", "plus", "+", "&", "also", "then", SHORT_AND})
MORE = "more"
"""Before a number, as Spanish says it, it is a plus: "8 cajas más 2"."""
WITH = frozenset({"with", "w"})
DASHES = frozenset("-–—:")
ARROWS = frozenset("-=–→➜➔►▸▶")
SENTENCE_ENDS = frozenset(".!")
CUTTING = HARD | SOFT | WITH | DASHES | SENTENCE_ENDS | {"/", MORE, "?"}
"""With numbers, all that a line may be cut at."""
FEW_BEFORE = 3
"""Most words before the "and" of a thing that has one in its name: "my old pots and pans"."""
ONE_THING = frozenset(map(frozenset, (("washer", "dryer"), ("fridge", "freezer"), ("couch", "sofa"))))
"""Pairs that a slash does not part: "fridge/freezer"."""
PARTS = ("door", "drawer", "seat", "seater", "")
ABBREVIATED = tuple(
    f" {word}"
    for word in sorted(
        word_set(
            "no nr ca approx incl inkl aprox ungef st hr fr dr fa fam str sr sra srta tel tlf tfno evtl max gr kl stk "
            "mind dorm hab av avda pta izq dcha usw etc bzw ggf wg m u"
        )
    )
)
"""Short words whose dot ends no sentence."""
NEVER_LAST = word_set("x by of de for about approx ~ seats - – to or / set . no nr #")
"""Words behind which a number belongs to the same thing."""


@dataclass
class Piece:
    """A part of a line. `words`: its own; `notes`: those in brackets, and those of pieces given back to it."""

    text: str
    words: list[str]
    notes: list[list[str]] = field(default_factory=list)
    soft: bool = False
    """It is joined to the piece before it by "and" or a plus."""
    dash: bool = False
    """A dash or a colon stands before it."""
    is_numbered: bool = False
    """It is a box with a number of its own."""
    holds: bool = False
    """It is boxes behind what is in them: "linen (2 bags)"."""
    where: list[str] = field(default_factory=list)
    """The words behind an arrow, which say where it goes: "futon -> 3 - study"."""
    boxes: bool = False
    """It only says how many of another size there are: "20 medium"."""
    span: Span = (0, 0)
    """Its beginning and end in its line."""


def split(text: str) -> list[Piece]:
    """Cut a line into pieces; each has words or notes."""
    return _Splitter(text).split()


class _Splitter:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.pieces: list[Piece] = []
        self.piece = Piece("", [])
        self.begins, self.ends = 0, 0
        """Bounds of the piece in hand in the text, its brackets included."""
        self.depth = 0
        """Number of open brackets."""

    def split(self) -> list[Piece]:
        for n, token in enumerate(self.tokens):
            self._take(n, token)
            if token.low not in HARD:
                self.ends = token.end
        self._close(len(self.text))
        return self.pieces

    def _take(self, n: int, token: Token) -> None:
        if token.low in OPEN:
            self.depth += 1
            self.piece.notes.append([])
        elif token.low in CLOSE:
            self.depth = max(0, self.depth - 1)
        elif self.depth:
            self.piece.notes[-1].append(token.low)
        elif token.low not in HARD and (self.piece.where or self._points(n, token)):
            self.piece.where.append(token.low)
        elif not self._cuts(n, token):
            self.piece.words.append(token.low)

    def _points(self, n: int, token: Token) -> bool:
        """Tell whether an arrow begins here: "->", "=>", "→"."""
        if not self.piece.words or token.low not in ARROWS:
            return False
        drawn = n + 1 < len(self.tokens) and self.tokens[n + 1].low == ">" and self.tokens[n + 1].start == token.end
        return drawn or token.low not in "-=–"

    def _cuts(self, n: int, token: Token) -> bool:
        """Close the piece if this token ends it. The token is left out, unless it begins the next piece."""
        if token.low not in CUTTING and not token.low[0].isdecimal():
            return False
        if token.low == "/" and n and self.tokens[n - 1].low in WITH:
            return True  # it belongs to "w/"
        if self._parts(n, token):
            self._close(token.end)
        elif not self.piece.words:
            return False
        elif self._joins(n, token):
            self._close(token.end, soft=True)
        elif token.low == "?" and self._asks_of_two(n):
            self.piece.words.append(token.low)
            self._close(token.end)
        elif token.low in DASHES and _stands_free(self.text, token) and not _spans(self.tokens, n):
            self._close(token.end, dash=True)
        elif _starts_another(self.tokens, n, self.piece):
            self._close(token.start)
            self.piece.words.append(token.low)
        else:
            return False
        return True

    def _parts(self, n: int, token: Token) -> bool:
        return (
            token.low in HARD
            or (token.low in SENTENCE_ENDS and ends_sentence(self.text, token))
            or (token.low == "/" and _divides(self.text, self.tokens, n))
        )

    def _asks_of_two(self, n: int) -> bool:
        """Tell whether a question mark stands between two things: "kettle? toaster?"."""
        behind = [token.low for token in self.tokens[n + 1 : n + 4] if token.low[0].isalpha()]
        named = any(find(tuple(behind[:many])) is not None for many in range(1, len(behind) + 1))
        return named and find(tuple(self.piece.words[-MAX_PHRASE_WORDS:])) is not None

    def _joins(self, n: int, token: Token) -> bool:
        if token.low in WITH:
            return _goes_along(self.tokens, n)
        if token.low == MORE:
            return n + 1 < len(self.tokens) and self.tokens[n + 1].low.isdecimal()
        if token.low in ("and", "&") and n + 1 < len(self.tokens) and len(self.piece.words) <= FEW_BEFORE:
            pair = singular(self.piece.words[-1]), singular(self.tokens[n + 1].low)
            if pair in joined():
                return False
        if token.low == SHORT_AND and not (n + 1 < len(self.tokens) and self._goes_on(n + 1)):
            return False
        return token.low in SOFT and not _adds_up(self.tokens, n) and "between" not in self.piece.words[-3:]

    def _goes_on(self, n: int) -> bool:
        """Tell whether another thing stands behind a short "and": "desk n chair", "record player n 2 crates"."""
        number = self.tokens[n].low[0].isdecimal()
        after = self.tokens[n + 1].low if n + 1 < len(self.tokens) else ""
        return (
            after[:1].isalpha() and find(tuple(self.piece.words)) is not None
            if number
            else self.tokens[n].low[0].isalpha()
        )

    def _close(self, begins: int, *, soft: bool = False, dash: bool = False) -> None:
        """Put the piece in hand with the others; the next begins in the text at `begins`."""
        written = self.text[self.begins : self.ends]
        self.piece.text = written.strip()
        self.piece.words = verb_first(self.piece.words, self.piece.text)
        first = self.begins + len(written) - len(written.lstrip())
        self.piece.span = first, first + len(self.piece.text)
        if self.piece.words or self.piece.notes:
            self.pieces.append(self.piece)
        self.piece, self.begins = Piece("", [], soft=soft, dash=dash), begins


def ends_sentence(text: str, token: Token) -> bool:
    if token.low == "!":
        return text[token.end : token.end + 1].isspace() and text[token.end :].lstrip()[:1].isupper()
    return not f" {text[max(0, token.start - 8) : token.start]}".lower().endswith(ABBREVIATED) and (
        token.end >= len(text) or text[token.end].isspace()
    )


def _divides(text: str, found: list[Token], n: int) -> bool:
    """Tell whether a slash parts two things of the catalogue: "TV / stereo"; not in "w/" or "1/2"."""
    if not 0 < n < len(found) - 1 or found[n - 1].low == "w":
        return False
    before, after = found[n - 1].low, found[n + 1].low
    if after[0].isdecimal() and before.isalpha() and _stands_free(text, found[n]):
        return True
    if any(singular(token.low) in vocabulary.CONTAINERS for token in found[n + 1 : n + 5]):
        return False
    if find((before, after)) is not None and len(before) > 1 and frozenset((before, after)) in ONE_THING:
        return False
    return all(find((word,)) is not None for word in (before, after) if word.isalpha()) and before.isalpha()


def _stands_free(text: str, token: Token) -> bool:
    """Tell whether a dash has spaces around it, or a colon one behind."""
    after = token.end >= len(text) or text[token.end].isspace()
    return after and (token.low == ":" or token.start == 0 or text[token.start - 1].isspace())


def _spans(found: list[Token], n: int) -> bool:
    """Tell whether a dash stands between two numbers: "30 - 35 boxes"."""
    ends = found[n - 1].low, found[n + 1].low if n + 1 < len(found) else ""
    return found[n].low != ":" and all(end[:1].isdecimal() for end in ends)


def _adds_up(found: list[Token], n: int) -> bool:
    """Tell whether a plus belongs to the number before it: "10+ boxes"."""
    return found[n].low == "+" and found[n - 1].low[0].isdecimal() and found[n - 1].end == found[n].start


def _starts_another(found: list[Token], n: int, piece: Piece) -> bool:
    """Tell whether a number begins another thing, where nothing else parts them: "2 sofas 3 chairs"."""
    if not found[n].low[0].isdecimal() or n + 1 >= len(found):
        return False
    following = [token.low for token in found[n + 1 : n + 5]]
    following = following[1:] if following[0] == "x" else following
    contents = not any(word[0].isdecimal() for word in piece.words)
    if contents and any(singular(word) in vocabulary.CONTAINERS for word in following):
        return False
    return (
        singular(following[0] if following else "") not in PARTS
        and any(find(tuple(following[:many])) is not None for many in (1, 2, 3))
        and number_at(piece.words, len(piece.words) - 1) is None
        and piece.words[-1] not in NEVER_LAST
        and any(find((word,)) is not None for word in piece.words[-MAX_PHRASE_WORDS:])
    )


def _goes_along(found: list[Token], n: int) -> bool:
    """Tell whether "with" brings another thing to carry: a counted one, or one that is never part of the first."""
    after = [token.low for token in found[n + 1 : n + 6] if token.low != "/" and token.low not in vocabulary.ARTICLES]
    counted = number_at(after, 0)
    named = after[counted[1] :] if counted is not None else after
    thing = next((find(tuple(named[:many])) for many in (3, 2, 1) if find(tuple(named[:many])) is not None), None)
    if thing is None or thing.key.startswith("drawers"):
        return False
    return counted is not None or thing.key.startswith(
        (
            "mattress",
            "box_spring",
            "headboard",
            "tv_",
            "dining_chair",
            "bar_stool",
            "office_chair",
            "footstool",
            "side_table",
        )
    )
