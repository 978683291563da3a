"""The example move's whole correspondence: what comes when, to whom, and that it ends."""

import re
from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from service.commands.demo_letters import SentLetter, replay
from service.commands.demo_move import ZONE
from service.domain.core.links import Links
from service.domain.models import Message, MessageState, Move
from service.installation import Installation
from service.settings import BrokenSetup, Settings
from service.storage.migrations import database_of
from tests.conftest import NOON, SECRET, Engine

STORY = """\
Mon 23 Nov 13:00  olive    The key to your move
Mon 23 Nov 13:00  hana     Olive’s move, Saturday, 5 December: you said you would help with boxes and cleaning
Fri 27 Nov 19:12  tomas    La mudanza de Olive, sábado, 5 de diciembre: dijiste que ayudarías (otras cosas y \
cosas pesadas)
Sat 28 Nov 20:40  sofia    Olive’s move, Saturday, 5 December: you said you would help with boxes
Sun 29 Nov 08:00  olive    A yes from Sofia
Sun 29 Nov 18:00  camille  Déménagement chez Olive, samedi 5 décembre : tu as dit oui pour le repas
Sun 29 Nov 19:00  layla    انتقال Olive، السبت، 5 ديسمبر: موافقتك على المساعدة (طعام)
Mon 30 Nov 08:00  olive    An offer from Noor
Mon 30 Nov 12:05  hana     Changed: Books from the living room
Tue 01 Dec 18:00  marek    Umzug von Olive, Samstag, 5. Dezember: deine Zusage (Schweres)
Wed 02 Dec 08:00  marek    Ein Platz für dich: The rest of the furniture, out und The rest of the furniture, in
Wed 02 Dec 10:00  olive    Still open for your move in 3 days
Fri 04 Dec 10:00  olive    Still open for your move tomorrow
Fri 04 Dec 17:00  camille  Demain : Tea and cake in the new kitchen
Fri 04 Dec 17:00  hana     Tomorrow: Books from the living room and Hoover the old flat
Fri 04 Dec 17:00  layla    غدًا: Tea and cake in the new kitchen
Fri 04 Dec 17:00  marek    Morgen: The rest of the furniture, out und The rest of the furniture, in
Fri 04 Dec 17:00  sofia    Tomorrow: Bathroom and the hall cupboard
Fri 04 Dec 17:00  tomas    Mañana: Take the bed apart, The heaviest pieces, out y The heaviest pieces, in
Fri 04 Dec 22:15  tomas    Anulado: Take the bed apart
Sat 05 Dec 08:00  camille  Aujourd’hui : Tea and cake in the new kitchen
Sat 05 Dec 08:00  hana     Today: Books from the living room and Hoover the old flat
Sat 05 Dec 08:00  layla    اليوم: Tea and cake in the new kitchen
Sat 05 Dec 08:00  marek    Heute: The rest of the furniture, out und The rest of the furniture, in
Sat 05 Dec 08:00  sofia    Today: Bathroom and the hall cupboard
Sat 05 Dec 08:00  tomas    Hoy: The heaviest pieces, out y The heaviest pieces, in
Sat 05 Dec 20:30  camille  Le déménagement est fait
Sat 05 Dec 20:30  hana     The move is done
Sat 05 Dec 20:30  layla    تم الانتقال
Sat 05 Dec 20:30  marek    Der Umzug ist geschafft
Sat 05 Dec 20:30  sofia    The move is done
Sat 05 Dec 20:30  tomas    La mudanza ya está hecha
Mon 07 Dec 10:00  olive    A quiet moment for thank-you notes
Fri 11 Dec 10:00  olive    A quiet moment for thank-you notes
Fri 11 Dec 10:40  tomas    Una nota de Olive
Fri 11 Dec 10:50  camille  Un mot signé Olive
Fri 11 Dec 11:00  layla    كلمات من Olive
Fri 18 Dec 10:00  olive    A quiet moment for thank-you notes
"""


@pytest.fixture(scope="module")
def installation(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    # Whatever mail server is set, nothing of a story leaves the machine.
    smtp, sender = "smtp://127.0.0.1:9", "l@move.example.org"
    with engine.settings(tmp_path_factory.mktemp("story")) as chosen:
        settings = Settings(**chosen, secret=SECRET, smtp_url=smtp, mail_from=sender)
        with closing(database_of(settings)) as database:
            yield Installation(settings, database, Links([SECRET]), lambda: NOON)


@pytest.fixture(scope="module")
def told(installation: Installation) -> list[SentLetter]:
    return replay(installation, NOON)


@pytest.mark.held  # tests/mail/test_year.py, with any story
def test_every_letter_comes_once_at_its_time_until_it_rests(installation: Installation, told: list[SentLetter]) -> None:
    lines = [
        f"{each.at.astimezone(ZoneInfo(ZONE)):%a %d %b %H:%M}  {each.to.partition('@')[0]:7}  {each.subject}"
        for each in sorted(told, key=lambda each: (each.at, each.to != "olive@example.org", each.to))
    ]
    assert re.sub("[\u2068\u2069]", "", "\n".join(lines)) + "\n" == STORY, "names of the other direction are isolated"
    with installation.database.reading() as session:
        assert session.scalar(select(Move.next_due_at)) is None
        assert set(session.scalars(select(Message.state))) == {MessageState.SENT}


@pytest.mark.held  # tests/mail/test_mails.py
def test_every_letter_reads_as_text_and_page_and_can_be_left(told: list[SentLetter]) -> None:
    for each in told:
        mail = message_from_bytes(each.file.read_bytes(), policy=default)
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
        assert plain is not None
        assert page is not None
        assert "\n-- \n" in plain.get_content().replace("\r\n", "\n")
        assert '<div class="paper">' in page.get_content()
        assert "!" not in plain.get_content()


@pytest.mark.held
@pytest.mark.usefixtures("told")
def test_a_story_needs_an_empty_folder(installation: Installation) -> None:
    with pytest.raises(BrokenSetup, match="empty data folder"):
        replay(installation, NOON)
