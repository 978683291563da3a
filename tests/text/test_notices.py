"""A notice after each action: in every language, and nothing for an address that somebody made up."""

from pathlib import Path

import pytest

from service.text.language import language, shipped
from service.text.notices import Notice, notice_of, notice_sentence
from tests.conftest import Server
from tests.web.visit import Visitor, found

FACES = "".join(path.read_text() for path in Path("service/web").rglob("*.py"))


@pytest.mark.parametrize("notice", Notice)
def test_every_notice_has_a_sentence_in_every_language(notice: Notice) -> None:
    sentences = [notice_sentence(notice, language("", code)) for code in shipped()]
    assert all(sentences)
    assert len(set(sentences)) == len(shipped())


@pytest.mark.parametrize("notice", Notice)
def test_every_notice_is_used(notice: Notice) -> None:
    assert f"Notice.{notice.name}" in FACES


@pytest.mark.parametrize("code", ["", "nonsense", "PLANNED", "planned "])
def test_another_code_is_none(code: str) -> None:
    assert notice_of(code) is None


def status(server: Server, address: str) -> str:
    return found(r'(?s)<div id="status"[^>]*>.*?</div>', Visitor(server).get(address).text)


@pytest.mark.one_database
def test_a_page_shows_the_notice_of_its_address_and_no_other(server: Server) -> None:
    assert "The move is erased." in status(server, "/?notice=erased")
    assert status(server, "/?notice=nonsense") == status(server, "/")
