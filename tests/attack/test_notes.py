"""The link to a thank-you note opens that note, and none that is written later."""

import httpx

from tests.conftest import Server
from tests.web.api.caller import Move, plan, worked
from tests.web.visit import Visitor, found


def link_of(server: Server, move: Move, helper: int) -> str:
    olive = Visitor(server)
    olive.get(f"/o/{move.organizer_token}")
    return found(r"/t/[\w.-]+", olive.get(f"/m/{move.id}/thanks/{helper}").text)


def write(move: Move, helper: int, note: str) -> None:
    worked(move.ask("PATCH", f"/thanks/{helper}", json={"note": note}), 200)


def test_an_emptied_notes_link_does_not_open_the_next_one(client: httpx.Client, server: Server) -> None:
    move = plan(client)
    hana = move.takes(move.add_boxes(), "Hana")
    write(move, hana.n, "The soup was the best.")
    first = link_of(server, move, hana.n)
    write(move, hana.n, "The soup was the best of the year.")
    assert "of the year" in client.get(first).text
    write(move, hana.n, "  ")
    assert client.get(first).status_code == 404
    write(move, hana.n, "You carried the piano.")
    assert client.get(first).status_code == 404
    second = link_of(server, move, hana.n)
    assert second != first
    assert "the piano" in client.get(second).text


def test_neither_does_one_that_was_emptied_on_the_page_or_twice(client: httpx.Client, server: Server) -> None:
    move = plan(client)
    hana, tom = (move.takes(move.add_boxes(), name) for name in ("Hana", "Tom"))
    write(move, hana.n, "One")
    write(move, tom.n, "Another")
    links = [link_of(server, move, hana.n)]
    olive = Visitor(server)
    olive.get(f"/o/{move.organizer_token}")
    for note in ("", "Two", "", "", "Three"):
        olive.send(f"/m/{move.id}/thanks/{hana.n}", do="save", note=note)
    links.append(link_of(server, move, hana.n))
    assert [client.get(link).status_code for link in links] == [404, 200]
    assert "Another" in client.get(link_of(server, move, tom.n)).text
