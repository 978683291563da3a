"""A request has one address, one host and one meaning, however oddly it is spelled."""

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from service.domain.rules.moves import rotate_signup
from tests.conftest import Engine, Server, serving
from tests.make import Olive
from tests.web.api.caller import Helper, Move, plan, token_of
from tests.web.visit import PLAN

pytestmark = pytest.mark.one_database
HTTPS = "https://move.example.org"


@pytest.fixture(scope="module")
def move(running: Server) -> Iterator[Move]:
    """Made once: nothing that is asked for here changes it."""
    with httpx.Client(base_url=running.url, timeout=30) as client:
        yield plan(client)


@pytest.fixture(scope="module")
def hana(move: Move) -> Helper:
    return move.takes(move.add_boxes(), "Hana")


@pytest.fixture
def secure(engine: Engine, tmp_path: Path) -> Iterator[Server]:
    with engine.settings(tmp_path) as chosen, serving(**chosen, public_url=HTTPS) as server:
        yield server


def raw(server: Server, *lines: bytes) -> tuple[int, dict[str, str]]:
    """Send these lines as they are; the status and the headers of the answer."""
    with socket.create_connection(("127.0.0.1", httpx.URL(server.url).port or 0)) as line:
        line.sendall(b"\r\n".join((*lines, b"Connection: close", b"", b"")))
        head = b"".join(iter(lambda: line.recv(65_536), b"")).partition(b"\r\n\r\n")[0].decode("latin-1")
    first, *headers = head.split("\r\n")
    return int(first.split()[1]), {name.lower(): value for name, _, value in (each.partition(": ") for each in headers)}


def get(server: Server, target: str | bytes, method: bytes = b"GET") -> tuple[int, dict[str, str]]:
    path = target.encode("latin-1") if isinstance(target, str) else target
    return raw(server, b"%s %s HTTP/1.1" % (method, path), b"Host: " + server.url.removeprefix("http://").encode())


def test_who_came_by_https_comes_by_it_and_sends_nothing_from_plain_http(secure: Server) -> None:
    page = httpx.get(secure.url)
    assert page.headers["strict-transport-security"] == "max-age=31536000"
    host = "move.example.org"
    for origin, status in ((f"http://{host}", 403), (f"https://{host}", 200), ("https://evil.example", 403)):
        sent = httpx.post(secure.url, data=PLAN, headers={"Host": host, "Origin": origin})
        assert sent.status_code == status, origin


def test_plain_http_promises_no_https(server: Server) -> None:
    assert "strict-transport-security" not in httpx.get(server.url).headers


@pytest.mark.sampled
@pytest.mark.parametrize("face", ["/s/", "/h/", "/t/", "/o/", "/cal/", "/api/v1/signup/", "/api/v1/helper/"])
@pytest.mark.parametrize(
    "odd", ["%09{}", "{}%09", "{}%0A", "%0D{}", "{}%00", "%20{}", "{}%20%09", "{}%3F", "{}%2F..%2Fx"]
)
def test_a_link_with_something_around_it_is_none(server: Server, move: Move, hana: Helper, face: str, odd: str) -> None:
    token = move.signup_token if "s" in face else move.organizer_token if face == "/o/" else hana.token
    status, headers = get(server, face + odd.format(token))
    assert (status, headers.get("location")) == (404, None)


def test_a_link_has_one_spelling(server: Server, move: Move) -> None:
    token = move.signup_token
    assert get(server, f"/s/{token}")[0] == 200
    for odd in (
        f"/s/%{ord(token[0]):02x}{token[1:]}",
        f"/%73/{token}",
        f"/s%2F{token}",
        f"/s/%{ord(token[0]):02X}{token[1:]}.",
    ):
        assert get(server, odd)[0] == 404, odd


@pytest.mark.parametrize("end", [".", ")", ",", ">", "/", "%20", ").", "%3E", "%29%2C", "%E2%80%9D"])
def test_a_sign_that_a_chat_program_took_for_a_part_of_it_is_left_off(
    server: Server, move: Move, hana: Helper, end: str
) -> None:
    for link in (f"/s/{move.signup_token}", f"/h/{hana.token}", f"/o/{move.organizer_token}", f"/cal/{hana.token}.ics"):
        for method in (b"GET", b"HEAD"):
            status, headers = get(server, f"{link}{end}?to=thanks", method)
            assert (status, headers["location"]) == (308, f"{link}?to=thanks")


def test_it_leads_nowhere_by_a_bad_link_nor_with_what_is_posted(client: httpx.Client, server: Server) -> None:
    olive = Olive(server.installation.database)
    link = httpx.URL(server.installation.url(olive.signup)).path
    assert client.get(f"{link}.").headers["location"] == link
    assert "location" not in client.post(f"{link}.", headers={"Origin": server.url}).headers
    assert client.get(f"{link[:-3]}abc.").status_code == 404
    assert client.get(link.replace("/s/", "/h/") + ".").status_code == 404
    assert client.get(f"/api/v1/signup/{token_of(link)}.").status_code == 404
    with olive.change() as change:
        rotate_signup(change)
    gone = client.get(f"{link}.")
    assert (gone.status_code, "location" in gone.headers) == (404, False)


@pytest.mark.parametrize("host", ["evil.example/api/v1/x?", "a b", "127.0.0.1/m/", "a\\b", "a@b", "a,b", "a#b", "é"])
def test_a_host_that_is_none_is_refused(server: Server, move: Move, host: str) -> None:
    lines = (f"GET /s/{move.signup_token} HTTP/1.1".encode(), b"Host: " + host.encode("latin-1"))
    assert raw(server, *lines)[0] == 400


def test_two_hosts_are_refused(server: Server, move: Move) -> None:
    for more in (b"Host: evil.example", b"host: " + server.url.removeprefix("http://").encode()):
        host = b"Host: " + server.url.removeprefix("http://").encode()
        assert raw(server, f"GET /s/{move.signup_token} HTTP/1.1".encode(), host, more)[0] == 400


def test_routes_decide_by_their_own_path(server: Server, move: Move) -> None:
    """A question mark, a hash or bytes that are no text, where a rebuilt address would begin or end elsewhere."""
    assert get(server, b"/s/" + move.signup_token.encode() + b"?\xff#/api/")[0] in (200, 400)
    assert get(server, f"/s/{move.signup_token}%3F/api/v1/")[0] == 404
    assert get(server, f"//s/{move.signup_token}")[0] == 404
    for path in Path("service/web").rglob("*.py"):
        assert "request.url" not in path.read_text(), path


def test_head_is_like_get(server: Server, move: Move, hana: Helper) -> None:
    gone = f"{move.signup_token[:-3]}abc"
    paths = [
        *("/", "/health", "/api/docs", "/api/v1/openapi.json", "/nowhere", "/again"),
        *(f"/s/{move.signup_token}{end}" for end in ("", "/live", "/claims", ".")),
        *(f"/h/{hana.token}{end}" for end in ("", "/live", "/mail", "/forget")),
        *(f"/s/{gone}{end}" for end in ("", "/live")),
        *(f"/o/{move.organizer_token}{end}" for end in ("", "/mail")),
        *(f"/m/{move.id}{end}" for end in ("", "/live", "/people")),
        *(
            f"/cal/{hana.token}.ics",
            f"/api/v1/signup/{move.signup_token}",
            f"/api/v1/helper/{hana.token}",
            f"/api/v1/moves/{move.id}",
        ),
    ]
    for path in paths:
        with httpx.stream("GET", server.url + path) as asked:
            headers = {name: value for name, value in asked.headers.items() if name not in VARYING}
            status = asked.status_code
        head = httpx.head(server.url + path)
        assert (head.status_code, head.content) == (status, b""), path
        assert {name: value for name, value in head.headers.items() if name not in VARYING} == headers, path


VARYING = ("date", "set-cookie", "transfer-encoding", "content-length")
"""Headers with the time, random keys in a page and a cookie, and how a body travels."""


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("GZIP;q=0.5, br", True),
        ("br, gzip; q=1.000", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, identity", False),
        ("gzipped", False),
        ("", False),
    ],
)
def test_what_is_not_wanted_is_not_packed(server: Server, move: Move, accepted: str, packed: bool) -> None:
    built = "/built/" + next(Path("frontend/built").glob("*.js")).name
    for path in (f"/s/{move.signup_token}", f"/s/{move.signup_token}?a", "/", built):
        answer = httpx.get(server.url + path, headers={"Accept-Encoding": accepted})
        assert (answer.headers.get("content-encoding") == "gzip") is packed, path


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("de;q=0, es", "es"),
        ("de;q=0, es;q=0", "en"),
        ("en;q=0.1, de; q=0.5", "de"),
        ("es;q=0.3,de;q=2", "es"),
        ("DE-at", "de-AT"),
    ],
)
def test_a_language_that_is_not_wanted_is_not_spoken(server: Server, accepted: str, language: str) -> None:
    assert f'<html lang="{language}"' in httpx.get(server.url, headers={"Accept-Language": accepted}).text
