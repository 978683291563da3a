"""Input that no browser sends, or only a strange one: answered with a sentence, never with a 500."""

import httpx
import pytest

from tests.conftest import Server
from tests.web.visit import PLAN, Organizer, Visitor, found

KEY = {"Idempotency-Key": "a key of sixteen letters or more"}


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server)


def own_page(olive: Organizer, name: str = "Hana") -> tuple[Visitor, str, int]:
    """A friend with two of four boxes: the visitor, the own page, the task."""
    books = olive.add(kind="box_load", title="Books", needed="4")
    friend = Visitor(olive.server)
    own = friend.send(f"{olive.signup_link}/claims", task=books, name=name, quantity="2")
    return friend, own.url.path, books


def test_the_same_claim_on_the_own_page_twice_is_fine(olive: Organizer) -> None:
    friend, page, books = own_page(olive)
    for _ in range(2):
        assert friend.post(f"{page}/claims", task=books, quantity="2").status_code == 303


@pytest.mark.parametrize("body", [b"abc", b"\xff\xfe", b"[" * 100_000, b"", b'"\\ud800"'])
@pytest.mark.parametrize("kind", ["application/json", "text/plain", ""])
def test_a_body_that_is_no_json_is_told_so_also_with_a_key(server: Server, body: bytes, kind: str) -> None:
    sent = httpx.post(f"{server.url}/api/v1/moves", content=body, headers={**KEY, "Content-Type": kind})
    assert sent.status_code in (400, 422)


@pytest.mark.parametrize("charset", ["unicode_escape", "raw_unicode_escape", "punycode", "undefined", "utf-16", "x"])
def test_a_form_in_a_strange_charset_is_no_accident(server: Server, charset: str) -> None:
    head = f'--b\r\nContent-Disposition: form-data; name="title"\r\nContent-Type: text/plain; charset={charset}\r\n\r\n'
    headers = {"Origin": server.url, "Content-Type": f"multipart/form-data; boundary=b; charset={charset}"}
    sent = httpx.post(server.url, content=head.encode() + b"\\ud800\r\n--b--\r\n", headers=headers)
    assert sent.status_code in (400, 422)


@pytest.mark.parametrize("origin", ["http://[::1", "http://", "://", "http://a@b@c", "\u00e9"])
def test_an_origin_that_is_none_is_refused(server: Server, origin: str) -> None:
    sent = httpx.post(server.url, data=PLAN, headers={b"Origin": origin.encode()})
    assert sent.status_code == 403


def test_a_language_that_nobody_has_heard_of_is_english(olive: Organizer) -> None:
    olive.send(f"{olive.move}/settings", **PLAN)
    _, page, _ = own_page(olive)
    for tag in ("en-Shaw", "en-GB;q=x", ";;;", "x" * 5_000, "en_US_POSIX", "*"):
        assert httpx.get(olive.server.url + page, headers={"Accept-Language": tag}).status_code == 200


def test_no_address_with_a_slash_too_many_sends_a_secret_elsewhere(olive: Organizer) -> None:
    sent = httpx.get(f"{olive.signup_link}/", headers={"Host": "evil.example"})
    assert sent.status_code == 308
    assert sent.headers["location"] == olive.signup_link.removeprefix(olive.server.url)


def test_a_forms_own_address_leads_back_to_its_page(olive: Organizer) -> None:
    friend, page, _ = own_page(olive)
    for address, above in (
        (f"{olive.signup_link}/claims", olive.signup_link.removeprefix(olive.server.url)),
        (f"{page}/claims/3/release", page),
        (f"{olive.move}/share/rotate", f"{olive.move}/share"),
        (f"{olive.move}/settings/state", f"{olive.move}/settings"),
    ):
        visitor = olive if address.startswith(olive.move) else friend
        assert visitor.http.get(address).headers["location"] == above


def test_a_second_yes_never_takes_anything_away_in_silence(olive: Organizer) -> None:
    _, _, books = own_page(olive)
    sent = olive.post(f"{olive.move}/tasks/{books}/people", who="Hana", quantity="1")
    assert sent.status_code == 422
    assert "They have 2 already" in sent.text
    assert "3 boxes are spoken for" in olive.send(f"{olive.move}/tasks/{books}/people", who="Hana", quantity="3").text


def test_a_vehicle_beside_a_box_load_changes_no_number(olive: Organizer) -> None:
    books = olive.add(kind="box_load", title="Books", needed="6")
    Visitor(olive.server).send(f"{olive.signup_link}/offers", name="Tom", words="I have a van")
    offer = found(rf"(?<={olive.move}/offers/)\d+", olive.get(olive.move).text)
    olive.send(
        f"{olive.move}/offers/{offer}/accept",
        **{f"task-{books}": "1", f"quantity-{books}": "6", f"vehicle_kind-{books}": "van"},
    )
    assert "all boxes are spoken for" in olive.get(olive.move).text


def test_a_note_can_be_taken_back(olive: Organizer) -> None:
    friend, page, books = own_page(olive)
    friend.send(f"{page}/claims", task=books, quantity="2", note="I come with my brother")
    assert "my brother" in olive.get(f"{olive.move}/people").text
    friend.send(f"{page}/claims", task=books, quantity="2", note="")
    assert "my brother" not in olive.get(f"{olive.move}/people").text


def test_a_stale_page_never_claims_as_whoever_this_browser_has_become(olive: Organizer) -> None:
    friend, _, _ = own_page(olive)
    lunch = olive.add()
    back = friend.post(f"{olive.signup_link}/claims", task=lunch, name="Tom", quantity="5")
    assert back.status_code == 409
    assert 'value="Tom"' in back.text
    assert "Not you?" not in back.text


def test_a_task_that_was_kept_since_is_said_to_be_gone_not_the_link(olive: Organizer) -> None:
    lunch = olive.add()
    olive.send(f"{olive.move}/tasks/{lunch}/state", kept="1", on="task")
    sent = Visitor(olive.server).post(f"{olive.signup_link}/claims", task=lunch, name="Tom")
    assert sent.status_code == 409
    assert "called off" in sent.text


def test_an_offer_repeated_after_being_forgotten_is_a_new_one(olive: Organizer) -> None:
    friend = Visitor(olive.server)
    friend.get(olive.signup_link)
    own = friend.send(f"{olive.signup_link}/offers", name="Wei", words="Anything")
    friend.post(f"{own.url.path}/forget")
    assert friend.post(f"{olive.signup_link}/offers", name="Wei", words="Anything").status_code == 303


def test_an_offer_written_down_belongs_to_the_person_of_that_name(olive: Organizer) -> None:
    own_page(olive, "Anna")
    olive.send(f"{olive.move}/offers", name="anna", words="She would also cook")
    assert olive.get(f"{olive.move}/people").text.count("/forget") == 1


def test_an_address_with_a_hook_in_it_writes_no_mail_to_others(olive: Organizer) -> None:
    friend, page, _ = own_page(olive)
    friend.send(f"{page}/me", name="Hana", email="a?bcc=evil%40x.org@example.org")
    assert "mailto:a%3Fbcc" in olive.get(f"{olive.move}/people").text
    assert "?bcc=" not in found(r'href="mailto:[^"]+"', olive.get(f"{olive.move}/people").text)


def test_who_gave_everything_back_is_not_listed(olive: Organizer) -> None:
    friend, page, _ = own_page(olive)
    claim = found(r"(?<=/claims/)\d+(?=/release)", friend.get(page).text)
    friend.send(f"{page}/claims/{claim}/release")
    assert "Hana" not in olive.get(f"{olive.move}/people").text


def test_a_zone_that_we_do_not_offer_stays_chosen(olive: Organizer) -> None:
    bearer = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}"}
    address = f"{olive.server.url}/api/v1{olive.move.replace('/m/', '/moves/')}"
    assert httpx.patch(address, json={"zone": "Etc/GMT-3"}, headers=bearer).status_code == 200
    assert '<option value="Etc/GMT-3" selected' in olive.get(f"{olive.move}/settings").text
    assert httpx.patch(address, json={"zone": "localtime"}, headers=bearer).status_code == 422


def test_a_key_reused_after_a_call_that_changed_nothing_is_refused(olive: Organizer) -> None:
    bearer = {"Authorization": f"Bearer {olive.organizer_link.rsplit('/', 1)[1]}", **KEY}
    address = f"{olive.server.url}/api/v1{olive.move.replace('/m/', '/moves/')}"
    assert httpx.patch(address, json={"title": "One floor down"}, headers=bearer).json()["version"] == 1
    assert httpx.patch(address, json={"title": "Another"}, headers=bearer).status_code == 422
