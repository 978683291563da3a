"""Every form that is refused comes back with all that was typed, and says why."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from tests.conftest import Server
from tests.web.visit import PLAN, Fields, Organizer, Visitor

pytestmark = pytest.mark.one_database


@dataclass
class Scene:
    """A move with a task, an offer and a helper of each number that the forms name."""

    olive: Organizer
    friend: Visitor
    addresses: dict[str, str]
    task: int

    def address(self, path: str) -> str:
        return path.format_map(self.addresses)


@pytest.fixture(scope="module")
def scene(running: Server) -> Scene:
    """One for all tests: a form that is refused changes nothing."""
    olive, friend = Organizer(running, day=running.clock.now.date().isoformat()), Visitor(running)
    task = olive.add(kind="box_load", title="Books", needed="12")
    friend.get(olive.signup_link)
    own = friend.send(f"{olive.signup_link}/claims", task=task, name="Hana", quantity="2").url.path
    friend.send(f"{own}/me", name="Hana", email="hana@example.org")
    Visitor(running).send(f"{olive.signup_link}/offers", name="Mr Berger", words="Just knock.")
    bearer = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}
    board = olive.http.get(f"/api/v1{olive.move.replace('/m/', '/moves/')}/board", headers=bearer).json()
    numbers = {"task": task, "helper": board["tasks"][0]["claims"][0]["helper"]["n"], "offer": board["offers"][0]["n"]}
    ask = olive.http.post(
        f"/api/v1{olive.move.replace('/m/', '/moves/')}/asks", headers=bearer, json={"name": "Wei", "tasks": [task]}
    ).json()["ask"]
    numbers |= {"ask": ask["n"], "claim": board["tasks"][0]["claims"][0]["n"]}
    nora = olive.http.post(
        f"/api/v1{olive.move.replace('/m/', '/moves/')}/organizers", headers=bearer, json={"name": "Nora"}
    ).json()
    numbers["organizer"] = nora["organizer"]["n"]
    links = {"a": ask["link"], "m": olive.move, "s": olive.signup_link, "o": olive.organizer_link, "h": own}
    return Scene(olive, friend, {**links, **{name: str(n) for name, n in numbers.items()}}, task)


LONG = "x" * 10_001
FORMS = [
    ("/", "move", {**PLAN, "name": " ", "why": "A balcony", "from_floor": "four"}),
    ("/", "move", {**PLAN, "names": "Hana\n" + "x" * 121}),
    ("{m}/organizers", "company", {"name": "", "email": "nora@example.org", "phone": "0660 7"}),
    ("{m}/organizers/{organizer}", "one", {"name": "Nora", "email": "no address", "phone": "0660 7"}),
    ("{m}/begin", "begin", {"own": "Wardrobe\n" + "x" * 201, "thing-sofa": "1"}),
    ("/again", "again", {"email": "no address"}),
    ("{s}/claims", "claim-{task}", {"task": "{task}", "name": "", "quantity": "3", "note": "Early", "email": "me@"}),
    (
        "{s}/several",
        "several",
        {"task-{task}": "1", "quantity-{task}": "900", "name": "Noor", "email": "noor@example.org"},
    ),
    ("{s}/offers", "offer", {"name": "Kim", "words": " ", "phone": "0660 1"}),
    ("{s}/again", "again", {"email": "no address"}),
    ("{a}/yes", "yes", {"task-{task}": "1", "quantity-{task}": "99"}),
    ("{a}/another-time", "another", {"words": " "}),
    ("{h}/claims", "claim-{task}", {"task": "{task}", "quantity": "99", "note": "Early"}),
    ("{h}/me", "me", {"name": "", "email": "hana@example.org", "plan": "At eight"}),
    ("{o}/mail", "letters", {"offer": "1", "digest_days": "99"}),
    ("{m}/tasks", "task", {"kind": "trip", "title": "", "bring": "Straps", "needed": "two"}),
    ("{m}/tasks/lines", "lines", {"kind": "care", "lines": LONG}),
    ("{m}/tasks/several", "several", {"starts": "", "bring": "Gloves"}),
    ("{m}/tasks/{task}", "task", {"title": "Maps", "needed": "0"}),
    ("{m}/tasks/{task}/people", "put", {"who": "", "quantity": "3"}),
    ("{m}/tasks/{task}/who", "named", {"name": "x" * 121}),
    ("{m}/tasks/{task}/split", "split", {"title": "Atlases", "quantity": "99"}),
    ("{m}/tasks/{task}/things", "things", {"name-0": "Atlases", "count-0": "none", "room-0": "Study"}),
    ("{m}/ask/names", "offered", {"names": "Hana\n" + "x" * 121}),
    ("{m}/ask", "ask", {"who": "", "task-{task}": "1", "starts": "ten"}),
    ("{m}/ask/{ask}", "words", {"words": LONG}),
    ("{m}/ask/{ask}/yes", "yes", {"task-{task}": "1", "quantity-{task}": "some"}),
    ("{m}/ask/{ask}/another-time", "another", {"words": " "}),
    ("{m}/offers", "offer", {"name": "", "words": "Carry"}),
    ("{m}/people", "person", {"name": "", "email": "kim@example.org"}),
    ("{m}/people/same", "same", {"survivor": "{helper}", "merged": "{helper}"}),
    ("{m}/people/{helper}", "change-{helper}", {"name": "Hana", "email": "no address", "phone": "0660 1"}),
    ("{m}/offers/{offer}/accept", "accept", {"task-{task}": "1", "quantity-{task}": "some"}),
    ("{m}/paste", "paste", {"text": "\t"}),
    (
        "{m}/paste/tasks",
        "p",
        {
            "text": "Books",
            "do": "save",
            "rows": "1",
            "title-0": "",
            "kind-0": "care",
            "bring-0": "Soup",
            "least-0": "1",
        },
    ),
    ("{m}/settings", "move", {**PLAN, "title": "", "to_area": "Prater"}),
    ("{h}/undo", "undo", {"version": "soon"}),
    ("{h}/late", "late", {"minutes": "soon"}),
    ("{m}/undo", "undo-{task}", {"version": "{task}"}),
    ("{m}/settings/erase", "erase", {}),
    ("{m}/thanks", "person", {"name": "  "}),
    ("{h}/claims/{claim}/hand-on", "hand-on-{claim}", {"name": "hana "}),
    ("{m}/thanks/when", "when", {"day": "in spring"}),
    ("{m}/word", "word", {"text": "x" * 2_001}),
    ("{m}/thanks/evening", "evening", {"words": "x" * 2_001}),
    ("{m}/thanks/{helper}", "note", {"note": LONG, "do": "save"}),
]
ROUTES = {
    "s": "/s/{link}",
    "h": "/h/{link}",
    "a": "/a/{link}",
    "o": "/o/{link}",
    "m": "/m/{m}",
    "task": "{n}",
    "claim": "{n}",
    "helper": "{n}",
    "ask": "{n}",
    "organizer": "{n}",
    "offer": "{n}",
}
CARDS = [
    ("{m}/thanks/cards.pdf", {"words": "blank", "paper": "parchment"}, 'value="blank" checked'),
    ("{m}/ask/{ask}/card.pdf", {"paper": "parchment"}, 'id="card-paper-error"'),
    ("{m}/ask/cards.pdf", {"paper": "parchment", "ask-1": "1"}, 'id="cards-paper-error"'),
    ("{m}/share/cards.pdf", {"paper": "parchment"}, 'id="card-paper-error"'),
]


@pytest.mark.sampled
@pytest.mark.parametrize(("path", "at", "fields"), FORMS, ids=[path for path, _, _ in FORMS])
def test_what_was_typed_comes_back_with_a_reason(scene: Scene, path: str, at: str, fields: dict[str, str]) -> None:
    visitor = scene.friend if path.startswith("{h}") else Visitor(scene.olive.server)
    if path.startswith(("{m}", "{o}")):
        visitor = scene.olive
    sent = {scene.address(name): scene.address(value) for name, value in fields.items()}
    page = visitor.post(scene.address(path), **sent)
    assert page.status_code in (409, 422)
    assert 'role="alert"' in page.text
    shown = Fields(page.text)
    for name in sent.keys() - {"task", "do", "version"}:
        field = f"{scene.address(at)}-{name}"
        beside = shown.texts.get(f"{field}-lost", "").removeprefix("You wrote “").removesuffix("”.")
        assert (shown.values.get(field, "") or beside).strip() == sent[name].strip(), name


@pytest.mark.parametrize(("path", "fields", "shown"), CARDS, ids=[path for path, _, _ in CARDS])
def test_a_refused_question_comes_back_too(scene: Scene, path: str, fields: dict[str, str], shown: str) -> None:
    page = scene.olive.http.get(scene.address(path), params=fields)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert shown in page.text


def test_no_form_is_left_out() -> None:
    tried = {path.format_map(ROUTES) for path, _, _ in [*FORMS, *CARDS]}
    files = [path for path in Path("service/web").rglob("*.py") if "@on_refusal(" in path.read_text()]
    faces = [import_module(".".join(path.with_suffix("").parts)) for path in files]
    forms = [route for face in faces for route in face.router.routes if hasattr(route.endpoint, "__wrapped__")]
    # An endpoint with two addresses is tried at one of them.
    assert {route.endpoint for route in forms if route.path in tried} == {route.endpoint for route in forms}
    assert tried <= {route.path for route in forms}
