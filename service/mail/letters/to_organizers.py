"""Letters to organizers: the key to their move, an offer, what is still open, and a moment for the notes."""

from collections.abc import Iterator, Sequence, Set

from service.domain.core.links import Grants, Link
from service.domain.figures.times import THANKS_AFTER
from service.domain.models import Message, MessageKind
from service.domain.reading.stand_ins import stand_ins
from service.domain.reading.views import OrganizerView, TaskView, today
from service.domain.reminders.free_places import free_places
from service.mail.letters.base import Action, Block, Letter, LetterContext, Lines, Quote, compose, isolated
from service.mail.letters.plain import plain_words
from service.text.stepping_in import reason

MAX_NAMES = 3
"""Names in the subject of a letter."""
MAX_LINES = 12
"""Lines of a list in a letter; the board has the rest."""


def letter_to_organizer(ctx: LetterContext, organizer: OrganizerView, messages: Sequence[Message]) -> Letter:
    """Write one letter for all that is due to this organizer now."""
    _ = ctx.lang.gettext
    url = ctx.installation.url(Link(ctx.letters.move.id, Grants.ORGANIZER, organizer.n, organizer.epoch))
    is_for_thanks = any(message.kind is MessageKind.THANKS_REMINDER for message in messages)
    label, page = (_("Your thank-you notes"), "?to=thanks") if is_for_thanks else (_("Your board"), "")
    free = _free(ctx, messages)
    if len(free) == 1:
        label, page = _("The task, and who might step in"), f"?to=tasks/{free[0].n}"
    action = Action(label, ctx.with_proof(f"{url}{page}", organizer))
    if organizer.n in ctx.letters.keepers:
        reason = _("You get this because you help with the list of this move. You choose what comes:")
    else:
        reason = _("You get this because you are planning this move. You choose what comes:")
    return compose(ctx, organizer, list(_parts(ctx, organizer, messages)), reason, action)


def _parts(ctx: LetterContext, organizer: OrganizerView, messages: Sequence[Message]) -> Iterator[Letter]:
    kinds = {message.kind for message in messages}
    if MessageKind.OWN_LINK in kinds:
        yield _key_for_the_list(ctx, organizer) if organizer.n in ctx.letters.keepers else _key(ctx, organizer)
    if free := _free(ctx, messages):
        yield _places(ctx, free)
    if MessageKind.OFFER in kinds:
        yield _offers(ctx, [message.number for message in messages if message.kind is MessageKind.OFFER])
    if MessageKind.YES in kinds:
        yield _yes(ctx, {int(n) for message in messages if message.kind is MessageKind.YES for n in message.told_facts})
    if MessageKind.DIGEST in kinds:
        yield _digest(ctx)
    if MessageKind.THANKS_REMINDER in kinds:
        yield _thanks(ctx, organizer)


def _key(ctx: LetterContext, organizer: OrganizerView) -> Letter:
    _ = ctx.lang.gettext
    blocks: list[Block] = [
        *_made_by(ctx, organizer),
        _("This email holds the key to your move, on any device. Keep it, and keep it to yourself."),
        _("There is no password and no account. Whoever has the link can change everything."),
    ]
    if not ctx.in_full:
        blocks.append(_("On your board you can say that this address is yours. Until then, emails to it say little."))
    return Letter(_("The key to your move"), blocks)


def _made_by(ctx: LetterContext, organizer: OrganizerView) -> list[Block]:
    """Say who has made somebody's link for them, if that one still organizes, in plain words."""
    name = plain_words(ctx.letters.move.name_of(organizer.link_by)) if ctx.names_people else ""
    return [ctx.lang.gettext("%(name)s has made this link for you.", name=isolated(name, ctx.lang))] if name else []


def _key_for_the_list(ctx: LetterContext, organizer: OrganizerView) -> Letter:
    """Say to a keeper what their link opens."""
    _ = ctx.lang.gettext
    blocks: list[Block] = [
        *_made_by(ctx, organizer),
        _(
            "%(whose)s: with this link you can suggest what there is to do, on any device.",
            whose=ctx.whose_move(),
        ),
        _("Nobody else sees a suggestion until somebody who organizes says yes. Keep the link to yourself."),
    ]
    return Letter(_("A link for the list"), blocks)


def _offers(ctx: LetterContext, numbers: Sequence[int]) -> Letter:
    _, lang = ctx.lang.gettext, ctx.lang
    offers = [offer for offer in ctx.letters.board.waiting if offer.n in numbers]
    if not ctx.in_full:
        return Letter(_("Somebody has offered to help"), [_("An offer is waiting on your board.")])
    names = lang.list([isolated(offer.helper.name, lang) for offer in offers])
    blocks: list[Block] = []
    for offer in offers:
        blocks += [_("%(name)s offers:", name=isolated(offer.helper.name, lang)), Quote(offer.words)]
    blocks.append(_("A yes is two taps: choose a thing that fits, and the answer is written for you."))
    return Letter(_("An offer from %(names)s", names=names), blocks)


def _yes(ctx: LetterContext, claims: Set[int]) -> Letter:
    """Write what friends have taken, by person, with the word that each left."""
    _, lang = ctx.lang.gettext, ctx.lang
    pairs = [(task, claim) for task in ctx.letters.board.tasks for claim in task.claims if claim.n in claims]
    pairs.sort(key=lambda pair: (pair[1].claimed_at, pair[1].n))
    if not ctx.in_full:
        return Letter(_("Somebody has said yes"), [_("Somebody has said yes. It is on your board.")])
    shown = pairs[:MAX_LINES]
    names = list(dict.fromkeys(claim.helper.name for _task, claim in shown))
    blocks: list[Block] = []
    for name in names:
        theirs = [(task, claim) for task, claim in shown if claim.helper.name == name]
        blocks += [_("%(name)s says yes:", name=isolated(name, lang)), Lines([ctx.line(*pair) for pair in theirs])]
        blocks += [Quote(claim.note) for _task, claim in theirs if claim.note]
    if len(pairs) > MAX_LINES:
        blocks.append(lang.ngettext("and %(n)s more", "and %(n)s more", len(pairs) - MAX_LINES))
    blocks.append(_("There is nothing to answer. It is all on your board."))
    if len(names) > MAX_NAMES:
        return Letter(_("Several people have said yes"), blocks)
    return Letter(_("A yes from %(names)s", names=lang.list([isolated(name, lang) for name in names])), blocks)


def _free(ctx: LetterContext, messages: Sequence[Message]) -> list[TaskView]:
    """List the tasks in which a place has come free, each once."""
    about = [message for message in messages if message.kind is MessageKind.PLACE_FREE]
    tasks = [task for message in about for task in free_places(ctx.letters, message, ctx.now)]
    return list({task.n: task for task in tasks}.values())


def _places(ctx: LetterContext, tasks: Sequence[TaskView]) -> Letter:
    """Write what lacks somebody now, and who might step in: never who gave the place back."""
    _, lang, move = ctx.lang.gettext, ctx.lang, ctx.letters.move
    if not ctx.in_full:
        return Letter(_("A place has come free"), [_("A place has come free for:"), Lines([ctx.kinds(tasks)])])
    blocks, asks_somebody = list[Block](), False
    for task in tasks:
        now = " · ".join(filter(None, (ctx.say.when(task, move), ctx.say.left(task))))
        blocks += [_("A place has come free for:"), Lines([f"{isolated(task.title, lang)}{lang.colon} {now}"])]
        if task.crew is not None:
            blocks.append(_("With those who are there now, it is not safe to lift."))
        people = [(each.helper.name, reason(lang, each.why)) for each in stand_ins(ctx.letters.board, task)]
        if people:
            blocks += [
                _("Who might step in:"),
                Lines([f"{isolated(name, lang)}{lang.colon} {why}" for name, why in people]),
            ]
            asks_somebody = True
    if asks_somebody:
        blocks.append(_("On the task’s page, tap a name and the words to ask are ready."))
    else:
        blocks.append(_("One friend asked by name is a good beginning."))
    return Letter(_("A place has come free: %(tasks)s", tasks=ctx.titles(tasks)), blocks)


def _digest(ctx: LetterContext) -> Letter:
    _, lang = ctx.lang.gettext, ctx.lang
    move = ctx.letters.move
    days = ((move.day or today(move, ctx.now)) - today(move, ctx.now)).days
    tasks = ctx.letters.open_tasks()
    when = _("tomorrow") if days == 1 else lang.ngettext("in %(n)s day", "in %(n)s days", days)
    blocks: list[Block] = [_("Your move is %(when)s. This is still open:", when=when)]
    if not ctx.in_full:
        blocks.append(Lines(list(dict.fromkeys(ctx.say.kind(task.kind) for task in tasks))))
    else:
        shown = [f"{isolated(task.title, lang)}{lang.colon} {ctx.say.left(task)}" for task in tasks[:MAX_LINES]]
        if len(tasks) > MAX_LINES:
            shown.append(lang.ngettext("and %(n)s more", "and %(n)s more", len(tasks) - MAX_LINES))
        blocks.append(Lines(shown))
    if days == 1:
        blocks.append(_("What nobody takes can wait, or those who come anyway share it. It will be enough."))
    else:
        blocks.append(
            _(
                "Asking one person by name, for one of these, works best. People say yes more often than one expects: "
                "those who ask guess too low by nearly half (Bohns, 2016)."
            )
        )
    return Letter(_("Still open for your move %(when)s", when=when), blocks)


def _thanks(ctx: LetterContext, organizer: OrganizerView) -> Letter:
    _, lang = ctx.lang.gettext, ctx.lang
    people = ctx.letters.to_thank()
    if organizer.writing_day == today(ctx.letters.move, ctx.now):
        moment = _(
            "This is the day that you had in mind for your thank-you notes. Five minutes and plain words are enough."
        )
    else:
        moment = _("This may be a good moment for a thank-you note. Five minutes and plain words are enough.")
    blocks: list[Block] = [moment]
    if ctx.in_full:
        names = [isolated(person.name, lang) for person in people[:MAX_LINES]]
        if len(people) > MAX_LINES:
            names.append(lang.ngettext("and %(n)s more", "and %(n)s more", len(people) - MAX_LINES))
        blocks += [_("These cards are here when you want them:"), Lines(names)]
    blocks.append(_closing(ctx, organizer))
    return Letter(_("A quiet moment for thank-you notes"), blocks)


def _closing(ctx: LetterContext, organizer: OrganizerView) -> str:
    """Choose the last paragraph: another one in the first letter about the notes, in the next, and in the last."""
    _ = ctx.lang.gettext
    before = [
        message
        for message in ctx.letters.messages
        if message.kind is MessageKind.THANKS_REMINDER
        and message.person_n == organizer.n
        and message.ended_at is not None
    ]
    if len(before) + 1 >= len(THANKS_AFTER):
        return _("This is the last email about it. What stays blank now may rest, with nothing owed.")
    if before:
        return _(
            "If no words come, three questions help: what did they do, what did you notice, what did it change? "
            "Three sentences are plenty."
        )
    return _(
        "Those who write guess that a note means 3 of 5 to its reader. The readers say 4 of 5, and hardly mind "
        "the wording (Kumar and Epley, 2018)."
    )
