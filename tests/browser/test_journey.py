"""The whole way at the width of a phone, without JavaScript: from the start page to "That’s enough", in `make hold` in
every language, also from right to left. In `make test` in English, without the turns that other tests take, too."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from service.text.language import Language, language
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
    worded,
)
from tests.conftest import NOON, Server
from tests.sizes import WHOLE

pytestmark = pytest.mark.one_database  # pages and scripts are the same over any
ADDRESS = "Lindengasse 12, door 17"


@pytest.mark.parametrize(
    "locale", ["en-GB", *(pytest.param(each, marks=pytest.mark.held) for each in ("ar", "de-DE", "es-ES", "fr-FR"))]
)
def test_a_move_from_its_first_line_to_the_last_thank_you(server: Server, visit: Visitors, locale: str) -> None:
    olive, hana, tom, ines, berger = (visit(locale=locale) for _ in range(5))
    friends = Friends(hana, tom, ines, berger)
    journey = Journey(language(locale))
    if WHOLE:
        journey.plan_with_three_fields(olive)
    signup = journey.plan_with_everything(olive)
    journey.write_down_what_there_is_to_do(olive)

    journey.hana_takes_half_the_books(hana, signup)
    journey.hana_is_recognised(hana, signup)
    journey.hana_takes_more_gives_back_and_corrects_her_name(hana)
    journey.tom_drives_and_ines_comes_along(friends, signup)
    if WHOLE:
        journey.mr_berger_offers_and_hears_of_something(olive, berger, signup)
        journey.a_place_goes_to_who_stands_by(friends, signup)
        journey.olive_writes_down_a_yes_and_takes_it_off(olive)
        journey.olive_changes_and_calls_off(olive, hana)
        journey.the_machine_waits_for_hands(olive)
    journey.olive_closes_the_move(olive, friends, signup)
    if WHOLE:
        server.clock.now = NOON + timedelta(days=14)
        journey.thanks_find_their_end(olive)


@dataclass
class Friends:
    """The friends who take something on the way, each with a phone of their own."""

    hana: Page
    tom: Page
    ines: Page
    berger: Page


@dataclass
class Journey:
    """The steps of the way, for people who read this language."""

    lang: Language
    books: str = "Books"
    """What the boxes are called by now."""

    @property
    def _(self) -> Callable[[str], str]:
        return self.lang.gettext

    def boxes(self, n: int) -> str:
        return self.lang.ngettext("%(n)s box", "%(n)s boxes", n)

    def greeting(self, name: str) -> re.Pattern[str]:
        return worded(self._("You are <bdi>%(name)s</bdi>."), name=name)

    def taken(self, title: str) -> re.Pattern[str]:
        return worded(self._("Your name is on “<bdi>%(task)s</bdi>”.").rstrip("."), task=title)

    def given(self, way: str) -> re.Pattern[str]:
        return worded(self._("Given %(way)s, %(day)s"), way=self._(way), day=self.lang.date(date(2026, 12, 7)))

    def needs(self, n: int) -> str:
        one, many = (f"This needs %(n)s {who}, and so far it has %(taken)s. " for who in ("person", "people"))
        rest = "Wait for more hands, or go ahead all the same."
        return self.lang.ngettext(one + rest, many + rest, n, taken="1")

    def plan_with_three_fields(self, olive: Page) -> None:
        _ = self._
        begin_with_the_list(olive, "Two rooms and a cat", _=_)
        olive.get_by_role("button", name=_("Begin with the list instead")).click()
        expect(olive).to_have_url(re.compile("/paste"))
        expect(olive.get_by_role("heading", name=_("Keep this link"))).to_be_visible()

    def plan_with_everything(self, olive: Page) -> str:
        """The sign-up link of the move that the rest of the story is about."""
        _ = self._
        everything = begin_with_the_list(olive, "Help us move house", "Olive & Micha", _=_)
        olive.get_by_label(_("Moving day")).fill("2026-12-05")
        everything.get_by_label(_("Why it matters, in your words")).fill("A balcony, after nine years.")
        for side, area, address, floor in (
            (_("From"), "Neubau", ADDRESS, "4"),
            (_("To"), "Ottakring", "Thaliastraße 3", "1"),
        ):
            end = everything.get_by_role("group", name=side, exact=True)
            end.get_by_label(_("Street or part of town")).fill(area)
            end.get_by_label(_("Exact address")).fill(address)
            end.get_by_label(_("Floor")).fill(floor)
        everything.get_by_role("group", name=_("To"), exact=True).get_by_label(_("There is a lift that fits")).check()
        everything.get_by_label(_("Email")).fill("olive@example.org")
        everything.get_by_label(_("Phone")).fill("+43 660 555 0142")
        olive.get_by_role("button", name=_("Begin with the list instead")).click()
        return self.keep_the_links(olive)

    def keep_the_links(self, olive: Page) -> str:
        _ = self._
        said(olive, _("Your move is planned. One thing to keep: the link below."))
        organizer = olive.get_by_label(_("Your own link")).input_value()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/o/\S+", organizer)
        expect(olive.get_by_label(_("For everyone you would ask"))).to_have_count(0)
        self.go(olive, _("Share"))
        expect(olive.get_by_label(_("Your own link"))).to_have_count(0)
        signup = olive.get_by_label(_("For everyone you would ask")).input_value()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/s/\S+", signup)
        expect(olive.get_by_role("img", name=_("The sign-up link as a QR code")).first).to_be_visible()
        expect(olive.get_by_label(_("Words to send, ready to copy"))).to_have_value(re.compile(re.escape(signup)))
        expect(
            olive.get_by_text(_("Friends cannot open these links yet: they lead to this computer only."))
        ).to_be_visible()
        self.go(olive, _("Settings"))
        expect(olive.get_by_label(_("Keep it for yourself"))).to_have_value(organizer)
        expect(olive.get_by_label(_("Moving day"))).to_have_value("2026-12-05")
        return signup

    def go(self, olive: Page, name: str) -> None:
        olive.get_by_role("banner").get_by_role("link", name=name).click()

    def write_down_what_there_is_to_do(self, olive: Page) -> None:
        _ = self._
        self.go(olive, _("Board"))
        expect(olive.get_by_role("heading", name=_("A blank page, for now"))).to_be_visible()
        olive.get_by_role("main").get_by_role("link", name=_("Add what there is to do")).click()
        self.add(olive, _("Boxes"), "Books", {_("How many boxes"): "12", _("One line of why"): "Small boxes only."})
        self.add(
            olive, _("Heavy things"), "Washing machine", {_("Weight in kilograms"): "45", _("What to bring"): "Gloves"}
        )
        self.add(olive, _("Trips"), "Van, first load", {_("Seats for friends beside the driver"): "1"})
        self.add(olive, _("Care"), "Soup for everyone", {_("How many people"): "1", _("Minutes it takes"): "90"})
        several = section(olive, _("Or several at once"))
        several.get_by_label(_("One line, one task")).fill(
            "Hoover the old flat\n\n  Hand over the keys  \nWater the plants"
        )
        several.get_by_role("button", name=_("Add them all")).click()
        said(olive, _("They are on the list."))
        expect(item(section(olive, _("Still open")), "Hand over the keys")).to_be_visible()
        expect(olive.get_by_text(_("Nothing is spoken for yet."))).to_be_visible()
        expect(item(olive, "Washing machine")).to_contain_text(_("nobody yet"))

    def add(self, olive: Page, kind: str, title: str, more: dict[str, str]) -> None:
        _ = self._
        olive.get_by_role("navigation", name=_("Kinds of help")).get_by_role("link", name=kind).click()
        form = section(olive, _("One thing"))
        form.get_by_label(_("What is it?")).fill(title)
        for label, value in more.items():
            form.get_by_label(label).fill(value)
        when = form.get_by_role("group", name=_("When"))
        when.get_by_label(_("From")).fill("09:00")
        when.get_by_label(_("Until")).fill("11:00")
        form.get_by_role("button", name=_("Add it")).click()
        said(olive, _("It is on the list."))

    def hana_takes_half_the_books(self, hana: Page, signup: str) -> None:
        _ = self._
        hana.goto(signup)
        expect(hana.get_by_role("heading", level=1)).to_have_text("Help us move house")
        expect(hana.get_by_role("heading", name=self.lang.day_title(date(2026, 12, 5)))).to_be_visible()
        main = hana.get_by_role("main")
        expect(main).to_contain_text("Neubau")
        for secret in (ADDRESS, "Thaliastraße", "olive@example.org", "555 0142"):
            assert secret not in hana.content()
        sent: list[str] = []
        hana.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
        assert hana.locator("details[open]").count() == 0
        form = opened(item(hana, "Books"), _("I’ll take it"))
        assert hana.locator("details[open]").count() == 1
        form.get_by_label(_("How many boxes")).fill("6")
        form.get_by_label(_(NAME)).fill("Hanna")
        form.get_by_role("button", name=_("Put my name on it")).click()
        said(hana, self.taken("Books"))
        assert len(sent) == 1
        expect(hana).to_have_url(on_path("/h/"))
        expect(hana.get_by_role("main")).to_contain_text(ADDRESS)
        expect(hana.get_by_role("link", name="+43 660 555 0142")).to_have_attribute("href", "tel:+436605550142")
        expect(item(hana, "Books")).to_contain_text(worded(_("You: <bdi>%(share)s</bdi>"), share=self.boxes(6)))

    def hana_is_recognised(self, hana: Page, signup: str) -> None:
        _ = self._
        hana.goto(signup)
        expect(hana.get_by_role("banner")).to_contain_text(self.greeting("Hanna"))
        expect(hana.get_by_role("button", name=_("Not you?"))).to_be_visible()
        expect(item(hana, "Books")).to_contain_text(_("You have this"))
        expect(hana.get_by_label(_(NAME))).to_have_count(0)
        assert ADDRESS not in hana.content()

    def hana_takes_more_gives_back_and_corrects_her_name(self, hana: Page) -> None:
        _ = self._
        take(hana, "Hoover the old flat", _=_)
        said(hana, self.taken("Hoover the old flat"))
        own = path_of(hana)
        take(hana, "Water the plants", _=_)
        said(hana, self.taken("Water the plants"))
        change = opened(item(hana, "Books"), _("Change it"))
        change.get_by_label(_("How many boxes")).fill("8")
        change.get_by_role("button", name=_("Save")).click()
        expect(item(hana, "Books")).to_contain_text(worded(_("You: <bdi>%(share)s</bdi>"), share=self.boxes(8)))
        item(hana, "Hoover the old flat").get_by_role("button", name=_("Not this time")).click()
        said(hana, _("Given back. No reason needed."))
        expect(item(section(hana, _("What you have taken")), "Hoover the old flat")).to_have_count(0)
        me = opened(section(hana, _("Your page")), _("Your name"))
        me.get_by_label(_(NAME)).fill("Hana")
        me.get_by_label(_("Phone")).fill("0660 117")
        me.get_by_role("button", name=_("Save")).click()
        expect(hana.get_by_role("banner")).to_contain_text(self.greeting("Hana"))
        assert path_of(hana) == own

    def tom_drives_and_ines_comes_along(self, friends: Friends, signup: str) -> None:
        _ = self._
        tom, ines = friends.tom, friends.ines
        tom.goto(signup)
        form = opened(item(tom, "Van, first load"), _("I’ll take it"))
        form.get_by_label(_(NAME)).fill("Tom")
        form.get_by_role("radio", name=_("I drive"), exact=True).check()
        form.get_by_label(_("What you drive")).fill("small van")
        form.get_by_role("button", name=_("Put my name on it")).click()
        expect(item(tom, "Van, first load")).to_contain_text(_("driving: %(vehicle)s") % {"vehicle": "small van"})
        ines.goto(signup)
        expect(item(ines, "Van, first load")).to_contain_text(_("there is a seat"))
        take(ines, "Van, first load", "Ines", _=_)
        expect(item(ines, "Van, first load")).to_contain_text("Tom")
        tom.goto(signup)
        take(tom, "Washing machine", _=_)
        slip = item(tom, "Washing machine")
        expect(slip).to_contain_text(
            worded(_("“%(task)s” is %(when)s, and you have “%(other)s” %(then)s."), other="Van, first load")
        )
        slip.get_by_role("button", name=_("Take it all the same")).click()
        said(tom, self.taken("Washing machine"))

    def a_place_goes_to_who_stands_by(self, friends: Friends, signup: str) -> None:
        _ = self._
        tom, ines = friends.tom, friends.ines
        take(ines, "Soup for everyone", _=_)
        item(ines, "Soup for everyone").get_by_role("button", name=_("Take it all the same")).click()
        said(ines, self.taken("Soup for everyone"))
        tom.goto(signup)
        soup = item(unfold(tom), "Soup for everyone")
        expect(soup).to_contain_text(_("Taken"))
        form = opened(soup, _("Stand by"))
        form.get_by_role("button", name=_("Stand by for it")).click()
        said(tom, _("You are the first to stand by."))
        expect(item(tom, "Soup for everyone")).to_contain_text(_("You are the first to stand by."))
        item(ines, "Soup for everyone").get_by_role("button", name=_("Not this time")).click()
        said(ines, _("Given back. No reason needed."))
        tom.reload()
        expect(item(tom, "Soup for everyone")).to_contain_text(_("You are on it"))
        expect(item(tom, "Soup for everyone")).not_to_contain_text(_("You are the first to stand by."))

    def mr_berger_offers_and_hears_of_something(self, olive: Page, berger: Page, signup: str) -> None:
        _ = self._
        berger.goto(signup)
        offer = opened(berger.get_by_role("main"), _("I’d like to help, tell me what"))
        offer.get_by_label(_(NAME)).fill("Mr Berger")
        offer.get_by_label(_("What could you do, and when?")).fill("I am strong, just knock.")
        offer.get_by_role("button", name=_("Send it")).click()
        said(berger, _("Your offer has arrived. Thank you."))
        expect(berger.get_by_text("I am strong, just knock.")).to_be_visible()
        self.go(olive, _("Board"))
        card = item(section(olive, _("Offers")), "Mr Berger")
        expect(card).to_contain_text("I am strong, just knock.")
        card.get_by_role("link", name=_("Say yes")).click()
        olive.get_by_role("checkbox", checked=True).uncheck()
        opened(section(olive, _("Say yes with something that fits")), _("Something else"))
        olive.get_by_label("Hand over the keys").check()
        olive.get_by_role("button", name=_("Say yes")).click()
        said(olive, _("You said yes. Your answer is ready to send."))
        words = olive.get_by_label(_("Your answer, ready to send. Change it as you like")).input_value()
        assert "Mr Berger" in words
        assert "Hand over the keys" in words
        link = re.search(r"http\S+/h/\S+", words)
        assert link is not None
        berger.goto(link.group())
        expect(berger.get_by_role("banner")).to_contain_text(self.greeting("Mr Berger"))
        expect(item(section(berger, _("What you have taken")), "Hand over the keys")).to_be_visible()
        expect(berger.get_by_text(_("Gladly accepted."))).to_be_visible()
        self.go(olive, _("Board"))
        expect(item(section(olive, _("Offers")), "Mr Berger")).to_have_count(0)

    def olive_writes_down_a_yes_and_takes_it_off(self, olive: Page) -> None:
        _ = self._
        item(olive, "Hoover the old flat").get_by_role("link", name="Hoover the old flat", exact=True).click()
        olive.get_by_label(_("Who said yes?")).fill("Wei")
        olive.get_by_role("button", name=_("Put them on it")).click()
        said(olive, _("The name is on it."))
        self.go(olive, _("Board"))
        hoover = item(section(olive, _("Covered")), "Hoover the old flat")
        expect(hoover).to_contain_text("Wei")
        hoover.get_by_role("link", name="Hoover the old flat", exact=True).click()
        olive.get_by_role("button", name=_("Take off")).click()
        said(olive, _("The name is off it again."))
        self.go(olive, _("Board"))
        expect(item(section(olive, _("Still open")), "Hoover the old flat")).not_to_contain_text("Wei")

    def olive_changes_and_calls_off(self, olive: Page, hana: Page) -> None:
        _ = self._
        item(olive, "Books").get_by_role("link", name="Books", exact=True).click()
        form = opened(olive.get_by_role("main"), _("Change it"))
        self.books = "Books from the study"
        form.get_by_label(_("What is it?")).fill(self.books)
        form.get_by_label(_("How many boxes")).fill("4")
        form.get_by_role("button", name=_("Save")).click()
        expect(olive.get_by_role("alert")).to_contain_text(
            worded(_("%(taken)s are taken already: say who stays, or leave it at that or more."), taken="8")
        )
        expect(olive.get_by_role("group", name=_("If there are to be fewer: who stays?"))).to_be_visible()
        expect(form.get_by_label(_("What is it?"))).to_have_value(self.books)
        form.get_by_label(_("How many boxes")).fill("16")
        form.get_by_role("button", name=_("Save")).click()
        said(olive, _("The task is changed."))
        expect(section(olive, _("A word to them is kind"))).to_contain_text("Hana")
        self.go(olive, _("Board"))
        item(olive, "Water the plants").get_by_role("link", name="Water the plants", exact=True).click()
        opened(olive.get_by_role("main"), _("Take it off the list")).get_by_role(
            "button", name=_("Call this task off")
        ).click()
        said(olive, _("The task is called off."))
        affected = section(olive, _("A word to them is kind"))
        expect(affected).to_contain_text("Hana")
        expect(affected.get_by_role("link", name="0660 117")).to_be_visible()
        hana.reload()
        expect(item(hana, self.books)).to_be_visible()
        expect(item(hana, "Water the plants")).to_contain_text(_("This one is called off. You need not do anything."))

    def the_machine_waits_for_hands(self, olive: Page) -> None:
        _ = self._
        self.go(olive, _("Board"))
        item(olive, "Washing machine").get_by_role("link", name="Washing machine", exact=True).click()
        olive.get_by_role("button", name=_("Under way")).click()
        careful = section(olive, _("More hands first?"))
        expect(careful).to_contain_text(worded(self.needs(3)))
        careful.get_by_role("button", name=_("Start it anyway")).click()
        said(olive, _("Moved."))
        self.go(olive, _("Board"))
        machine = item(section(olive, _("Under way")), "Washing machine")
        machine.get_by_role("button", name=_("Done")).click()
        said(olive, _("Done."))
        self.go(olive, _("Board"))
        expect(item(section(olive, _("Done")), "Washing machine")).to_be_visible()

    def olive_closes_the_move(self, olive: Page, friends: Friends, signup: str) -> None:
        _ = self._
        ines = friends.ines
        ines.goto(signup)
        late = opened(item(ines, self.books), _("I’ll take it"))
        self.go(olive, _("Settings"))
        olive.get_by_role("button", name=_("Close the move")).click()
        said(olive, _("The move is closed."))
        late.get_by_role("button", name=_("Put my name on it")).click()
        expect(ines.get_by_role("alert")).to_contain_text(
            _("This move is over and closed. There is nothing more to take on.")
        )
        for friend in (ines, friends.hana):
            friend.goto(signup)
            expect(friend.get_by_role("main")).to_contain_text(_("This move is over and closed. Thank you, everyone."))
            expect(friend.get_by_text(_("I’ll take it"))).to_have_count(0)
            expect(friend.get_by_role("main").get_by_role("button")).to_have_count(0)

    def thanks_find_their_end(self, olive: Page) -> None:
        _ = self._
        self.go(olive, _("Thanks"))
        cards = olive.get_by_role("main").get_by_role("heading", level=2)
        for name in ("Hana", "Tom", "Ines", "Mr Berger"):
            expect(item(olive, name)).to_contain_text(_("still to write"), ignore_case=True)
        expect(cards.filter(has_text="Wei")).to_have_count(0)
        expect(item(olive, "Hana")).to_contain_text(
            worded(_("carried %(amount)s: %(title)s"), amount=self.boxes(8), title=self.books)
        )
        self.write_to_hana(olive)
        item(olive, "Tom").get_by_role("link", name=_("Write the note")).click()
        olive.get_by_role("button", name=_("In person")).click()
        said(olive, _("Given. That’s enough."))
        expect(item(olive, "Tom")).to_contain_text(self.given("in person"))
        item(olive, "Ines").get_by_role("button", name=_("Let it rest")).click()
        said(olive, _("It rests now. That’s enough."))
        item(olive, "Tom").get_by_role("button", name=_("Not yet")).click()
        said(olive, _("It is back among your notes."))
        expect(item(olive, "Tom")).to_contain_text(_("still to write"), ignore_case=True)
        self.give(olive, "Tom", _("With a message"))
        self.give(olive, "Mr Berger", _("By email"))
        expect(olive.get_by_role("heading", name=_("That’s enough"))).to_be_visible()
        self.add_the_neighbour(olive)
        expect(olive.get_by_role("heading", name=_("That’s enough"))).to_have_count(0)
        self.give(olive, "The neighbour from 3B", _("With a card"))
        expect(olive.get_by_role("heading", name=_("That’s enough"))).to_be_visible()
        expect(olive.get_by_role("main")).to_contain_text("Epley")
        expect(olive.get_by_role("main")).to_contain_text(
            _("No note is left to write. Nothing more is owed, on any side.")
        )

    def write_to_hana(self, olive: Page) -> None:
        _ = self._
        item(olive, "Hana").get_by_role("link", name=_("Write the note")).click()
        note = olive.get_by_label(_("In your own words"))
        expect(note).to_have_value(re.compile(f"Hana.*{self.books}"))
        note.fill("Hana, you carried the books with a song.\nNow they stand by the window.")
        olive.get_by_role("button", name=_("Keep it for later")).click()
        said(olive, _("Your note is kept."))
        expect(item(olive, "Hana")).to_contain_text(_("written, not given yet"), ignore_case=True)
        item(olive, "Hana").get_by_role("link", name=_("Open the note")).click()
        expect(olive.get_by_label(_("In your own words"))).to_have_value(re.compile("stand by the window"))
        olive.get_by_role("button", name=_("With a card")).click()
        expect(item(olive, "Hana")).to_contain_text(self.given("with a card"))

    def give(self, olive: Page, name: str, way: str) -> None:
        _ = self._
        item(olive, name).get_by_role("link", name=_("Write the note")).click()
        olive.get_by_role("button", name=way).click()
        said(olive, _("Given. That’s enough."))

    def add_the_neighbour(self, olive: Page) -> None:
        _ = self._
        someone = opened(olive.get_by_role("main"), _("Someone else to thank?"))
        someone.get_by_label(_("Name")).fill("The neighbour from 3B")
        someone.get_by_role("button", name=_("Add a card")).click()
        said(olive, _("They are on your list."))
