"""Every letter in every language, as text: `python -m tests.mail.mails` writes them anew, and a test compares.

So a change in wording is seen where changes are reviewed.
"""

import re
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path

from service.domain.core.links import Grants, Link
from service.domain.figures.times import WORDS_WAIT
from service.domain.models import Claim, Helper, MoveState, Standing, TaskState
from service.domain.rules.asks import ask_person, say_yes, send_ask
from service.domain.rules.claims import Wish, claim_task, release
from service.domain.rules.handing_on import hand_on
from service.domain.rules.helpers import change_helper
from service.domain.rules.moves import change_move, plan_move
from service.domain.rules.offers import new_offer
from service.domain.rules.tasks import change_task
from service.domain.rules.thanks import change_thanks, say_to_everybody, send_note
from service.domain.rules.word import say_to_all
from service.mail.resend import send_again
from service.settings import Settings
from service.storage.database import Database
from service.storage.migrations import database_of
from service.text.language import shipped
from tests.conftest import NOON, begin_migrated
from tests.mail.test_outbox import Post
from tests.make import Olive

MAILS = Path(__file__).parent / "letters"
MOVE = re.compile(r"-[a-z0-9]{10}-")
"""The id of a move within the name of a file."""
TAGS = {"en": "en-GB"}
"""Formats as in Britain; of every other language as in its own land."""


def main() -> None:
    """Write all of them."""
    for code in shipped():
        with tempfile.TemporaryDirectory() as folder:
            database = database_of(Settings(data=begin_migrated(Path(folder))))
            (MAILS / f"{code}.txt").write_text(letters(database, Path(folder), code), encoding="utf-8")
            database.close()


def letters(database: Database, folder: Path, code: str) -> str:
    """One move's letters, of every kind, in one language."""
    post, tag = Post(database, folder), TAGS.get(code, code)
    olive = _olive(database, tag)
    by = Link(olive.link.move_id, Grants.HELPER, 0, 1)

    def at(day: int, hour: int, minute: int = 0) -> None:
        post.at(datetime(2026, 12, day, hour, minute, tzinfo=UTC) - timedelta(hours=1))

    books = olive.task("box_load", "Books", needed=12, starts=time(9), ends=time(11), bring="Gloves")
    sofa = olive.task("heavy_item", "Sofa", weight_kg=42, starts=time(13), needed=2)
    lunch = olive.task("care", "Lunch", starts=time(12), needed=3)
    hana = olive.helper("Hana", email="hana@example.org", language=tag, proven="")
    others = [olive.helper(name) for name in ("Tom", "Wei")]
    held = [olive.claim(sofa, other) for other in others]
    own = Link(by.move_id, Grants.HELPER, hana, 1)
    with olive.change(own) as opened:
        claim_task(opened, books, hana, Wish(quantity=4))
        claim_task(opened, sofa, hana, Wish(standing=Standing.STANDBY))
        change_helper(opened, hana, {"plan": "When the alarm rings at 7, I take the tram."})
    post.at(NOON)
    with olive.change(own) as opened:
        change_helper(opened, hana, {"proven": "file hana@example.org"})
    with olive.change() as opened:
        change_move(opened, {}, {"proven": "file olive@example.org"})
    with olive.change(own) as opened:
        cake = claim_task(opened, lunch, hana, Wish())
    post.at(NOON)
    with olive.change() as opened:
        change_task(opened, books, {"starts": time(9, 30)})
        release(opened, held[0])
    post.at(NOON)
    with olive.change() as opened:
        release(opened, opened.get(Claim, cake).n)
    post.at(NOON)
    cat = olive.task("care", "Cat", starts=time(14), ends=time(16), needed=1)
    with olive.change(own) as opened:
        handed = hand_on(opened, claim_task(opened, cat, hana, Wish()), "Amina", spoken=tag)
    with olive.change(Link(by.move_id, Grants.ASK, handed, 1)) as opened:
        say_yes(opened, handed, cat, Wish())
    post.at(NOON)
    send_again(post.installation, olive.signup, "hana@example.org", "")
    post.at(NOON)
    with olive.change() as opened:
        n = ask_person(opened, hana, [lunch], {}, spoken=tag, languages=(tag,))
        send_ask(opened, n)
    post.at(NOON + WORDS_WAIT)
    with olive.change(olive.signup) as opened:
        new_offer(opened, {"name": "Noor"}, "A strong back, all Saturday.")
    post.at(NOON)
    post.at(NOON + timedelta(minutes=30))
    for day, hour in ((2, 10), (4, 10), (4, 17)):
        at(day, hour)
    with olive.change(Link(by.move_id, Grants.HELPER, others[1], 1), datetime(2026, 12, 4, 18, tzinfo=UTC)) as opened:
        release(opened, held[1])
    for day, hour in ((4, 19), (5, 8)):
        at(day, hour)
    with olive.change() as opened:
        change_task(opened, sofa, {"state": TaskState.CANCELLED})
    at(5, 8, 30)
    with olive.change() as opened:
        say_to_all(opened, "An hour later: it rains.\nThe key is with Mrs Okafor.", standbys=False)
    at(5, 8, 40)
    noor = olive.helper("Noor", email="noor@example.org", language=tag, proven="")
    with olive.change() as opened:
        opened.get(Helper, noor).by_hand = True
        say_to_everybody(opened, "We’re in. Thank you, all of you.\nThe soup was gone by eight.")
        change_move(opened, {"state": MoveState.CLOSED})
    at(5, 20)
    at(7, 10)
    with olive.change() as opened:
        change_move(opened, {}, {"writing_day": date(2026, 12, 11)})
    at(11, 10)
    wei = olive.helper("Wei", email="wei@example.org", language=tag, proven="")
    for n in (hana, wei):
        with olive.change() as opened:
            change_thanks(opened, n, {"note": "You carried the books with a song.\n\nNow they stand by the window."})
            send_note(opened, n)
    at(11, 11)
    for day in (18, 30):
        at(day, 10)
    return "\n".join(_as_text(mail) for mail in post.basket.mails)


def _olive(database: Database, tag: str) -> Olive:
    olive = Olive.__new__(Olive)
    olive.database = database
    olive.link = plan_move(
        database,
        {
            "title": "One floor down",
            "zone": "Europe/Vienna",
            "day": date(2026, 12, 5),
            "from_address": "Lindengasse 12, door 17",
            "to_address": "Seestraße 3",
        },
        {"name": "Olive", "phone": "0660 1", "email": "olive@example.org", "language": tag},
        now=NOON,
    )
    olive.signup = Link(olive.link.move_id, Grants.SIGNUP, 0, 1)
    return olive


def _as_text(mail: EmailMessage) -> str:
    headers = [
        f"{name}: {mail[name]}" for name in ("From", "To", "Reply-To", "Content-Language", "Subject") if mail[name]
    ]
    plain = mail.get_body(("plain",))
    assert plain is not None
    words = re.sub(
        r"https://move\.example\.org/([a-z]+)/[A-Za-z0-9._-]+(/mail|\?to=[\w/]+)?([?&]k=[0-9a-f]+)?",
        lambda found: f"https://move.example.org/{found[1]}/…{found[2] or ''}",
        plain.get_content().replace("\r\n", "\n"),
    )
    files = [MOVE.sub("-…-", part.get_filename() or "") for part in mail.iter_attachments()]
    return "\n".join(["=" * 72, *headers, *(f"Attached: {name}" for name in files), "", words])


if __name__ == "__main__":
    main()
