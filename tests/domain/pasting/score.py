"""Score lists that say what is in them, thing by thing: `python -m tests.domain.pasting.score FOLDER [-v]`.

A folder holds NAME.txt, whose first line may name a source ("# source: ..."), and NAME.json: `things`, each with its
`text` (an exact part of the list), `kind` and `kind_ok`, `count` (null: any) and `count_ok`, `item` and `item_ok` (the
catalogue's `original`), `part_of` (counted in that thing already), `optional` (fine to leave out), `stays` (nothing may
be carried); `boxes` and `boxes_ok`, the sum of all boxes. A thing is paired with the one that was read from most of its
words, one to one; "thing" and "heavy_item" are both things that are carried.

Kinds, counts: of the things that have to be read. Vanished: not read, and a word of it is neither in any thing's words
nor unclear, staying or done. Made: read, with no thing of the list behind it.
"""

import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.domain.figures.catalogue import item
from service.domain.models import Kind
from service.domain.pasting import Thing, Understood, understand
from service.domain.pasting.vocabulary import word_set

CARRIED = (Kind.BOX_LOAD, Kind.HEAVY_ITEM)
NEAR = 0.05
WORD = re.compile(r"[^\W_]+")
SAY_NOTHING = word_set(
    "a an and the of my our his her some all that this to with for in on at or from one der die das und ein eine einen "
    "mit für von el la los las un una unos unas de del y con mi mis"
)


@dataclass
class Score:
    """One list's figures; `misses` says each of them in a line."""

    name: str
    things: int = 0
    kinds: int = 0
    counts: int = 0
    items: int = 0
    items_said: int = 0
    read: int = 0
    made: int = 0
    vanished: int = 0
    stay: int = 0
    boxes: bool | None = None
    misses: list[str] = field(default_factory=list)

    def row(self) -> str:
        right = {None: "-", True: "right", False: "WRONG"}[self.boxes]
        return (
            f"{self.name:32} things {self.things:4}  kinds {_share(self.kinds, self.things)}"
            f"  and counts {_share(self.counts, self.things)}  items {_share(self.items, self.items_said)}"
            f"  vanished {self.vanished:3}  made {self.made:3} of {self.read:4}  carried that stay {self.stay}"
            f"  boxes {right}"
        )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole if whole else 100:5.1f} %"


@dataclass(eq=False)
class Wanted:
    """A thing that the list names, where it stands in it, and the things that were read from it."""

    said: dict[str, Any]
    begins: int
    lines: range
    words: list[str]
    found: list[Thing] = field(default_factory=list)

    @property
    def kinds(self) -> set[str]:
        named = {self.said["kind"], *(self.said.get("kind_ok") or ())}
        return {"heavy_item" if each == "thing" else each for each in named}

    @property
    def is_asked(self) -> bool:
        return not (self.said.get("optional") or self.said.get("part_of") or self.said.get("stays"))

    def has_kind(self) -> bool:
        return any(each.kind.value in self.kinds for each in self.found)

    def has_count(self) -> bool:
        counts = {self.said.get("count"), *(self.said.get("count_ok") or ())}
        first = next((each for each in self.found if each.kind.value in self.kinds), None)
        if None in counts or first is None:
            return first is not None
        return first.count in counts or sum(each.count for each in self.found) in counts

    def has_item(self) -> bool:
        named = {self.said.get("item"), *(self.said.get("item_ok") or ())}
        return any((None if each.key is None else item(each.key).original or None) in named for each in self.found)


def score(path: Path) -> Score:
    """Score the list beside one .json."""
    text = text_of(path)
    expected = json.loads(path.read_text(encoding="utf-8"))
    found = understand(text)
    there = all_wanted(text, expected["things"])
    made = paired(text, found.things, there)
    result = Score(path.stem, read=len(found.things), made=len(made))
    result.misses += [f"made: {_told(each)}" for each in made]
    for each in there:
        _judge(each, _kept(found), text, result)
    boxes = sum(each.count for each in found.things if each.kind is Kind.BOX_LOAD)
    right = [each for each in (expected.get("boxes"), *(expected.get("boxes_ok") or ())) if each is not None]
    if right:
        result.boxes = any(abs(boxes - each) <= NEAR * each for each in right)
        if not result.boxes:
            result.misses.append(f"boxes: {boxes}, expected {right}")
    return result


def text_of(path: Path) -> str:
    """Read the list beside one .json, without its source."""
    text = path.with_suffix(".txt").read_bytes().decode()
    return text.partition("\n")[2] if text.startswith("# source") else text


def _judge(wanted: Wanted, kept: dict[int, str], text: str, result: Score) -> None:
    said, told = wanted.said, "; ".join(map(_told, wanted.found)) or "nothing"
    if said.get("stays"):
        if any(each.kind in CARRIED for each in wanted.found):
            result.stay += 1
            result.misses.append(f"carried, but stays: {said['text']!r}: {told}")
        return
    pool = _words(" ".join(kept.get(line, "") for line in wanted.lines))
    if not wanted.found and not set(wanted.words) <= set(pool):
        result.vanished += 1
        result.misses.append(f"vanished: {said['text']!r}")
    if not wanted.is_asked:
        return
    result.things += 1
    result.kinds += wanted.has_kind()
    result.counts += wanted.has_kind() and wanted.has_count()
    if said.get("item"):
        result.items_said += 1
        result.items += wanted.has_item()
    if not wanted.has_kind():
        line = text.split("\n")[wanted.lines[0] - 1].strip()
        result.misses.append(f"kind: {said['text']!r} ({said['kind']}): {told}   << {line[:100]}")
    elif not wanted.has_count():
        result.misses.append(f"count: {said['text']!r} ({said['count']}): {told}")


def _told(thing: Thing) -> str:
    return f"line {thing.line} {thing.kind.value} {thing.key or '?'} x{thing.count} {(thing.words or thing.text)!r}"


def _words(text: str) -> list[str]:
    found = [each.lower() for each in WORD.findall(text)]
    return [each for each in found if each not in SAY_NOTHING] or found


def all_wanted(text: str, things: list[dict[str, Any]]) -> list[Wanted]:
    """Find where each thing stands: behind the one before it, where its text is there more than once."""
    wanted, behind = [], 0
    for said in things:
        at = text.find(said["text"], behind)
        at = text.find(said["text"]) if at < 0 else at
        assert at >= 0, f"{said['text']!r} is no part of the list"
        if not said.get("part_of"):
            behind = at
        first = text.count("\n", 0, at) + 1
        lines = range(first, first + said["text"].strip().count("\n") + 1)
        wanted.append(Wanted(said, at, lines, _words(said["text"])))
    return wanted


def paired(text: str, things: list[Thing], wanted: list[Wanted]) -> list[Thing]:
    """Pair what was read with what is there, the most certain pairs first; return what is left."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    pairs = []
    for thing in things:
        words = thing.words or thing.text
        begins = text.find(words, starts[thing.line - 1], starts[thing.line])
        for each in wanted:
            if thing.line in each.lines:
                common = len(set(_words(words)) & set(each.words)) / len(set(each.words) | set(_words(words)))
                ends = each.begins + len(each.said["text"])
                apart = begins >= 0 and (begins >= ends or begins + len(words) <= each.begins)
                if common and not apart:
                    pairs.append((common + 0.01 * (thing.kind.value in each.kinds), thing, each))
    left = list(things)
    for _, thing, each in sorted(pairs, key=lambda pair: -pair[0]):
        if any(one is thing for one in left) and not each.found:
            each.found.append(thing)
            left = [one for one in left if one is not thing]
    for _, thing, each in sorted(pairs, key=lambda pair: -pair[0]):
        own = set(_words(thing.words or thing.text))
        within = 2 * len(own & set(each.words)) >= len(own)
        if within and any(one is thing for one in left) and each.found[0].kind is thing.kind:
            each.found.append(thing)
            left = [one for one in left if one is not thing]
    return left


def _kept(found: Understood) -> dict[int, str]:
    """Collect, by line, all words that are shown again somewhere."""
    kept: dict[int, str] = {}
    for thing in found.things:
        kept[thing.line] = f"{kept.get(thing.line, '')} {thing.words} {thing.text}"
    for quote in (*found.unclear, *found.staying, *found.done):
        kept[quote.line] = f"{kept.get(quote.line, '')} {quote.text}"
    return kept


def total(scores: list[Score]) -> Score:
    """Sum up lists; boxes: right in nine of ten."""
    whole = Score(f"all {len(scores)} lists")
    for name in ("things", "kinds", "counts", "items", "items_said", "read", "made", "vanished", "stay"):
        setattr(whole, name, sum(getattr(each, name) for each in scores))
    boxes = [each.boxes for each in scores if each.boxes is not None]
    whole.boxes = sum(boxes) >= 0.9 * len(boxes) if boxes else None
    whole.misses = [f"boxes right in {sum(boxes)} of {len(boxes)} lists"]
    return whole


def main(folder: str, *options: str) -> None:
    scores = [score(path) for path in sorted(Path(folder).glob("*.json"))]
    for each in (*scores, total(scores)):
        told = each.misses if "-v" in options or each.name.startswith("all ") else []
        sys.stdout.write("".join(f"{line}\n" for line in (each.row(), *(f"    {miss}" for miss in told))))


if __name__ == "__main__":
    main(*sys.argv[1:])
