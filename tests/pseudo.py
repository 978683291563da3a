"""A language that nobody speaks: from right to left, half as long again, in letters that are not Latin.

Each message becomes its own placeholders and tags among Arabic letters, in the formats of Persian (whose numbers
and dates are in another script, too). So a Latin letter on a page is a sentence outside the catalogues, and a page
that breaks when it is mirrored or when its words grow long breaks here.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from service.paths import LOCALES
from service.text import catalogues, language

LANGUAGE = "fa"
LETTERS = "ابتثجحخدذرزسشصضطظعغفقکلمنهوی"
KEPT = re.compile(r"%\(\w+\)s|</?\w+[^>]*>|\{\w+\}|%%|&")


def pseudo(text: str) -> str:
    """The same placeholders and tags; every word in other letters, and a word more for every two."""
    out, at = [], 0
    for kept in KEPT.finditer(text):
        out += [_letters(text[at : kept.start()]), kept.group()]
        at = kept.end()
    return "".join([*out, _letters(text[at:])])


def _letters(text: str) -> str:
    words = re.split(r"(\s+)", text)
    longer = [word + _more(word) if i % 2 == 0 else word for i, word in enumerate(words)]
    return "".join(LETTERS[ord(each) % len(LETTERS)] if each.isalpha() else each for each in "".join(longer))


def _more(word: str) -> str:
    return word[: len(word) // 2]


@contextmanager
def spoken(folder: Path) -> Iterator[None]:
    """While this lasts, the program speaks English and this.

    Its texts are those that have to be put into German, which are all that the program has (tests/frontend).
    """
    with (LOCALES / "de" / catalogues.FILE).open("rb") as file:
        catalogue = read_po(file, locale=LANGUAGE)
    for message in catalogue:
        if message.id:
            texts = (message.id,) if isinstance(message.id, str) else message.id
            marks = tuple(pseudo(text) for text in texts)[-catalogue.num_plurals :]
            message.string = marks if message.pluralizable else marks[0]
        message.flags.discard("fuzzy")
    catalogue.fuzzy = False
    written = folder / LANGUAGE / catalogues.FILE
    written.parent.mkdir(parents=True)
    with written.open("wb") as file:
        write_po(file, catalogue)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "LOCALES", folder)
        language.language.cache_clear()
        yield
    language.language.cache_clear()
