"""The hours for which one person was asked, of a task for several: in what they are sent, as on their own page."""

from datetime import time
from pathlib import Path

import pytest

from service.domain.core.links import Grants, Link
from service.domain.rules.asks import say_yes
from service.domain.rules.claims import Wish
from service.storage.database import Database
from tests.conftest import NOON
from tests.mail.calendars import events_in
from tests.mail.test_outbox import Post, body, claimed, vienna
from tests.make import Olive

pytestmark = pytest.mark.one_database


def test_letters_and_their_entries_say_the_hours_that_were_agreed_with_their_reader(
    database: Database, tmp_path: Path
) -> None:
    olive, post = Olive(database), Post(database, tmp_path)
    shelf = olive.task("care", "The shelf", needed=2)
    hana, tom = (olive.helper(name, email=f"{name}@example.org") for name in ("hana", "tom"))
    ask = olive.ask(shelf, helper=hana, starts=time(7), ends=time(8))
    with olive.change(Link(olive.link.move_id, Grants.ASK, ask, 1)) as opened:
        say_yes(opened, ask, shelf, Wish())
    claimed(olive, shelf, tom)
    post.at(NOON)
    said = {str(mail["To"]): mail for mail in post.basket.mails}
    assert "The shelf: Sat, 5 Dec, 07:00–08:00" in body(said["hana@example.org"])
    assert "07:00" not in body(said["tom@example.org"])
    [entry] = said["hana@example.org"].iter_attachments()
    [event] = events_in(entry.get_content())
    assert f"{event['DTSTART'].dt:%d %H:%M}" == "05 07:00"
    assert post.at(vienna(4, 17)) == ["Tomorrow: The shelf", "Tomorrow: The shelf"]
    assert sorted("07:00–08:00" in body(mail) for mail in post.basket.mails[-2:]) == [False, True]
    assert post.at(vienna(5, 8)) == ["Today: The shelf"], "of what begins at seven the eve has told"
