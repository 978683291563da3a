"""The icon: what lies beside the drawing is drawn from it."""

import pytest

from tests.frontend.icons import ICONS, SIZES, draw, width_of


@pytest.mark.parametrize("size", SIZES)
def test_a_picture_of_the_icon_has_its_size(size: int) -> None:
    assert width_of((ICONS / f"icon-{size}.png").read_bytes()) == size


def test_the_pictures_show_the_icon_as_it_is_drawn_now() -> None:
    assert (ICONS / "icon-180.png").read_bytes() == draw(180), "run python -m tests.frontend.icons"
