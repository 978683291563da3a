"""The pages about asking, in each of their main states."""

from datetime import time
from typing import Unpack

from playwright.sync_api import expect

from service.domain.core.links import Grants, Link
from service.domain.rules.asks import AskFields, offer_another_time, say_yes
from service.domain.rules.claims import Wish
from service.domain.rules.handing_on import hand_on
from service.domain.rules.moves import change_move
from service.domain.rules.offers import new_offer
from tests.browser.states import STATES, Scene, lived_in, state
from tests.browser.visiting import Place, opened, said, take

__all__ = ["STATES"]


def ask_url(place: Place, n: int) -> str:
    return place.server.installation.ask_url(place.olive.link.move_id, n, 1)


def open_ask(scene: Scene, place: Place, *tasks: int, **fields: Unpack[AskFields]) -> None:
    """Open the page of a new ask for these tasks."""
    scene.page.goto(ask_url(place, place.olive.ask(*tasks, **fields)))


def tasks_of(place: Place) -> dict[str, int]:
    return {task.title: task.n for task in place.olive.board().tasks}


@state
def asked_for_boxes(scene: Scene) -> None:
    place = lived_in(scene)
    open_ask(scene, place, tasks_of(place)["Books"])
    opened(scene.page.get_by_role("main"), "Another time suits me better")


@state
def asked_for_several_things_by_a_driver(scene: Scene) -> None:
    place = lived_in(scene)
    tasks = tasks_of(place)
    three = (tasks["Washing machine"], tasks["Van, first load"], tasks["Soup"])
    open_ask(scene, place, *three, refused_before=True, starts=time(10), ends=time(12))
    expect(scene.page.get_by_text("I’ve thought again")).to_be_visible()


@state
def asked_and_nothing_ticked(scene: Scene) -> None:
    place = lived_in(scene)
    tasks = tasks_of(place)
    open_ask(scene, place, tasks["Washing machine"], tasks["Books"])
    for box in scene.page.get_by_role("checkbox").all():
        box.uncheck()
    scene.send("I’ll come")


@state
def asked_for_what_is_taken(scene: Scene) -> None:
    place = lived_in(scene)
    open_ask(scene, place, tasks_of(place)["Soup"])
    expect(scene.page.get_by_role("button", name="Stand by for it")).to_be_visible()


@state
def asked_and_not_this_time(scene: Scene) -> None:
    place = lived_in(scene)
    open_ask(scene, place, tasks_of(place)["Soup"])
    scene.page.get_by_role("button", name="Not this time").click()
    expect(scene.page.get_by_role("link", name="Look at it again")).to_be_visible()


@state
def asked_on_a_device_that_is_somebody_elses(scene: Scene) -> None:
    place = lived_in(scene)
    scene.page.goto(place.signup)
    take(scene.page, "Books", "Kim", many=1)
    said(scene.page, "Your name is on")
    open_ask(scene, place, tasks_of(place)["Washing machine"])
    expect(scene.page.locator("#yes-owner")).to_contain_text("On this device you are")


@state
def ask_with_everything_unfolded(scene: Scene) -> None:
    place = lived_in(scene)
    tasks = tasks_of(place)
    for n in (tasks["Soup"], tasks["Books"]):
        place.olive.ask(n, name=f"Neighbour {n}")
    page = scene.enter(place, f"/ask?task={tasks['Washing machine']}")
    for folded in ("And something else", "From when to when"):
        opened(page.get_by_role("main"), folded)


@state
def ask_nobody(scene: Scene) -> None:
    scene.enter(lived_in(scene), "/ask")
    scene.send("Prepare the words")


@state
def ask_with_words_for_a_driver(scene: Scene) -> None:
    place = lived_in(scene)
    tasks = tasks_of(place)
    n = place.olive.ask(tasks["Van, first load"], tasks["Books"], refused_before=True)
    with place.olive.change(Link(place.olive.link.move_id, Grants.ASK, n, 1)) as change:
        offer_another_time(change, n, "On Sunday, any time.")
    page = scene.enter(place, f"/ask/{n}")
    expect(page.get_by_role("region", name="would come at another time")).to_contain_text("On Sunday")
    for folded in ("Another time", "Take it back"):
        opened(page.get_by_role("main"), folded)


@state
def ask_as_a_card_on_paper_that_is_none(scene: Scene) -> None:
    place = lived_in(scene)
    page = scene.enter(place, f"/ask/{place.olive.ask(tasks_of(place)['Washing machine'])}")
    page.get_by_role("link", name="As a card, to hold up or to print").click()
    expect(page.get_by_role("img", name="The link as a QR code").first).to_be_visible()
    page.get_by_label("A4, for cards of A6").evaluate("radio => { radio.value = 'parchment' }")
    scene.send("Make the PDF")


@state
def ask_with_a_yes(scene: Scene) -> None:
    place = lived_in(scene)
    n = place.olive.ask(tasks_of(place)["Washing machine"])
    page = scene.enter(place, f"/ask/{n}")
    page.get_by_role("button", name="They said yes").click()
    expect(page.get_by_role("heading", name="Mr Berger said yes")).to_be_visible()


@state
def board_with_a_no(scene: Scene) -> None:
    place = lived_in(scene)
    open_ask(scene, place, tasks_of(place)["Soup"])
    scene.page.get_by_role("button", name="Not this time").click()
    scene.enter(place)
    expect(scene.page.get_by_text("Mr Berger can’t this time.")).to_be_visible()


def handing_on(scene: Scene, *friends: str) -> tuple[Place, int, list[int]]:
    """Hana has the books and the soup, and hands one on to each of these friends: her number, and that of each ask."""
    place = lived_in(scene)
    [hana] = [helper.n for helper in place.olive.board().helpers if helper.name == "Hana"]
    claims = [claim.n for _task, claim in place.olive.board().claims_of(hana)]
    by = Link(place.olive.link.move_id, Grants.HELPER, hana, 1)
    asks = []
    for claim, friend in zip(claims, friends, strict=False):
        with place.olive.change(by) as change:
            asks.append(hand_on(change, claim, friend, spoken="en-GB"))
    return place, hana, asks


@state
def asked_by_a_friend_who_hands_it_on(scene: Scene) -> None:
    place, _hana, [ask] = handing_on(scene, "Noor")
    scene.page.goto(ask_url(place, ask))
    expect(scene.page.get_by_role("button", name="I’ll take it over")).to_be_visible()


def make_discreet(place: Place) -> None:
    with place.olive.change() as change:
        change_move(change, {"discreet": True})


@state
def asked_on_a_discreet_move(scene: Scene) -> None:
    place, _hana, [ask] = handing_on(scene, "Noor")
    make_discreet(place)
    scene.page.goto(ask_url(place, ask))
    expect(scene.page.get_by_text("A friend hands this on to you.")).to_be_visible()
    expect(scene.page.get_by_text("Hana")).to_have_count(0)


@state
def own_page_on_a_discreet_move(scene: Scene) -> None:
    place = lived_in(scene)
    make_discreet(place)
    scene.page.goto(place.signup)
    expect(scene.page.get_by_role("heading", name="What there is to do")).to_be_visible()
    take(scene.page, "Washing machine", "Mallory")
    said(scene.page, "All else, and giving it back:")
    scene.page.get_by_role("link", name="Your own page", exact=True).click()
    expect(scene.page.get_by_text("that stands here after an OK from Olive")).to_be_visible()


@state
def people_who_are_new_to_a_discreet_move(scene: Scene) -> None:
    place = lived_in(scene)
    make_discreet(place)
    with place.olive.change(place.olive.signup) as change:
        new_offer(change, {"name": "Mallory"}, "Just knock.")
    page = scene.enter(place, "/people")
    waits = page.get_by_role("region", name="New here")
    expect(waits.get_by_role("button", name="Trust")).to_be_visible()
    expect(waits.get_by_role("button", name="Not now")).to_be_visible()


@state
def own_page_of_who_hands_one_on_and_has_handed_on_another(scene: Scene) -> None:
    place, hana, [ask, _other] = handing_on(scene, "Noor", "Amina")
    link = Link(place.olive.link.move_id, Grants.ASK, ask, 1)
    with place.olive.change(link) as change:
        say_yes(change, ask, tasks_of(place)["Books"], Wish(), spoken="en-GB")
    scene.page.goto(place.own(hana))
    expect(scene.page.get_by_role("region", name="Taken over")).to_contain_text("Noor has taken “Books” over.")
    expect(scene.page.get_by_role("button", name="Not to Amina after all")).to_be_visible()


@state
def signup_for_two_at_the_same_time(scene: Scene) -> None:
    place = scene.plan()
    for title in ("Soup", "Cat"):
        place.olive.task("care", title, starts=time(10), ends=time(12))
    scene.page.goto(place.signup)
    take(scene.page, "Soup", "Hana")
    said(scene.page, "Your name is on")
    scene.page.goto(place.signup)
    take(scene.page, "Cat")
    expect(scene.page.get_by_role("button", name="Take it all the same")).to_be_visible()
    expect(scene.page.get_by_role("button", name="Put my name on it")).to_have_count(0)
