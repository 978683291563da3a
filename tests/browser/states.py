"""Every page in each of its main states, and how a visitor comes to see it there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from playwright.sync_api import Locator, Page, expect

from service.commands.demo_move import DemoLinks
from service.domain.core.change import change
from service.domain.core.links import Grants, Link
from service.domain.models import (
    Kind,
    May,
    Message,
    MessageState,
    MoveState,
    Role,
    Standing,
    TaskFields,
    TaskState,
    ThanksState,
    Way,
)
from service.domain.models import (
    Place as Home,
)
from service.domain.rules.claims import Wish
from service.domain.rules.helpers import add_helper, change_helper, say_glad
from service.domain.rules.merging import merge, unmerge
from service.domain.rules.moves import change_move
from service.domain.rules.offers import accept_offer, new_offer
from service.domain.rules.organizers import add_organizer
from service.domain.rules.tasks import add_tasks, change_task
from service.domain.rules.thanks import change_thanks
from service.mail.addresses import letters_link
from tests.browser.visiting import DESKTOP, NAME, Place, enter, item, opened, section, take
from tests.conftest import NOON, Server
from tests.mail.sending import send_letters


@dataclass
class Scene:
    """One visitor, and what there is to look at."""

    page: Page
    server: Server
    plan: Callable[..., Place]
    demo: DemoLinks

    def enter(self, place: Place, path: str = "") -> Page:
        """As the organizer of a move."""
        return enter(self.page, place, path)

    def enter_demo(self, path: str = "") -> Page:
        self.page.request.get(f"/o/{self.server.installation.links.make(self.demo.organizer)}", max_redirects=0)
        self.page.goto(f"/m/{self.demo.organizer.move_id}{path}")
        return self.page

    def open_demo(self, face: str) -> Page:
        link = {"s": self.demo.signup, "h": self.demo.helper}[face]
        self.page.goto(f"/{face}/{self.server.installation.links.make(link)}")
        return self.page

    def arrive(self, at: str, by: Locator) -> None:
        """Tap what leads to another page, and wait for it by its headline: a tap is over before the page is there."""
        by.click()
        expect(self.page.get_by_role("heading", level=1, name=at)).to_be_visible()
        self.page.wait_for_load_state()

    def send(self, button: str) -> None:
        """A form that comes back."""
        self.page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
        expect(self.page.get_by_role("alert")).to_be_visible()


Reach = Callable[[Scene], object]
LIST = (
    "Living room\n- sofa (3 seater)\n- 14 boxes of books (heavy!!)\n- floor lamp, microwave\n\nmum's piano (upright)\n"
    "2 van trips, 20 min each way\nsomeone to watch the cat\nwe love you all xx\n"
)
STATES: dict[str, Reach] = {}


def state(reach: Reach) -> Reach:
    STATES[reach.__name__] = reach
    return reach


def ended(place: Place, state: MoveState) -> Place:
    with place.olive.change() as opened:
        change_move(opened, {"state": state})
    return place


def lived_in(scene: Scene) -> Place:
    """A move with one of each: a taken, a full and an open task, and an offer."""
    place = scene.plan(from_address="Lindengasse 12", from_floor=4, why="A balcony.")
    olive = place.olive
    hana, tom = olive.helper("Hana", phone="0660 117"), olive.helper("Tom", email="tom@example.org")
    books = olive.task(needed=12, starts=time(9), ends=time(11), bring="Gloves")
    olive.claim(books, hana, 6)
    soup = olive.task("care", "Soup", starts=time(10), ends=time(12))
    olive.claim(soup, hana)
    olive.stand_by(soup, tom)
    olive.task("heavy_item", "Washing machine", weight_kg=45)
    olive.task("trip", "Van, first load", needed=1)
    with olive.change() as opened:
        new_offer(opened, {"name": "Mr Berger"}, "Just knock.")
    return place


def offer_of(place: Place) -> int:
    return place.olive.board().offers[0].n


@state
def start(scene: Scene) -> None:
    scene.page.goto("/")


@state
def start_with_nothing_filled_in(scene: Scene) -> None:
    scene.page.goto("/")
    scene.send("Go on")


@state
def planned_without_cookies(scene: Scene) -> None:
    scene.page.goto("/")
    scene.page.context.clear_cookies()
    scene.page.locator("#move-name").fill("Olive")
    scene.page.locator("#move-go").click()
    expect(scene.page.locator("#keeps-nothing")).to_be_visible()


@state
def begin_with_the_first_things(scene: Scene) -> None:
    scene.page.goto("/")
    scene.page.get_by_label("Their names").fill("Hana\nTom: after lunch\nMr Berger from the third floor")
    scene.page.get_by_label("Your name").fill("Olive")
    scene.page.get_by_role("button", name="Go on").click()
    expect(scene.page.get_by_role("heading", name="What would you rather not carry alone?")).to_be_visible()


@state
def begin_with_nothing_chosen(scene: Scene) -> None:
    begin_with_the_first_things(scene)
    scene.send("Prepare the words")


@state
def not_found(scene: Scene) -> None:
    scene.page.goto("/s/cut-off")


@state
def no_such_address(scene: Scene) -> None:
    scene.page.goto("/nowhere/at/all")


@state
def board_blank(scene: Scene) -> None:
    scene.enter(scene.plan())


@state
def board_of_the_demo(scene: Scene) -> None:
    scene.enter_demo()


@state
def board_by_time(scene: Scene) -> None:
    scene.enter_demo("?view=time")


@state
def board_in_which_nothing_is_found(scene: Scene) -> None:
    scene.enter_demo("?q=harpsichord")


@state
def task_with_a_yes_from_nobody(scene: Scene) -> None:
    place = lived_in(scene)
    scene.enter(place, place.path_of("Washing machine"))
    scene.send("Put them on it")


@state
def board_with_an_offer_from_nobody(scene: Scene) -> None:
    page = scene.enter(lived_in(scene))
    opened(section(page, "Offers"), "Write down an offer")
    scene.send("Write it down")


@state
def board_with_an_unsafe_crew(scene: Scene) -> None:
    place = lived_in(scene)
    scene.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    page = scene.enter(place)
    item(page, "Washing machine").get_by_role("button", name="Drag it").focus()
    for key in ("Space", "ArrowRight", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(section(page, "More hands first?")).to_be_visible()


@state
def board_called_off(scene: Scene) -> None:
    scene.enter(ended(lived_in(scene), MoveState.CALLED_OFF))


@state
def add_boxes(scene: Scene) -> None:
    scene.enter_demo("/tasks/new?kind=box_load")


@state
def add_a_heavy_thing(scene: Scene) -> None:
    scene.enter_demo("/tasks/new?kind=heavy_item")


@state
def add_a_trip(scene: Scene) -> None:
    scene.enter_demo("/tasks/new?kind=trip")


@state
def add_care_with_errors(scene: Scene) -> None:
    page = scene.enter(scene.plan(), "/tasks/new?kind=care")
    page.get_by_label("How many people").fill("0")
    page.get_by_label("Minutes").fill("-1")
    scene.send("Add it")


@state
def paste_a_list(scene: Scene) -> None:
    scene.enter(scene.plan(), "/paste")


@state
def pasted_list(scene: Scene) -> None:
    page = scene.enter(scene.plan(), "/paste")
    page.get_by_label("One thing on each line").fill(LIST)
    scene.arrive("Your list, as tasks", page.get_by_role("button", name="See what becomes of it"))


@state
def pasted_list_with_errors(scene: Scene) -> None:
    pasted_list(scene)
    scene.page.locator("#more-0-summary").click()
    scene.page.locator("[name=title-0]").fill("")
    scene.send("Put these on the board")


@state
def pasted_list_with_nothing_ticked(scene: Scene) -> None:
    pasted_list(scene)
    scene.page.locator("#more-0-summary").click()
    scene.send("Change what is ticked")


@state
def somebody_who_organizes_too(scene: Scene) -> None:
    scene.enter(scene.plan(), "/settings")
    scene.page.locator("#company-summary").click()
    scene.page.locator("#company-name").fill("Nora")
    scene.page.locator("#company-may-organize").check()
    scene.page.locator("#company-go").click()
    expect(scene.page.locator("#their-url")).to_be_visible()


@state
def settings_of_several_who_organize(scene: Scene) -> None:
    somebody_who_organizes_too(scene)
    scene.page.goto(scene.page.url.partition("/organizers")[0] + "/settings")
    scene.page.locator("#company-summary").click()
    scene.page.locator("#company-go").click()
    expect(scene.page.get_by_role("alert")).to_be_visible()


@state
def no_longer_organizing(scene: Scene) -> None:
    somebody_who_organizes_too(scene)
    scene.page.goto(scene.page.url.partition("/organizers")[0] + "/settings")
    scene.page.locator("#leave-link").click()
    expect(scene.page.locator("#away-go")).to_be_visible()


@state
def settings_with_what_to_get(scene: Scene) -> None:
    pasted_list(scene)
    scene.page.get_by_role("button", name="Put these on the board").click()
    scene.page.get_by_role("link", name="Settings").click()
    expect(scene.page.get_by_role("heading", name="What to get")).to_be_visible()


@state
def pasted_from_a_home(scene: Scene) -> None:
    page = scene.enter(scene.plan(), "/paste")
    scene.arrive("Your list, as tasks", page.get_by_role("button", name="Begin with that"))


@state
def add_no_lines(scene: Scene) -> None:
    scene.enter(scene.plan(), "/tasks/new?kind=trip")
    scene.send("Add them all")


@state
def task_of_the_demo(scene: Scene) -> None:
    title = "The heaviest pieces, out"
    scene.arrive(title, item(scene.enter_demo(), title).get_by_role("link", name=title, exact=True))


@state
def task_with_errors(scene: Scene) -> None:
    place = scene.plan()
    page = scene.enter(place, f"/tasks/{place.olive.task('trip', 'Van')}")
    opened(page.get_by_role("main"), "Change it").get_by_label("What is it?").fill("")
    scene.send("Save Change it")


def crew_of_two(scene: Scene, path: str = "") -> tuple[Place, int]:
    """A crew's work that is short of its people, with its page open."""
    place = scene.plan(from_floor=4)
    olive = place.olive
    things = [{"name": "Wardrobe", "weight_kg": 60, "room": "Bedroom"}, {"name": "Chairs", "count": 6}]
    crew = olive.task("heavy_item", "The heaviest pieces", starts=time(9), ends=time(11), things=things)
    olive.claim(crew, olive.helper("Hana", phone="0660 117"))
    olive.claim(crew, olive.helper("Tom", email="tom@example.org"))
    scene.enter(place, path or f"/tasks/{crew}")
    return place, crew


@state
def task_of_a_crew_with_all_unfolded(scene: Scene) -> None:
    crew_of_two(scene)
    for words in ("Change them, or add one", "Change it", "Make two of it", "Take it off the list"):
        opened(scene.page.get_by_role("main"), words)


@state
def task_with_too_few_to_begin(scene: Scene) -> None:
    crew_of_two(scene)
    scene.page.get_by_role("button", name="Under way").click()
    expect(section(scene.page, "More hands first?")).to_be_visible()


def on_the_eve(scene: Scene) -> tuple[Place, int, int]:
    """A trip and its rider a day before the move, after the driver gave it back."""
    place = scene.plan(day=NOON.date() + timedelta(days=1))
    olive = place.olive
    van = olive.task("trip", "The van, twice", starts=time(9), ends=time(12), needed=2)
    hana, wei, noor = (olive.helper(name) for name in ("Hana", "Wei", "Noor"))
    olive.claim(van, hana, role=Role.RIDER)
    olive.claim(van, wei, standing=Standing.IF_NEEDED)
    olive.claim(olive.task("care", "Sandwiches", starts=time(11), ends=time(13), needed=2), noor)
    with olive.change(olive.signup) as opened:
        new_offer(opened, {"name": "Mrs Okafor"}, "My nephew has a van.")
    return place, van, hana


@state
def task_in_which_somebody_might_step_in(scene: Scene) -> None:
    place, van, _hana = on_the_eve(scene)
    scene.enter(place, f"/tasks/{van}")
    expect(scene.page.get_by_role("list", name="Who might step in").get_by_role("button")).to_have_count(3)


@state
def own_page_of_a_rider_without_a_driver(scene: Scene) -> None:
    place, _van, hana = on_the_eve(scene)
    scene.page.goto(place.own(hana))
    expect(scene.page.get_by_text("There is no driver for this at the moment.")).to_be_visible()


@state
def board_that_asks_who_else_was_there(scene: Scene) -> None:
    place, crew = crew_of_two(scene)
    with place.olive.change() as begun:
        change_task(begun, crew, {"state": TaskState.UNDER_WAY}, anyway=True)
    scene.page.goto(place.at())
    scene.page.locator(f"#task-{crew}-tick").click()
    scene.page.locator(f"#task-{crew}-more-summary").click()
    expect(scene.page.locator(f"#task-{crew}-who")).to_be_visible()


@state
def task_with_fewer_places_than_people(scene: Scene) -> None:
    crew_of_two(scene)
    form = opened(scene.page.get_by_role("main"), "Change it")
    form.get_by_label("Your own crew size").fill("1")
    scene.send("Save Change it")
    expect(scene.page.get_by_role("group", name="If there are to be fewer: who stays?")).to_be_visible()


@state
def task_with_things_that_are_not_right(scene: Scene) -> None:
    crew_of_two(scene)
    form = opened(scene.page.get_by_role("main"), "Change them, or add one")
    form.get_by_label("What is it?").first.fill("")
    form.get_by_label("How many").nth(1).fill("0")
    form.get_by_role("button", name="Save").click()
    expect(scene.page.get_by_role("alert")).to_be_visible()


def moved_to_ten(scene: Scene) -> Place:
    """A task at another time than Hana and Tom said yes to."""
    place, crew = crew_of_two(scene)
    with place.olive.change() as opened:
        change_task(opened, crew, {"starts": time(10), "ends": time(12)})
    return place


@state
def people_to_be_told(scene: Scene) -> None:
    scene.page.goto(moved_to_ten(scene).at("/tell"))
    expect(scene.page.get_by_role("button", name="They know")).to_have_count(2)


@state
def a_word_to_all_that_reaches_one_by_letter_and_one_by_phone(scene: Scene) -> None:
    place, _crew = crew_of_two(scene)
    scene.page.goto(place.at("/word"))
    scene.page.get_by_label("Your words").fill("An hour later: it rains. The key is with Mrs Okafor.")
    scene.page.get_by_role("button", name="Say it to all who come").click()
    expect(scene.page.get_by_role("heading", name="Only you can tell them")).to_be_visible()


@state
def a_word_to_all_before_there_is_any(scene: Scene) -> None:
    scene.enter(scene.plan(), "/word")


@state
def nobody_to_be_told(scene: Scene) -> None:
    scene.enter(scene.plan(), "/tell")


@state
def own_page_with_something_that_has_changed(scene: Scene) -> None:
    place = moved_to_ten(scene)
    scene.page.goto(place.own(place.olive.board().helpers[0].n))
    expect(section(scene.page, "Different since you last looked")).to_be_visible()


@state
def telling_with_tasks_of_another_day(scene: Scene) -> None:
    place, crew = crew_of_two(scene)
    with place.olive.change() as opened:
        change_task(opened, crew, {"day": date(2026, 12, 4)})
    scene.page.goto(place.at("/tell?was=2026-12-01"))
    expect(section(scene.page, "These have a day of their own")).to_be_visible()


@state
def task_split_into_nothing(scene: Scene) -> None:
    crew_of_two(scene)
    form = opened(scene.page.get_by_role("main"), "Make two of it")
    form.get_by_role("button", name="Make it a task of its own").click()
    expect(scene.page.get_by_role("alert")).to_be_visible()


def full_soup(scene: Scene) -> None:
    place, _ = crew_of_two(scene)
    olive = place.olive
    soup = olive.task("care", "Soup", starts=time(10), ends=time(12))
    olive.claim(soup, olive.helper("Ines"))
    olive.stand_by(soup, olive.helper("Wei"))
    scene.page.goto(place.at(f"/tasks/{soup}"))


@state
def task_where_somebody_has_something_else_then(scene: Scene) -> None:
    full_soup(scene)
    scene.page.get_by_label("Who said yes?").fill("Tom")
    scene.page.get_by_role("button", name="Put them on it").click()
    expect(scene.page.get_by_text("They have this at the same time")).to_be_visible()


@state
def task_without_a_place_for_one_more(scene: Scene) -> None:
    full_soup(scene)
    scene.page.get_by_label("Who said yes?").fill("Kim")
    scene.page.get_by_role("button", name="Put them on it").click()
    expect(scene.page.get_by_text("There is no place left for them.")).to_be_visible()


@state
def task_without_a_place_for_who_stands_by(scene: Scene) -> None:
    full_soup(scene)
    scene.page.get_by_role("button", name="Give them a place").click()
    expect(section(scene.page, "One more place, for Wei?")).to_be_visible()


@state
def several_tasks_with_errors(scene: Scene) -> None:
    scene.enter_demo("/tasks/several?kind=box_load")
    scene.send("Change all of them")


@state
def task_called_off_with_people_on_it(scene: Scene) -> None:
    page = scene.enter(lived_in(scene))
    item(page, "Books").get_by_role("link", name="Books", exact=True).click()
    opened(page.get_by_role("main"), "Take it off the list").get_by_role("button", name="Call this task off").click()
    expect(section(page, "A word to them is kind")).to_be_visible()
    page.reload()  # after an answer in place the script has moved the page by the height of what it says


@state
def the_list_right_after_planning(scene: Scene) -> None:
    scene.enter_demo("/paste?notice=planned")


@state
def share_later(scene: Scene) -> None:
    page = scene.enter_demo("/share")
    opened(page.get_by_role("main"), "Cards for the stairs")


@state
def sheet_to_hang_up(scene: Scene) -> None:
    scene.page.goto(f"{lived_in(scene).signup}/print")
    expect(scene.page.get_by_role("heading", name="Washing machine")).to_be_visible()


@state
def people_none(scene: Scene) -> None:
    scene.enter(scene.plan(), "/people")


@state
def people_of_the_demo(scene: Scene) -> None:
    scene.enter_demo("/people")


@state
def people_without_a_name(scene: Scene) -> None:
    scene.enter(scene.plan(), "/people")
    scene.send("Add them")


@state
def offer_waiting(scene: Scene) -> None:
    place = lived_in(scene)
    scene.enter(place, f"/offers/{offer_of(place)}")


@state
def offer_answered_with_nothing(scene: Scene) -> None:
    offer_waiting(scene)
    scene.page.get_by_role("checkbox", checked=True).uncheck()
    scene.send("Say yes")


@state
def offer_accepted(scene: Scene) -> None:
    place = lived_in(scene)
    offer, plants = offer_of(place), place.olive.task("care", "Water the plants")
    with place.olive.change() as opened:
        accept_offer(opened, offer, [(plants, Wish())])
    page = scene.enter(place, f"/offers/{offer}")
    expect(section(page, "Say it, if you meet")).to_be_visible()


@state
def offer_with_nothing_left(scene: Scene) -> None:
    place = scene.plan()
    with place.olive.change() as opened:
        new_offer(opened, {"name": "Mr Berger"}, "Just knock.")
    scene.enter(place, f"/offers/{offer_of(place)}")


@state
def thanks_to_nobody_yet(scene: Scene) -> None:
    scene.enter(scene.plan(), "/thanks")


@state
def thanks_after_the_demo(scene: Scene) -> None:
    scene.server.clock.now = NOON + timedelta(days=20)
    scene.enter_demo("/thanks")


@state
def thanks_without_a_name(scene: Scene) -> None:
    scene.enter(scene.plan(), "/thanks")
    scene.send("Add a card")


@state
def thanks_complete(scene: Scene) -> None:
    place = lived_in(scene)
    with place.olive.change() as opened:
        for helper in place.olive.board().helpers:
            change_thanks(opened, helper.n, {"state": ThanksState.GIVEN, "way": Way.CARD})
    page = scene.enter(place, "/thanks")
    expect(section(page, "That’s enough")).to_be_visible()


@state
def note_to_write(scene: Scene) -> None:
    page = scene.enter_demo("/thanks")
    scene.arrive("A note for Hana", item(page, "Hana").get_by_role("link", name="Write the note"))


@state
def settings_of_the_demo(scene: Scene) -> None:
    scene.enter_demo("/settings")


@state
def history(scene: Scene) -> None:
    place = lived_in(scene)
    with place.olive.change() as opened:
        change_task(opened, place.olive.board().tasks[0].n, {"title": "All the books", "starts": time(8)})
    page = scene.enter(place, "/history")
    page.get_by_role("listitem").filter(has_text="All the books").get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("status")).to_contain_text("as it was before")


@state
def history_of_the_demo(scene: Scene) -> None:
    scene.enter_demo("/history")


@state
def settings_with_errors(scene: Scene) -> None:
    page = scene.enter(scene.plan(), "/settings")
    page.get_by_label("What shall we call it?").fill("")
    page.locator("#move-email").fill("nowhere")
    scene.send("Save")


@state
def settings_with_a_new_link(scene: Scene) -> None:
    page = scene.enter(scene.plan(), "/settings")
    own = section(page, "Your own link")
    opened(own, "Does somebody else have it?").get_by_role("button", name="Make a new link").click()
    expect(page.get_by_role("status")).to_contain_text("This is your new link")
    for summary in ("Does somebody else have it?", "Is this somebody else’s device?"):
        opened(own, summary)


@state
def settings_not_quite_sure(scene: Scene) -> None:
    page = scene.enter(ended(scene.plan(), MoveState.CLOSED), "/settings")
    opened(page.get_by_role("main"), "Erase everything")
    scene.send("Erase it for good")


@state
def signup_with_nothing_on_it(scene: Scene) -> None:
    scene.page.goto(scene.plan(day=None).signup)


@state
def signup_of_the_demo(scene: Scene) -> None:
    scene.open_demo("s")


def a_crew_out_and_in(scene: Scene) -> str:
    """A sofa is carried out and in; returns the sign-up link."""
    place = scene.plan()
    page = scene.enter(place, "/paste")
    page.get_by_label("One thing on each line").fill("sofa\nwashing machine")
    page.get_by_role("button", name="See what becomes of it").click()
    page.get_by_role("button", name="Put these on the board").click()
    expect(page.get_by_role("status")).to_be_visible()
    return place.signup


@state
def signup_for_out_and_in(scene: Scene) -> None:
    scene.page.goto(a_crew_out_and_in(scene))
    scene.page.locator("summary", has_text="I’ll take it").first.click()
    expect(scene.page.get_by_role("button", name="I’ll carry out and in").first).to_be_visible()


@state
def signup_for_out_and_in_without_a_name(scene: Scene) -> None:
    signup_for_out_and_in(scene)
    scene.page.get_by_role("button", name="I’ll carry out and in").first.click()
    expect(scene.page.get_by_role("alert")).to_be_visible()


@state
def signup_without_a_name(scene: Scene) -> None:
    page = scene.page
    page.goto(lived_in(scene).signup)
    form = opened(item(page, "Van, first load"), "I’ll take it")
    form.get_by_role("button", name="Put my name on it").click()
    expect(page.get_by_role("alert")).to_be_visible()


@state
def signup_for_several_without_a_name(scene: Scene) -> None:
    page = scene.page
    page.goto(lived_in(scene).signup)
    page.get_by_role("link", name="Take several at once").click()
    page.get_by_role("button", name="Put my name on all of them").click()
    expect(page.get_by_label(NAME)).to_have_attribute("aria-invalid", "true")


@state
def signup_recognised(scene: Scene) -> None:
    place = lived_in(scene)
    scene.page.goto(place.signup)
    take(scene.page, "Books", "Ines", many=2)
    expect(scene.page.get_by_role("banner")).to_contain_text("You are Ines.")
    scene.page.goto(place.signup)
    expect(scene.page.get_by_role("button", name="Not you?")).to_be_visible()


@state
def signup_called_off(scene: Scene) -> None:
    scene.page.goto(ended(lived_in(scene), MoveState.CALLED_OFF).signup)


@state
def signup_closed(scene: Scene) -> None:
    place = lived_in(scene)
    with place.olive.change() as opened:
        change_task(opened, place.olive.board().tasks[0].n, {"state": TaskState.DONE})
    scene.page.goto(ended(place, MoveState.CLOSED).signup)


@state
def own_page_of_the_demo(scene: Scene) -> None:
    scene.open_demo("h")


@state
def own_page_with_two_at_the_same_time(scene: Scene) -> None:
    place = lived_in(scene)
    scene.page.goto(place.own(place.olive.board().helpers[0].n))
    expect(section(scene.page, "Two at the same time")).to_be_visible()


@state
def own_page_with_something_given_back(scene: Scene) -> None:
    place = lived_in(scene)
    scene.page.goto(place.own(place.olive.board().helpers[0].n))
    item(scene.page, "Books").get_by_role("button", name="Not this time").click()
    expect(scene.page.get_by_role("button", name="Take it again")).to_be_visible()


@state
def own_page_without_a_name(scene: Scene) -> None:
    place = scene.plan()
    scene.page.goto(place.own(place.olive.helper()))
    me = opened(section(scene.page, "Your page"), "Your name")
    me.get_by_label(NAME).fill(" ")
    me.get_by_role("button", name="Save").click()
    expect(scene.page.get_by_role("alert")).to_be_visible()


@state
def own_page_without_cookies(scene: Scene) -> None:
    place = lived_in(scene)
    scene.page.goto(f"{place.own(place.olive.board().helpers[0].n)}?keep=1")
    expect(scene.page.locator("#keeps-nothing")).to_be_visible()


@state
def own_page_called_off(scene: Scene) -> None:
    place = lived_in(scene)
    scene.page.goto(ended(place, MoveState.CALLED_OFF).own(place.olive.board().helpers[0].n))


@state
def forgotten(scene: Scene) -> None:
    place = lived_in(scene)
    scene.page.goto(place.own(place.olive.board().helpers[0].n))
    page = section(scene.page, "Your page")
    opened(page, "Delete my name and details").get_by_role("button", name="Yes, delete them").click()
    expect(scene.page.get_by_role("heading", level=1)).to_have_text("Your details are deleted")


@state
def own_page_of_a_merged_entry(scene: Scene) -> None:
    place = scene.plan()
    first, second = place.olive.helper(email="hana@example.org"), place.olive.helper("Hana K.")
    own = place.own(second)
    with place.olive.change() as opened:
        merge(opened, first, second)
    scene.page.goto(own)


@state
def own_page_by_a_link_of_before_a_parting(scene: Scene) -> None:
    place = scene.plan()
    first, second = place.olive.helper(phone="0660 7654321"), place.olive.helper("Hana K.", email="hana@example.org")
    own = place.own(first)
    with place.olive.change() as opened:
        merge(opened, first, second)
        merging = opened.move.last_n
    with place.olive.change() as opened:
        unmerge(opened, merging)
    with place.olive.change() as opened:
        change_helper(opened, first, {"email": "hana@example.org"})
    scene.page.goto(own)


@state
def people_of_one_name(scene: Scene) -> None:
    place = scene.plan()
    for contacts in ({}, {"email": "hana@example.org"}):
        place.olive.claim(place.olive.task("care", "Soup"), place.olive.helper("Hana", **contacts))
    scene.enter(place, "/people")


@state
def letters_by_the_link_in_a_letter(scene: Scene) -> None:
    place = scene.plan()
    place.olive.helper(email="hana@example.org")
    [person] = place.olive.board().helpers
    installation = scene.server.installation
    scene.page.goto(installation.url(letters_link(installation, place.olive.link.move_id, person)))


@state
def letters_to_a_helper(scene: Scene) -> None:
    place = lived_in(scene)
    scene.page.goto(f"{place.own(place.olive.board().helpers[0].n)}/mail")


@state
def letters_to_an_organizer_stopped(scene: Scene) -> None:
    place = lived_in(scene)
    scene.page.goto(f"{place.organizer}/mail")
    scene.page.get_by_role("button", name="No emails at all").click()
    expect(scene.page.get_by_text("Nothing more is sent to you")).to_be_visible()


@state
def letters_with_nothing_to_look_at(scene: Scene) -> None:
    scene.enter(lived_in(scene), "/letters")


@state
def letters_in_files_and_one_that_did_not_arrive(scene: Scene) -> None:
    place = lived_in(scene)
    helper = place.olive.helper("Sofia", email="sofia@example.org")
    place.olive.claim(place.olive.task("care", "Cake", needed=1), helper)
    send_letters(scene.server.installation, place.olive.link.move_id)
    with scene.server.installation.database.writing() as session:
        message = session.query(Message).filter_by(move_id=place.olive.link.move_id, person_n=helper).one()
        message.state, message.error, message.ended_at = MessageState.REFUSED, "550 5.1.1 no such user", NOON
    scene.enter(place, "/letters")
    expect(scene.page.get_by_role("button", name="Try it again")).to_be_visible()


@state
def people_with_a_letter_that_did_not_arrive(scene: Scene) -> None:
    letters_in_files_and_one_that_did_not_arrive(scene)
    scene.arrive("People", scene.page.get_by_role("link", name="People"))


@state
def signup_link_again_without_an_address(scene: Scene) -> None:
    place = lived_in(scene)
    scene.page.goto(place.signup)
    scene.page.get_by_text("lost your own link").click()
    scene.send("Send it again")


@state
def a_note_under_its_own_link(scene: Scene) -> None:
    place = lived_in(scene)
    helper = place.olive.board().helpers[0].n
    with place.olive.change() as opened:
        change_thanks(
            opened, helper, {"note": "The books went down as if they were air.\n\nThe bed stood, and I slept."}
        )
    scene.page.goto(scene.server.installation.note_url(place.olive.link.move_id, helper, 1))


@state
def note_with_a_remark(scene: Scene) -> None:
    place = lived_in(scene)
    helper = place.olive.board().helpers[0].n
    with place.olive.change() as opened:
        change_thanks(opened, helper, {"note": "I owe you one, and I am sorry for the trouble."})
    scene.enter(place, f"/thanks/{helper}")
    expect(scene.page.get_by_text("may sound like a debt")).to_be_visible()


@state
def thanks_with_a_wish_for_none(scene: Scene) -> None:
    place = lived_in(scene)
    with place.olive.change() as opened:
        change_helper(opened, place.olive.board().helpers[0].n, {"no_thanks": True})
    scene.enter(place, "/thanks")
    expect(scene.page.get_by_text("no thanks are needed")).to_be_visible()


@state
def own_page_after_it_all(scene: Scene) -> None:
    place = lived_in(scene)
    scene.page.goto(ended(place, MoveState.CLOSED).own(place.olive.board().helpers[0].n))
    expect(scene.page.get_by_role("button", name="Glad I came")).to_be_visible()


@state
def own_page_of_who_comes_a_little_later(scene: Scene) -> None:
    place = lived_in(scene)
    scene.server.clock.now = NOON.replace(month=12, day=5, hour=7)
    scene.page.goto(place.own(place.olive.board().helpers[0].n))
    scene.page.get_by_label("About how many minutes").fill("20")
    scene.page.get_by_role("button", name="I’ll be a little late").click()
    expect(scene.page.get_by_role("button", name="on time after all")).to_be_visible()


@state
def own_page_glad(scene: Scene) -> None:
    own_page_after_it_all(scene)
    scene.page.get_by_role("button", name="Glad I came").click()
    expect(scene.page.get_by_role("button", name="Take it back")).to_be_visible()


@state
def thanks_on_the_evening_with_somebody_twice(scene: Scene) -> None:
    place = lived_in(scene)
    with place.olive.change() as opened:
        add_helper(opened, {"name": "Hana K."}, by_hand=True)
    scene.server.clock.now = NOON.replace(month=12, day=5, hour=17)
    scene.enter(place, "/thanks")
    expect(section(scene.page, "Perhaps one person, twice")).to_be_visible()
    expect(section(scene.page, "One sentence for everybody, this evening")).to_be_visible()


@state
def people_that_are_one(scene: Scene) -> None:
    thanks_on_the_evening_with_somebody_twice(scene)
    scene.page.get_by_role("button", name="One person: make it one entry").click()
    scene.arrive("People", scene.page.get_by_role("link", name="People"))
    expect(scene.page.get_by_role("button", name="Make them two again")).to_be_visible()


@state
def people_made_one_with_themselves(scene: Scene) -> None:
    scene.enter(lived_in(scene), "/people")
    form = opened(scene.page.get_by_role("main"), "Somebody is on the list twice")
    for label in ("The entry that stays", "The one that joins it"):
        form.get_by_label(label).select_option(index=1)
    scene.send("Make it one entry")


@state
def note_to_an_address_with_paper(scene: Scene) -> None:
    place = lived_in(scene)
    tom = next(helper.n for helper in place.olive.board().helpers if helper.email)
    with place.olive.change() as changed:
        change_thanks(changed, tom, {"note": "Tom, the soup was the best of the year."})
    page = scene.enter(place, f"/thanks/{tom}")
    for folded in ("As a page, to send as a link", "On paper, as a card"):
        opened(page.get_by_role("main"), folded)
    expect(page.get_by_role("button", name="Send it by email from here")).to_be_visible()


@state
def cards_with_nothing_to_print(scene: Scene) -> None:
    page = scene.enter(lived_in(scene), "/thanks")
    opened(page.get_by_role("main"), "On paper, as cards")
    scene.send("Make the PDF")


@state
def thanks_with_a_day_before_the_move(scene: Scene) -> None:
    page = scene.enter(lived_in(scene), "/thanks")
    page.get_by_label("When would you like to write?").fill("2026-11-30")
    scene.send("That’s my day")


@state
def thanks_with_a_moment_left_out(scene: Scene) -> None:
    page = scene.enter(lived_in(scene), "/thanks")
    page.get_by_role("button", name="Not then").first.click()
    expect(page.get_by_role("button", name="After all")).to_be_visible()


@state
def the_end_with_those_who_were_glad(scene: Scene) -> None:
    place = lived_in(scene)
    with place.olive.change() as changed:
        for helper in place.olive.board().helpers:
            change_thanks(changed, helper.n, {"note": "The soup.", "state": ThanksState.GIVEN, "way": Way.CARD})
            say_glad(changed, helper.n)
    page = scene.enter(place, "/thanks")
    opened(page.get_by_role("main"), "The cards, to read again")
    opened(page.get_by_role("main"), "Someone else to thank?")


def kept_by_ana(scene: Scene) -> tuple[Place, str, int]:
    """A move whose list Ana holds: her link, and the number of what she suggests."""
    place = lived_in(scene)
    installation, by = scene.server.installation, place.olive.link
    with place.olive.change() as opened:
        n = add_organizer(opened, {"name": "Ana", "may": May.SUGGEST})
        ana = Link(by.move_id, Grants.ORGANIZER, n, 1)
    with change(installation.database, ana, now=NOON, needs=May.SUGGEST) as opened:
        crew: TaskFields = {"kind": Kind.HEAVY_ITEM, "title": "Harp", "things": [{"same": 1, "name": "harp"}]}
        ends: list[TaskFields] = [{**crew, "place": Home.OLD}, {**crew, "place": Home.NEW}]
        draft, *_ = add_tasks(opened, [{"kind": Kind.CARE, "title": "Water the fern"}, *ends])
    with change(installation.database, ana, now=NOON, needs=May.SUGGEST) as opened:
        change_task(opened, draft, {"why": "It is thirsty."})
    return place, installation.url(ana), draft


@state
def list_of_a_keeper(scene: Scene) -> None:
    scene.page.goto(kept_by_ana(scene)[1])


@state
def draft_of_a_keeper(scene: Scene) -> None:
    place, link, draft = kept_by_ana(scene)
    scene.page.request.get(link, max_redirects=0)
    scene.page.goto(place.at(f"/tasks/{draft}"))


@state
def suggested_for_the_list(scene: Scene) -> None:
    """After a yes to what Ana has changed meanwhile."""
    scene.enter(kept_by_ana(scene)[0], "/suggested?since=1")
