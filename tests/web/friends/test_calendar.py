"""The calendar that a helper's programs follow: fetched again and again, and told apart from those of other moves."""

import re
from datetime import timedelta

import httpx

from service.domain.rules.tasks import change_task
from tests.conftest import NOON, Server
from tests.mail.calendars import events_in
from tests.web.anyone.test_letters import Place


def address_of(place: Place) -> str:
    return place.own.replace("/h/", "/cal/") + ".ics"


def test_a_calendar_is_the_same_bytes_until_something_changes(server: Server, client: httpx.Client) -> None:
    place = Place(server)
    first = client.get(address_of(place))
    server.clock.now = NOON + timedelta(hours=1)
    again = client.get(address_of(place), headers={"Accept-Encoding": "identity"})
    assert again.content == first.content
    assert (first.headers["content-encoding"], again.headers.get("content-encoding")) == ("gzip", None)
    asked = {"If-None-Match": first.headers["etag"]}
    known = client.get(address_of(place), headers=asked)
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", first.headers["etag"])
    with place.olive.change(now=NOON + timedelta(minutes=30)) as opened:
        change_task(opened, place.lunch, {"bring": "a bowl"})
    changed = client.get(address_of(place), headers=asked)
    assert changed.status_code == 200
    [before], [after] = events_in(first.content), events_in(changed.content)
    assert after["DTSTAMP"].dt - before["DTSTAMP"].dt == timedelta(minutes=30)
    assert "a bowl" in after["DESCRIPTION"]


def test_a_calendar_is_fetched_each_hour_and_says_whose_move_it_is(server: Server, client: httpx.Client) -> None:
    place = Place(server)
    answer = client.get(address_of(place))
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in answer.text
    assert re.search(r"X-PUBLISHED-TTL(;VALUE=DURATION)?:PT1H\r\n", answer.text)
    [event] = events_in(answer.content)
    assert event["SUMMARY"] == "Lunch · Olive’s move"
    named = f'inline; filename="many-hands-{place.olive.link.move_id}-{place.hana}.ics"'
    assert answer.headers["content-disposition"] == named


def test_the_own_page_offers_the_file_and_the_calendar_that_updates_itself(
    server: Server, client: httpx.Client
) -> None:
    place = Place(server)
    page = client.get(place.own).text
    assert f'href="{address_of(place)}"' in page
    assert f'href="webcal://{server.url.removeprefix("http://")}{address_of(place)}"' in page
