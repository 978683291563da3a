"""The language of a page: from the browser, or chosen, and kept with the person for later messages."""

import re

import httpx
import pytest
from sqlalchemy import select

from service.domain.core.links import Grants
from service.domain.models import Helper, Organizer
from service.web.base.access import cookie_of
from tests.browser.visiting import Place
from tests.conftest import Server
from tests.make import Olive

GERMAN = {"Accept-Language": "de-AT,de;q=0.9"}


@pytest.fixture
def place(server: Server) -> Place:
    return Place(server, Olive(server.installation.database))


def kept(place: Place, model: type[Helper] | type[Organizer]) -> list[str]:
    with place.olive.database.reading() as session:
        query = select(model.language).where(model.move_id == place.olive.link.move_id).order_by(model.n)
        return list(session.scalars(query))


def choose(client: httpx.Client, language: str, back: str) -> httpx.Response:
    """Press one of the buttons at the bottom of a page, as they stand there."""
    page = client.get(back).text
    assert f'value="{language}" lang="{language}"' in page
    assert f'name="back" value="{back}"' in page
    [action] = re.findall(r'action="([^"]*/language)"', page)
    origin = {"Origin": str(client.base_url).rstrip("/")}
    return client.post(action, data={"language": language, "back": back}, headers=origin)


def heading(answer: httpx.Response) -> str:
    said = re.search(r'<html lang="([\w-]+)" dir="(\w+)">', answer.text)
    assert said
    return said[1]


def test_the_browser_says_which(client: httpx.Client, place: Place) -> None:
    assert heading(client.get(place.signup)) == "en-AT", "as it is written where the move is"
    assert heading(client.get(place.signup, headers={"Accept-Language": "en-US"})) == "en-US"
    assert heading(client.get(place.signup, headers=GERMAN)) == "de-AT"
    assert "Ihr Lieben," in client.get(place.signup, headers=GERMAN).text
    assert heading(client.get(place.signup, headers={"Accept-Language": "it, es;q=0.5"})) == "es"


@pytest.mark.parametrize("path", ["/", "{signup}", "/nowhere", "/api/docs"])
def test_it_can_be_chosen_on_every_page(client: httpx.Client, place: Place, path: str) -> None:
    back = path.format(signup=place.signup)
    answer = choose(client, "es", back)
    assert (answer.status_code, answer.headers["location"]) == (303, back)
    assert heading(client.get(back)) == "es"
    assert heading(client.get(place.signup, headers=GERMAN)) == "es"
    choose(client, "de", back)
    # The formats are those of the reader's own region.
    assert heading(client.get(back, headers=GERMAN)) == "de-AT"


def test_a_visitor_who_chose_gets_a_page_from_the_cache_in_that_language(client: httpx.Client, place: Place) -> None:
    choose(client, "de", place.signup)
    assert "Ihr Lieben," in client.get(place.signup).text
    assert "Dear friends," in httpx.get(str(client.base_url) + place.signup).text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "\\\\evil", "/\\evil", "/a\nb", "", "x"])
def test_it_leads_nowhere_else(client: httpx.Client, back: str) -> None:
    origin = {"Origin": str(client.base_url).rstrip("/")}
    answer = client.post("/language", data={"language": "de", "back": back}, headers=origin)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_language_that_is_not_there_changes_nothing(client: httpx.Client, place: Place) -> None:
    origin = {"Origin": str(client.base_url).rstrip("/")}
    answer = client.post("/language", data={"language": "xx", "back": place.signup}, headers=origin)
    assert answer.status_code == 303
    assert "set-cookie" not in answer.headers


def test_opening_the_address_changes_nothing(client: httpx.Client) -> None:
    assert client.get("/language?language=de").status_code == 303
    assert heading(client.get("/")) == "en"


def test_who_plans_and_who_claims_are_written_to_in_their_language(client: httpx.Client, server: Server) -> None:
    api = client.post(
        "/api/v1/moves", json={"title": "T", "organizer": {"name": "O"}, "zone": "Europe/Vienna"}, headers=GERMAN
    ).json()
    link = server.installation.links.read(api["links"]["organizer"].rpartition("/")[2], grants=Grants.ORGANIZER)
    olive = Olive.__new__(Olive)
    olive.database, olive.link = server.installation.database, link
    place = Place(server, olive)
    assert kept(place, Organizer) == ["de-AT"]
    soup = olive.task("care", "Soup", needed=5)
    signup = api["links"]["signup"].removeprefix(server.url)
    origin = {"Origin": server.url}
    for headers in (GERMAN, {"Accept-Language": "es-MX"}, {}):
        with httpx.Client(base_url=server.url, headers={**origin, **headers}) as friend:
            friend.get(signup)
            friend.post(f"{signup}/claims", data={"task": soup, "name": "F"})
    assert kept(place, Helper) == ["de-AT", "es-MX", "en-AT"]


def test_a_choice_is_kept_with_the_person(client: httpx.Client, server: Server, place: Place) -> None:
    hana = place.olive.helper("Hana")
    assert kept(place, Helper) == [""]
    choose(client, "de", place.own(hana).removeprefix(server.url))
    assert kept(place, Helper) == ["de"]
    client.get(place.organizer)
    choose(client, "es", place.at())
    assert kept(place, Organizer) == ["es"]
    # Recognised on the page for everybody, it is still Hana.
    own = server.installation.links.read(place.own(hana).rpartition("/")[2], grants=Grants.HELPER)
    client.cookies.set(cookie_of(Grants.HELPER, own.move_id), server.installation.links.make(own), path="/s")
    choose(client, "es", place.signup)
    assert kept(place, Helper) == ["es"]


def test_a_stranger_chooses_for_nobody(client: httpx.Client, place: Place) -> None:
    origin = {"Origin": str(client.base_url).rstrip("/")}
    answer = client.post(place.at("/language"), data={"language": "de", "back": place.at()}, headers=origin)
    assert answer.status_code == 303
    assert kept(place, Organizer) == [""]
