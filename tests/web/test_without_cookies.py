"""Browsers that keep no cookies: the links are the only way back, and the answers hold them and say so."""

from html import unescape
from http.cookiejar import DefaultCookiePolicy

import httpx

from tests.conftest import Server
from tests.web.visit import PLAN, Organizer, Visitor, found

KEEP = "This browser keeps nothing: keep this link."


def without_cookies(server: Server) -> Visitor:
    visitor = Visitor(server)
    visitor.http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return visitor


def test_who_plans_a_move_reads_her_key_in_the_answer_and_opens_the_board_with_it_elsewhere(server: Server) -> None:
    olive = without_cookies(server)
    key = found(r'(?<=name="key" value=")[^"]+', olive.get("/").text)
    answers = [olive.post("/", **PLAN, key=key) for _ in range(2)]
    [own] = {found(r'(?<=value=")http[^"]+/o/[^"]+', unescape(each.text)) for each in answers}
    assert (answers[0].status_code, KEEP in answers[0].text) == (200, True)
    here = olive.get(own)
    assert (here.status_code, "keeps nothing" in here.text) == (404, True)
    elsewhere = Visitor(server)
    assert elsewhere.get(own).status_code == 200
    assert "keeps nothing" not in elsewhere.get("/m/another-move").text


def test_a_friend_gets_their_own_page_by_its_link_and_is_told_to_keep_it(server: Server) -> None:
    olive = Organizer(server)
    lunch = olive.add()
    for what, fields in (("claims", {"task": lunch}), ("offers", {"words": "A drill"})):
        friend = without_cookies(server)
        friend.get(olive.signup_link)
        own = friend.send(f"{olive.signup_link}/{what}", name="Hana", **fields)
        assert KEEP in own.text
        assert found(r'(?<=id="link-to-keep" type="text" value=")[^"]+', own.text).endswith(own.url.path)
        assert httpx.get(str(own.url.copy_with(query=None))).status_code == 200
    kept = Visitor(server)
    kept.get(olive.signup_link)
    assert KEEP not in kept.send(f"{olive.signup_link}/offers", name="Tom", words="A van").text
