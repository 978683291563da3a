"""An organizer who makes parts of a crew's furniture and of boxes, from two devices at once, and undoes it again."""

from collections import Counter
from concurrent.futures import Executor
from typing import Any

from service.domain.core.links import Links
from service.domain.models import Kind
from tests.hold.organizing import Organizing
from tests.make import Olive

PIECES = 8
BOXES = 60


class Dividing(Organizing):
    """`crews` and `boxes` are her tasks as they were acknowledged to her: the things that each carries by their
    numbers, and how many boxes it is.
    """

    def __init__(self, seed: int, url: str, olive: Olive, links: Links) -> None:
        things = [{"name": f"Sideboard {number}"} for number in range(PIECES)]
        pile = olive.task("heavy_item", f"Furniture {seed}", things=things)
        books = olive.task("box_load", f"Books {seed}", needed=BOXES)
        token, self.url, self.move = links.make(olive.link), url, olive.link.move_id
        super().__init__(seed, url, self.move, token, [pile, books])
        self.page = f"{url}/o/{token}"
        self.crews = {pile: frozenset(each.n for each in olive.seen(pile).things if each.n is not None)}
        self.boxes = {books: BOXES}
        self.told: Counter[int] = Counter()
        """How often a form was answered with which status."""

    def do(self, both: Executor) -> None:
        crews, boxes = self.crews, self.boxes
        self._takes_back = lambda: vars(self).update(crews=crews, boxes=boxes)
        self._last = None
        self.random.choice([self._split_crew, self._split_boxes])(both)
        if self._last is not None and self.random.random() < 0.6:
            self._undo(both)

    def _split_crew(self, both: Executor) -> None:
        """By a double tap, which makes one part."""
        several = [n for n, things in self.crews.items() if len(things) > 1]
        if several:
            task = self.random.choice(several)
            carried = sorted(self.crews[task])
            going = frozenset(self.random.sample(carried, self.random.randint(1, len(carried) - 1)))
            tap = {f"goes-{n}": "1" for n in going} | self._key()
            parts = self._split(both, task, "Furniture", tap, tap)
            assert len(parts) in (0, 2), "one tap was a yes and the other was none"
            assert len(set(parts)) <= 1, "two parts by one tap"
            for part in set(parts):
                self.crews = self.crews | {task: self.crews[task] - going, part: going}

    def _split_boxes(self, both: Executor) -> None:
        """More than half of them by each device: the second one comes too late."""
        several = [n for n, boxes in self.boxes.items() if boxes > 2]
        if several:
            task = self.random.choice(several)
            most = self.boxes[task] // 2 + 1
            taps = ({"quantity": str(most)} | self._key() for _ in range(2))
            parts = self._split(both, task, "Books", *taps)
            assert len(parts) <= 1, "more boxes than there are"
            for part in parts:
                self.boxes = self.boxes | {task: self.boxes[task] - most, part: most}

    def _key(self) -> dict[str, str]:
        return {"key": f"dividing-{self.seed:08}-{next(self._steps):08}"}

    def _split(self, both: Executor, task: int, what: str, *taps: dict[str, str]) -> list[int]:
        """Send a form from both devices at once; returns the number of the part of each that was a yes."""
        path, title = f"{self.url}/m/{self.move}/tasks/{task}/split", f"{what} {self.seed} {next(self._steps)}"

        def tap(each: tuple[Any, dict[str, str]]) -> Any:
            client, form = each
            if not client.cookies:
                client.get(self.page)
            return client.post(path, data=form | {"title": title}, headers={"Origin": self.url})

        answers = list(both.map(tap, zip((self.http, self.twin), taps, strict=True)))
        self.told.update(answer.status_code for answer in answers)
        made = [answer for answer in answers if answer.status_code == 303]
        self._last = min((int(answer.headers["Move-Version"]) for answer in made), default=None)
        return [int(answer.headers["Location"].partition("?")[0].rpartition("/")[2]) for answer in made]

    def is_hers(self, kind: Kind, title: str) -> bool:
        first = {Kind.HEAVY_ITEM: "Furniture", Kind.BOX_LOAD: "Books"}.get(kind, "nothing")
        return f"{title} ".startswith(f"{first} {self.seed} ")
