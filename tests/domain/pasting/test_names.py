"""Names as people write them down, one a line."""

import pytest

from service.domain.models import Named
from service.domain.pasting.names import read_names


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Hana", [("Hana", "")]),
        ("  - Tom (has a van)", [("Tom", "has a van")]),
        ("2. Mr Berger: after lunch, he says", [("Mr Berger", "after lunch, he says")]),
        ("Tom – third floor", [("Tom", "third floor")]),  # the dash that people write
        ("Anna-Maria", [("Anna-Maria", "")]),
        ("Wei, can cook", [("Wei", "can cook")]),
        ("Berger, 3rd floor", [("Berger", "3rd floor")]),
        ("Hana, Tom, Jo & Micha", [("Hana", ""), ("Tom", ""), ("Jo & Micha", "")]),
        ("Frau Novák (2. Stock) oder ihr Sohn", [("Frau Novák (2. Stock) oder ihr Sohn", "")]),
        ("my sister", [("my sister", "")]),
        (": what?", []),
        (" , ;", []),
        ("", []),
    ],
)
def test_one_line_is_one_person_or_several_and_what_they_said(line: str, people: list[tuple[str, str]]) -> None:
    assert [person for _, person in read_names(line)] == [Named(*each) for each in people]


def test_each_name_has_the_number_of_its_line_and_the_same_name_is_one_person() -> None:
    found = read_names("Hana\n\nTom: a van\r\nHANA: again\n")
    assert found == [(1, Named("Hana")), (3, Named("Tom", "a van"))]
