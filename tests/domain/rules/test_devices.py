"""The same name from the same device is the same person for a day, and nobody else is."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from service.domain.core.links import Grants, Link
from service.domain.models import Helper
from service.domain.rules.devices import DEVICES_KNOWN, find_by_device
from service.domain.rules.helpers import add_helper, forget_helper
from service.domain.rules.merging import merge
from service.mail.today import read_today
from service.storage.database import Database
from tests.conftest import NOON
from tests.make import Olive

PHONE = "digest of her phone"


@pytest.fixture
def olive(database: Database) -> Olive:
    return Olive(database)


def hana(olive: Olive, name: str = "Hana Abe", device: str = PHONE, **contacts: str) -> int:
    with olive.change(olive.signup) as change:
        return add_helper(change, {"name": name, "email": contacts.get("email", "")}, device=device)


def found(olive: Olive, name: str = "Hana Abe", device: str = PHONE, now: datetime = NOON) -> int | None:
    with olive.change(olive.signup, now) as change:
        return find_by_device(change, name, device)


def test_the_same_name_from_the_same_device_is_found_on_its_move_within_a_day(olive: Olive) -> None:
    n, tom = hana(olive), hana(olive, "Tom")
    hana(olive, device="")
    assert [found(olive, name) for name in ("Hana Abe", "  hana   ABE ", "Tom", "Hana")] == [n, n, tom, None]
    assert [found(olive, device=device) for device in ("digest of another phone", "")] == [None, None]
    assert found(Olive(olive.database)) is None
    assert found(olive, now=NOON + DEVICES_KNOWN - timedelta(seconds=1)) == n
    assert found(olive, now=NOON + DEVICES_KNOWN) is None


def _forgets(olive: Olive, n: int) -> None:
    with olive.change(Link(olive.link.move_id, Grants.HELPER, n, 1)) as change:
        forget_helper(change, n)


def _is_merged(olive: Olive, n: int) -> None:
    with olive.change() as change:
        merge(change, add_helper(change, {"name": "Hana"}), n)


def _gets_contacts_by_merging(olive: Olive, n: int) -> None:
    """Make her links end: whoever has the other entry's address may not be her."""
    with olive.change() as change:
        merge(change, n, add_helper(change, {"name": "Hana", "email": "other@example.org"}))


@pytest.mark.parametrize("ends", [_forgets, _is_merged, _gets_contacts_by_merging])
def test_a_device_leads_to_no_entry_whose_links_have_ended(olive: Olive, ends: Callable[[Olive, int], None]) -> None:
    n = hana(olive)
    ends(olive, n)
    assert found(olive) is None


def test_the_first_letter_of_a_later_day_erases_what_is_a_day_old(olive: Olive) -> None:
    n = hana(olive)
    for now, kept in ((NOON + timedelta(hours=23), PHONE), (NOON + timedelta(hours=47), "")):
        with olive.database.writing() as session:
            read_today(session, now)
        with olive.database.reading() as session:
            helper = session.get(Helper, (olive.link.move_id, n))
            assert helper
            assert helper.device == kept
