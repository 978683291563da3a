"""A letter before it becomes mail: its blocks, and the parts that all letters share.

A letter to an address that nobody has confirmed holds fixed words, a kind, a day, a time and a zone, and of what people
typed only the organizer's name and the title, if they are plain (plain.py): so nobody who types somebody else's address
here can make this program send words of theirs.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from service.domain.models import Kind
from service.domain.reading.views import ClaimView, HelperView, TaskView, day_of
from service.domain.reminders.correspondence import Correspondence, Person
from service.installation import Installation
from service.mail.addresses import letters_link, proof_of, reached_at
from service.mail.letters.plain import plain_words
from service.text.language import Language
from service.text.sentences import Sentences


@dataclass(frozen=True)
class Action:
    """A link and its label."""

    label: str
    url: str


@dataclass(frozen=True)
class Lines:
    """A short list, one item a line."""

    lines: list[str]


@dataclass(frozen=True)
class Calls:
    """A sentence with numbers to call in it, as they were typed."""

    words: str
    phones: tuple[str, ...]


@dataclass(frozen=True)
class Quote:
    """Somebody's own words, quoted."""

    words: str


@dataclass(frozen=True)
class Words:
    """The organizer's own words, which are the letter."""

    words: str


Block = str | Lines | Calls | Quote | Words | Action


@dataclass
class Letter:
    """One letter: plain data, in the receiver's language."""

    subject: str
    blocks: list[Block]
    greets: bool = True
    """It begins with a greeting; a note begins as its writer began it."""
    greeting: str = ""
    signature: str = ""
    footer: list[str | Action] = field(default_factory=list)
    events: list[tuple[TaskView, ClaimView, bool]] = field(default_factory=list)
    """Calendar entries: a claim with its task, and whether it is off."""
    way: str = ""
    """The address to read on at: the receiver's own page or board."""
    leave: str = ""
    """The address that one click on "unsubscribe" is sent to."""

    def join(self, other: "Letter") -> None:
        """Append another letter's blocks that are not here yet: several letters at once become one."""
        self.blocks += [block for block in other.blocks if block not in self.blocks]
        self.events += [event for event in other.events if event not in self.events]


@dataclass(frozen=True)
class LetterContext:
    """The data that a letter is written from."""

    installation: Installation
    letters: Correspondence
    lang: Language
    now: datetime
    in_full: bool
    """It may hold words that somebody typed: its receiver has confirmed the address, or reads it on a page."""
    names_people: bool = True
    """Otherwise it may hold plain names and titles. In a message to a number not even those stand."""

    @property
    def say(self) -> Sentences:
        return Sentences(self.lang)

    def organizers(self) -> str:
        return self.lang.list([isolated(each.name, self.lang) for each in self.letters.move.organizers])

    def whose_move(self) -> str:
        """Name the move: "Nora’s move". To who has confirmed nothing in plain words alone, if need be by its title."""
        if self.in_full:
            return self.lang.gettext("%(name)s’s move", name=isolated(self.letters.move.organizer.name, self.lang))
        if not self.names_people:
            return self.lang.gettext("somebody’s move")
        name, title = plain_words(self.letters.move.organizer.name), plain_words(self.letters.move.title)
        if name:
            return self.lang.gettext("%(name)s’s move", name=isolated(name, self.lang))
        return self._quoted(title) if title else self.lang.gettext("somebody’s move")

    def which_move(self) -> str:
        """Name the move in plain words, with its title where that is plain, too: "Nora’s move, “One floor down”"."""
        title = plain_words(self.letters.move.title) if self.names_people else ""
        whose = self.whose_move()
        return (
            f"{whose}{self.lang.comma}{self._quoted(title)}"
            if title and plain_words(self.letters.move.organizer.name)
            else whose
        )

    def _quoted(self, title: str) -> str:
        return self.lang.gettext("“%(words)s”", words=isolated(title, self.lang))

    def plain_line(self, task: TaskView, claim: ClaimView) -> str:
        """Describe a claim with fixed words only: "Boxes, Sat 5 Dec, 09:00–11:00 (CET)"."""
        move = self.letters.move
        when = self.say.when_meant(task, move, claim) or self.lang.gettext("the day is still open")
        day = day_of(task, move)
        zone = self.lang.zone(move.zone, day) if day and (task.starts or task.ends) else ""
        return self.lang.joined(self._of_kind(task), f"{when} ({zone})" if zone else when, self.say.standing(claim))

    def line(self, task: TaskView, claim: ClaimView) -> str:
        """Describe a claim: "Books from the living room: Sat 5 Dec, 09:00–11:00 · 4 boxes"."""
        phrases = self.say
        about = filter(
            None, (phrases.when_meant(task, self.letters.move, claim), phrases.share_and_standing(task, claim))
        )
        return f"{self.lang.colon} ".join(filter(None, (self._named(task), " · ".join(about))))

    def titles(self, tasks: Sequence[TaskView]) -> str:
        return self.lang.list([self._named(task) for task in tasks])

    def _named(self, task: TaskView) -> str:
        return isolated(task.title, self.lang) if task.title else self.say.kind(task.kind)

    def kinds(self, tasks: Sequence[TaskView]) -> str:
        """List the kinds of these tasks, in place of their titles."""
        return self.lang.list(list(dict.fromkeys(self._of_kind(task) for task in tasks)))

    def _of_kind(self, task: TaskView) -> str:
        """Name a task without its title: "Boxes"; of what is neither lifted nor driven the sort, "help with food"."""
        if task.kind is not Kind.CARE:
            return self.say.kind(task.kind)
        return self.lang.gettext("help with %(what)s", what=self.say.help_with(task))

    def way_out(self, person: Person) -> str:
        """Make the address where letters are chosen and ended, and nothing else: mail programs send it on."""
        return self.installation.url(letters_link(self.installation, self.letters.move.id, person))

    def with_proof(self, url: str, person: Person) -> str:
        """Add the token to an address in a letter that proves, sent back from there, that somebody has read one."""
        reached = reached_at(person)
        separator = "&" if "?" in url else "?"
        return f"{url}{separator}k={proof_of(self.installation, reached)}" if reached else url

    def frame(self, letter: Letter, person: Person, reason: str) -> None:
        """Put greeting, signature and footer around a letter; `reason` says why it comes."""
        _ = self.lang.gettext
        if not self.in_full:
            reason = _(
                "Somebody gave this address at Many Hands, for %(move)s. If that was not you, say so here and nothing "
                "more comes:",
                move=self.which_move(),
            )
            letter.footer = [reason, Action(_("Stop these emails"), letter.leave)]
            return
        letter.greeting = _("Dear %(name)s,", name=isolated(person.name, self.lang)) if letter.greets else ""
        letter.signature = self.organizers() if isinstance(person, HelperView) else ""
        letter.footer = [reason, Action(_("Fewer emails, or none"), letter.leave)]


def compose(ctx: LetterContext, person: Person, parts: Sequence[Letter], reason: str, action: Action | None) -> Letter:
    """Make one letter of all its parts; `action` is the link to the receiver's own page or board."""
    letter = parts[0]
    for part in parts[1:]:
        letter.join(part)
    if action is not None:
        letter.blocks.append(action)
        letter.way = action.url
    letter.leave = ctx.way_out(person)
    ctx.frame(letter, person, reason)
    return letter


def isolated(words: str, lang: Language) -> str:
    """Isolate words of the other writing direction (U+2068, U+2069), so that the text around them stays in order."""
    # Figures with spaces between them ("0660 1") run leftwards in a text that does.
    other = ("R", "AL") if lang.direction == "ltr" else ("L", "EN", "AN")
    if any(unicodedata.bidirectional(letter) in other for letter in words):
        return f"\u2068{words}\u2069"
    return words
