"""Nobody becomes Hana by her name, which all can read: not from another device, nor with a cookie of their own."""

import httpx
import pytest
from sqlalchemy import select

from service.domain.models import Helper
from tests.conftest import Server
from tests.web.visit import Organizer, Visitor


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server)


def own_page(answer: httpx.Response) -> str:
    assert answer.status_code == 303, answer.text[:2000]
    return answer.headers["location"].partition("?")[0]


@pytest.mark.parametrize("what", ["claims", "offers"])
def test_a_stranger_under_her_name_gets_an_entry_of_their_own(server: Server, olive: Organizer, what: str) -> None:
    fields = {"task": olive.add(needed=9)} if what == "claims" else {"words": "Anything"}
    hana = Visitor(server)
    hana.get(olive.signup_link)
    hers = own_page(hana.post(f"{olive.signup_link}/{what}", name="Hana", **fields))
    with server.installation.database.reading() as session:
        [stored] = session.scalars(
            select(Helper.device).where(Helper.move_id == olive.move.removeprefix("/m/"), Helper.name == "Hana")
        ).all()
    for cookie in (None, "", stored, "made up"):
        mallory = Visitor(server)
        if cookie is not None:
            mallory.http.headers["Cookie"] = f"device={cookie}"
        assert own_page(mallory.post(f"{olive.signup_link}/{what}", name="Hana", **fields)) != hers


def test_no_digest_of_a_device_is_on_two_moves(server: Server, olive: Organizer) -> None:
    other, hana = Organizer(server), Visitor(server)
    hana.get(olive.signup_link)
    for each in (olive, other):
        hana.post(f"{each.signup_link}/offers", name="Hana", words="Anything")
    moves = [each.move.removeprefix("/m/") for each in (olive, other)]
    with server.installation.database.reading() as session:
        digests = session.scalars(select(Helper.device).where(Helper.move_id.in_(moves), Helper.name == "Hana")).all()
    assert (len(digests), len({*digests, ""})) == (2, 3)
    assert hana.http.cookies["device"] not in digests
