"""A part of a crew's work is called after what goes, and at the other home what it is called here."""

import pytest

from service.domain.models import Kind, Place, Task, Thing
from service.domain.pasting import Title, TitleCode
from service.text.language import language
from service.text.task_titles import title_of
from service.text.titles_of_parts import TitlesOfParts


@pytest.mark.parametrize(
    ("code", "here", "there", "part", "titled"),
    [
        ("en", "The furniture, out", "The furniture, in", "The furniture, out (2)", "The furniture, in (2)"),
        ("en", "The furniture, out", "The furniture, in", "The sofa, out", "The sofa, in"),
        ("en", "The furniture, out", "The furniture, in", "The sofa", "The sofa, in"),
        ("en", "Sofas", "Into the new flat", "Sofa bed", "Sofa bed, in"),
        ("de", "Möbel raustragen", "Möbel reintragen", "Sofa raustragen", "Sofa reintragen"),
        ("de", "Möbel raustragen", "Möbel reintragen", "Das Sofa", "Das Sofa reintragen"),
        ("es", "Sacar: los muebles", "Meter: los muebles", "Sacar: el sofá", "Meter: el sofá"),
        ("en", "A" * 190, "B" * 195, "A" * 190 + " (2) and on", "B" * 195 + " (2) "),
    ],
)
def test_a_part_has_the_same_title_at_the_other_home(code: str, here: str, there: str, part: str, titled: str) -> None:
    out, into = (
        Task(kind=Kind.HEAVY_ITEM, title=title, place=place) for title, place in ((here, Place.OLD), (there, Place.NEW))
    )
    titles = TitlesOfParts(language(code))
    assert titles.at_other_home(out, into, part) == titled
    back = titles.at_other_home(into, out, titled)
    assert back == part or part in ("The sofa", "Das Sofa", "Sofa bed") or len(part) > 200


def carried(*names: str) -> list[Thing]:
    return [Thing(name=name, count=1, item=None) for name in names]


@pytest.mark.parametrize("code", ["en", "de", "es", "fr", "ar"])
def test_our_own_titles_follow_what_is_carried(code: str) -> None:
    lang, things = language(code), carried("treadmill", "glass table", "sofa", "desk")
    listed = tuple((None, each.name, 1) for each in things)
    for listing in (TitleCode.HEAVIEST, TitleCode.FURNITURE, TitleCode.REST):
        whole, titles = title_of(Title(listing, "", 4, 4, Place.OLD, listed), lang), TitlesOfParts(lang)
        task = Task(kind=Kind.HEAVY_ITEM, title=whole, place=Place.OLD)
        rest = titles.of_rest(task, things, things[1:])
        assert rest == title_of(Title(listing, "", 3, 3, Place.OLD, listed[1:]), lang)
        assert "treadmill" in whole
        assert "treadmill" not in rest
        assert titles.of_part(task, things, things[:1]) == title_of(
            Title(TitleCode.THING, place=Place.OLD, things=listed[:1]), lang
        )
        assert titles.of_part(task, things, things[:2]).startswith(whole.partition(":")[0])


def test_a_title_of_somebody_s_own_stays() -> None:
    task, things = Task(kind=Kind.HEAVY_ITEM, title="Grandma's things", place=None), carried("piano", "sofa")
    titles = TitlesOfParts(language("en"))
    assert titles.of_rest(task, things, things[1:]) == "Grandma's things"
    assert titles.of_part(task, things, things[:1]) == "Piano"
