"""What a list tells about itself: what its ticks mean, which of its numbers are sums, who fetches what."""

import pytest

from service.domain.models import Kind
from service.domain.pasting import understand


def read(text: str) -> tuple[list[str], int]:
    """Read the words of what is carried, and the sum of all boxes."""
    things = understand(text).things
    boxes = sum(each.count for each in things if each.kind is Kind.BOX_LOAD)
    return [each.words for each in things if each.kind is Kind.HEAVY_ITEM], boxes


@pytest.mark.parametrize(
    ("told", "is_still_here"),
    [
        ("[x] = taped shut and ready to load", True),
        ("x means packed", True),
        ("A tick means the box is closed", True),
        ("Haken = zugeklebt", True),
        ("[x] heißt fertig gepackt", True),
        ("[x] significa que está embalado", True),
        ("lo marcado está listo y precintado", True),
        ("**x = already over at the new place**", False),
        ("[x] bedeutet schon drüben", False),
        ("con x: ya está allá", False),
    ],
)
def test_a_list_tells_what_its_ticks_mean(told: str, is_still_here: bool) -> None:
    carried = (["radio", "sofa"], 5) if is_still_here else (["sofa"], 0)
    assert read(f"{told}\n\n- [x] 5 boxes\n- [x] radio\n- [ ] sofa") == carried
