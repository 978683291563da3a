"""A long list of people in parts, and a search by name in it: both stand in the address, as plain links keep them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self, TypeVar
from urllib.parse import urlencode

from service.web.forms.fields import number

AT_ONCE = 200
"""People of one part: more than a move has, and a page that any telephone shows."""
MAX_DOUBLES = 20
"""Pairs that a page names as perhaps one person: the next ones come when these are answered."""
MAX_WORDS = 100
"""Characters of a search that are looked at: no name is found by more."""
One = TypeVar("One")


@dataclass(frozen=True)
class Part:
    """One part of a list: `at` counts from 1, `words` is the search."""

    words: str = ""
    at: int = 1
    parts: int = 1
    found: int = 0
    everybody: int = 0
    """Length of the whole list, without the search."""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        return cls(" ".join(query.get("q", "")[:MAX_WORDS].split()), number(query.get("part", "")) or 1)

    def cut(self, people: Sequence[One], name_of: Callable[[One], str]) -> tuple["Part", Sequence[One]]:
        """Cut this part out of the whole list, the last one where there are not so many; also returns who is on it."""
        wanted = self.words.casefold()
        found = [each for each in people if wanted in name_of(each).casefold()]
        parts = max(1, -(-len(found) // AT_ONCE))
        at = min(self.at, parts)
        return Part(self.words, at, parts, len(found), len(people)), found[(at - 1) * AT_ONCE : at * AT_ONCE]

    @property
    def query(self) -> dict[str, str]:
        """Return what of it an address keeps."""
        part = {"part": str(self.at)} if self.at > 1 else {}
        return ({"q": self.words} if self.words else {}) | part

    @property
    def suffix(self) -> str:
        """Spell the query, to stand behind a path: "" or "?part=2"."""
        return f"?{urlencode(self.query)}" if self.query else ""

    def to(self, at: int) -> str:
        """Spell the query of another part of the same."""
        return replace(self, at=at).suffix

    @property
    def is_long(self) -> bool:
        """Tell whether a search is of use."""
        return self.everybody > AT_ONCE or bool(self.words)
