"""Step 2: a piece and the one before it, as the rules of `belonging` compare them."""

from functools import cached_property

from service.domain.figures.catalogue import Item
from service.domain.pasting.lookup import MAX_PHRASE_WORDS, find, is_box
from service.domain.pasting.numbers import number_at
from service.domain.pasting.splitting import Piece


class Pair:
    """A piece and the one before it, with the facts that several rules ask for."""

    def __init__(self, piece: Piece, before: Piece) -> None:
        self.piece = piece
        self.before = before
        self.words = piece.words
        self.first = piece.words[0] if piece.words else ""

    @cached_property
    def counted(self) -> bool:
        return any(number_at(self.words, at) for at in range(min(3, len(self.words))))

    @cached_property
    def named(self) -> Item | None:
        return find(tuple(self.letters)) if self.letters else None

    @cached_property
    def letters(self) -> list[str]:
        """The words without numbers and signs."""
        return [word for word in self.words if word[0].isalpha()]

    @cached_property
    def named_before(self) -> Item | None:
        return find(tuple(word for word in self.before.words[:MAX_PHRASE_WORDS] if word.isalpha()))

    @cached_property
    def boxes_before(self) -> bool:
        return self.before.boxes or (self.named_before is not None and is_box(self.named_before.key))
