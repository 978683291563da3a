"""The whole way at the width of a phone, without JavaScript: from the start page to "That’s enough"."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import (
    NAME,
    Visitors,
    begin_with_the_list,
    item,
    on_path,
    opened,
    path_of,
    said,
    section,
    take,
    unfold,
)
from tests.conftest import NOON, Server

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any
ADDRESS = "Lindengasse 12, door 17"


@dataclass
class Friends:
    """The friends who take something on the way, each with a phone of their own."""

    hana: Page
    tom: Page
    ines: Page
    berger: Page


def test_a_move_from_its_first_line_to_the_last_thank_you(server: Server, visit: Visitors) -> None:
    olive = visit()
    friends = Friends(visit(), visit(), visit(), visit())
    plan_with_three_fields(olive)
    signup = plan_with_everything(olive)
    write_down_what_there_is_to_do(olive)

    hana_takes_half_the_books(friends.hana, signup)
    hana_is_recognised(friends.hana, signup)
    hana_takes_more_gives_back_and_corrects_her_name(friends.hana)
    tom_drives_and_ines_comes_along(friends, signup)
    a_place_goes_to_who_stands_by(friends, signup)
    mr_berger_offers_and_hears_of_something(olive, friends.berger, signup)

    olive_writes_down_a_yes_and_takes_it_off(olive)
    olive_changes_and_calls_off(olive, friends.hana)
    the_machine_waits_for_hands(olive)
    olive_closes_the_move(olive, friends, signup)
    server.clock.now = NOON + timedelta(days=14)
    thanks_find_their_end(olive)


def plan_with_three_fields(olive: Page) -> None:
    begin_with_the_list(olive, "Two rooms and a cat")
    olive.get_by_role("button", name="Begin with the list instead").click()
    expect(olive).to_have_url(re.compile("/paste"))
    expect(olive.get_by_role("heading", name="Keep this link")).to_be_visible()


def plan_with_everything(olive: Page) -> str:
    """The sign-up link of the move that the rest of the story is about."""
    everything = begin_with_the_list(olive, "Help us move house", "Olive & Micha")
    olive.get_by_label("Moving day").fill("2026-12-05")
    everything.get_by_label("Why it matters").fill("A balcony, after nine years.")
    for side, area, address, floor in (("From", "Neubau", ADDRESS, "4"), ("To", "Ottakring", "Thaliastraße 3", "1")):
        end = everything.get_by_role("group", name=side, exact=True)
        end.get_by_label("Street or part of town").fill(area)
        end.get_by_label("Exact address").fill(address)
        end.get_by_label("Floor").fill(floor)
    everything.get_by_role("group", name="To", exact=True).get_by_label("There is a lift that fits").check()
    everything.get_by_label("Email").fill("olive@example.org")
    everything.get_by_label("Phone").fill("+43 660 555 0142")
    olive.get_by_role("button", name="Begin with the list instead").click()
    return keep_the_links(olive)


def keep_the_links(olive: Page) -> str:
    said(olive, "Your move is planned.")
    organizer = olive.get_by_label("Your own link").input_value()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/o/\S+", organizer)
    expect(olive.get_by_label("For everyone you would ask")).to_have_count(0)
    go(olive, "Share")
    expect(olive.get_by_label("Your own link")).to_have_count(0)
    signup = olive.get_by_label("For everyone you would ask").input_value()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/s/\S+", signup)
    expect(olive.get_by_role("img", name="The sign-up link as a QR code").first).to_be_visible()
    expect(olive.get_by_label("Words to send")).to_have_value(re.compile(re.escape(signup)))
    expect(olive.get_by_text("Friends cannot open these links yet")).to_be_visible()
    go(olive, "Settings")
    expect(olive.get_by_label("Keep it for yourself")).to_have_value(organizer)
    expect(olive.get_by_label("Moving day")).to_have_value("2026-12-05")
    return signup


def go(olive: Page, name: str) -> None:
    olive.get_by_role("banner").get_by_role("link", name=name).click()


def write_down_what_there_is_to_do(olive: Page) -> None:
    go(olive, "Board")
    expect(olive.get_by_role("heading", name="A blank page, for now")).to_be_visible()
    olive.get_by_role("main").get_by_role("link", name="Add what there is to do").click()
    add(olive, "Boxes", "Books", {"How many boxes": "12", "One line of why": "Small boxes only."})
    add(olive, "Heavy things", "Washing machine", {"Weight in kilograms": "45", "What to bring": "Gloves"})
    add(olive, "Trips", "Van, first load", {"Seats for friends": "1"})
    add(olive, "Care", "Soup for everyone", {"How many people": "1", "Minutes it takes": "90"})
    several = section(olive, "Or several at once")
    several.get_by_label("One line, one task").fill("Hoover the old flat\n\n  Hand over the keys  \nWater the plants")
    several.get_by_role("button", name="Add them all").click()
    said(olive, "They are on the list.")
    expect(item(section(olive, "Still open"), "Hand over the keys")).to_be_visible()
    expect(olive.get_by_text("Nothing is spoken for yet.")).to_be_visible()
    expect(item(olive, "Washing machine")).to_contain_text("nobody yet")


def add(olive: Page, kind: str, title: str, more: dict[str, str]) -> None:
    olive.get_by_role("navigation", name="Kinds of help").get_by_role("link", name=kind).click()
    form = section(olive, "One thing")
    form.get_by_label("What is it?").fill(title)
    for label, value in more.items():
        form.get_by_label(label).fill(value)
    when = form.get_by_role("group", name="When")
    when.get_by_label("From").fill("09:00")
    when.get_by_label("Until").fill("11:00")
    form.get_by_role("button", name="Add it").click()
    said(olive, "It is on the list.")


def hana_takes_half_the_books(hana: Page, signup: str) -> None:
    hana.goto(signup)
    expect(hana.get_by_role("heading", level=1)).to_have_text("Help us move house")
    expect(hana.get_by_role("heading", name="Saturday, 5 December")).to_be_visible()
    main = hana.get_by_role("main")
    expect(main).to_contain_text("Neubau")
    for secret in (ADDRESS, "Thaliastraße", "olive@example.org", "555 0142"):
        assert secret not in hana.content()
    sent: list[str] = []
    hana.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    assert hana.locator("details[open]").count() == 0
    form = opened(item(hana, "Books"), "I’ll take it")
    assert hana.locator("details[open]").count() == 1
    form.get_by_label("How many boxes").fill("6")
    form.get_by_label(NAME).fill("Hanna")
    form.get_by_role("button", name="Put my name on it").click()
    said(hana, "Your name is on")
    assert len(sent) == 1
    expect(hana).to_have_url(on_path("/h/"))
    expect(hana.get_by_role("main")).to_contain_text(ADDRESS)
    expect(hana.get_by_role("link", name="+43 660 555 0142")).to_have_attribute("href", "tel:+436605550142")
    expect(item(hana, "Books")).to_contain_text("You: 6 boxes")


def hana_is_recognised(hana: Page, signup: str) -> None:
    hana.goto(signup)
    expect(hana.get_by_role("banner")).to_contain_text("You are Hanna.")
    expect(hana.get_by_role("button", name="Not you?")).to_be_visible()
    expect(item(hana, "Books")).to_contain_text("You have this")
    expect(hana.get_by_label(NAME)).to_have_count(0)
    assert ADDRESS not in hana.content()


def hana_takes_more_gives_back_and_corrects_her_name(hana: Page) -> None:
    take(hana, "Hoover the old flat")
    said(hana, "Your name is on")
    own = path_of(hana)
    take(hana, "Water the plants")
    said(hana, "Your name is on")
    change = opened(item(hana, "Books"), "Change it")
    change.get_by_label("How many boxes").fill("8")
    change.get_by_role("button", name="Save").click()
    expect(item(hana, "Books")).to_contain_text("You: 8 boxes")
    item(hana, "Hoover the old flat").get_by_role("button", name="Not this time").click()
    said(hana, "Given back. No reason needed.")
    expect(item(section(hana, "What you have taken"), "Hoover the old flat")).to_have_count(0)
    me = opened(section(hana, "Your page"), "Your name")
    me.get_by_label(NAME).fill("Hana")
    me.get_by_label("Phone").fill("0660 117")
    me.get_by_role("button", name="Save").click()
    expect(hana.get_by_role("banner")).to_contain_text("You are Hana.")
    assert path_of(hana) == own


def tom_drives_and_ines_comes_along(friends: Friends, signup: str) -> None:
    tom, ines = friends.tom, friends.ines
    tom.goto(signup)
    form = opened(item(tom, "Van, first load"), "I’ll take it")
    form.get_by_label(NAME).fill("Tom")
    form.get_by_label("I drive").check()
    form.get_by_label("What you drive").fill("small van")
    form.get_by_role("button", name="Put my name on it").click()
    expect(item(tom, "Van, first load")).to_contain_text("driving: small van")
    ines.goto(signup)
    expect(item(ines, "Van, first load")).to_contain_text("there is a seat")
    take(ines, "Van, first load", "Ines")
    expect(item(ines, "Van, first load")).to_contain_text("Tom")
    tom.goto(signup)
    take(tom, "Washing machine")
    slip = item(tom, "Washing machine")
    expect(slip).to_contain_text("you have “Van, first load” from")
    slip.get_by_role("button", name="Take it all the same").click()
    said(tom, "Your name is on")


def a_place_goes_to_who_stands_by(friends: Friends, signup: str) -> None:
    tom, ines = friends.tom, friends.ines
    take(ines, "Soup for everyone")
    item(ines, "Soup for everyone").get_by_role("button", name="Take it all the same").click()
    said(ines, "Your name is on")
    tom.goto(signup)
    soup = item(unfold(tom), "Soup for everyone")
    expect(soup).to_contain_text("Taken")
    form = opened(soup, "Stand by")
    form.get_by_role("button", name="Stand by for it").click()
    said(tom, "You are the first to stand by.")
    expect(item(tom, "Soup for everyone")).to_contain_text("You are the first to stand by.")
    item(ines, "Soup for everyone").get_by_role("button", name="Not this time").click()
    said(ines, "Given back.")
    tom.reload()
    expect(item(tom, "Soup for everyone")).to_contain_text("You are on it")
    expect(item(tom, "Soup for everyone")).not_to_contain_text("stand by.")


def mr_berger_offers_and_hears_of_something(olive: Page, berger: Page, signup: str) -> None:
    berger.goto(signup)
    offer = opened(berger.get_by_role("main"), "I’d like to help, tell me what")
    offer.get_by_label(NAME).fill("Mr Berger")
    offer.get_by_label("What could you do, and when?").fill("I am strong, just knock.")
    offer.get_by_role("button", name="Send it").click()
    said(berger, "Your offer has arrived.")
    expect(berger.get_by_text("I am strong, just knock.")).to_be_visible()
    go(olive, "Board")
    card = item(section(olive, "Offers"), "Mr Berger")
    expect(card).to_contain_text("I am strong, just knock.")
    card.get_by_role("link", name="Say yes").click()
    olive.get_by_role("checkbox", checked=True).uncheck()
    opened(section(olive, "Say yes with something that fits"), "Something else")
    olive.get_by_label("Hand over the keys").check()
    olive.get_by_role("button", name="Say yes").click()
    said(olive, "Your answer is ready to send.")
    words = olive.get_by_label("Your answer, ready to send.").input_value()
    assert "Mr Berger" in words
    assert "Hand over the keys" in words
    link = re.search(r"http\S+/h/\S+", words)
    assert link is not None
    berger.goto(link.group())
    expect(berger.get_by_role("banner")).to_contain_text("You are Mr Berger.")
    expect(item(section(berger, "What you have taken"), "Hand over the keys")).to_be_visible()
    expect(berger.get_by_text("Gladly accepted.")).to_be_visible()
    go(olive, "Board")
    expect(item(section(olive, "Offers"), "Mr Berger")).to_have_count(0)


def olive_writes_down_a_yes_and_takes_it_off(olive: Page) -> None:
    item(olive, "Hoover the old flat").get_by_role("link", name="Hoover the old flat", exact=True).click()
    olive.get_by_label("Who said yes?").fill("Wei")
    olive.get_by_role("button", name="Put them on it").click()
    said(olive, "The name is on it.")
    go(olive, "Board")
    hoover = item(section(olive, "Covered"), "Hoover the old flat")
    expect(hoover).to_contain_text("Wei")
    hoover.get_by_role("link", name="Hoover the old flat", exact=True).click()
    olive.get_by_role("button", name="Take off").click()
    said(olive, "The name is off it again.")
    go(olive, "Board")
    expect(item(section(olive, "Still open"), "Hoover the old flat")).not_to_contain_text("Wei")


def olive_changes_and_calls_off(olive: Page, hana: Page) -> None:
    item(olive, "Books").get_by_role("link", name="Books", exact=True).click()
    form = opened(olive.get_by_role("main"), "Change it")
    form.get_by_label("What is it?").fill("Books from the study")
    form.get_by_label("How many boxes").fill("4")
    form.get_by_role("button", name="Save").click()
    expect(olive.get_by_role("alert")).to_contain_text("8 are taken already: say who stays")
    expect(olive.get_by_role("group", name="Who stays?")).to_be_visible()
    expect(form.get_by_label("What is it?")).to_have_value("Books from the study")
    form.get_by_label("How many boxes").fill("16")
    form.get_by_role("button", name="Save").click()
    said(olive, "The task is changed.")
    expect(section(olive, "A word to them is kind")).to_contain_text("Hana")
    go(olive, "Board")
    item(olive, "Water the plants").get_by_role("link", name="Water the plants", exact=True).click()
    opened(olive.get_by_role("main"), "Take it off the list").get_by_role("button", name="Call this task off").click()
    said(olive, "The task is called off.")
    affected = section(olive, "A word to them is kind")
    expect(affected).to_contain_text("Hana")
    expect(affected.get_by_role("link", name="0660 117")).to_be_visible()
    hana.reload()
    expect(item(hana, "Books from the study")).to_be_visible()
    expect(item(hana, "Water the plants")).to_contain_text("This one is called off. You need not do anything.")


def the_machine_waits_for_hands(olive: Page) -> None:
    go(olive, "Board")
    item(olive, "Washing machine").get_by_role("link", name="Washing machine", exact=True).click()
    olive.get_by_role("button", name="Under way").click()
    careful = section(olive, "More hands first?")
    expect(careful).to_contain_text("needs 3 people")
    careful.get_by_role("button", name="Start it anyway").click()
    said(olive, "Moved.")
    go(olive, "Board")
    machine = item(section(olive, "Under way"), "Washing machine")
    machine.get_by_role("button", name="Done").click()
    said(olive, "Done.")
    go(olive, "Board")
    expect(item(section(olive, "Done"), "Washing machine")).to_be_visible()


def olive_closes_the_move(olive: Page, friends: Friends, signup: str) -> None:
    ines = friends.ines
    ines.goto(signup)
    late = opened(item(ines, "Books from the study"), "I’ll take it")
    go(olive, "Settings")
    olive.get_by_role("button", name="Close the move").click()
    said(olive, "The move is closed.")
    late.get_by_role("button", name="Put my name on it").click()
    expect(ines.get_by_role("alert")).to_contain_text("This move is over and closed.")
    for friend in (ines, friends.hana):
        friend.goto(signup)
        expect(friend.get_by_role("main")).to_contain_text("This move is over and closed. Thank you, everyone.")
        expect(friend.get_by_text("I’ll take it")).to_have_count(0)
        expect(friend.get_by_role("main").get_by_role("button")).to_have_count(0)


def thanks_find_their_end(olive: Page) -> None:
    go(olive, "Thanks")
    cards = olive.get_by_role("main").get_by_role("heading", level=2)
    for name in ("Hana", "Tom", "Ines", "Mr Berger"):
        expect(item(olive, name)).to_contain_text("Still to write")
    expect(cards.filter(has_text="Wei")).to_have_count(0)
    expect(item(olive, "Hana")).to_contain_text("carried 8 boxes: Books from the study")
    write_to_hana(olive)
    item(olive, "Tom").get_by_role("link", name="Write the note").click()
    olive.get_by_role("button", name="In person").click()
    said(olive, "Given. That’s enough.")
    expect(item(olive, "Tom")).to_contain_text(re.compile("Given in person, .*7 Dec"))
    item(olive, "Ines").get_by_role("button", name="Let it rest").click()
    said(olive, "It rests now.")
    item(olive, "Tom").get_by_role("button", name="Not yet").click()
    said(olive, "It is back among your notes.")
    expect(item(olive, "Tom")).to_contain_text("Still to write")
    give(olive, "Tom", "With a message")
    give(olive, "Mr Berger", "By email")
    expect(olive.get_by_role("heading", name="That’s enough")).to_be_visible()
    add_the_neighbour(olive)
    expect(olive.get_by_role("heading", name="That’s enough")).to_have_count(0)
    give(olive, "The neighbour from 3B", "With a card")
    expect(olive.get_by_role("heading", name="That’s enough")).to_be_visible()
    expect(olive.get_by_role("main")).to_contain_text("Kumar and Epley")
    expect(olive.get_by_role("main")).to_contain_text("Nothing more is owed")


def write_to_hana(olive: Page) -> None:
    item(olive, "Hana").get_by_role("link", name="Write the note").click()
    note = olive.get_by_label("In your own words")
    expect(note).to_have_value(re.compile("^Hana, thank you for .*Books from the study"))
    note.fill("Hana, you carried the books with a song.\nNow they stand by the window.")
    olive.get_by_role("button", name="Keep it for later").click()
    said(olive, "Your note is kept.")
    expect(item(olive, "Hana")).to_contain_text("Written, not given yet")
    item(olive, "Hana").get_by_role("link", name="Open the note").click()
    expect(olive.get_by_label("In your own words")).to_have_value(re.compile("stand by the window"))
    olive.get_by_role("button", name="With a card").click()
    expect(item(olive, "Hana")).to_contain_text("Given with a card")


def give(olive: Page, name: str, way: str) -> None:
    item(olive, name).get_by_role("link", name="Write the note").click()
    olive.get_by_role("button", name=way).click()
    said(olive, "Given. That’s enough.")


def add_the_neighbour(olive: Page) -> None:
    someone = opened(olive.get_by_role("main"), "Someone else to thank?")
    someone.get_by_label("Name").fill("The neighbour from 3B")
    someone.get_by_role("button", name="Add a card").click()
    said(olive, "They are on your list.")
