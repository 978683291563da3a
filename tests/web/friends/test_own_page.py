"""A helper's own page: what they can do there, and what others learn of it."""

from service.domain.models import TaskFields
from service.domain.rules.moves import change_move
from service.domain.rules.tasks import change_task
from tests.conftest import Server
from tests.web.anyone.test_letters import Place
from tests.web.visit import Visitor


def test_web_addresses_in_texts_can_be_tapped_by_friends(server: Server) -> None:
    place = Place(server)
    with place.olive.change() as opened:
        change_move(opened, {"why": "Photos: www.example.org/move"})
        words: TaskFields = {"where": "https://w.example/where", "bring": "See https://w.example/bring."}
        change_task(opened, place.lunch, {**words, "why": "https://w.example/why"})
    signup, own = (Visitor(server).get(each).text for each in (place.path(place.olive.signup), place.own))
    for page, readable in ((own, ("where", "bring", "why")), (signup, ("bring", "why"))):
        for each in readable:
            assert f'<a href="https://w.example/{each}" rel="nofollow noopener" dir="ltr">' in page
    assert '<a href="https://www.example.org/move"' in signup
