"""The pages over HTTP: what forms do, what comes back, and what nobody else may see."""

import re
import threading
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest

from tests.conftest import Server, serving
from tests.sizes import size
from tests.web.visit import PLAN, Fields, Organizer, Visitor, found

CLAIMS = size("CLAIMS", 60, 200)
"""At once, for three places."""


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server)


def test_planning_takes_a_name_and_ends_at_a_link_to_share(olive: Organizer) -> None:
    planned = olive.send("/", **PLAN)
    move = found(r"^/m/\w+", planned.url.path)
    assert olive.get(found(rf"{olive.server.url}/o/[\w.-]+", planned.text)).url.path == move
    assert olive.get(olive.organizer_link).url.path == olive.move
    assert olive.signup_link in olive.get(f"{olive.move}/share").text
    assert "One floor down" in Visitor(olive.server).get(olive.signup_link).text


def test_an_empty_plan_comes_back_with_a_sentence_at_each_field_and_everything_typed(server: Server) -> None:
    sent = Visitor(server).post("/", **{**PLAN, "name": " ", "zone": "Mars", "why": "A balcony", "from_floor": "four"})
    assert sent.status_code == 422
    page = Fields(sent.text)
    assert page.values["move-title"] == "One floor down"
    assert page.values["move-why"].strip() == "A balcony"
    assert "four" in sent.text
    assert "fill this in" in page.error_of("move-name")
    assert "time zone" in page.error_of("move-zone")
    assert "whole number" in page.error_of("move-from_floor")


def test_a_double_click_plans_one_move(server: Server) -> None:
    visitor = Visitor(server)
    key = found(r'(?<=name="key" value=")[^"]+', visitor.get("/").text)
    places = {visitor.post("/", **PLAN, key=key).headers["location"] for _ in range(2)}
    assert len(places) == 1
    assert visitor.post("/", **{**PLAN, "title": "Another"}, key=key).headers["location"] not in places


def test_several_lines_become_several_tasks_at_once(olive: Organizer) -> None:
    page = olive.send(f"{olive.move}/tasks/lines", kind="heavy_item", lines="Sofa\n\n  Table  \nPiano")
    assert page.url.path == olive.move
    for title in ("Sofa", "Table", "Piano"):
        assert title in page.text


def test_lines_that_do_not_fit_come_back_whole(olive: Organizer) -> None:
    lines = "Sofa\n" + "x" * 201
    sent = olive.post(f"{olive.move}/tasks/lines", kind="heavy_item", lines=lines)
    assert sent.status_code == 422
    page = Fields(sent.text)
    assert page.values["lines-lines"].strip() == lines
    assert "shorten" in page.error_of("lines-lines")
    assert "Sofa" not in olive.get(olive.move).text


def test_an_edit_that_would_drop_people_is_refused_with_what_was_typed(olive: Organizer) -> None:
    books = olive.add(kind="box_load", title="Books", needed="12")
    Visitor(olive.server).send(f"{olive.signup_link}/claims", task=books, name="Hana", quantity="6")
    typed = {"kind": "box_load", "title": "Books and maps", "needed": "5", "work": "carry"}
    sent = olive.post(f"{olive.move}/tasks/{books}", **typed)
    assert sent.status_code == 422
    page = Fields(sent.text)
    assert (page.values["task-title"], page.values["task-needed"]) == ("Books and maps", "5")
    assert "6 are taken already" in page.error_of("task-needed")


def test_a_task_that_is_called_off_names_those_who_had_said_yes(olive: Organizer) -> None:
    lunch = olive.add()
    Visitor(olive.server).send(f"{olive.signup_link}/claims", task=lunch, name="Hana", phone="0660 777")
    page = olive.send(f"{olive.move}/tasks/{lunch}/state", state="cancelled")
    assert page.url.path == f"{olive.move}/tasks/{lunch}"
    assert "Hana" in page.text
    assert "0660 777" in page.text


def test_a_yes_heard_on_the_stairs_counts_and_goes_to_the_person_of_that_name(olive: Organizer) -> None:
    lunch, cat = olive.add(), olive.add(title="Cat")
    for task in (lunch, cat):
        olive.send(f"{olive.move}/tasks/{task}/people", who="Mrs Novák", quantity="1")
    people = olive.get(f"{olive.move}/people").text
    assert len(set(re.findall(r"/people/(\d+)/forget", people))) == 1
    claim = found(rf"(?<={olive.move}/tasks/{cat}/people/)\d+", olive.get(f"{olive.move}/tasks/{cat}").text)
    olive.send(f"{olive.move}/tasks/{cat}/people/{claim}", do="off")
    assert ">Mrs Novák<" not in olive.get(f"{olive.move}/tasks/{cat}").text


def test_two_people_of_one_name_are_told_apart(olive: Organizer) -> None:
    lunch = olive.add(needed="3")
    for _ in range(2):
        Visitor(olive.server).send(f"{olive.signup_link}/offers", name="Hana", words="Anything")
    sent = olive.post(f"{olive.move}/tasks/{lunch}/people", who="hana", quantity="1")
    assert sent.status_code == 422
    assert "More than one person" in sent.text
    label = found(r"Hana · \d+", sent.text)
    assert "Hana" in olive.send(f"{olive.move}/tasks/{lunch}/people", who=label, quantity="1").text


def test_a_friend_is_recognised_and_can_say_that_it_is_not_them(olive: Organizer) -> None:
    lunch = olive.add(needed="2")
    friend = Visitor(olive.server)
    friend.get(olive.signup_link)
    own = friend.send(f"{olive.signup_link}/claims", task=lunch, name="Hana")
    assert own.url.path.startswith("/h/")
    assert "Hana" in friend.get(olive.signup_link).text
    assert 'name="name"' not in friend.get(olive.signup_link).text
    page = friend.send(f"{olive.signup_link}/not-me")
    assert "Not you?" not in page.text
    assert 'name="name"' in page.text


def test_the_same_claim_sent_twice_is_one_and_leads_to_the_same_page(olive: Organizer) -> None:
    books = olive.add(kind="box_load", title="Books", needed="12")
    friend = Visitor(olive.server)
    friend.get(olive.signup_link)
    sent = [friend.post(f"{olive.signup_link}/claims", task=books, name="Hana", quantity="4") for _ in range(2)]
    assert sent[0].headers["location"] == sent[1].headers["location"]
    assert "8 boxes left" in olive.get(olive.move).text
    other = friend.post(f"{olive.signup_link}/claims", task=books, name="Tom", quantity="4")
    assert other.headers["location"] != sent[0].headers["location"]


def test_the_form_of_before_sent_again_with_another_number_is_still_the_same_person(olive: Organizer) -> None:
    books = olive.add(kind="box_load", title="Books", needed="12")
    friend = Visitor(olive.server)
    friend.get(olive.signup_link)
    friend.send(f"{olive.signup_link}/claims", task=books, name="Hana", quantity="6")
    own = friend.send(f"{olive.signup_link}/claims", task=books, name=" hana ", quantity="5", phone="0660 5")
    assert "7 boxes left" in olive.get(olive.move).text
    assert "0660 5" in own.text
    assert len(set(re.findall(r"/people/(\d+)/forget", olive.get(f"{olive.move}/people").text))) == 1


def test_a_claim_after_a_release_is_a_new_one_even_with_the_same_words(olive: Organizer) -> None:
    lunch = olive.add()
    friend = Visitor(olive.server)
    friend.get(olive.signup_link)
    own = friend.send(f"{olive.signup_link}/claims", task=lunch, name="Hana")
    claim = found(r"(?<=/claims/)\d+(?=/release)", own.text)
    friend.send(f"{own.url.path}/claims/{claim}/release")
    friend.send(f"{olive.signup_link}/claims", task=lunch, name="Hana")
    assert "1 person" in olive.get(f"{olive.move}/tasks/{lunch}").text


def test_who_comes_too_late_is_told_kindly_and_keeps_what_was_typed(olive: Organizer) -> None:
    lunch = olive.add()
    Visitor(olive.server).send(f"{olive.signup_link}/claims", task=lunch, name="Hana")
    sent = Visitor(olive.server).post(f"{olive.signup_link}/claims", task=lunch, name="Tom", note="I can bring soup")
    assert sent.status_code == 409
    assert "You can stand by" in sent.text
    assert "I can bring soup" in sent.text
    assert 'value="Tom"' in sent.text
    page = Visitor(olive.server).send(f"{olive.signup_link}/claims", task=lunch, name="Tom", standing="standby")
    assert "notice=first_to_stand_by" in str(page.url)


def test_an_offer_gets_its_yes_with_a_task_and_words_to_send_back(olive: Organizer) -> None:
    lunch = olive.add()
    friend = Visitor(olive.server)
    own = friend.send(f"{olive.signup_link}/offers", name="Wei", words="Tell me what")
    offer = found(rf"(?<={olive.move}/offers/)\d+", olive.get(olive.move).text)
    page = olive.send(f"{olive.move}/offers/{offer}/accept", **{f"task-{lunch}": "1"})
    assert str(own.url).split("?")[0].rsplit("/", 1)[1] in page.text
    assert "Lunch" in friend.get(own.url.path).text


def test_an_offer_to_drive_is_accepted_as_the_driver(olive: Organizer) -> None:
    trip = olive.add(kind="trip", title="Van, first load")
    Visitor(olive.server).send(f"{olive.signup_link}/offers", name="Tom", words="I have a van")
    offer = found(rf"(?<={olive.move}/offers/)\d+", olive.get(olive.move).text)
    olive.send(
        f"{olive.move}/offers/{offer}/accept",
        **{f"task-{trip}": "1", f"role-{trip}": "driver", f"vehicle_kind-{trip}": "van"},
    )
    assert "looking for a driver" not in olive.get(olive.move).text


@pytest.mark.parametrize(("state", "words"), [("called_off", "called off"), ("closed", "closed")])
def test_a_move_that_ended_says_so_everywhere_and_keeps_thanks_possible(
    olive: Organizer, state: str, words: str
) -> None:
    lunch = olive.add(needed="2")
    friend = Visitor(olive.server)
    own = friend.send(f"{olive.signup_link}/claims", task=lunch, name="Hana")
    olive.send(f"{olive.move}/settings/state", state=state)
    for page in (
        friend.get(olive.signup_link),
        friend.get(own.url.path),
        *(olive.get(olive.move + place) for place in ("", "/share", "/people", "/thanks", "/settings")),
    ):
        assert words in page.text.lower(), page.url
    late = Visitor(olive.server).post(f"{olive.signup_link}/claims", task=lunch, name="Tom")
    assert late.status_code == 409
    hana = found(r"(?<=/people/)\d+", olive.get(f"{olive.move}/people").text)
    given = olive.send(f"{olive.move}/thanks/{hana}", do="card", note="Thank you, Hana.")
    assert "That is enough" in given.text or "enough" in given.text


def test_a_draft_that_nobody_touched_is_not_a_note(olive: Organizer) -> None:
    lunch = olive.add()
    Visitor(olive.server).send(f"{olive.signup_link}/claims", task=lunch, name="Hana")
    hana = found(r"(?<=/people/)\d+", olive.get(f"{olive.move}/people").text)
    draft = Fields(olive.get(f"{olive.move}/thanks/{hana}").text).values["note-note"]
    assert "Lunch" in draft
    assert "Write the note" in olive.send(f"{olive.move}/thanks/{hana}", do="save", note=draft, draft=draft).text
    assert "Write the note" not in olive.send(f"{olive.move}/thanks/{hana}", do="save", note=draft + "Soup.").text


def test_a_long_note_is_kept_whole_and_a_longer_one_comes_back(olive: Organizer) -> None:
    lunch = olive.add()
    Visitor(olive.server).send(f"{olive.signup_link}/claims", task=lunch, name="Hana")
    hana = found(r"(?<=/people/)\d+", olive.get(f"{olive.move}/people").text)
    note = "x" * 10_000
    olive.send(f"{olive.move}/thanks/{hana}", do="save", note=note)
    assert Fields(olive.get(f"{olive.move}/thanks/{hana}").text).values["note-note"].strip() == note
    sent = olive.post(f"{olive.move}/thanks/{hana}", do="save", note="x" * 10_001)
    assert sent.status_code == 422
    assert "x" * 10_001 in sent.text


def test_the_settings_change_everything_and_rotate_the_link(olive: Organizer) -> None:
    page = olive.send(f"{olive.move}/settings", **{**PLAN, "title": "Two floors down", "phone": "0660 1", "day": ""})
    assert "Two floors down" in page.text
    olive.send(f"{olive.move}/share/rotate")
    assert Visitor(olive.server).get(olive.signup_link).status_code == 404
    new = found(r"http://[^\"<\s]+/s/[\w.-]+", olive.get(f"{olive.move}/share").text)
    assert Visitor(olive.server).get(new).status_code == 200


def test_erasing_asks_first_and_then_leaves_nothing(olive: Organizer) -> None:
    assert olive.post(f"{olive.move}/settings/erase").status_code == 422
    assert olive.get(olive.move).status_code == 200
    olive.send(f"{olive.move}/settings/erase", sure="1")
    assert olive.get(olive.organizer_link).status_code == 404
    assert Visitor(olive.server).get(olive.signup_link).status_code == 404


ORGANIZER_PAGES = ["", "/tasks/new", "/tasks/2", "/share", "/people", "/thanks", "/thanks/3", "/settings", "/offers/4"]
ORGANIZER_FORMS = [
    *("/tasks", "/tasks/lines", "/tasks/2", "/tasks/2/state", "/tasks/2/split"),
    *("/tasks/2/people", "/tasks/2/people/3", "/tasks/2/remove", "/tasks/2/things", "/tasks/2/copy"),
    *("/offers", "/offers/4/accept", "/offers/4/rest", "/share/rotate", "/people", "/people/3/forget", "/thanks"),
    *("/thanks/3", "/settings", "/settings/state", "/settings/erase", "/begin", "/ask/names"),
]


@pytest.fixture(scope="module")
def strangers(running: Server) -> Iterator[tuple[Organizer, Organizer]]:
    """Olive with a task, and Mallory with a move of hers: nothing that is refused changes either."""
    olive, mallory = Organizer(running), Organizer(running)
    olive.add()
    for each in (olive, mallory):
        running.clients.remove(each.http)  # those are closed after each test
    with closing(olive.http), closing(mallory.http):
        yield olive, mallory


@pytest.mark.sampled
@pytest.mark.parametrize("place", ORGANIZER_PAGES)
def test_a_strangers_page_looks_like_one_that_is_not_there(strangers: tuple[Organizer, Organizer], place: str) -> None:
    olive, mallory = strangers
    stranger = mallory.get(olive.move + place)
    nothing = mallory.get("/m/zzzzzzzzzz" + place)
    assert (stranger.status_code, nothing.status_code) == (404, 404)
    assert stranger.text.replace(olive.move, "/m/zzzzzzzzzz") == nothing.text


@pytest.mark.sampled
@pytest.mark.parametrize("place", ORGANIZER_FORMS)
def test_a_strangers_form_changes_nothing(strangers: tuple[Organizer, Organizer], place: str) -> None:
    olive, mallory = strangers
    before = olive.get(olive.move).text
    every = {**PLAN, "state": "done", "sure": "1", "who": "Mallory", "words": "x", "lines": "x", "do": "card"}
    sent = mallory.post(olive.move + place, **every, kind="care", names="Mallory")
    assert sent.status_code == 404
    assert _without_keys(olive.get(olive.move).text) == _without_keys(before)


def _without_keys(page: str) -> str:
    return re.sub(r'name="key" value="[^"]+"', "", page)


@pytest.mark.sampled
@pytest.mark.parametrize("place", ["", "/claims/3/release", "/me", "/forget", "/claims"])
def test_a_helpers_page_is_only_for_their_link(olive: Organizer, place: str) -> None:
    friend = Visitor(olive.server)
    friend.send(f"{olive.signup_link}/offers", name="Hana", words="Anything")
    for link in (olive.signup_link.replace("/s/", "/h/"), olive.organizer_link.replace("/o/", "/h/")):
        answer = friend.post(link + place, name="Mallory") if place else friend.get(link)
        assert answer.status_code == 404


def test_looking_changes_nothing(olive: Organizer) -> None:
    lunch = olive.add()
    friend = Visitor(olive.server)
    own = friend.send(f"{olive.signup_link}/claims", task=lunch, name="Hana")
    history = f"/api/v1/moves/{olive.move[3:]}/history"
    bearer = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}
    before = httpx.get(olive.server.url + history, headers=bearer).json()
    for address in (
        olive.organizer_link,
        olive.signup_link,
        own.url.path,
        *(olive.move + place for place in ORGANIZER_PAGES),
        *(olive.move + place for place in ORGANIZER_FORMS),
        f"{own.url.path}/forget",
        f"{olive.signup_link}/claims",
    ):
        for method in ("GET", "HEAD"):
            assert olive.http.request(method, address).status_code < 500
    assert httpx.get(olive.server.url + history, headers=bearer).json() == before


def test_every_answer_carries_the_strict_headers(olive: Organizer) -> None:
    for address in ("/", olive.move, olive.signup_link, "/nothing", "/api/v1/openapi.json", "/health"):
        headers = olive.get(address).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-robots-tag"] == ("all" if address == "/" else "noindex")
        assert headers["referrer-policy"] == "same-origin"
        assert "no-cache" in headers["cache-control"]


def test_the_worker_is_asked_for_each_time_and_may_start_from_us_alone(server: Server) -> None:
    visitor = Visitor(server)
    answer = visitor.get("/sw.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert {"worker-src 'self'", "manifest-src 'self'"} <= set(answer.headers["content-security-policy"].split("; "))
    visitor.http.headers["If-None-Match"] = answer.headers["etag"]
    assert visitor.get("/sw.js").status_code == 304


def test_no_page_names_another_host(olive: Organizer) -> None:
    for address in ("/", olive.move, f"{olive.move}/share", olive.signup_link, "/api/docs"):
        page = olive.get(address).text
        loaded = re.findall(r'(?:src|href|action)="(?:https?:)?//([^/"]+)', page)
        assert set(loaded) <= {olive.server.url.removeprefix("http://")}
        assert not re.search(r"\son\w+=|\sstyle=|<script(?![^>]+src=)", page)


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({}, False),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "http://localhost:8000", "Host": "localhost:8000"}, True),
        ({"Origin": "http://192.168.1.20:8000", "Host": "192.168.1.20:8000"}, True),
        ({"Origin": "http://192.168.1.20:8000", "Host": "localhost:8000"}, False),
    ],
)
def test_a_form_is_taken_only_from_our_own_pages(server: Server, headers: dict[str, str], *, allowed: bool) -> None:
    sent = httpx.post(f"{server.url}/", data=PLAN, headers=headers)
    assert sent.status_code == (200 if allowed else 403)


def test_a_form_is_taken_from_the_public_address_behind_a_proxy(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(tmp_path_factory.mktemp("public"), public_url="https://move.example.org") as server:
        sent = httpx.post(f"{server.url}/", data=PLAN, headers={"Origin": "https://move.example.org"})
        assert sent.status_code == 200
        assert "Secure" in sent.headers["set-cookie"]


@pytest.mark.held
@pytest.mark.long
def test_many_claims_for_three_places_from_the_page_end_in_three(olive: Organizer) -> None:
    lunch = olive.add(needed="3")
    answers: list[int] = []

    def claim(number: int) -> None:
        sent = httpx.post(
            f"{olive.signup_link}/claims",
            data={"task": lunch, "name": f"Friend {number}"},
            headers={"Origin": olive.server.url},
            timeout=60,
        )
        answers.append(sent.status_code)

    threads = [threading.Thread(target=claim, args=(number,)) for number in range(CLAIMS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers.count(303), answers.count(409)) == (3, CLAIMS - 3)
    coming = set(re.findall(r"Friend \d+", olive.get(f"{olive.move}/tasks/{lunch}").text))
    assert len(coming) == 3
