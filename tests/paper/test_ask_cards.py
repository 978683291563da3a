"""Cards that ask: name, words and code on one quarter, whatever the script; each code is read back from the page."""

import pypdfium2
import pytest
import segno

from service.domain.models import Paper
from service.paper.cards import Card, Code, print_cards
from tests.paper.codes import codes_on, text_of
from tests.paper.test_cards import MM, SCRIPTS, quarters, sides
from tests.sizes import size

pytestmark = pytest.mark.one_database
LONG = "Donaudampfschiffskapitän"
MARGIN = 12 * MM
BESIDE = "Yes or no, one tap behind this code is enough."
WORDS = (
    "Mr Berger, could you help me with “Sofa (3 seater)” on Saturday, 5 December 2026, from 10:00 to about 12:00? "
    "It is heavy, so two people carry it together. If it doesn’t suit you, that’s quite all right."
)


def url(n: int = 7) -> str:
    return f"https://umzug.example.org/a/q3kfw7x2m{n}a{n}-1.Zk3_Qm8vX2pL0sYtB5nWc7RdJ-4hGfEuA9iOqTrMzxK"


def card(words: str = WORDS, cover: str = "Mr Berger", n: int = 7, beside: str = BESIDE) -> Card:
    return Card(cover, words, "Olive", Code(url(n), beside))


def printed(cards: list[Card], paper: Paper = Paper.A4) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(print_cards(cards, paper=paper, folded=False, title="Cards", whose="Olive"))


@pytest.mark.parametrize("paper", Paper)
def test_a_card_holds_name_words_code_and_link(paper: Paper) -> None:
    [page] = printed([card()], paper)
    upper, *others = quarters(page)
    assert upper.startswith(f"Mr Berger {WORDS} Olive {BESIDE} https://umzug.example.org/a/")
    assert upper.replace(" ", "").endswith(url())
    assert others == ["", "", ""]
    assert codes_on(page) == [url()]


@pytest.mark.long
def test_in_every_script_each_card_leads_to_its_own_link() -> None:
    names = [words for words, _ in SCRIPTS.values()][: size("SCRIPTS", 4, len(SCRIPTS))]
    pages = printed([card(f"{name}: {WORDS}", name, n) for n, name in enumerate(names)])
    assert [code for page in pages for code in codes_on(page)] == [url(n) for n in range(len(names))]
    found = "".join(side for page in sides(pages) for side in page)
    assert "\ufffd" not in found
    assert all({*name} & {*found} for name in names)


@pytest.mark.held
def test_four_blank_ones_have_room_for_a_name() -> None:
    named, blank = (printed([card(cover=cover)] * 4)[0] for cover in ("Mr Berger", ""))
    for page in (named, blank):
        assert codes_on(page) == [url()] * 4
    assert all(side.startswith("Mr Berger, could") for side in quarters(blank))


@pytest.mark.held
def test_words_too_long_for_a_card_go_on_with_the_code_beside_them() -> None:
    words = [f"word{n}" for n in range(300)]
    pages = printed([card(" ".join(words))])
    held = [side for page in sides(pages) for side in page if side]
    assert [each for side in held for each in side.split() if each.startswith("word")] == words
    assert [code for page in pages for code in codes_on(page)] == [url()] * len(held)


@pytest.mark.sampled
@pytest.mark.parametrize("word", [LONG, f"{LONG}sgesellschaft", 3 * LONG], ids=len)
def test_the_longest_word_is_cut_off_nowhere(word: str) -> None:
    in_words, in_name = card(f"{word}: könntest du?"), card(cover=f"Anna-{word}")
    [page] = printed([in_words, in_name, Card("", word, "Olive"), Card(word, None, "")])
    assert all(word in "".join(quarter.split()) for quarter in quarters(page))
    written, width = page.get_textpage(), page.get_width()
    boxes = [written.get_charbox(n) for n in range(written.count_chars()) if written.get_text_range(n, 1).strip()]
    for left in (0, width / 2):
        assert max(box[2] for box in boxes if left <= box[0] < left + width / 2) <= left + width / 2 - MARGIN


@pytest.mark.parametrize(
    ("words", "leftwards"),
    [
        ("מר ברגר, could you help me with the sofa on Saturday?", False),
        ("Mr Berger, תוכל לעזור לי עם הספה ביום שבת? אם לא, זה בסדר גמור.", True),
    ],
)
def test_a_name_in_another_script_turns_no_card_around(words: str, leftwards: bool) -> None:
    [page] = printed([card(words)])
    right = page.get_textpage().get_text_bounded(left=page.get_width() / 2 - 90, right=page.get_width() / 2)
    assert ("q3kfw7x2" not in "".join(right.split())) is leftwards


@pytest.mark.sampled
@pytest.mark.parametrize("level", ["M", "Q", "H"])
@pytest.mark.parametrize("length", range(20, 98, 11))
def test_the_reader_of_codes_reads_those_of_every_size(length: int, level: str) -> None:
    said = (url() * 2)[:length]
    code = segno.make(said, error=level, micro=False)
    assert text_of([[bool(module) for module in row] for row in code.matrix]) == said
