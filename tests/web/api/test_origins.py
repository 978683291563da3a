"""Origins from which an unsafe request may come. A program sends neither header; a browser says where it stands."""

import httpx
import pytest

from tests.web.api.caller import API, new_key, plan, plan_fields, refused, worked

FOREIGN = [
    {"Origin": "https://mallory.example"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "http://127.0.0.1.mallory.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "file://"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://mallory.example", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
]
foreign = pytest.mark.parametrize("headers", FOREIGN, ids=str)


@foreign
def test_nothing_is_planned_from_another_site(client, headers):
    refused(client.post(f"{API}/moves", json=plan_fields(), headers=headers), 403, "wrong_origin")


@pytest.mark.sampled
@foreign
def test_nothing_is_changed_from_another_site(client, headers):
    move = plan(client)
    boxes = move.add_boxes(12)
    hana = move.takes(boxes, "Hana", 5)
    before = move.board()

    for answer in (
        move.sign_up(boxes, "Tom", 1, headers=headers),
        move.offer("Tom", headers=headers),
        hana.ask("POST", "/claims", json={"task": boxes, "quantity": 9}, headers=headers),
        hana.ask("PATCH", json={"name": "Mallory"}, headers=headers),
        hana.ask("DELETE", f"/claims/{hana.claim['n']}", headers=headers),
        hana.ask("DELETE", headers=headers),
        move.ask("POST", "/tasks", json={"kind": "care", "title": "Soup"}, headers=headers),
        move.ask("PATCH", f"/tasks/{boxes}", json={"title": "Mallory was here"}, headers=headers),
        move.ask("DELETE", f"/tasks/{boxes}", headers=headers),
        move.ask("DELETE", headers=headers),
    ):
        refused(answer, 403, "wrong_origin")

    assert move.board() == before


@pytest.mark.sampled
@foreign
def test_looking_from_another_site_is_no_harm(client, headers):
    move = plan(client)

    assert client.get(f"{API}/signup/{move.signup_token}", headers=headers).status_code == 200


def test_a_program_that_names_no_origin_passes(client):
    assert client.post(f"{API}/moves", json=plan_fields()).status_code == 201


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("fetched", [{}, {"Sec-Fetch-Site": "same-origin"}], ids=str)
def test_the_houses_own_pages_pass(client, server, host, fetched):
    own = f"{host}:{httpx.URL(server.url).port}"
    headers = {"Host": own, "Origin": f"http://{own}"} | fetched

    worked(client.post(f"{API}/moves", json=plan_fields(), headers=headers), 201)


def test_the_own_host_on_another_port_is_another_site(client, server):
    own = f"127.0.0.1:{httpx.URL(server.url).port}"
    headers = {"Host": own, "Origin": "http://127.0.0.1:9"}

    refused(client.post(f"{API}/moves", json=plan_fields(), headers=headers), 403, "wrong_origin")


def test_same_origin_passes_without_an_origin(client):
    worked(client.post(f"{API}/moves", json=plan_fields(), headers={"Sec-Fetch-Site": "same-origin"}), 201)


def test_a_refused_origin_does_not_use_a_key_up(client):
    key = new_key()
    refused(client.post(f"{API}/moves", json=plan_fields(), headers=key | FOREIGN[0]), 403, "wrong_origin")

    worked(client.post(f"{API}/moves", json=plan_fields(), headers=key), 201)
