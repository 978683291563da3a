"""The picture beside a sign-up link: found by a chat program, kept by it, gone with the link, drawn when it changes."""

import re
from pathlib import Path

import httpx
import pytest

from service.domain.rules.moves import change_move, rotate_signup
from service.web.base.limits import Quota, Quotas
from tests.browser.visiting import Place
from tests.conftest import NOON, Server, serving
from tests.make import Olive

pytestmark = pytest.mark.one_database


def tags_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)"', page))


def test_a_chat_program_finds_a_picture_and_may_keep_it_until_the_next_version(
    server: Server, client: httpx.Client
) -> None:
    olive = Olive(server.installation.database, title="Up to the attic")
    place = Place(server, olive)
    olive.task(needed=12)
    tags = tags_of(client.get(place.signup, headers={"Accept-Language": "de-AT"}).text)
    address = tags["og:image"]
    assert address == f"{server.url}{place.signup}/picture/de-AT/{olive.version()}.png"
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert tags["twitter:card"] == "summary_large_image"
    assert tags["og:image:alt"].startswith("Up to the attic · Samstag, 5. Dezember · ")

    head, picture = client.head(address), client.get(address)
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert picture.headers["cache-control"] == "private, max-age=604800"
    assert picture.headers["x-robots-tag"] == "noindex"
    assert (head.content, head.headers["content-length"]) == (b"", str(len(picture.content)))
    same = client.get(address, headers={"If-None-Match": picture.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")

    older = client.get(f"{place.signup}/picture/de-AT/1.png")
    assert (older.content, older.headers["cache-control"]) == (picture.content, "private, no-cache")
    assert client.get(f"{place.signup}/picture/xx/1.png").status_code == 404
    with olive.change() as opened:
        rotate_signup(opened)
    assert client.get(address).status_code == 404


def test_it_is_drawn_again_only_if_it_would_look_different_and_that_is_counted(tmp_path: Path) -> None:
    quotas = Quotas(pictures_by_link=Quota(1, 600))
    with serving(tmp_path, limits="on", quotas=quotas) as server, httpx.Client(base_url=server.url) as chat:
        olive = Olive(server.installation.database)
        boxes = olive.task(needed=12)
        address = f"{Place(server, olive).signup}/picture/en/1.png"
        first = chat.get(address)
        olive.claim(boxes, olive.helper(), 2)
        assert chat.get(address).headers["etag"] == first.headers["etag"]
        with olive.change() as opened:
            change_move(opened, {"title": "Another title"})
        assert chat.get(address).status_code == 429
        server.clock.now = NOON.replace(hour=13)
        assert chat.get(address).headers["etag"] != first.headers["etag"]
