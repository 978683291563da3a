"""Stairs that are said after the list: what four cannot carry leaves the crew in one step; friends carry the rest."""

import html
import re

from tests.conftest import Server
from tests.web.api.caller import API, bearer
from tests.web.visit import Organizer, Visitor

LIST = "treadmill\nking-size bed frame\nsofa\nwardrobe\nchest of drawers"
STAIRS = {"from": {"area": "Neubau", "floor": 3}, "to": {"area": "Wieden", "floor": 1}}


class Upstairs(Organizer):
    """Olive has pasted a list, and then says how many stairs there are."""

    def __init__(self, server: Server) -> None:
        super().__init__(server)
        self.bearer = bearer(self.organizer_link.rsplit("/", 1)[1])
        self.path = f"{API}/moves/{self.move.removeprefix('/m/')}"
        self.http.post(f"{self.path}/tasks/paste", json={"text": LIST}, headers=self.bearer).raise_for_status()
        self.http.patch(self.path, json=STAIRS, headers=self.bearer).raise_for_status()

    def crews(self) -> dict[int, tuple[str, list[str]]]:
        """Return titles and things of all crews' tasks by number."""
        board = self.http.get(f"{self.path}/board", headers=self.bearer).json()
        crews = [each for each in board["tasks"] if each["kind"] == "heavy_item"]
        return {each["n"]: (each["title"], [thing["name"] for thing in each["things"]]) for each in crews}


def test_one_step_makes_it_a_task_of_its_own_out_and_in(server: Server) -> None:
    olive = Upstairs(server)
    before = olive.crews()
    mixed = [n for n, (_, things) in before.items() if "treadmill" in things]
    assert len(mixed) == 2
    assert all(len(before[n][1]) > 1 for n in mixed)
    board = html.unescape(olive.get(olive.move).text)
    assert board.count("treadmill: needs a task of its own") == 2
    friends = Visitor(server).get(olive.signup_link).text
    assert all(f'id="task-{n}"' in friends for n in mixed), "friends carry the rest"
    assert "100 kg" not in friends, "the figure is that of what nobody carries"

    page = olive.get(f"{olive.move}/tasks/{mixed[0]}").text
    assert "too heavy to be carried here" in page
    form = page.split('id="too-heavy"')[1].split("</form>")[0]
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    made = olive.send(f"{olive.move}/tasks/{mixed[0]}/split", **fields)
    assert made.status_code == 200

    after = olive.crews()
    alone = {n: title for n, (title, things) in after.items() if things == ["treadmill"]}
    assert sorted(alone.values()) == ["Treadmill, in", "Treadmill, out"]
    for n in mixed:
        title, things = after[n]
        assert "treadmill" not in title
        assert things == [each for each in before[n][1] if each != "treadmill"]
    assert "needs a task of its own" not in olive.get(olive.move).text
    friends = Visitor(server).get(olive.signup_link).text
    assert not any(f'id="task-{n}"' in friends for n in alone), "professionals take it over the stairs"


def test_a_crew_is_not_whole_until_then(server: Server) -> None:
    olive = Upstairs(server)
    n = next(n for n, (_, things) in olive.crews().items() if "treadmill" in things)
    for name in ("Hana", "Tom", "Ben", "Amina"):
        sent = {"name": name}
        olive.http.post(f"{olive.path}/tasks/{n}/claims", json=sent, headers=olive.bearer).raise_for_status()
    board = olive.http.get(f"{olive.path}/board", headers=olive.bearer).json()
    assert [each["cover"] for each in board["tasks"] if each["n"] == n] == ["partly"]
    begun = olive.http.patch(f"{olive.path}/tasks/{n}", json={"state": "under_way"}, headers=olive.bearer)
    assert (begun.status_code, begun.json()["code"]) == (409, "unsafe_crew")


def test_what_is_alone_too_heavy_is_not_told_to_leave_itself(server: Server) -> None:
    olive = Organizer(server, from_floor="2", to_floor="0")
    piano = olive.add(kind="heavy_item", title="Piano", weight_kg="210")
    assert "task of its own" not in olive.get(olive.move).text
    assert 'id="too-heavy"' not in olive.get(f"{olive.move}/tasks/{piano}").text
