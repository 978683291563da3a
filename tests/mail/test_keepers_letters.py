"""What a keeper of the list gets by letter: their own link, and nothing of what organizers are told."""

from datetime import date, timedelta
from pathlib import Path

from service.domain.models import May
from service.domain.rules.moves import change_move
from service.domain.rules.organizers import add_organizer, remove_organizer
from service.storage.database import Database
from tests.conftest import NOON
from tests.mail.test_outbox import Post, body
from tests.mail.test_yes import says_yes
from tests.make import Olive


def test_it_says_what_the_link_opens_and_no_news_follows(database: Database, tmp_path: Path) -> None:
    olive, post = Olive(database, day=date(2026, 12, 5)), Post(database, tmp_path)
    with olive.change() as opened:
        ana = {"name": "Ana", "may": May.SUGGEST, "email": "ana@example.org", "proven": "file ana@example.org"}
        add_organizer(opened, ana)
    assert post.at(NOON) == ["A link for the list"]
    letter = body(post.basket.mails[-1])
    assert "Olive has made this link for you." in letter.replace("\u2068", "").replace("\u2069", "")
    assert "you can suggest what there is to do" in letter
    assert "you help with the list" in letter
    assert "change everything" not in letter
    assert "planning this move" not in letter

    with olive.change() as opened:
        change_move(opened, {}, {"name": "www.cheap.example"})
        nora = add_organizer(opened, {"name": "Nora", "email": "nora@example.org"})
    assert post.at(NOON) == ["The key to your move"]
    assert "made this link" not in body(post.basket.mails[-1]), "no stranger's words to an address nobody has proven"
    with olive.change() as opened:
        remove_organizer(opened, nora)

    says_yes(olive, "Hana", olive.task("care", "Lunch"))
    for days in range(1, 30):
        assert post.at(NOON + timedelta(days=days)) == []
