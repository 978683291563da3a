"""Words to tell somebody what has become of something that they took: to copy, change and send."""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.models import OTHER_HOME, Place, Standing
from service.domain.reading.known_before import Known
from service.domain.reading.tellings import Became, News, ToTell
from service.domain.reading.views import EndView, MoveView, move_held_back, task_held_back
from service.text.sentences import Sentences


def words_for(person: ToTell, move: MoveView, say: Sentences, link: str) -> str:
    """Write what is new for this person, as far as they may know it, and how easy it is to give it back."""
    _, news = say.lang.gettext, person.news
    if not move.lets_know(person.helper):
        move, n = move_held_back(move), person.helper.n
        held_back = [(each, task_held_back(each.task, n)) for each in news]
        news = [replace(each, task=task, knew=Known(task, move)) for each, task in held_back]
    sentences = [*_sentences(news, move, say)]
    if all(each.became is Became.THEIRS for each in news):
        sentences.append(_("Glad to have you with us."))
    if all(each.is_off for each in news):
        sentences.append(_("Thank you for having said yes."))
    else:
        sentences.append(_("Should it not suit you, that is fine: one tap on your page gives it back."))
    both = {"name": person.helper.name, "words": " ".join(sentences), "link": link}
    if all(each.became is Became.THEIRS for each in news):
        return _("%(name)s, there is good news. %(words)s\n%(link)s", **both)
    return _("%(name)s, something has changed. %(words)s\n%(link)s", **both)


def _sentences(news: Sequence[News], move: MoveView, say: Sentences) -> list[str]:
    """Write one sentence for each sort of news, about all things that it holds for."""
    _ = say.lang.gettext
    if move.is_open:
        off = _("This is called off, so the time is yours again: %(tasks)s.")
    else:
        off = _("The move is called off, so the time is yours again: %(tasks)s.")
    parts = {
        Became.CALLED_OFF: off,
        Became.TAKEN_OFF: _("This is no longer on your list, so the time is yours again: %(tasks)s."),
        Became.THEIRS: _("A place has come free, and it is yours now: %(tasks)s."),
        Became.CHANGED: _("This is how it is now: %(tasks)s."),
        Became.STANDS_BY: _("Here there are fewer places now, and you stand by: %(tasks)s."),
    }
    waits = _("You stand by here, and this is how it is now: %(tasks)s.")
    told = [(words, [each for each in news if each.became is became]) for became, words in parts.items()]
    told = [(words, [each for each in some if not _waits(each)]) for words, some in told]
    told.append((waits, [each for each in news if _waits(each)]))
    return [words % {"tasks": say.lang.list([_line(each, move, say) for each in some])} for words, some in told if some]


def _waits(news: News) -> bool:
    """Tell whether something has changed about what somebody stands by for, as before."""
    return news.became is Became.CHANGED and news.claim.standing is not Standing.FIRM


def _line(news: News, move: MoveView, say: Sentences) -> str:
    """Write "“Books” (Sat 12 Dec, 09:00–11:00 · at the old home, Lindengasse 12)", with what was there before.

    What is off is written by its title alone, and by its kind where it is for others by now.
    """
    title, whose = say.lang.gettext("“%(words)s”", words=news.task.title), news.claim.helper.n
    if news.is_off:
        is_theirs = news.task.is_for(whose) or news.task.claim_of(whose) is not None
        return title if is_theirs else say.kind(news.task.kind)
    facts = " · ".join(facts_of(news, move, say))
    return f"{title} ({facts})" if facts else title


def facts_of(news: News, move: MoveView, say: Sentences) -> list[str]:
    """Write when and where something is, each with what it was as far as they know, if that has changed."""
    claim, knew, now = news.claim, news.knew, Known(news.task, move)
    if claim.standing is not Standing.FIRM:
        knew, now = _without_addresses(knew), _without_addresses(now)
    then, when = (say.when_meant(each.task, each.move, claim) for each in (knew, now))
    return [each for each in (_changed(then, when, say), *_places(knew, now, say)) if each]


def _without_addresses(known: Known) -> Known:
    """Leave out what only people with a firm claim read."""
    start, finish = (replace(end, address="") for end in (known.move.start, known.move.finish))
    return Known(replace(known.task, where=""), replace(known.move, start=start, finish=finish))


def _changed(was: str, now: str, say: Sentences) -> str:
    if was == now or not was:
        return now
    if not now:
        return say.lang.gettext("was %(was)s, is open now", was=was)
    return say.lang.gettext("was %(was)s, is now %(now)s", was=was, now=now)


def _places(knew: Known, now: Known, say: Sentences) -> list[str]:
    """Write where a task is; of one that stays where it is, which address has become another one."""
    changed = _other_addresses(knew, now, say)
    was, is_now = (say.lang.joined(*say.where_within(each.task, each.move)) for each in (knew, now))
    if not changed:
        return [_changed(was, is_now, say)]
    rest = say.place_within(now.task.place) if now.task.place is Place.BOTH else ""
    return [rest, *changed, _changed(knew.task.where, now.task.where, say)]


def _other_addresses(knew: Known, now: Known, say: Sentences) -> list[str]:
    """Write which of the homes that a task is at has another address: "at the new home: was …, is now …"."""
    if knew.task.place is not now.task.place or now.task.place is Place.ELSEWHERE:
        return []
    found = []
    for home in [now.task.place] if now.task.place in OTHER_HOME else OTHER_HOME:
        was, is_now = (_named(each.move.start if home is Place.OLD else each.move.finish) for each in (knew, now))
        if was != is_now:
            found.append(f"{say.place_within(home)}{say.lang.colon} {_changed(was, is_now, say)}")
    return found


def _named(end: EndView) -> str:
    return end.address or end.area
