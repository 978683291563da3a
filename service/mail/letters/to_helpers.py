"""Letters to helpers: news of their claims, reminders, their link, the evening's sentence, a thank-you note."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from textwrap import shorten

from service.domain.figures import times
from service.domain.models import Message, MessageKind, Standing
from service.domain.reading.views import Asked, ClaimView, EndView, HelperView, TaskView, day_of, ends_of
from service.domain.reminders.correspondence import COMING
from service.domain.reminders.free_places import free_places
from service.domain.reminders.news import News, NewsKind
from service.mail.letters.base import (
    Action,
    Block,
    Calls,
    Letter,
    LetterContext,
    Lines,
    Quote,
    Words,
    compose,
    isolated,
)
from service.mail.letters.plain import plain_words
from service.text.asking import Asking
from service.text.stepping_in import lacking

Pair = tuple[TaskView, ClaimView]
MAX_IN_SUBJECT = 80
"""Characters of a word to all that stand in the subject of its letter, and are all of it in a short message."""


def letter_to_helper(
    ctx: LetterContext, helper: HelperView, messages: Sequence[Message], news: Sequence[News]
) -> Letter:
    """Write one letter for all that is due to this helper now; `news` is what there is to say of their claims."""
    _, kinds = ctx.lang.gettext, {message.kind for message in messages}
    url = ctx.installation.helper_url(ctx.letters.move.id, helper.n, helper.epoch)
    action = (
        None
        if kinds <= {MessageKind.THANK_YOU_NOTE, MessageKind.ASK}
        else Action(_("Your own page"), ctx.with_proof(url, helper))
    )
    reason = _("You get this because you gave your address when you said you would help. You choose what comes:")
    return compose(ctx, helper, list(_parts(ctx, helper, messages, news)), reason, action)


def _parts(
    ctx: LetterContext, helper: HelperView, messages: Sequence[Message], news: Sequence[News]
) -> Iterator[Letter]:
    kinds = {message.kind for message in messages}
    if MessageKind.CLAIM_UPDATE in kinds:
        yield _news(ctx, news) if ctx.in_full else _plain_news(ctx, news)
    if MessageKind.PLACE_FREE in kinds:
        yield _lacking(ctx, helper, [message for message in messages if message.kind is MessageKind.PLACE_FREE])
    for day in sorted({message.day for message in messages if message.kind in COMING}):
        yield _reminder(ctx, helper, day)
    if MessageKind.OWN_LINK in kinds:
        yield _own_page(ctx)
    if MessageKind.WORD in kinds:
        yield _word(ctx)
    for message in messages:
        if message.kind is MessageKind.ASK and (asked := ctx.letters.to_ask(message)) is not None:
            yield _ask(ctx, asked)
    if MessageKind.EVENING in kinds:
        yield _evening(ctx)
    if MessageKind.THANK_YOU_NOTE in kinds:
        yield _note(ctx, helper)


def _note(ctx: LetterContext, helper: HelperView) -> Letter:
    """Write the note alone; to an address that nobody has confirmed, a link to it."""
    _ = ctx.lang.gettext
    entry = ctx.letters.thanks.entry(helper.n)
    url = ctx.installation.note_url(ctx.letters.move.id, helper.n, entry.epoch)
    if not ctx.in_full:
        name = plain_words(ctx.letters.move.organizer.name)
        sentence = (
            _(
                "There are a few words for you from %(name)s, about the move that you helped with.",
                name=isolated(name, ctx.lang),
            )
            if name
            else _("Somebody whom you helped to move house has written you a few words.")
        )
        return Letter(_("A note for you"), [sentence, Action(_("Read the note"), url)], way=url)
    subject = _("A note from %(names)s", names=ctx.organizers())
    return Letter(subject, [Words(entry.note)], greets=False, way=url)


def _word(ctx: LetterContext) -> Letter:
    """Write the word to all who come; to an address that nobody has confirmed, that it is on their page."""
    _, names = ctx.lang.gettext, ctx.organizers()
    if not ctx.in_full:
        there = _("There is a message to all who come, for %(move)s. It is on your own page.", move=ctx.which_move())
        return Letter(_("A message to all who come"), [there])
    words = ctx.letters.move.word
    first = shorten(words, MAX_IN_SUBJECT, placeholder=" …")
    return Letter(_("%(names)s: %(words)s", names=names, words=isolated(first, ctx.lang)), [Words(words)])


def _ask(ctx: LetterContext, asked: Asked) -> Letter:
    """Write the words of an ask as they stand on its page, in the language that was chosen for them."""
    ask, names = asked.ask, {each.n: each.name for each in ctx.letters.move.organizers}
    url = ctx.installation.ask_url(ctx.letters.move.id, ask.n, ask.epoch)
    name = names.get(ask.by_n) or ctx.letters.move.organizer.name
    subject = ctx.lang.gettext("A question from %(name)s", name=isolated(name, ctx.lang))
    return Letter(subject, [Words(Asking.of(asked, ctx.now).words(url))], greets=False, way=url)


def _lacking(ctx: LetterContext, helper: HelperView, messages: Sequence[Message]) -> Letter:
    """Write to the rest of a crew, or to the riders, that somebody is missing for now: it is not theirs to mend."""
    _, named = ctx.lang.gettext, [task for each in messages for task in free_places(ctx.letters, each, ctx.now)]
    tasks = list({task.n: task for task in named}.values())
    pairs = [(task, claim) for task in tasks for claim in [task.claim_of(helper.n)] if claim is not None]
    blocks: list[Block] = []
    for task, claim in pairs:
        blocks.append(lacking(ctx.lang, task, in_full=ctx.in_full))
        blocks.append(Lines([ctx.line(task, claim) if ctx.in_full else ctx.plain_line(task, claim)]))
    blocks.append(_("There is nothing for you to do. Your page says how it is."))
    titles = ctx.titles(tasks) if ctx.in_full else ctx.kinds(tasks)
    return Letter(_("Somebody is missing for now: %(tasks)s", tasks=titles), blocks)


def _evening(ctx: LetterContext) -> Letter:
    """Write the one sentence for everybody; their own pages have it, too."""
    _ = ctx.lang.gettext
    evening = Words(ctx.letters.move.evening)
    sentence = evening if ctx.in_full else _("Everybody has arrived. Thank you for being part of it.")
    return Letter(_("The move is done"), [sentence], greets=False)


def _plain_news(ctx: LetterContext, news: Sequence[News]) -> Letter:
    """Write news in fixed words: nobody has confirmed this address."""
    _ = ctx.lang.gettext
    noted = _("Somebody, most likely you, has signed up with this address for %(move)s:", move=ctx.which_move())
    subjects, blocks = list[str](), list[Block]()
    for kind, (heading, sentence) in _words(ctx).items():
        some = [each for each in news if each.kind is kind]
        if not some:
            continue
        tasks = [each.task for each in some]
        subjects.append(_yes_to(ctx, tasks) if kind is NewsKind.NEW else heading % {"tasks": ctx.kinds(tasks)})
        blocks += [noted if kind is NewsKind.NEW else sentence]
        blocks += [Lines([ctx.plain_line(each.task, each.claim) for each in some])]
    if any(not each.is_end for each in news):
        blocks.append(
            _(
                "Where it is, who else comes and what to bring: it is all on your own page. You can also give it back "
                "there: one tap, no reason needed."
            )
        )
        blocks.append(
            _("Was it you? Then say on your page that this address is yours. From then on emails tell you everything.")
        )
    return Letter(" · ".join(subjects), blocks, events=_events(news))


def _yes_to(ctx: LetterContext, tasks: Sequence[TaskView]) -> str:
    """Write the subject of what is noted: "Nora’s move, Saturday 5 December: you said you would help with boxes"."""
    _, move, whose = ctx.lang.gettext, ctx.letters.move, ctx.whose_move()
    whose = whose[0].upper() + whose[1:]
    things = ctx.lang.list(list(dict.fromkeys(ctx.say.help_with(task) for task in tasks)))
    if move.day is None:
        return _("%(move)s: you said you would help with %(things)s", move=whose, things=things)
    day = ctx.lang.day(move.day)
    return _("%(move)s, %(day)s: you said you would help with %(things)s", move=whose, day=day, things=things)


def _words(ctx: LetterContext) -> dict[NewsKind, tuple[str, str]]:
    """Return the subject and the sentence for each kind of news."""
    _ = ctx.lang.gettext
    off = (
        _("This is called off, so the time is yours again:")
        if ctx.letters.move.is_open
        else _("The move is called off, so the time is yours again:")
    )
    return {
        NewsKind.NEW: (_("Noted: %(tasks)s"), _("Thank you. Your name is on this:")),
        NewsKind.STEPPED_UP: (_("A place for you: %(tasks)s"), _("A place has come free, and it is yours now:")),
        NewsKind.CHANGED: (_("Changed: %(tasks)s"), _("It has changed, and this is how it is now:")),
        NewsKind.OFF: (_("Called off: %(tasks)s"), off),
        NewsKind.TAKEN_OFF: (
            _("Off your list: %(tasks)s"),
            _("This is no longer on your list, so the time is yours again:"),
        ),
        NewsKind.TAKEN_OVER: (
            _("Taken over: %(tasks)s"),
            _("There is nothing left for you to do here. A friend has taken over:"),
        ),
    }


def _news(ctx: LetterContext, news: Sequence[News]) -> Letter:
    _ = ctx.lang.gettext
    subjects, blocks = list[str](), list[Block]()
    for kind, (heading, sentence) in _words(ctx).items():
        some = [each for each in news if each.kind is kind]
        if not some:
            continue
        subjects.append(heading % {"tasks": ctx.titles([each.task for each in some])})
        for by, those in groupby(some, key=lambda each: each.by):
            opening = (
                _("There is nothing left for you to do here. %(name)s has taken over:", name=isolated(by, ctx.lang))
                if by
                else sentence
            )
            blocks += [opening, Lines([ctx.line(each.task, each.claim) for each in those])]
        if kind is NewsKind.CHANGED:
            blocks += _places(ctx, [each.task for each in some if each.claim.standing is Standing.FIRM])
    if any(each.kind in (NewsKind.OFF, NewsKind.TAKEN_OFF) for each in news):
        blocks.append(_("Nothing else is needed. Thank you for having said yes."))
    if any(not each.is_end for each in news):
        blocks.append(_easy_out(ctx))
    if ctx.letters.move.damage_is_mine and any(each.kind is NewsKind.NEW for each in news):
        blocks.append(_("If something breaks, it’s mine."))
    return Letter(" · ".join(subjects), blocks, events=_events(news))


def _events(news: Sequence[News]) -> list[tuple[TaskView, ClaimView, bool]]:
    """List calendar entries to add or to cancel: only firm claims are in a calendar."""
    firm = [(each.task, each.claim, each.is_end) for each in news if each.claim.standing is Standing.FIRM]
    no_longer = [each for each in news if each.kind is NewsKind.CHANGED and each.claim.standing is not Standing.FIRM]
    return firm + [(each.task, each.claim, True) for each in no_longer]


def _easy_out(ctx: LetterContext) -> str:
    return ctx.lang.gettext("Should it not suit you after all: one tap on your page gives it back, no reason needed.")


def _reminder(ctx: LetterContext, helper: HelperView, day: date) -> Letter:
    """Write a reminder of all that this helper has on a day and that has not begun."""
    _, move = ctx.lang.gettext, ctx.letters.move
    is_today = day == times.day_there(ctx.now, move.zone)
    pairs = [
        (task, claim)
        for task, claim in ctx.letters.board.claims_of(helper.n)
        if claim.standing is Standing.FIRM and task.state.is_live and day_of(task, move) == day
        if times.begins(day, task.starts, move.zone) > ctx.now or move.holds_back
    ]
    tasks = [task for task, _claim in pairs]
    if not ctx.in_full:
        titles, lines = ctx.kinds(tasks), [ctx.plain_line(*pair) for pair in pairs]
    else:
        titles, lines = ctx.titles(tasks), [ctx.line(*pair) for pair in pairs]
    subject = _("Today: %(tasks)s", tasks=titles) if is_today else _("Tomorrow: %(tasks)s", tasks=titles)
    sentence = _("Today is the day. This is yours:") if is_today else _("Tomorrow is the day. This is yours:")
    blocks: list[Block] = [sentence, Lines(lines)]
    if ctx.in_full:
        blocks += _details(ctx, helper, pairs)
    blocks.append(_easy_out(ctx))
    bare = ctx.letters.told_barely(helper.n, day) if ctx.in_full else ()
    return Letter(subject, blocks, events=[(task, claim, False) for task, claim in pairs if claim.n in bare])


def _details(ctx: LetterContext, helper: HelperView, pairs: Sequence[Pair]) -> list[Block]:
    _, lang, move = ctx.lang.gettext, ctx.lang, ctx.letters.move
    blocks: list[Block] = []
    needed = list(dict.fromkeys(task.bring for task, _claim in pairs if task.bring))
    if needed:
        blocks.append(_("To bring: %(things)s", things=lang.list([isolated(each, lang) for each in needed])))
    blocks += _places(ctx, [task for task, _claim in pairs])
    reached = [each for each in move.organizers if each.phone]
    if reached:
        people = lang.list([f"{isolated(each.name, lang)} ({isolated(each.phone, lang)})" for each in reached])
        sentence = _("On the day you can reach %(people)s.", people=people)
        blocks.append(Calls(sentence, tuple(each.phone for each in reached)))
    if helper.plan:
        blocks += [_("Your own plan for it:"), Quote(helper.plan)]
    return blocks


def _places(ctx: LetterContext, tasks: Sequence[TaskView]) -> list[Block]:
    """Name where these are, for somebody who has a firm claim on each of them."""
    _, move = ctx.lang.gettext, ctx.letters.move
    homes = [end for task in tasks for end in ends_of(task, move)]
    ends = [(_("From: %(place)s"), move.start), (_("To: %(place)s"), move.finish)]
    named = [(words, _place(end)) for words, end in ends if any(end is each for each in homes)]
    named += [(_("Where: %(place)s"), where) for where in dict.fromkeys(task.where for task in tasks if task.where)]
    places = [words % {"place": isolated(place, ctx.lang)} for words, place in named if place]
    return [Lines(places)] if len(places) > 1 else [*places]


def _place(end: EndView) -> str:
    return end.address or end.area


def _own_page(ctx: LetterContext) -> Letter:
    _ = ctx.lang.gettext
    return Letter(
        _("The way back to your page"),
        [
            _(
                "Here is the way back to your own page, with all that you have taken. If you have not asked for it, "
                "you can leave it at that."
            )
        ],
    )
