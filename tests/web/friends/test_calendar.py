"""The calendar that a helper's programs follow: fetched again and again, and told apart from those of other moves."""

import re
from datetime import timedelta

import httpx

from service.domain.rules.tasks import change_task
from tests.conftest import NOON, Server
from tests.mail.calendars import events_in
from tests.web.anyone.test_letters import Place
from tests.web.visit import Organizer, Visitor, found


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


def test_what_goes_on_over_midnight_is_typed_read_and_followed_as_such(server: Server) -> None:
    olive, hana = Organizer(server, day="2026-12-05", zone="Europe/Vienna"), Visitor(server)
    slip = olive.post(f"{olive.move}/tasks", kind="care", title="Watch", needed="1", starts="11:00", ends="01:00")
    assert slip.status_code == 422
    assert "Over midnight it may last 12 hours at most." in slip.text
    watch = olive.add(kind="care", title="Watch the van", starts="22:00", ends="01:00")
    late = olive.add(kind="care", title="Milk", day="2026-12-06", starts="00:30", ends="02:00")
    own = hana.send(f"{olive.signup_link}/claims", task=watch, name="Hana")
    assert "22:00–01:00" in own.text
    clash = hana.post(f"{own.url.path}/claims", task=late)
    assert clash.status_code == 409
    assert "from 22:00 to 01:00" in clash.text
    calendar = hana.get(f"{own.url.path}.ics".replace("/h/", "/cal/"))
    entry = events_in(calendar.content)[0]
    assert [entry[name].dt.isoformat() for name in ("DTSTART", "DTEND")] == [
        "2026-12-05T22:00:00+01:00",
        "2026-12-06T01:00:00+01:00",
    ]


def test_a_time_that_the_clocks_skip_is_said_to_the_organizer_and_read_as_it_will_be(server: Server) -> None:
    olive, hana = Organizer(server, day="2027-03-28", zone="Europe/Vienna"), Visitor(server)
    added = olive.send(f"{olive.move}/tasks", kind="care", title="Keys", needed="1", starts="02:30", minutes="90")
    assert "skip a time that you gave" in added.text
    said = "On Sunday, 28 March the clocks go forward: there is no 02:30. Everybody reads 03:30."
    board = olive.get(olive.move).text
    assert said in board
    n = found(r'(?<=id="skipped-)\d+', board)
    assert said in olive.get(f"{olive.move}/tasks/{n}").text
    olive.add(kind="care", title="Watch", day="2027-03-27", starts="23:00", ends="02:30")
    olive.add(kind="care", title="Milk", starts="02:15", ends="03:15")
    board = olive.get(olive.move).text
    assert "On Sunday, 28 March the clocks go forward: there is no 02:30. Everybody reads 23:00–03:30." in board
    assert "there is no 02:15. Everybody reads 03:15–04:15." in board
    assert "02:30" not in hana.get(olive.signup_link).text
    own = hana.send(f"{olive.signup_link}/claims", task=n, name="Hana")
    assert "Sun 28 Mar, 03:30" in own.text
    [entry] = events_in(hana.get(f"{own.url.path}.ics".replace("/h/", "/cal/")).content)
    assert [entry[name].dt.isoformat() for name in ("DTSTART", "DTEND")] == [
        "2027-03-28T03:30:00+02:00",
        "2027-03-28T05:00:00+02:00",
    ]
