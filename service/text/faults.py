"""A sentence for each fault of a field: what is wrong with it, and what would be right."""

from typing import Any

from service.domain.core.refusals import Fault, Invalid
from service.text.language import Language


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
                "There is room for %(places)s, and these names have %(taken)s together: let fewer of them stay.",
                places=number(values["places"]),
                taken=number(values["taken"]),
            )
        case "more_names_than_places":
            return lang.ngettext(
                "There is one place: only one of these names can stay.",
                "There are %(n)s places: only %(n)s of these names can stay.",
                int(values["places"]),
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
        "local_address": _(
            "Letters do not get to this address: it works only inside one network, or nowhere. "
            "Please give one like hana@example.org."
        ),
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
