"""Cards on paper: their size, their place on the sheet, every word on them, in every script."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from service.domain.core.refusals import Busy, Invalid
from service.domain.models import Paper
from service.paper.cards import Card, CardBounds, print_cards

pytestmark = pytest.mark.one_database
MM = 72 / 25.4
SCRIPTS = {
    "latin": ("Thank you, Zoë Ďurišová, for “Đặng”.", "NotoSerif-Regular"),
    "greek": ("Ευχαριστώ για τα βιβλία.", "NotoSerif-Regular"),
    "cyrillic": ("Спасибо за книги, Іван.", "NotoSerif-Regular"),
    "arabic": ("شكرا لك على حمل الصناديق", "NotoNaskhArabic"),
    "hebrew": ("תודה על הסיר", "NotoSansHebrew"),
    "devanagari": ("धन्यवाद", "NotoSerifDevanagari-Regular"),
    "bengali": ("ধন্যবাদ", "NotoSerifBengali-Regular"),
    "gurmukhi": ("ਧੰਨਵਾਦ", "NotoSansGurmukhi-Regular"),
    "gujarati": ("આભાર", "NotoSansGujarati-Regular"),
    "tamil": ("நன்றி", "NotoSansTamil-Regular"),
    "telugu": ("ధన్యవాదాలు", "NotoSansTelugu-Regular"),
    "kannada": ("ಧನ್ಯವಾದ", "NotoSansKannada-Regular"),
    "malayalam": ("നന്ദി", "NotoSansMalayalam-Regular"),
    "sinhala": ("ස්තුතියි", "NotoSansSinhala-Regular"),
    "thai": ("ขอบคุณ", "NotoSansThai-Regular"),
    "lao": ("ຂອບໃຈ", "NotoSansLao-Regular"),
    "khmer": ("អរគុណ", "NotoSansKhmer-Regular"),
    "myanmar": ("ကျေးဇူး", "NotoSansMyanmar-Regular"),
    "georgian": ("მადლობა", "NotoSansGeorgian-Regular"),
    "armenian": ("Շնորհակալություն", "NotoSansArmenian-Regular"),
    "ethiopic": ("አመሰግናለሁ", "NotoSansEthiopic-Regular"),
    "chinese": ("谢谢你帮忙搬沙发", "NotoSansHans-Regular"),
    "japanese": ("ソファを運んでくれてありがとう", "NotoSansJP-Regular"),
    "korean": ("고마워요", "NotoSansKR-Regular"),
    "emoji": ("🙂", "NotoEmoji-Regular"),
}


def card(words: str | None = "Hana, the soup was good.", cover: str = "Thank you, Hana") -> Card:
    return Card(cover, words, "Olive & Max")


def printed(cards: list[Card], paper: Paper = Paper.A4, *, folded: bool = False) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(print_cards(cards, paper=paper, folded=folded, title="Thank-you cards", whose="Olive"))


def text(page: pypdfium2.PdfPage, **bounds: float) -> str:
    words: str = page.get_textpage().get_text_bounded(**bounds)
    return " ".join(words.split())


def quarters(page: pypdfium2.PdfPage) -> list[str]:
    """The words in each quarter of a side: upper left, upper right, lower left, lower right."""
    width, height = page.get_size()
    return [
        text(page, left=left, right=left + width / 2, bottom=bottom, top=bottom + height / 2)
        for bottom in (height / 2, 0)
        for left in (0, width / 2)
    ]


def sides(document: pypdfium2.PdfDocument) -> Iterator[list[str]]:
    for page in document:
        yield quarters(page)


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (210, 297)), (Paper.LETTER, (215.9, 279.4))])
@pytest.mark.parametrize("folded", [False, True])
def test_a_sheet_has_the_size_of_its_paper(paper: Paper, size: tuple[float, float], folded: bool) -> None:
    for page in printed([card()], paper, folded=folded):
        assert page.get_size() == pytest.approx([side * MM for side in size], abs=0.1)


def test_four_flat_cards_are_a_sheet_and_the_fifth_begins_the_next() -> None:
    first, second = sides(printed([card(f"Note {n}.") for n in range(5)]))
    assert first == [f"Note {n}. Olive & Max" for n in range(4)]
    assert second == ["Note 4. Olive & Max", "", "", ""]


def test_a_folded_card_has_its_cover_on_the_right_and_the_note_behind_the_back() -> None:
    outside, inside = sides(printed([card("Note one."), card("Note two.", "Thank you, Tom")], folded=True))
    assert outside == ["", "Thank you, Hana", "", "Thank you, Tom"]
    assert inside == ["", "Note one. Olive & Max", "", "Note two. Olive & Max"]


def test_what_runs_from_right_to_left_opens_the_other_way() -> None:
    outside, inside = sides(printed([card("تودا", "شكرا")], folded=True))
    assert [bool(each) for each in outside] == [True, False, False, False]
    assert [bool(each) for each in inside] == [True, False, False, False]


@pytest.mark.parametrize("folded", [False, True])
def test_a_long_note_goes_on_and_no_word_is_lost(folded: bool) -> None:
    words = [f"word{n}" for n in range(700)]
    found = " ".join(" ".join(side) for side in sides(printed([card(" ".join(words))], folded=folded)))
    assert [each for each in found.split() if each.startswith("word")] == words


def test_a_note_that_goes_on_leaves_more_than_a_few_lines_to_its_last_card() -> None:
    words = "The kettle was on, the boxes were up and nobody had to ask twice. " * 40
    lengths = [*range(930, 1090, 40), 1870, 1910]  # just more than one card holds, and than two
    pages = printed([card(words[:length].strip()) for length in lengths])
    last = [quarter for side in sides(pages) for quarter in side if "Olive & Max" in quarter]
    assert len(last) == len(lengths)
    assert min(len(quarter.split()) for quarter in last) > 40  # of eight or nine a line


def test_a_cover_runs_in_its_own_direction_whatever_the_note_does() -> None:
    outside = printed([card("Hana, the soup was good.", "תודה רבה Hana")], folded=True)[0].get_textpage()
    words = outside.get_text_range()
    assert outside.get_charbox(words.index("H"))[0] < outside.get_charbox(words.index("ת"))[0]


def test_a_name_never_stands_alone() -> None:
    lengths = range(17, 26)
    pages = printed([card("\n".join(f"Line {n} of {lines}." for n in range(lines))) for lines in lengths])
    signed = [quarter for side in sides(pages) for quarter in side if "Olive & Max" in quarter]
    assert [quarter.partition("Olive")[0].split()[-4:] for quarter in signed] == [
        ["Line", f"{lines - 1}", "of", f"{lines}."] for lines in lengths
    ]


def test_room_for_handwriting_holds_lines_and_no_note() -> None:
    [side] = sides(printed([card(None)]))
    assert side == ["Thank you, Hana", "", "", ""]
    [page] = list(printed([card(None)]))
    assert len(list(page.get_objects(max_depth=3))) > len(list(printed([card("")])[0].get_objects(max_depth=3)))


def test_a_line_break_stays_one() -> None:
    page = printed([card("One.\nTwo.\n\nThree.")])[0]
    assert page.get_textpage().get_text_bounded().split() == ["One.", "Two.", "Three.", "Olive", "&", "Max"]
    assert "One.\r\nTwo." in page.get_textpage().get_text_bounded()


def test_words_are_never_read_as_markup() -> None:
    odd = ['#set text(red) *bold* $x$ _a_ \\u{41} "q" <b> @b // no', "= Heading", "- item", "100 %"]
    [side] = sides(printed([card(words) for words in odd]))
    assert side == [f"{words} Olive & Max" for words in odd]


@pytest.fixture(scope="module")
def in_scripts() -> dict[str, pypdfium2.PdfPage]:
    """A sheet for each script, with nothing else on it."""
    blank = Card("", "", "")
    pages = printed([each for words, _ in SCRIPTS.values() for each in (Card("", words, ""), blank, blank, blank)])
    return dict(zip(SCRIPTS, pages, strict=True))


@pytest.mark.sampled
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_letter_has_a_shape(in_scripts: dict[str, pypdfium2.PdfPage], script: str) -> None:
    """A letter that no font has would be drawn as an empty box of the first font."""
    words, font = SCRIPTS[script]
    page = in_scripts[script]
    read = page.get_textpage().get_text_bounded()
    assert "\ufffd" not in read
    assert {*words} & {*read}
    assert font in {each.get_font().get_base_name().partition("+")[2] for each in _texts(page)}


def _texts(page: pypdfium2.PdfPage) -> list[pypdfium2.PdfTextObj]:
    return [each for each in page.get_objects(max_depth=5) if isinstance(each, pypdfium2.PdfTextObj)]


def test_a_crowd_fits_on_a_quarter_as_many_sheets() -> None:
    assert len(printed([card(f"Note {n}.") for n in range(40)])) == 10


@pytest.mark.sampled
@pytest.mark.parametrize("bounds", [{"cpu_seconds": 1}, {"memory": 350_000_000}, {"characters": 499_999}])
@pytest.mark.held
def test_what_meets_a_bound_is_refused_and_leaves_nothing(
    bounds: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(Invalid) as refused:
        print_cards(
            [card("soup " * 100_000)],
            paper=Paper.A4,
            folded=False,
            title="Cards",
            whose="Olive",
            bounds=CardBounds(**bounds),
        )
    assert [(each.field, each.code) for each in refused.value.faults] == [("words", "much_to_print")]
    assert not list(tmp_path.iterdir())


def test_a_machine_that_has_no_time_for_a_print_says_so_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(Busy):
        print_cards(
            [card("soup")], paper=Paper.A4, folded=False, title="Cards", whose="Olive", bounds=CardBounds(seconds=0.01)
        )
    assert not list(tmp_path.iterdir())
