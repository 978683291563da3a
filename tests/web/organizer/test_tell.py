"""After a change: who is to be told, words for it, ticks, and what helpers see on their own pages."""

import re
from html import unescape
from pathlib import Path

import pytest

from tests.conftest import Server, serving
from tests.web.visit import PLAN, Organizer, Visitor, found

pytestmark = pytest.mark.one_database


@pytest.fixture
def olive(server: Server) -> Organizer:
    return Organizer(server, day="2026-12-05", from_address="Lindengasse 12")


def taken(olive: Organizer, task: int, name: str = "Hana", **more: str) -> tuple[Visitor, str]:
    """Let a friend take something; returns the friend and the address of their own page."""
    friend = Visitor(olive.server)
    return friend, friend.send(f"{olive.signup_link}/claims", task=task, name=name, **more).url.path


def later(olive: Organizer, task: int) -> str:
    """Change the time, and return the page that says so."""
    changed = {"title": "Lunch", "needed": "2", "sort": "food", "starts": "13:00", "ends": "14:00"}
    return olive.send(f"{olive.move}/tasks/{task}", **changed).text


def test_a_change_names_those_who_do_not_know_until_they_are_ticked(olive: Organizer) -> None:
    lunch = olive.add(needed="2")
    taken(olive, lunch, phone="0660 117")
    assert "do not know" not in olive.get(olive.move).text
    page = later(olive, lunch)
    assert "does not know yet" in page
    assert 'href="tel:0660117"' in page
    assert "Somebody does not know yet what has changed" in olive.get(olive.move).text
    tell = unescape(olive.get(f"{olive.move}/tell").text)
    words = found(r"(?s)(?<=<textarea id=\"tell-)\d+-words.*?(?=</textarea>)", tell)
    assert (
        "Hana, something has changed. This is how it is now: “Lunch” (was Sat 5 Dec, is now Sat 5 Dec, 13:00–14:00"
        in words
    )
    assert re.search(r"/h/[\w.-]+$", words)
    hana = found(r"(?<=/tell/)\d+", page)
    assert (
        olive.send(f"{olive.move}/tell/{hana}", task=str(lunch), **shown(page)).url.path
        == f"{olive.move}/tasks/{lunch}"
    )
    assert "does not know yet" not in olive.get(f"{olive.move}/tasks/{lunch}").text
    assert "Everybody knows" in olive.get(f"{olive.move}/tell").text
    assert "does not know yet what" not in olive.get(olive.move).text


def test_words_are_in_the_language_of_who_hears_them_else_of_who_sends_them(server: Server) -> None:
    olive = Organizer(server, day="2026-12-05")
    german = Visitor(server, "de-AT")
    german.get("/")  # which gives the cookie that a browser keeps
    planned = german.send("/", title="Umzug", name="Olive", zone="Europe/Vienna", day="2026-12-05")
    olive.move, olive.http = found(r"^/m/\w+", planned.url.path), german.http
    olive.signup_link = found(r"http://[^\"<\s]+/s/[\w.-]+", german.get(f"{olive.move}/share").text)
    olive.http.headers["Accept-Language"] = "en-GB"
    lunch = olive.add(needed="3")
    taken(olive, lunch)
    Visitor(server, "es").send(f"{olive.signup_link}/claims", task=lunch, name="Lucía")
    olive.send(f"{olive.move}/tasks/{lunch}/people", who="Wei", quantity="1")
    Visitor(server).send(f"{olive.signup_link}/claims", task=lunch, name="Zoe", standing="standby")
    olive.send(f"{olive.move}/settings", **PLAN, day="2026-12-12")
    page = unescape(olive.get(f"{olive.move}/tell").text)
    said = {name: found(rf"(?m)^{name}, .*$", page) for name in ("Hana", "Lucía", "Wei", "Zoe")}
    assert "You stand by here, and this is how it is now: “Lunch” (was Sat 5 Dec" in said["Zoe"]
    assert "This is how it is now: “Lunch” (was Sat 5 Dec, is now Sat 12 Dec)" in said["Hana"]
    assert "(era sáb, 5 dic, ahora es sáb, 12 dic)" in said["Lucía"]
    assert "So ist es jetzt" in said["Wei"]


def test_a_day_that_was_changed_leads_to_who_is_to_be_told_with_what_it_was(olive: Organizer) -> None:
    lunch = olive.add(needed="2")
    assert olive.send(f"{olive.move}/settings", **PLAN, day="2026-12-06").url.path == f"{olive.move}/settings"
    friend, own = taken(olive, lunch)
    page = olive.send(f"{olive.move}/settings", **PLAN, day="2026-12-12")
    assert page.url.path == f"{olive.move}/tell"
    assert "The day was Sunday, 6 December, and is now Saturday, 12 December." in page.text
    assert "No email goes to them: tell them by phone or in person" in page.text
    assert "was Sun 6 Dec, is now Sat 12 Dec" in page.text
    # Changed once more: they know of the first day alone.
    olive.send(f"{olive.move}/settings", **PLAN, day="2026-12-13")
    assert "was Sun 6 Dec, is now Sun 13 Dec" in olive.get(f"{olive.move}/tell").text
    # They have looked, and it changes again.
    friend.send(f"{own}/seen", **shown(friend.get(own).text))
    olive.send(f"{olive.move}/tasks/{lunch}", title="Lunch", needed="2", sort="food", place="old")
    assert "Sun 6 Dec" not in olive.get(f"{olive.move}/tell").text
    # As it was: there is nothing that it was before.
    olive.send(f"{olive.move}/tasks/{lunch}", title="Lunch", needed="2", sort="food", place="")
    assert ", is now" not in olive.get(f"{olive.move}/tell").text


def words_to(olive: Organizer, name: str) -> str:
    """Return the words that are ready for somebody, without the link."""
    return found(rf"(?m)^{name}, .*$", unescape(olive.get(f"{olive.move}/tell").text))


def row_of(olive: Organizer) -> str:
    """Return the first row of who is to be told, as a reader sees it."""
    row = found(r'(?s)(?<=<li id="news-).*?(?=</li>)', unescape(olive.get(f"{olive.move}/tell").text))
    return " ".join(re.sub(r"^[^>]*>|<[^>]*>", "", row).split())


def test_who_moves_up_reads_that_they_have_the_place_now(olive: Organizer) -> None:
    cat = olive.add(title="Cat", sort="pets", place="old")
    ann, own = taken(olive, cat, "Ann")
    taken(olive, cat, "Kim", standing="standby")
    ann.send(f"{own}/claims/{found(r'(?<=claims/)[0-9]+(?=/release)', ann.get(own).text)}/release")
    assert words_to(olive, "Kim").startswith(
        "Kim, there is good news. A place has come free, and it is yours now: “Cat” (Sat 5 Dec · at the old home, "
        "Lindengasse 12). Glad to have you with us. Should it not suit you"
    )
    assert row_of(olive) == "Cat a place came free, and it is theirs now · Sat 5 Dec · at the old home, Lindengasse 12"


def test_who_is_given_a_place_by_the_organizer_reads_that_they_have_it(olive: Organizer) -> None:
    cat = olive.add(title="Cat", sort="pets")
    taken(olive, cat, "Ann")
    kim, own = taken(olive, cat, "Kim", standing="standby")
    claim = re.findall(r'(?<=id="first-)\d+', olive.get(f"{olive.move}/tasks/{cat}").text)[0]
    olive.send(f"{olive.move}/tasks/{cat}/people/{claim}", do="first", anyway="1")
    assert "A place has come free, and it is yours now: “Cat”" in words_to(olive, "Kim")
    assert "A place has come free, and it is yours now:" in kim.get(own).text


def test_what_is_called_off_is_said_to_be(olive: Organizer) -> None:
    sofa = olive.add(title="Sofa")
    taken(olive, sofa)
    olive.send(f"{olive.move}/tasks/{sofa}/state", on="task", state="cancelled")
    assert "This is called off, so the time is yours again: “Sofa”." in words_to(olive, "Hana")
    assert row_of(olive) == "Sofa called off"
    olive.send(f"{olive.move}/tasks/{sofa}/state", on="task", state="open")
    page = olive.send(f"{olive.move}/settings/state", state="called_off")
    assert page.url.path == f"{olive.move}/tell"
    assert "The move is called off, so the time is yours again: “Sofa”." in words_to(olive, "Hana")


def test_who_is_taken_off_is_told_that_it_is_no_longer_theirs(olive: Organizer) -> None:
    sofa = olive.add(title="Sofa")
    taken(olive, sofa)
    claim = found(r'(?<=id="off-)\d+', olive.get(f"{olive.move}/tasks/{sofa}").text)
    olive.send(f"{olive.move}/tasks/{sofa}/people/{claim}", do="off")
    assert row_of(olive) == "Sofa no longer on their list"
    assert "This is no longer on your list, so the time is yours again" in words_to(olive, "Hana")


def test_another_address_is_said_with_the_one_before(olive: Organizer) -> None:
    old, new = (olive.add(title=title, place=place) for title, place in (("Lunch", "old"), ("Beds", "new")))
    taken(olive, old)
    taken(olive, new, "Tom")
    settings = {**PLAN, "day": "2026-12-05", "from_address": "Lindengasse 12"}
    olive.send(f"{olive.move}/settings", **settings, to_address="New Rd 9")
    assert "“Beds” (Sat 5 Dec · at the new home: New Rd 9)" in words_to(olive, "Tom")
    assert 'id="tell-1"' not in olive.get(f"{olive.move}/tell").text
    tom = found(r"(?<=/tell/)\d+", olive.get(f"{olive.move}/tell").text)
    olive.send(f"{olive.move}/tell/{tom}", **shown(olive.get(f"{olive.move}/tell").text))
    page = olive.send(f"{olive.move}/settings", **settings, to_address="New Rd 11")
    assert page.url.path == f"{olive.move}/tell"
    assert "(Sat 5 Dec · at the new home: was New Rd 9, is now New Rd 11)" in words_to(olive, "Tom")
    assert row_of(olive) == "Beds Sat 5 Dec · at the new home: was New Rd 9, is now New Rd 11"


def test_another_place_and_another_day_are_said_apart(olive: Organizer) -> None:
    cat = olive.add(title="Cat", sort="pets", place="old")
    taken(olive, cat)
    changed = {"title": "Cat", "needed": "1", "sort": "pets", "place": "new", "day": "2026-12-12"}
    olive.send(f"{olive.move}/tasks/{cat}", **changed)
    assert (
        "(was Sat 5 Dec, is now Sat 12 Dec · was at the old home, Lindengasse 12, is now at the new home)"
    ) in words_to(olive, "Hana")
    olive.send(f"{olive.move}/settings", **PLAN, day="")
    olive.send(f"{olive.move}/tasks/{cat}", **{**changed, "place": "old", "day": ""})
    assert "(was Sat 5 Dec, is open now · at the old home" in words_to(olive, "Hana")


def test_who_stands_by_reads_no_exact_address(olive: Organizer) -> None:
    lunch = olive.add(place="old")
    taken(olive, lunch)
    taken(olive, lunch, "Kim", standing="standby")
    olive.send(f"{olive.move}/settings", **PLAN, day="2026-12-12", from_address="Lindengasse 12")
    assert "(was Sat 5 Dec, is now Sat 12 Dec · at the old home, Lindengasse 12)" in words_to(olive, "Hana")
    assert "(was Sat 5 Dec, is now Sat 12 Dec · at the old home)" in words_to(olive, "Kim")


def test_a_tick_on_a_page_of_before_moves_what_they_know_along(olive: Organizer) -> None:
    lunch = olive.add(needed="2")
    taken(olive, lunch)
    olive.send(f"{olive.move}/settings", **PLAN, day="2026-12-06")
    page = olive.get(f"{olive.move}/tell").text
    olive.send(f"{olive.move}/settings", **PLAN, day="2026-12-07")
    olive.send(f"{olive.move}/tell/{found(r'(?<=/tell/)[0-9]+', page)}", **shown(page))
    assert "was Sun 6 Dec, is now Mon 7 Dec" in olive.get(f"{olive.move}/tell").text


def test_undoing_the_last_of_two_changes_leaves_the_first_one_to_be_told(olive: Organizer) -> None:
    lunch = olive.add(needed="2")
    taken(olive, lunch)
    olive.send(f"{olive.move}/settings", **PLAN, day="2026-12-06")
    last = olive.send(f"{olive.move}/settings", **PLAN, day="2026-12-07")
    undo = {
        name: found(rf'(?<=id="undo-{name}" name="{name}" value=")[^"]+', last.text) for name in ("version", "back")
    }
    olive.send(f"{olive.move}/undo", **undo)
    assert "was Sat 5 Dec, is now Sun 6 Dec" in olive.get(f"{olive.move}/tell").text


@pytest.mark.parametrize(
    ("task", "move", "said"),
    [
        ({"place": "new"}, {}, "Lunch (the place)"),
        ({"place": "new", "starts": "10:00"}, {}, "Lunch (the place and the time)"),
        ({}, {"from_address": "Am Kanal 3"}, "Lunch (the addresses)"),
        ({}, {"day": "2026-12-06"}, "Lunch (the day)"),
    ],
)
def test_the_own_page_says_what_has_changed(
    olive: Organizer, task: dict[str, str], move: dict[str, str], said: str
) -> None:
    lunch = olive.add(needed="2", place="old")
    friend, own = taken(olive, lunch)
    changed = {"kind": "care", "title": "Lunch", "needed": "2", "place": "old", **task}
    if task:
        olive.send(f"{olive.move}/tasks/{lunch}", **changed)
    if move:
        olive.send(f"{olive.move}/settings", **{**PLAN, "day": "2026-12-05", "from_address": "Lindengasse 12", **move})
    news = found(r'(?s)<section class="notice" id="news".*?</section>', friend.get(own).text)
    assert said in re.sub(r"<[^>]+>", "", news)


def test_who_opens_their_own_page_and_says_so_knows(olive: Organizer) -> None:
    lunch = olive.add(needed="2")
    friend, own = taken(olive, lunch)
    assert "Different since you last looked" not in friend.get(own).text
    later(olive, lunch)
    assert "Different since you last looked" in friend.get(own).text
    assert "Somebody does not know" in olive.get(olive.move).text  # a page that is only opened changes nothing
    assert friend.send(f"{own}/seen", **shown(friend.get(own).text)).url.path == own
    assert "Different since you last looked" not in friend.get(own).text
    assert "does not know yet" not in olive.get(f"{olive.move}/tasks/{lunch}").text


def test_another_organizer_and_another_helper_tick_nobody_here(olive: Organizer) -> None:
    lunch = olive.add(needed="2")
    taken(olive, lunch)
    tom, his = taken(olive, lunch, "Tom")
    page = later(olive, lunch)
    hana = found(r"(?<=/tell/)\d+", page)
    tom.send(f"{his}/seen", **shown(tom.get(his).text))
    assert Organizer(olive.server).post(f"{olive.move}/tell/{hana}").status_code == 404
    assert "Somebody does not know" in olive.get(olive.move).text


def test_tasks_with_a_day_of_their_own_are_named_and_moved_along(olive: Organizer) -> None:
    eve = olive.add(title="Pack the plants", day="2026-12-04")
    page = olive.send(f"{olive.move}/settings", **PLAN, day="2026-12-12")
    assert "These have a day of their own" in page.text
    assert "Fri 4 Dec, then Fri 11 Dec" in page.text
    page = olive.send(f"{olive.move}/settings/days", **{f"task-{eve}": target(page.text, eve)})
    assert "These have a day of their own" not in page.text
    assert "11 Dec" in olive.get(f"{olive.move}/tasks/{eve}").text
    for was in ("", "soon"):
        assert olive.get(f"{olive.move}/tell?was={was}").status_code == 200


def target(page: str, task: int) -> str:
    """Return the day that the page of settings offers for a task."""
    return found(rf'(?<=name="task-{task}" type="checkbox" value=")[^"]+', page)


def test_tasks_that_are_moved_along_twice_have_moved_once(olive: Organizer) -> None:
    eve = olive.add(title="Pack the plants", day="2026-12-04")
    moved = olive.send(f"{olive.move}/settings", **PLAN, day="2026-12-12")
    for _ in range(3):
        olive.send(f"{olive.move}/settings/days", **{f"task-{eve}": target(moved.text, eve)})
    assert "Fri 11 Dec" in olive.get(f"{olive.move}/tasks/{eve}").text


@pytest.mark.sampled
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1", "soon"])
def test_no_task_is_moved_to_a_day_that_no_form_accepts(olive: Organizer, day: str) -> None:
    eve = olive.add(title="Pack the plants", day="2026-12-04")
    assert olive.post(f"{olive.move}/settings/days", **{f"task-{eve}": day}).status_code == 422
    assert "Fri 4 Dec" in olive.get(f"{olive.move}/tasks/{eve}").text


def test_a_task_is_not_offered_a_day_that_no_form_accepts(olive: Organizer) -> None:
    olive.add(title="Pack the plants", day="2026-12-04")
    olive.send(f"{olive.move}/settings", **PLAN, day="2100-12-31")
    assert "These have a day of their own" not in olive.get(f"{olive.move}/tell?was=2000-01-01").text


def test_a_tick_on_an_old_page_leaves_what_has_changed_since(olive: Organizer) -> None:
    lunch = olive.add(needed="2")
    friend, own = taken(olive, lunch)
    page = later(olive, lunch)
    tell, task, hers = olive.get(f"{olive.move}/tell").text, page, friend.get(own).text
    olive.send(f"{olive.move}/tasks/{lunch}", title="Lunch", needed="2", sort="food", starts="15:00", ends="16:00")
    ticks = [
        (olive, f"{olive.move}/tell/{found(r'(?<=/tell/)[0-9]+', page)}", shown(tell)),
        (olive, f"{olive.move}/tell/{found(r'(?<=/tell/)[0-9]+', page)}", {**shown(task), "task": str(lunch)}),
        (friend, f"{own}/seen", shown(hers)),
        (friend, f"{own}/seen", {}),
    ]
    for who, address, sent in ticks:
        answer = who.send(address, **sent)
        assert "they know" not in answer.text
        assert "Different since you last looked" in friend.get(own).text
        assert "15:00" in olive.get(f"{olive.move}/tell").text
    assert "changed once more" in olive.send(ticks[0][1], **shown(tell)).text
    olive.send(ticks[0][1], **shown(olive.get(f"{olive.move}/tell").text))
    assert "Everybody knows" in olive.get(f"{olive.move}/tell").text


def test_nobody_is_ticked_who_is_not_there(olive: Organizer) -> None:
    assert olive.post(f"{olive.move}/tell/999", version="99").status_code == 404


def shown(page: str) -> dict[str, str]:
    """Return the version that a page sends along with a tick."""
    return {"version": found(r'(?<=-since" name="version" value=")\d+', page)}


def test_undoing_a_copy_leads_back_to_the_board(olive: Organizer) -> None:
    lunch = olive.add()
    copy = olive.send(f"{olive.move}/tasks/{lunch}/copy")
    undo = {
        name: found(rf'(?<=id="undo-{name}" name="{name}" value=")[^"]+', copy.text) for name in ("version", "back")
    }
    assert olive.send(f"{olive.move}/undo", **undo).url.path == olive.move


def test_who_gets_a_letter_is_named_apart_from_those_whom_only_she_can_tell(tmp_path: Path) -> None:
    nobody_listens = "smtp://127.0.0.1:9"
    with serving(tmp_path, smtp_url=nobody_listens, mail_from="letters@example.org") as server:
        olive = Organizer(server, day="2026-12-05")
        lunch = olive.add(needed="2")
        taken(olive, lunch, email="hana@example.org")
        taken(olive, lunch, "Tom", phone="0660 117")
        later(olive, lunch)
        page = olive.get(f"{olive.move}/tell").text
    in_person, letters = page.split("An email goes to them by itself")
    assert ("Tom" in in_person, "Hana" in in_person) == (True, False)
    assert ("Tom" in letters, "Hana" in letters) == (False, True)
