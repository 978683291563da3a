"""How many boxes a list counts: ticked ones, logs of them, numbers that are put right, sums that are said."""

import pytest

from service.domain.models import Kind
from service.domain.pasting import understand


def boxes_in(text: str) -> int:
    return sum(each.count for each in understand(text).things if each.kind is Kind.BOX_LOAD)


def carried_in(text: str) -> list[str]:
    return [each.words for each in understand(text).things if each.kind is Kind.HEAVY_ITEM]


@pytest.mark.parametrize(
    ("done", "carried", "boxes"),
    [
        ("DONE\n✔ packed: 4 boxes shoes\n✔ piano, movers took it\n\nNOT DONE\n☐ sofa", ["sofa"], 4),
        ("Done\n[x] Boxed: the records, 3 crates\n[x] rug rolled\n\nOpen\n[ ] sofa", ["rug rolled", "sofa"], 3),
        ("Erledigt\n[x] Gepackt: 5 Kisten Schuhe\n[x] Klavier abgeholt\n\nOffen\n[ ] Sofa", ["Sofa"], 5),
        ("[x] embaladas: 6 cajas de libros\n[ ] sofá\n[ ] mesa\n[x] bici", ["sofá", "mesa"], 6),
    ],
)
def test_what_is_packed_is_still_to_be_carried_though_it_is_ticked(done: str, carried: list[str], boxes: int) -> None:
    assert (carried_in(done), boxes_in(done)) == (carried, boxes)
