"""Plays the examples of the API's description, one after another, against a running program.

`python -m tests.web.api.examples` writes the answers anew into service/web/api/examples.json: look at the difference.
"""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import httpx

from tests.conftest import serving

FILE = Path("service/web/api/examples.json")

# Method, path, body; in an order in which each is possible. {n} stands for a number.
SESSION: list[tuple[str, str, dict[str, Any] | None, int]] = [
    (
        "POST",
        "/moves",
        {
            "title": "One floor down",
            "organizer": {"name": "Olive", "phone": "+43 660 555 0142"},
            "zone": "Europe/Vienna",
            "day": "2026-12-05",
            "why": "The flat below has the balcony.",
            "from": {"area": "Lindengasse", "address": "Lindengasse 12", "floor": 4, "lift": False},
            "to": {"floor": 3},
            "same_building": True,
        },
        0,
    ),
    ("GET", "/moves/{m}", None, 0),
    ("PATCH", "/moves/{m}", {"why": "The flat below has the balcony, and the light."}, 0),
    (
        "POST",
        "/moves/{m}/tasks",
        {
            "tasks": [
                {"kind": "box_load", "title": "Books", "needed": 12, "starts": "09:00", "ends": "11:00"},
                {"kind": "heavy_item", "title": "Washing machine", "weight_kg": 72, "bring": "Gloves"},
                {"kind": "care", "title": "Soup for everyone at one", "sort": "food"},
            ]
        },
        0,
    ),
    ("POST", "/moves/{m}/tasks/paste", {"text": "Kitchen\n4 boxes of pans\nsomeone to watch the cat"}, 0),
    ("PATCH", "/moves/{m}/tasks/{n}", {"bring": "Gloves, a strap"}, 3),
    ("PATCH", "/moves/{m}/tasks", {"tasks": [2, 3], "change": {"place": "old", "starts": "09:00"}}, 0),
    ("DELETE", "/moves/{m}/tasks/{n}", None, 6),
    ("POST", "/moves/{m}/undo", {"version": 6}, 0),
    ("GET", "/signup/{link}", None, 0),
    (
        "POST",
        "/signup/{link}/claims",
        {"task": 2, "name": "Hana", "quantity": 6, "note": "I have straps.", "phone": "0660 117"},
        0,
    ),
    ("POST", "/signup/{link}/offers", {"name": "Mr Berger", "words": "If you need anything, just knock."}, 0),
    ("GET", "/helper/{link}", None, 0),
    ("PATCH", "/helper/{link}", {"name": "Hana from the second floor"}, 0),
    ("POST", "/helper/{link}/claims", {"claims": [{"task": 3}, {"task": 5, "quantity": 2}]}, 0),
    ("DELETE", "/helper/{link}/claims/{n}", None, 12),
    ("POST", "/helper/{link}/undo", {"version": 13}, 0),
    ("POST", "/moves/{m}/tasks/{n}/claims", {"name": "Tom", "quantity": 1}, 4),
    ("PATCH", "/moves/{m}/claims/{n}", {"standing": "firm"}, 15),
    ("DELETE", "/moves/{m}/claims/{n}", None, 15),
    ("POST", "/moves/{m}/helpers", {"name": "The neighbour from 3B"}, 0),
    ("GET", "/moves/{m}/helpers", None, 0),
    ("PATCH", "/moves/{m}/helpers/{n}", {"email": "tom@example.org", "trusted": True}, 14),
    ("DELETE", "/moves/{m}/helpers/{n}", None, 16),
    ("POST", "/moves/{m}/offers", {"name": "Wei", "words": "I have a van on Sundays."}, 0),
    ("GET", "/moves/{m}/offers", None, 0),
    ("GET", "/moves/{m}/offers/{n}/fits", None, 11),
    ("GET", "/moves/{m}/next", None, 0),
    ("PATCH", "/moves/{m}/offers/{n}", {"state": "resting"}, 18),
    ("POST", "/moves/{m}/offers/{n}/accept", {"tasks": [{"task": 3, "quantity": 1}]}, 11),
    ("POST", "/moves/{m}/asks", {"name": "Mr Berger", "tasks": [3], "starts": "10:00", "ends": "12:00"}, 0),
    ("GET", "/moves/{m}/asks", None, 0),
    (
        "PATCH",
        "/moves/{m}/asks/{n}",
        {"words": "Would you lend me your hands for the washing machine? Ten to twelve."},
        21,
    ),
    ("GET", "/asks/{link}", None, 0),
    ("POST", "/asks/{link}/not-this-time", None, 0),
    ("POST", "/asks/{link}/another-time", {"words": "On Sunday, all day."}, 0),
    ("POST", "/asks/{link}/claims", {"task": 3}, 0),
    ("POST", "/moves/{m}/word", {"text": "An hour later: it rains. The key is with Mrs Okafor."}, 0),
    ("POST", "/moves/{m}/organizers", {"name": "Nora", "email": "nora@example.org"}, 0),
    ("GET", "/moves/{m}/organizers", None, 0),
    ("PATCH", "/moves/{m}/organizers/{n}", {"phone": "0660 71717"}, 24),
    ("POST", "/moves/{m}/organizers/{n}/link", None, 24),
    ("DELETE", "/moves/{m}/organizers/{n}", None, 24),
    ("POST", "/helper/{link}/claims/{n}/hand-on", {"name": "Amina"}, 9),
    ("DELETE", "/helper/{link}/claims/{n}/hand-on", None, 9),
    ("GET", "/moves/{m}/board", None, 0),
    ("PATCH", "/moves/{m}/thanks/{n}", {"note": "The books stood before the kettle boiled.", "way": "card"}, 8),
    ("GET", "/moves/{m}/thanks", None, 0),
    ("GET", "/moves/{m}/history", None, 0),
    ("DELETE", "/moves/{m}/asks/{n}", None, 21),
    ("DELETE", "/helper/{link}", None, 0),
    ("DELETE", "/moves/{m}", None, 0),
]


def play(url: str) -> dict[str, Any]:
    """Each call as "POST /moves", with what was sent and what came back; what is random is made plain."""
    played: dict[str, Any] = {}
    links: dict[str, str] = {}
    move = ""
    for method, path, body, n in SESSION:
        face = path.split("/")[1]
        filled = path.format(m=move, link=links.get(face, ""), n=n)
        bearer = {"Authorization": f"Bearer {links['organizer']}"} if "{m}" in path else {}
        answer = httpx.request(method, f"{url}/api/v1{filled}", json=body, headers=bearer, timeout=30)
        assert answer.is_success, f"{method} {filled}: {answer.text}"
        given: Any = answer.json() if answer.content else None
        if path == "/moves":
            move = given["id"]
            links = {name: link.rpartition("/")[2] for name, link in given["links"].items()}
        if path == "/signup/{link}/claims":
            links["helper"] = given["helper_link"].rpartition("/")[2]
        if path == "/moves/{m}/asks" and method == "POST":
            links["asks"] = given["ask"]["link"].rpartition("/")[2]
        played[f"{method} {path}"] = {"n": n} if n else {}
        if body is not None:
            played[f"{method} {path}"]["request"] = body
        played[f"{method} {path}"] |= {"status": answer.status_code, "response": given}
    text = json.dumps(played, ensure_ascii=False).replace(url, "https://move.example.org").replace(move, "k7fq2mzpxa")
    text = re.sub(r"(?<=/[osha]/k7fq2mzpxa)(\w+-\d+)\.[\w-]+", r"\1.signature", text)
    plain: dict[str, Any] = json.loads(text)
    return plain


def write() -> None:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        FILE.write_text(json.dumps(play(server.url), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
