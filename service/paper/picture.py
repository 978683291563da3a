"""The picture that chat programs show beside a sign-up link: a letter with its day, in the letters of any script."""

from tempfile import TemporaryDirectory

from service.apart.places import Places
from service.apart.processes import Bounds
from service.paper.fonts import families, runs_left
from service.paper.press import DRAWN, Drawing
from service.paper.pressing import press
from service.paths import FONTS
from service.text.preview import Preview

WIDTH, HEIGHT = 1200, 630
"""Pixels, as Open Graph has them."""
BOUNDS = Bounds(cpu_seconds=5, seconds=20.0, memory=400_000_000)
"""A picture takes a quarter of a second of a processor, maps less than 150 MB and uses 70 of them."""
PLACES = Places(at_once=1, waiting=3)
"""Places of their own: a flood of links in a chat keeps nobody from printing cards."""


def draw_picture(preview: Preview, *, whose: str, bounds: Bounds = BOUNDS) -> bytes:
    """Draw a PNG. Raises Invalid and Busy as `print_cards` does."""
    texts = (preview.title, preview.day, preview.welcome, *(preview.stamp or ()))
    given = {
        "title": preview.title,
        "day": preview.day,
        "stamp": preview.stamp,
        "welcome": preview.welcome,
        "rtl": preview.direction == "rtl",
        "rtl-title": runs_left(preview.title),
        "fonts": families(texts),
    }
    with PLACES.one(whose), TemporaryDirectory(prefix="manyhands-") as folder:
        return press(Drawing(fonts=str(FONTS), folder=folder, picture=given), bounds=bounds, makes=DRAWN)
