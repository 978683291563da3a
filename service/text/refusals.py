"""A title and a sentence for each Refusal, and a sentence for each fault of a field."""

from typing import Any

from service.domain.core import refusals
from service.domain.core.refusals import (
    Clash,
    Clashing,
    Fault,
    Invalid,
    KeyReused,
    Refusal,
    Since,
    TaskFull,
    TooLate,
)
from service.domain.figures.clashes import Window
from service.domain.models import MoveState, TaskState
from service.text.language import Language

LONG_WAIT = 3600
"""Seconds; for a longer wait the sentence names another day."""
MOST_PAIRS = 3
"""Clashes that are told one by one: more of them say nothing else."""


def title_of(no: Refusal, lang: Language) -> str:
    _ = lang.gettext
    match no:
        case TaskFull(state=TaskState.DONE):
            return _("This one is done")
        case TaskFull(left=left, own=own) if left or own:
            return _("There is less left than that")
    return {
        "not_found": _("There is nothing here"),
        "task_full": _("Somebody was quicker"),
        "task_cancelled": _("This is not needed any more"),
        "move_closed": _("This move takes no more help"),
        "unsafe_crew": _("Not yet safe"),
        "clash": _("Two at the same time"),
        "changed_since": _("It is not as you saw it"),
        "last_organizer": _("Somebody has to organize"),
        "too_late": _("This can no longer be undone"),
        "malformed": _("This could not be read"),
        "wrong_origin": _("This came from another page"),
        "too_large": _("That is too much at once"),
        "too_many": _("A moment, please"),
        "key_reused": _("The same key, another request"),
        "invalid": _("Something is missing or not right"),
    }[no.code]


def _one_of_both(no: TaskFull, lang: Language) -> str:
    if not no.left:
        return lang.gettext(
            "“%(title)s” has been taken in the meantime, so neither is yours yet. "
            "What is still free you can take by itself.",
            title=no.title,
        )
    return lang.ngettext(
        "Of “%(title)s” %(n)s place is left, so neither is yours yet. Take as many, or one of the two alone.",
        "Of “%(title)s” %(n)s places are left, so neither is yours yet. Take as many, or one of the two alone.",
        no.left,
        title=no.title,
    )


def _one_of_several(no: TaskFull, lang: Language) -> str:
    if not no.left:
        return lang.gettext(
            "“%(title)s” has been taken in the meantime, so nothing is yours yet. "
            "What is still free is ticked as before.",
            title=no.title,
        )
    return lang.ngettext(
        "Of “%(title)s” %(n)s is left, so nothing is yours yet. Take that, or leave it out.",
        "Of “%(title)s” %(n)s are left, so nothing is yours yet. Take as many, or leave it out.",
        no.left,
        title=no.title,
    )


def _task_full(no: TaskFull, lang: Language) -> str:
    _, ngettext = lang.gettext, lang.ngettext
    if no.state is TaskState.DONE:
        return _("This one is done already. Thank you for wanting to.")
    if no.is_one_of_both:
        return _one_of_both(no, lang)
    if no.is_one_of_several:
        return _one_of_several(no, lang)
    if no.own:
        return ngettext(
            "You have %(own)s of this, and %(n)s more is free.",
            "You have %(own)s of this, and %(n)s more are free.",
            no.left,
            own=lang.number(no.own),
        )
    if not no.left:
        return _("Someone has this one. You can stand by, or take something else.")
    return ngettext(
        "%(n)s of this is still free. Take that, or something else.",
        "%(n)s of this are still free. Take that many or fewer.",
        no.left,
    )


def sentence_of(no: Refusal, lang: Language) -> str:
    """Say what happened and what to do now."""
    _, ngettext = lang.gettext, lang.ngettext
    match no:
        case TaskFull():
            return _task_full(no, lang)
        case refusals.TaskCancelled():
            return _("This task was called off. Everything that is still open is on the list.")
        case refusals.MoveClosed(state=MoveState.CALLED_OFF):
            return _("This move was called off. There is nothing more to take on.")
        case refusals.MoveClosed(state=MoveState.OPEN):
            return _("That day is over, so there is nothing more to take on. Thank you for wanting to help.")
        case refusals.MoveClosed():
            return _("This move is over and closed. There is nothing more to take on.")
        case refusals.UnsafeCrew(by_hand=False):
            return _(
                "This is too heavy to lift by hand. If professionals take it, or it can roll on one floor, go ahead."
            )
        case refusals.UnsafeCrew(people=people, taken=taken):
            return ngettext(
                "This needs %(n)s person, and so far it has %(taken)s. Wait for more hands, or go ahead all the same.",
                "This needs %(n)s people, and so far it has %(taken)s. Wait for more hands, or go ahead all the same.",
                people,
                taken=lang.number(taken),
            )
        case Clash(pairs=[]):
            return _("This is at the same time as something else of yours. You know best.")
        case Clash():
            return " ".join([*(_clashing(pair, lang) for pair in no.pairs[:MOST_PAIRS]), _("You know best.")])
        case refusals.ChangedSince():
            return _("“%(title)s” has changed since you looked: have a look first.", title=no.title)
        case refusals.LastOrganizer():
            return _("Nobody else organizes this move yet. Add somebody first, or erase the move in the settings.")
        case refusals.TooLate():
            return _too_late(no, lang)
        case refusals.WrongOrigin():
            return _("Another site tried to send this. Open the link itself and try again there.")
        case refusals.Malformed():
            return _(
                "What was sent is cut off or not in the form that belongs here. Please check it and send it again."
            )
        case refusals.TooLarge():
            return _("More was sent than fits. Send it in smaller pieces.")
        case refusals.TooMany(seconds=seconds) if seconds > LONG_WAIT:
            return _("A great many moves were planned from here today. Please go on tomorrow.")
        case refusals.TooMany(seconds=seconds):
            return ngettext(
                "A great deal came from here at once. Please wait %(n)s second, then send it again.",
                "A great deal came from here at once. Please wait %(n)s seconds, then send it again.",
                seconds,
            )
        case KeyReused():
            return _("This key was used for another request. Send a new key.")
        case Invalid(faults=found):
            sentences = [fault_sentence(fault, lang) for fault in found]
            return " ".join(dict.fromkeys([*sentences, count_sentence(no, lang)])).strip()
        case _:
            return _(
                "Perhaps the link was cut off, or it has been replaced by a newer one. "
                "Ask the person who sent it for the present one."
            )


def _clashing(pair: Clashing, lang: Language) -> str:
    """Say when both are: "“Boxes” is on Saturday from 9 to 11, and you have “Sofa” from 10 to 12."."""
    wanted, other = pair.wanted, pair.other
    is_one_day = wanted.window.day == other.window.day
    said = {
        "task": wanted.title,
        "when": _window(wanted.window, lang),
        "other": other.title,
        "then": _times(other.window, lang) if is_one_day else _window(other.window, lang),
    }
    if pair.is_new:
        return lang.gettext("“%(task)s” is %(when)s, and “%(other)s” %(then)s.", **said)
    return lang.gettext("“%(task)s” is %(when)s, and you have “%(other)s” %(then)s.", **said)


def _window(window: Window, lang: Language) -> str:
    return lang.gettext("on %(day)s %(times)s", day=lang.weekday(window.day), times=_times(window, lang))


def _times(window: Window, lang: Language) -> str:
    return lang.gettext("from %(starts)s to %(ends)s", starts=lang.time(window.starts), ends=lang.time(window.ends))


def _too_late(no: TooLate, lang: Language) -> str:
    """Say what stands on a change that was to be undone."""
    _ = lang.gettext
    task, name, whom = no.title or _("that task"), no.name or _("Somebody"), no.name or _("somebody")
    return {
        Since.NEVER: _("This stays as it is: neither a link that was closed nor details that were deleted come back."),
        Since.NOT_KEPT: _("This is not kept for undoing any more."),
        Since.TAKEN: _("%(name)s counts on “%(task)s” as it is now. You can change it by hand.", name=name, task=task),
        Since.TASK_CHANGED: _("“%(task)s” was changed again since. You can change it by hand.", task=task),
        Since.PERSON_CHANGED: _("Something about %(name)s has changed since. You find it under People.", name=whom),
        Since.ASKED: _("%(name)s is asked for “%(task)s” by now. Take that back first.", name=name, task=task),
        Since.ASK_CHANGED: _(
            "Something about what %(name)s is asked has changed since. You find it under Ask.", name=whom
        ),
        Since.OFFER_CHANGED: _(
            "Something about an offer of %(name)s has changed since. You find it on the board.", name=whom
        ),
        Since.NOTE_CHANGED: _(
            "Something about the thank-you for %(name)s has changed since. You find it under Thanks.", name=whom
        ),
        Since.MOVE_CHANGED: _("This was changed again since. You find it in the settings."),
        Since.LETTER_WENT: _("An email with this has gone out, and what was sent stays sent."),
        Since.NOT_FREE: _("Somebody else has this place by now. You can stand by, or take something else."),
        Since.TIME_OVER: _("That was a while ago. Look at the list: perhaps the place is still free."),
    }[no.since]


def count_sentence(no: Invalid, lang: Language) -> str:
    """Say how much is not right where that is more than is named; else nothing."""
    if no.count <= len(no.faults):
        return ""
    return lang.ngettext(
        "%(n)s thing in all is not right; the first %(named)s are named.",
        "%(n)s things in all are not right; the first %(named)s are named.",
        no.count,
        named=lang.number(len(no.faults)),
    )


def fault_sentence(fault: Fault, lang: Language) -> str:
    """Say what is wrong with one field and what would be right."""
    _, number = lang.gettext, lang.number
    values: dict[str, Any] = dict(fault.values)
    if "line" in values:
        line = values.pop("line")
        what = fault_sentence(Fault(fault.field, fault.code, values), lang)
        return _("Line %(line)s: %(what)s", line=number(line), what=what)
    match fault.code:
        case "missing":
            return _("Please fill this in.")
        case "too_long":
            return _(
                "This has %(length)s characters; there is room for %(most)s. Please shorten it.",
                length=number(values["length"]),
                most=number(values["most"]),
            )
        case "too_many":
            return _("This is more than fits at once; there is room for %(most)s.", most=values.get("most", ""))
        case "too_small":
            return _("Please give at least %(least)s.", least=number(values.get("least", 1)))
        case "too_large":
            return _("Please give at most %(most)s.", most=number(values["most"]))
        case "below_taken":
            return _(
                "%(taken)s are taken already: say who stays, or leave it at that or more.",
                taken=number(values["taken"]),
            )
        case "others_stay":
            return _("At most %(most)s can go: the rest is taken, or stays.", most=number(values["most"]))
        case "more_than_places":
            return _(
                "Those who stay take more places than the %(places)s that are left.", places=number(values["places"])
            )
        case "has_more":
            return _(
                "They have %(quantity)s already. Give the whole number, or take them off first.",
                quantity=number(values["quantity"]),
            )
        case "far_day":
            return _("Please give a day between %(first)s and %(last)s.", **values)
        case code:
            return _plain_faults(lang).get(code) or _("This could not be understood. Please look at it again.")


def _plain_faults(lang: Language) -> dict[str, str]:
    _ = lang.gettext
    return {
        "not_text": _("There are characters in this that cannot be kept. Please type it again."),
        "not_a_text": _("Please give this as text."),
        "not_a_number": _("Please give a whole number, such as 3."),
        "not_yes_or_no": _("Please say true or false."),
        "not_a_day": _("Please give a day like 2026-12-05."),
        "not_a_time": _("Please give a time like 09:00."),
        "many_asks": _("A thousand asks are there already. Take back one that is over, and there is room for another."),
        "many_organizers": _("Twenty people organize this already. Take somebody off, and there is room for another."),
        "many_offers": _("Twenty offers of one person wait for an answer. Once one has it, there is room for more."),
        "not_an_address": _("An e-mail address looks like hana@example.org. It may also stay empty."),
        "local_address": _("This address only works inside one network. Please give one like hana@example.org."),
        "unknown_zone": _("Please choose one of the time zones, such as Europe/Vienna."),
        "unknown_word": _("Please choose one of the given words."),
        "unknown_field": _("This field is not known. Leave it out."),
        "name_or_helper": _("Give either a new name or the number of a helper."),
        "before_start": _(
            "This ends before it starts. Over midnight it may last 12 hours at most. Please look at both times."
        ),
        "no_thing_ticked": _("Choose one thing, or write one down."),
        "nobody_chosen": _("Choose at least one person."),
        "nothing_chosen": _("Choose at least one task."),
        "nothing_to_change": _("Fill in what is to change. What stays empty stays as it is."),
        "nowhere_to_go": _("Say where the things that are ticked go: to another task, or each to one of its own."),
        "other_kind": _("Boxes go with boxes, and furniture with furniture."),
        "too_heavy": _("Too heavy to lift by hand, so not along with others: make it a task of its own."),
        "done": _("This one is done already."),
        "own_name": _("This is your own name. Whom would you like to ask?"),
        "asked_already": _("You are asking somebody already. Take that back first, then ask another friend."),
        "not_firm": _("You stand by for this, so there is no place to hand on yet."),
        "for_few": _("Not everybody sees this one, so the organizer says who else takes it."),
        "unknown_language": _("Please choose one of the languages that there are."),
        "twice": _("The same thing stands here twice."),
        "unknown_thing": _("There is no thing with this number any more."),
        "carried_twice": _("A thing is on two tasks at most: once out, and once in."),
        "no_thing_chosen": _("Choose what goes."),
        "nothing_stays": _("Something has to stay with the first one."),
        "not_on_it": _("Choose among those who are coming."),
        "nobody_named": _("Tick somebody, or write a name."),
        "not_here": _("Choose among the people who are here."),
        "claims_stand": _("People have taken this as it is. Take them off first, or add a new task."),
        "not_today": _("This is for the day on which you come."),
        "one_driver": _("One driver takes one vehicle: leave the quantity at 1."),
        "key_length": _("Send an Idempotency-Key of 16 to 128 characters."),
        "same_person": _("These are one and the same entry. Please choose two."),
        "same_name": _("More than one person here has this name. Pick one from the list, with its number."),
        "wrong_word": _("This is not the word. Whoever runs this place can tell you."),
        "written_meanwhile": _(
            "Somebody else has written here meanwhile: their words stand below yours now. Make one note of both."
        ),
        "no_letters": _("They left no address, or want no emails. A card or a message reaches them."),
        "no_cards": _("There is no note to print yet. Write one first, or print cards with room for handwriting."),
        "much_to_print": _(
            "This is more than can be printed at once. "
            "Print the longest notes one by one, or cards with room for handwriting."
        ),
        "no_tasks": _("Nothing is left to put on the board. Keep at least one task."),
        "before_the_move": _("Please give a day on or after the day of the move."),
        "not_sure": _("Please tick the box first. This cannot be undone."),
    }
