"""An organizer's own link and the sessions that it opens: both end when they are said to, whoever kept a copy."""

import re
from datetime import timedelta

import httpx
import pytest

from service.web.base import live
from service.web.base.access import SESSION_DAYS
from tests.conftest import Server
from tests.web.api.caller import Move, bearer, plan, refused, worked
from tests.web.visit import Visitor


@pytest.fixture
def move(client: httpx.Client) -> Move:
    return plan(client)


def entered(server: Server, move: Move, token: str = "") -> Visitor:
    """A browser that has opened the organizer's link."""
    visitor = Visitor(server)
    visitor.get(f"/o/{token or move.organizer_token}")
    return visitor


def copy_of(visitor: Visitor) -> Visitor:
    """Somebody who has copied the browser's cookies."""
    thief = Visitor(visitor.server)
    for cookie in visitor.http.cookies.jar:
        thief.http.cookies.jar.set_cookie(cookie)
    return thief


def status(visitor: Visitor, move: Move) -> int:
    return visitor.http.get(f"/m/{move.id}").status_code


def own_link(page: str) -> str:
    """The token of the organizer's own link that a page shows."""
    [token] = set(re.findall(r"/o/([\w.-]+)\"", page))
    return str(token)


def rotated(visitor: Visitor, move: Move) -> httpx.Response:
    page = visitor.get(f"/m/{move.id}/settings").text
    [key] = re.findall(r'id="own-link-key" name="key" value="([^"]+)"', page)
    return visitor.post(f"/m/{move.id}/settings/link", key=key)


def test_the_session_of_who_signed_out_ends_for_every_copy_and_no_other(server: Server, move: Move) -> None:
    phone, laptop = entered(server, move), entered(server, move)
    thief = copy_of(phone)
    assert {status(each, move) for each in (phone, laptop, thief)} == {200}
    shown = phone.send(f"/m/{move.id}/settings/sign-out")
    assert "Signed out" in shown.text
    assert [status(each, move) for each in (phone, laptop, thief)] == [404, 200, 404]
    for path, fields in (("settings/state", {"state": "closed"}), ("settings/sign-out", {}), ("people", {"name": "A"})):
        assert thief.post(f"/m/{move.id}/{path}", **fields).status_code == 404
    assert thief.http.get(f"/m/{move.id}/live").status_code == 404
    assert status(entered(server, move), move) == 200, "the link opens a new one"


def test_its_open_pages_hear_nothing_more(
    server: Server, client: httpx.Client, move: Move, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "CHECK_SECONDS", 0.01)
    phone = entered(server, move)
    with phone.http.stream("GET", f"/m/{move.id}/live", timeout=10) as stream:
        lines = stream.iter_lines()
        assert next(lines).startswith("retry:")
        copy_of(phone).post(f"/m/{move.id}/settings/sign-out")
        assert [line for line in lines if line.startswith("data:")] == [f"data: {move.version}"], "and it ends"


def test_a_new_link_ends_the_old_one_and_all_its_sessions_at_once(
    server: Server, client: httpx.Client, move: Move
) -> None:
    phone, laptop = entered(server, move), entered(server, move)
    answer = rotated(phone, move)
    assert answer.status_code == 303
    page = phone.get(answer.headers["location"]).text
    assert "This is your new link" in page
    new = own_link(page)
    assert new != move.organizer_token
    assert [status(each, move) for each in (phone, laptop)] == [200, 404]
    assert client.get(f"/o/{move.organizer_token}").status_code == 404
    refused(move.ask("GET"), 404, "not_found")
    worked(client.get(move.path, headers=bearer(new)), 200)
    assert status(entered(server, move, new), move) == 200


def test_a_second_click_gets_the_same_new_link_and_a_copy_without_the_form_gets_nothing(
    server: Server, move: Move
) -> None:
    phone = entered(server, move)
    page = phone.get(f"/m/{move.id}/settings").text
    [key] = re.findall(r'id="own-link-key" name="key" value="([^"]+)"', page)
    first, second = copy_of(phone), copy_of(phone)
    shown = [each.send(f"/m/{move.id}/settings/link", key=key).text for each in (first, second)]
    assert own_link(shown[0]) == own_link(shown[1])
    assert copy_of(phone).post(f"/m/{move.id}/settings/link", key="another key, made up").status_code == 404
    assert copy_of(phone).post(f"/m/{move.id}/settings/link").status_code == 404
    server.clock.now += timedelta(minutes=10)
    assert copy_of(phone).post(f"/m/{move.id}/settings/link", key=key).status_code == 404


def test_a_session_ends_after_ninety_days_without_use(server: Server, move: Move) -> None:
    phone = entered(server, move)
    copy = copy_of(phone)
    server.clock.now += timedelta(days=SESSION_DAYS)
    assert status(phone, move) == 200
    server.clock.now += timedelta(days=SESSION_DAYS)
    assert status(phone, move) == 200, "it was used in between"
    assert status(copy, move) == 404, "this copy of it was not"
    server.clock.now += timedelta(days=SESSION_DAYS + 1)
    assert copy_of(phone).http.get(f"/m/{move.id}").status_code == 404
    assert status(entered(server, move), move) == 200


def test_its_use_is_noted_once_a_day_and_never_for_one_that_ended(server: Server, move: Move) -> None:
    phone = entered(server, move)
    assert "set-cookie" not in phone.http.get(f"/m/{move.id}").headers
    server.clock.now += timedelta(days=1)
    copy = copy_of(phone)
    assert "set-cookie" in phone.http.get(f"/m/{move.id}").headers
    assert "set-cookie" not in phone.http.get(f"/m/{move.id}").headers
    ended = phone.post(f"/m/{move.id}/settings/sign-out")
    assert all("Max-Age=0" in each for each in ended.headers.get_list("set-cookie"))
    assert "set-cookie" not in copy.http.get(f"/m/{move.id}").headers
    assert status(copy, move) == 404


def test_a_session_is_no_link_and_a_link_of_another_role_is_no_session(
    server: Server, client: httpx.Client, move: Move
) -> None:
    phone = entered(server, move)
    [session] = [str(cookie.value) for cookie in phone.http.cookies.jar if cookie.name.startswith("organizer-")]
    assert client.get(f"/o/{session}").status_code == 404
    refused(client.get(move.path, headers=bearer(session)), 404, "not_found")
    other = plan(client)
    name = f"organizer-{move.id}"
    wrong = (move.signup_token, other.organizer_token, session[:-1], session.replace("~", "~0", 1), f"{session}A", "~")
    for token in wrong:
        answer = client.get(f"/m/{move.id}", headers={"Cookie": f"{name}={token}"})
        assert answer.status_code == 404, token


def test_the_link_itself_in_a_cookie_is_no_session(server: Server, client: httpx.Client, move: Move) -> None:
    """Nothing could end it: no signing out, and no time."""
    for path in (f"/m/{move.id}", f"/m/{move.id}/settings", f"/m/{move.id}/live"):
        answer = client.get(path, headers={"Cookie": f"organizer-{move.id}={move.organizer_token}"})
        assert (answer.status_code, "set-cookie" in answer.headers) == (404, False)
    assert status(entered(server, move), move) == 200, "the way in is the link's own address"
