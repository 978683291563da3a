"""Words to tell somebody what has become of something that they took: to copy, change and send."""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.models import Standing
from service.domain.reading.tellings import News, ToTell
from service.domain.reading.views import MoveView, move_held_back, task_held_back
from service.text.sentences import Sentences


def words_for(person: ToTell, move: MoveView, say: Sentences, link: str) -> str:
    """Write the new facts, as far as this person may know them, and how easy it is to give it back."""
    _, news = say.lang.gettext, person.news
    if not move.lets_know(person.helper):
        move, n = move_held_back(move), person.helper.n
        news = [replace(each, task=task_held_back(each.task, n), before=None) for each in news]
    parts = [
        (
            _("This is no longer on your list, so the time is yours again: %(tasks)s."),
            [each for each in news if each.is_off],
        ),
        (_("This is how it is now: %(tasks)s."), [each for each in news if not each.is_off and not _waits(each)]),
        (
            _("Here there are fewer places now, and you stand by: %(tasks)s."),
            [each for each in news if _waits(each) and each.before is None],
        ),
        (
            _("You stand by here, and this is how it is now: %(tasks)s."),
            [each for each in news if _waits(each) and each.before is not None],
        ),
    ]
    sentences = [words % {"tasks": _listed(some, move, say)} for words, some in parts if some]
    if all(each.is_off for each in news):
        sentences.append(_("Thank you for having said yes."))
    else:
        sentences.append(_("Should it not suit you, that is fine: one tap on your page gives it back."))
    return _(
        "%(name)s, something has changed. %(words)s\n%(link)s",
        name=person.helper.name,
        words=" ".join(sentences),
        link=link,
    )


def _waits(news: News) -> bool:
    return not news.is_off and news.claim.standing is not Standing.FIRM


def _listed(news: Sequence[News], move: MoveView, say: Sentences) -> str:
    return say.lang.list([_line(each, move, say) for each in news])


def _line(news: News, move: MoveView, say: Sentences) -> str:
    """Write "“Books” (Sat 12 Dec, 09:00–11:00, Lindengasse 12)", with what they know of it if that has changed.

    What is off is written by its title alone, and by its kind where it is for others by now.
    """
    title, whose = say.lang.gettext("“%(words)s”", words=news.task.title), news.claim.helper.n
    if news.is_off:
        is_theirs = news.task.is_for(whose) or news.task.claim_of(whose) is not None
        return title if is_theirs else say.kind(news.task.kind)
    _place, named = say.where(news.task, move)
    facts = say.lang.joined(say.when_meant(news.task, move, news.claim), named)
    was = when_before(news, move, say)
    if was and facts:
        return say.lang.gettext("%(title)s (was %(was)s, is now %(facts)s)", title=title, was=was, facts=facts)
    return f"{title} ({facts})" if facts else title


def when_before(news: News, move: MoveView, say: Sentences) -> str:
    """Write when it was as far as they know, and where, if that was elsewhere; empty if neither has changed."""
    if news.before is None:
        return ""
    both = (news.before, news.task)
    then, now = ((say.when_meant(task, move, news.claim), say.where(task, move)) for task in both)
    place = " ".join(filter(None, then[1])) if then[1] != now[1] else ""
    when = then[0] if then[0] != now[0] else ""
    return say.lang.joined(when, place)
