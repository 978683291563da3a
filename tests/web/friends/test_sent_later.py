"""Forms that waited on a device without a line: sent again with the same key, they have one effect."""

import httpx
import pytest

from tests.conftest import Server
from tests.web.visit import Organizer, Visitor, found

KEY = {"Idempotency-Key": "0123456789abcdef0123456789abcdef"}


def sent(visitor: Visitor, address: str, **fields: object) -> httpx.Response:
    """Send a form as the page does that kept it: in place, under its key."""
    visitor.http.headers.update({**KEY, "In-Place": "1"})
    answer = visitor.post(address, **fields)
    visitor.http.headers.pop("Idempotency-Key")
    assert answer.status_code == 303 or "content-location" in answer.headers, answer.text[:2000]
    return answer


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server)


def test_a_claim_whose_answer_was_lost_is_the_same_person_on_any_day(server: Server, olive: Organizer) -> None:
    lunch = olive.add()
    first, later = Visitor(server), Visitor(server)  # the browser was closed, and its cookies with it
    own = [
        sent(each, f"{olive.signup_link}/claims", task=lunch, name="Hana").headers["location"]
        for each in (first, later)
    ]
    assert own[0] == own[1]
    words = [
        sent(each, f"{olive.signup_link}/offers", name="Tom", words="A drill").headers["location"]
        for each in (first, later)
    ]
    assert words[0] == words[1] != own[0]
    assert olive.get(f"{olive.move}/people").text.count("Tom</bdi>") == 1


def test_giving_back_again_gives_nothing_back_that_was_taken_since(server: Server, olive: Organizer) -> None:
    lunch = olive.add()
    hana = Visitor(server)
    own = hana.send(f"{olive.signup_link}/claims", task=lunch, name="Hana")
    page = own.url.path
    release = found(rf"{page}/claims/\d+/release", own.text)
    sent(hana, release)
    version = found(r'(?<=name="version" value=")\d+(?="[^>]*>\s*<button[^>]*-go)', hana.get(page).text)
    hana.send(f"{page}/undo", version=version)
    sent(hana, release)  # the first answer was lost on the way
    assert release in hana.get(page).text
