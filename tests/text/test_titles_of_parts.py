"""A part of a crew's work is called at the other home what it is called here."""

import pytest

from service.domain.models import Kind, Place, Task
from service.text.language import language
from service.text.task_titles import title_at_other_home


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
    assert title_at_other_home(out, into, part, language(code)) == titled
    back = title_at_other_home(into, out, titled, language(code))
    assert back == part or part in ("The sofa", "Das Sofa", "Sofa bed") or len(part) > 200
