"""Telephone numbers as people type them, and what a telephone dials."""

import pytest

from service.text.phones import dialled, with_dialling


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("+43 (0)660 / 12 34 567 (after 5 pm)", "+436601234567"),
        ("0043 (0) 660 1234567", "00436601234567"),
        ("(0660) 123 45-67", "06601234567"),
        ("call after 5 pm: 0660 117", "0660117"),
        ("0660 1234567 / 0664 7654321", "06601234567"),
        ("01 234567 ext. 12", "01234567"),
        ("٠٦٦٠ ١١٧ ١١٧", "0660117117"),
        ("ask my neighbour, door 12", ""),
        ("", ""),
    ],
)
def test_a_number_is_dialled_by_its_digits_alone(typed: str, digits: str) -> None:
    assert dialled(typed) == digits


def test_numbers_in_a_sentence_are_shown_as_typed_and_nothing_else_becomes_markup() -> None:
    said = with_dialling("Reach <Nora> (0660 117 & home) or Ben (my door).", ("0660 117 & home", "my door"))
    assert said == ('Reach &lt;Nora&gt; (<a href="tel:0660117"><bdi>0660 117 &amp; home</bdi></a>) or Ben (my door).')
