"""Names of the codes of the domain, in the reader's language: one text for each."""

from service.domain.figures.effort import Share
from service.domain.figures.lifting import Risk
from service.domain.models import AskState, Hitch, Kind, MessageState, Place, Sort, TaskState, ThanksState, Way
from service.domain.reading.views import AskView, Effort
from service.text.language import Language


class Names:
    """One reader's names."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self._ = lang.gettext

    def kind(self, kind: Kind) -> str:
        _ = self._
        return {
            Kind.BOX_LOAD: _("Boxes"),
            Kind.HEAVY_ITEM: _("Heavy things"),
            Kind.TRIP: _("Trips"),
            Kind.CARE: _("Care"),
        }[kind]

    def place(self, place: Place) -> str:
        _ = self._
        return {
            Place.OLD: _("At the old home"),
            Place.NEW: _("At the new home"),
            Place.BOTH: _("From the old home to the new one"),
            Place.ELSEWHERE: _("Somewhere else"),
        }[place]

    def place_within(self, place: Place) -> str:
        """Name a place within a sentence."""
        _ = self._
        return {
            Place.OLD: _("at the old home"),
            Place.NEW: _("at the new home"),
            Place.BOTH: _("from the old home to the new one"),
            Place.ELSEWHERE: _("somewhere else"),
        }[place]

    def sort(self, sort: Sort) -> str:
        _ = self._
        return {
            Sort.FOOD: _("Food"),
            Sort.CLEANING: _("Cleaning"),
            Sort.CHILDREN: _("Children"),
            Sort.PETS: _("Pets"),
            Sort.KEYS: _("Keys"),
            Sort.OTHER: _("Something else"),
        }[sort]

    def effort(self, effort: Effort) -> str:
        _ = self._
        return {
            Effort.NONE: _("No lifting"),
            Effort.LIGHT: _("Light, up to 10 kg"),
            Effort.BOXES: _("Carrying boxes"),
            Effort.FURNITURE: _("Carrying furniture"),
        }[effort]

    def state(self, state: TaskState) -> str:
        _ = self._
        return {
            TaskState.OPEN: _("To do"),
            TaskState.UNDER_WAY: _("Under way"),
            TaskState.DONE: _("Done"),
            TaskState.CANCELLED: _("Called off"),
            TaskState.PROPOSED: _("Suggested"),
        }[state]

    def ask_state(self, ask: AskView) -> str:
        """Name the state of an ask as the API does; whether the words were said, nobody but the one who asks knows."""
        _ = self._
        return {AskState.ASKED: _("asked"), AskState.YES: _("said yes"), AskState.RESTING: _("resting")}[ask.state]

    def way(self, way: Way) -> str:
        _ = self._
        return {
            Way.CARD: _("with a card"),
            Way.IN_PERSON: _("in person"),
            Way.MESSAGE: _("with a message"),
            Way.CALL: _("on the phone"),
            Way.MAIL: _("by email"),
        }[way]

    def share_spoken_for(self, share: Share) -> str:
        _ = self._
        return {
            Share.NOTHING: _("Nothing is spoken for yet."),
            Share.BEGINNING: _("A beginning is made."),
            Share.LESS_THAN_HALF: _("Less than half is spoken for."),
            Share.ABOUT_HALF: _("About half is spoken for."),
            Share.MORE_THAN_HALF: _("More than half is spoken for."),
            Share.NEARLY_ALL: _("Nearly all is spoken for."),
            Share.ALL: _("All is spoken for."),
        }[share]

    def share_of_mine(self, share: Share) -> str:
        """Say how much of the day is left to the organizers: in words, since a figure would be a reproach."""
        _ = self._
        return {
            Share.NOTHING: _("Nothing of the day is in your own hands any more."),
            Share.BEGINNING: _("A little of the day is in your own hands."),
            Share.LESS_THAN_HALF: _("Less than half of the day is in your own hands."),
            Share.ABOUT_HALF: _("About half of the day is in your own hands."),
            Share.MORE_THAN_HALF: _("Most of the day is still in your own hands."),
            Share.NEARLY_ALL: _("Nearly all of the day is still in your own hands."),
            Share.ALL: _("All of the day is still in your own hands."),
        }[share]

    def risk(self, risk: Risk | None) -> str:
        """Say how to go about a lift; empty where nothing is known."""
        _ = self._
        return {
            Risk.GREEN: _("Light enough for so many"),
            Risk.AMBER: _("Talk it through first, and use straps or wheels"),
            Risk.RED: _("Not yet safe with so few"),
        }.get(risk or Risk.UNKNOWN, "")

    def thanks_state(self, state: ThanksState) -> str:
        _ = self._
        return {
            ThanksState.TO_WRITE: _("still to write"),
            ThanksState.WRITTEN: _("written, not given yet"),
            ThanksState.GIVEN: _("given"),
            ThanksState.RESTING: _("left to rest"),
        }[state]

    def trouble(self, state: MessageState, error: str) -> str:
        """Say why a letter may not have arrived, and what to do."""
        _ = self._
        if error == Hitch.STOPPED:
            return _("They asked for no emails to this address. What they should know you can tell them yourself.")
        if error == Hitch.UNPROVEN:
            return _(
                "Nobody has opened the link in the first message to this number and confirmed it, so it gets no second "
                "one. What they should know you can tell them yourself."
            )
        if state is MessageState.REFUSED:
            return _("This address takes no emails. Perhaps it is mistyped: ask, and correct it under People.")
        if state is MessageState.GIVEN_UP:
            return _(
                "It was tried again and again and did not get through in time. A call from you reaches them sooner."
            )
        if error == Hitch.RESTORED:
            return _("A backup was put back here: perhaps this had gone out before. It is not sent twice by itself.")
        return _("The connection broke while it was on its way: perhaps it arrived. It is not sent twice by itself.")

    def is_server_reply(self, error: str) -> bool:
        """Tell whether the error of a message is a mail server's own words."""
        return error not in ("", *Hitch)
