"""Choices: what a field or a row of buttons offers, as pairs of a value and its label in the reader's language."""

from service.domain.models import Kind, MessageKind, Place, Sort, TaskState, Way
from service.text.language import Language
from service.text.sentences import Sentences

Options = list[tuple[str, str]]


class Choices:
    """One reader's choices. Used by templates as `choices`."""

    def __init__(self, lang: Language) -> None:
        self._ = lang.gettext
        self.say = Sentences(lang)

    def kinds(self) -> Options:
        return [(kind, self.say.kind(kind)) for kind in Kind]

    def sorts(self) -> Options:
        return [(sort, self.say.sort(sort)) for sort in Sort]

    def places(self) -> Options:
        return [(place, self.say.place(place)) for place in Place]

    def states(self) -> Options:
        """List the states that a task goes through; calling it off is a step aside."""
        return [(state, self.say.state(state)) for state in TaskState if state.is_listed]

    def ways(self) -> Options:
        """List the ways in which an organizer gives a note."""
        _ = self._
        return [
            (Way.CARD, _("With a card")),
            (Way.IN_PERSON, _("In person")),
            (Way.MESSAGE, _("With a message")),
            (Way.CALL, _("On the phone")),
            (Way.MAIL, _("By email")),
        ]

    def letter(self, kind: MessageKind) -> str:
        """Name a kind of letter that its reader can switch off."""
        _ = self._
        return {
            MessageKind.DAY_BEFORE: _("What I took, on the day before"),
            MessageKind.MORNING_OF: _("What I took, on the morning of the day"),
            MessageKind.OFFER: _("Somebody has offered to help"),
            MessageKind.YES: _("Somebody has said yes, at most three times a day"),
            MessageKind.DIGEST: _("What is still open, shortly before the day"),
            MessageKind.THANKS_REMINDER: _("A quiet moment for thank-you notes, at most three times"),
        }[kind]
