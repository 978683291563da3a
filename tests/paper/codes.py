"""Reads QR codes from a page as a phone would: found in the picture by their corners, then read module by module.

Leaves out what a clean print does not need: turned or bent codes, and the correction of errors (so one wrong module
shows in what is read).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, product, zip_longest

import pypdfium2

DPI = 200
CORNER = (1, 1, 3, 1, 1)
"""Modules, dark and light by turns, of each line through the middle of a corner."""
REACH = 100
"""Pixels around the middle of the largest corner."""
NEAR = 0.5
"""Modules by which a length may be off."""
LEVELS = ("M", "L", "H", "Q")
"""Levels of error correction as the two bits of a code number them."""
FORMAT_MASK = 0b101010000010010
FORMAT = [(8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)] + [(row, 8) for row in (7, 5, 4, 3, 2, 1, 0)]
"""Row and column of the bits that say level and mask."""
ALIGNED = {1: [], 2: [18], 3: [22], 4: [26], 5: [30], 6: [34], 7: [22, 38], 8: [24, 42], 9: [26, 46]}
"""Where the middles of small squares are, by version; in those from 2 on also at 6."""
BLOCKS = {
    "M": ([16], [28], [44], [32] * 2, [43] * 2, [27] * 4, [31] * 4, [38] * 2 + [39] * 2, [36] * 3 + [37] * 2),
    "Q": (
        *([13], [22], [17] * 2, [24] * 2, [15] * 2 + [16] * 2, [19] * 4),
        *([14] * 2 + [15] * 4, [18] * 4 + [19] * 2, [16] * 4 + [17] * 4),
    ),
    "H": (
        *([9], [16], [13] * 2, [9] * 4, [11] * 2 + [12] * 2, [15] * 4),
        *([13] * 4 + [14], [14] * 4 + [15] * 2, [12] * 4 + [13] * 4),
    ),
}
"""Bytes of data in each block, by level, for the versions 1 to 9 (ISO/IEC 18004, table 9)."""
BYTES = 0b0100
"""The mode of a text that is neither digits nor capitals alone."""
Modules = list[list[bool]]


@dataclass(frozen=True)
class Corner:
    """The middle of a corner's square, and the width of a module there, in pixels."""

    x: float
    y: float
    module: float

    def is_level_with(self, other: "Corner") -> bool:
        return abs(self.y - other.y) < self.module and self.x < other.x

    def is_above(self, other: "Corner") -> bool:
        return abs(self.x - other.x) < self.module and self.y < other.y


@dataclass(frozen=True)
class Picture:
    """A page in black and white: a row of bytes for each line, b"1" where it is dark."""

    rows: list[bytes]

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> "Picture":
        drawn = page.render(scale=DPI / 72, grayscale=True)
        inked = bytes(drawn.buffer).translate(bytes(ord("1") if shade < 128 else ord("0") for shade in range(256)))
        return cls([inked[at : at + drawn.width] for at in range(0, drawn.stride * drawn.height, drawn.stride)])

    def is_dark(self, x: float, y: float) -> bool:
        return self.rows[round(y)][round(x)] == ord("1")

    def corners(self) -> list[Corner]:
        found: list[Corner] = []
        for at, row in enumerate(self.rows):
            for x, _ in crossings(row):
                column = bytes(each[round(x)] for each in self.rows[max(0, at - REACH) : at + REACH])
                for middle, module in crossings(column):
                    y = middle + max(0, at - REACH)
                    if abs(y - at) < module and not any(abs(y - c.y) + abs(x - c.x) < 3 * module for c in found):
                        found.append(Corner(x, y, module))
        return found

    def modules(self, upper: Corner, right: Corner) -> Modules:
        """Read the modules between the corners of a code, which stands upright."""
        size = round((right.x - upper.x) / upper.module) + 7
        size += (17 - size + 2) % 4 - 2  # a code of version v has 4 v + 17
        step = (right.x - upper.x) / (size - 7)
        places = [(n - 3) * step for n in range(size)]
        return [[self.is_dark(upper.x + across, upper.y + down) for across in places] for down in places]


def crossings(line: bytes) -> Iterator[tuple[float, float]]:
    """Find where a line crosses the middle of a corner: the place, and the width of a module."""
    runs = list(re.finditer(rb"0+|1+", line))
    for at in range(len(runs) - 4):
        five = [len(run[0]) for run in runs[at : at + 5]]
        module = sum(five) / sum(CORNER)
        fits = all(abs(length - n * module) <= NEAR * module for length, n in zip(five, CORNER, strict=True))
        if fits and module > 2 and runs[at][0].startswith(b"1"):
            yield (runs[at + 2].start() + runs[at + 2].end() - 1) / 2, module


def codes_on(page: pypdfium2.PdfPage) -> list[str]:
    """Read every code on a page: from the left to the right, then down."""
    picture = Picture.of(page)
    corners = sorted(picture.corners(), key=lambda each: (round(each.y / 20), each.x))
    threes = (
        (upper, right)
        for upper, right, lower in product(corners, repeat=3)
        if upper.is_level_with(right) and upper.is_above(lower)
        if abs((right.x - upper.x) - (lower.y - upper.y)) < upper.module
    )
    codes = (picture.modules(upper, right) for upper, right in threes)
    return [text_of(code) for code in codes if has_rhythm(code)]


def has_rhythm(modules: Modules) -> bool:
    """Tell a code from three chance squares: dark and light take turns between its corners."""
    size = len(modules)
    return version_of(modules) in ALIGNED and all(
        modules[6][n] == modules[n][6] == (n % 2 == 0) for n in range(8, size - 8)
    )


def text_of(modules: Modules) -> str:
    """Read a code's text. Fails where it is not of bytes, or larger than version 9."""
    bits = int("".join(str(int(modules[row][column])) for row, column in FORMAT), 2) ^ FORMAT_MASK
    level, mask = LEVELS[bits >> 13], bits >> 10 & 7
    places = path(len(modules))
    stream = "".join(str(int(modules[row][column] ^ is_masked(mask, row, column))) for row, column in places)
    whole = [int(stream[at : at + 8], 2) for at in range(0, len(stream) - 7, 8)]
    data = "".join(f"{byte:08b}" for byte in in_order(whole, BLOCKS[level][version_of(modules) - 1]))
    assert int(data[:4], 2) == BYTES
    length = int(data[4:12], 2)
    return bytes(int(data[at : at + 8], 2) for at in range(12, 12 + 8 * length, 8)).decode()


def version_of(modules: Modules) -> int:
    return (len(modules) - 17) // 4


def in_order(interleaved: list[int], blocks: list[int]) -> list[int]:
    """Put the bytes of data, which were dealt out to blocks by turns, one block after the other."""
    dealt: list[list[int]] = [[] for _ in blocks]
    turns = zip_longest(*([n] * length for n, length in enumerate(blocks)))
    numbers = [n for turn in turns for n in turn if n is not None]
    for n, byte in zip(numbers, interleaved, strict=False):
        dealt[n].append(byte)
    return list(chain.from_iterable(dealt))


def path(size: int) -> Iterator[tuple[int, int]]:
    """Walk over the modules that hold data: in columns of two, from the right to the left, up and down by turns."""
    upwards = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for row in range(size - 1, -1, -1) if upwards else range(size):
            for column in (right, right - 1):
                if not is_frame(size, row, column):
                    yield row, column
        upwards = not upwards


def is_frame(size: int, row: int, column: int) -> bool:
    """Tell whether a module holds no data: corners, lines of rhythm, small squares, format and version."""
    version, low, far = (size - 17) // 4, 9, size - 8
    if row == 6 or column == 6 or (row < low and (column < low or column >= far)) or (row >= far and column < low):
        return True
    if version >= 7 and ((row < 6 and column >= size - 11) or (column < 6 and row >= size - 11)):
        return True
    middles = [6, *ALIGNED[version]] if version > 1 else []
    last = max(middles, default=0)
    squares = [(a, b) for a in middles for b in middles if (a, b) not in ((6, 6), (6, last), (last, 6))]
    return any(abs(row - a) <= 2 and abs(column - b) <= 2 for a, b in squares)


def is_masked(mask: int, row: int, column: int) -> bool:
    both = row * column
    return (
        (row + column) % 2,
        row % 2,
        column % 3,
        (row + column) % 3,
        (row // 2 + column // 3) % 2,
        both % 2 + both % 3,
        (both % 2 + both % 3) % 2,
        ((row + column) % 2 + both % 3) % 2,
    )[mask] == 0
