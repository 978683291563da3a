"""The words that columns may hold: the database checks them, too."""

from enum import StrEnum


class May(StrEnum):
    """The rights of an organizer's link."""

    ORGANIZE = "organize"
    SUGGEST = "suggest"
    """A keeper's: they draft tasks, which nobody else sees until somebody who organizes opens them."""


class MoveState(StrEnum):
    OPEN = "open"
    CALLED_OFF = "called_off"
    CLOSED = "closed"


class Kind(StrEnum):
    BOX_LOAD = "box_load"
    HEAVY_ITEM = "heavy_item"
    TRIP = "trip"
    CARE = "care"

    @property
    def is_carried(self) -> bool:
        """Tell whether such a task is to carry things: boxes, or what is heavy."""
        return self in (Kind.BOX_LOAD, Kind.HEAVY_ITEM)


class Work(StrEnum):
    PACK = "pack"
    CARRY = "carry"


class Sort(StrEnum):
    FOOD = "food"
    CLEANING = "cleaning"
    CHILDREN = "children"
    PETS = "pets"
    KEYS = "keys"
    OTHER = "other"


class Gear(StrEnum):
    """The gear that organizers get for the move, in the order of their list."""

    STRAPS = "straps"
    DOLLY = "dolly"
    HAND_TRUCK = "hand_truck"
    APPLIANCE_DOLLY = "appliance_dolly"
    PIANO_DOLLY = "piano_dolly"
    TOOLS = "tools"
    BLANKETS = "blankets"


class Place(StrEnum):
    """The home or way at which a task is."""

    OLD = "old"
    NEW = "new"
    BOTH = "both"
    """It begins at the old home and ends at the new one."""
    ELSEWHERE = "elsewhere"


OTHER_HOME = {Place.OLD: Place.NEW, Place.NEW: Place.OLD}
"""The place where things are carried in, by that where they are carried out, and the other way round."""


class TaskState(StrEnum):
    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    CANCELLED = "cancelled"
    PROPOSED = "proposed"
    """A keeper's draft: for organizers and that keeper alone, until one who organizes opens it."""

    @property
    def is_listed(self) -> bool:
        """Tell whether it counts among what there is to do, or has been done: neither a draft nor called off."""
        return self not in (TaskState.CANCELLED, TaskState.PROPOSED)

    @property
    def is_live(self) -> bool:
        """Tell whether the task is still to be done or being done."""
        return self in (TaskState.OPEN, TaskState.UNDER_WAY)


class Standing(StrEnum):
    FIRM = "firm"
    STANDBY = "standby"
    IF_NEEDED = "if_needed"


class Role(StrEnum):
    DRIVER = "driver"
    RIDER = "rider"


class OfferState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    RESTING = "resting"


class AskState(StrEnum):
    """The state that an ask is shown in: without a yes `asked` for three days, then `resting`, whatever happened."""

    ASKED = "asked"
    YES = "yes"
    RESTING = "resting"


class ThanksState(StrEnum):
    TO_WRITE = "to_write"
    WRITTEN = "written"
    GIVEN = "given"
    RESTING = "resting"


class Way(StrEnum):
    CARD = "card"
    IN_PERSON = "in_person"
    MESSAGE = "message"
    CALL = "call"
    MAIL = "mail"


class MessageKind(StrEnum):
    """The subject of a message. One person gets one of a kind for one day and number (see `Message`)."""

    OWN_LINK = "own_link"
    """Their own link: at the beginning, or again because they asked."""
    CLAIM_UPDATE = "claim_update"
    """Something that they took is noted, has changed or is called off."""
    DAY_BEFORE = "day_before"
    MORNING_OF = "morning_of"
    OFFER = "offer"
    YES = "yes"
    """Friends have taken something: needs no answer."""
    PLACE_FREE = "place_free"
    """A place has come free near the day, and something lacks somebody."""
    DIGEST = "digest"
    """The tasks that are still open near the day."""
    THANKS_REMINDER = "thanks_reminder"
    """A moment to write the thank-you notes."""
    THANK_YOU_NOTE = "thank_you_note"
    """A thank-you note itself."""
    EVENING = "evening"
    """One sentence for everybody on the evening of the move."""
    WORD = "word"
    """A message to all who come."""
    ASK = "ask"
    """The words of an ask, to the person who is asked."""


class LetterSort(StrEnum):
    """The sorts of letter that are counted apart, each with a number of its own that a receiver gets in a day."""

    TOLD = "told"
    TOLD_UNPROVEN = "told_unproven"
    ASKED = "asked"
    """The link again, since somebody asked."""
    ASKED_UNPROVEN = "asked_unproven"
    NUMBER = "number"
    """A chat or short message to somebody's own number."""
    NUMBER_UNPROVEN = "number_unproven"


class Hitch(StrEnum):
    """The reason why a message has not gone, or perhaps not: our own finding, not a mail server's words."""

    STOPPED = "stopped"
    """The owner of the address wants no letters from here."""
    NO_ADDRESS = "no_address"
    """No letter can be addressed so."""
    TOO_MANY = "too_many"
    """The quota of the day is used up."""
    UNPROVEN = "unproven"
    """A number that nobody has confirmed gets one message, and has had it."""
    INTERRUPTED = "interrupted"
    """It was on its way when its process ended."""
    RESTORED = "restored"
    """It may have gone before a backup was put back."""


class MessageState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    """A process is handing it over. If that process dies meanwhile, it becomes `perhaps_sent`."""
    SENT = "sent"
    PERHAPS_SENT = "perhaps_sent"
    REFUSED = "refused"
    """The mail server will never take it."""
    GIVEN_UP = "given_up"
    """Tried for a day, or until its time had passed."""


class Paper(StrEnum):
    """Sheets to print on: four cards of A6, or of 4.25 by 5.5 inches, are one."""

    A4 = "a4"
    LETTER = "letter"
