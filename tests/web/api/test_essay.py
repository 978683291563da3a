"""The move that all this is for, told again: one floor down, everything on her own two hands, and then she asks.

Then two neighbours were let in for two hours, for the heaviest pieces alone. Now each of those who had offered is asked
by name for one or two things, and says yes by one call.
"""

from pathlib import Path

import httpx
import pytest

from tests.domain import pasting
from tests.web.api.caller import Move, plan, worked
from tests.web.api.test_asks import asked

pytestmark = pytest.mark.one_database  # the arithmetic is the same over any
LIST = Path(pasting.__path__[0], "lists", "one-floor-down.txt")
KEPT = ("Hand over keys", "Boxes from the study")
"""The keys and her papers: these she would rather do herself."""
NEIGHBOURS = ("Mr Berger", "Mrs Novák")
"""They offered, and she had said that she was fine."""
HEAVIEST = "The heaviest pieces"
ASKS = (
    ("Mr Berger", {HEAVIEST: 1}),
    ("Mrs Novák", {HEAVIEST: 1}),
    ("Tomás", {HEAVIEST: 1, "The rest of the furniture": 1}),
    ("Yusuf", {HEAVIEST: 1, "The rest of the furniture": 1}),
    ("Ifeoma", {"The rest of the furniture": 1, "Take apart": 1}),
    ("Marek", {"The rest of the furniture": 1}),
    ("Hana", {"Boxes from the living room": 7}),
    ("Wei", {"Boxes from the living room": 7, "Light things": 1}),
    ("Amina", {"Boxes from the bedroom": 8, "Light things": 1}),
    ("Priya", {"Lunch for everybody": 1}),
    ("Ada", {"Someone to watch the cat": 1}),
    ("Jonas", {"Boxes from the kitchen": 9, "Hoover the old flat": 1}),
)
"""Whom she asks, and for how much of what."""
AT_THE_END = 0.25
"""Share of the day's effort that is still her own at the end, at most."""


def on_her_own_hands(move: Move) -> float:
    """The share of the person-minutes that is left to her, by the middle of both ranges."""
    effort = move.board()["effort"]
    return float(sum(effort["mine"]) / sum(effort["total"]))


def planned(client: httpx.Client) -> tuple[Move, dict[str, int]]:
    """Her list, pasted as it is, and the numbers of its tasks by the beginning of their titles."""
    fourth, third = ({"area": "Lindengasse", "floor": floor, "lift": False} for floor in (4, 3))
    move = plan(client, same_building=True, **{"from": fourth, "to": third})
    tasks = worked(move.ask("POST", "/tasks/paste", json={"text": LIST.read_text(encoding="utf-8")}), 201)["tasks"]
    titles = {*KEPT, *(title for _, wanted in ASKS for title in wanted)}
    return move, {title: next(t["n"] for t in tasks if t["title"].startswith(title)) for title in titles}


def test_she_begins_with_all_of_it_on_her_own_hands_and_ends_with_less_than_a_quarter(client: httpx.Client) -> None:
    move, tasks = planned(client)
    assert on_her_own_hands(move) == 1
    for title in KEPT:
        worked(move.change_task(tasks[title], kept=True), 200)
    assert on_her_own_hands(move) == 1

    left = [1.0]
    for name, wanted in ASKS:
        ask = asked(
            move, *(tasks[title] for title in wanted), name=name, refused_before=name in NEIGHBOURS, starts="10:00"
        )
        assert ("I said I was fine" in ask.words) == (name in NEIGHBOURS)
        assert on_her_own_hands(move) == left[-1]
        for title, quantity in wanted.items():
            ask.yes(tasks[title], quantity=quantity)
            left.append(on_her_own_hands(move))
            assert left[-1] < left[-2], f"{name}: {title}"

    assert move.task(tasks[HEAVIEST])["cover"] == "covered"
    assert left[-1] < AT_THE_END
