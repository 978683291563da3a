"""Beginnings of thank-you notes: from what each person did, and for no two people the same words.

A draft that is left as it is counts as no note and is never sent: nothing has been written yet.
"""

from collections.abc import Iterator

from service.domain.models import Standing, TaskState
from service.domain.reading.views import ThanksList, ThanksView
from service.text.language import Language


def drafts(listed: ThanksList, lang: Language) -> dict[int, str]:
    """Begin each note, in the writer's language; by the helper's number."""
    taken: set[str] = set()
    begun = {}
    for place, entry in enumerate(listed.entries):
        draft = next(text for text in _beginnings(entry, place, lang) if text not in taken)
        taken.add(draft)
        begun[entry.helper.n] = f"{draft} "
    return begun


def _beginnings(entry: ThanksView, place: int, lang: Language) -> Iterator[str]:
    """Make every way to begin this one note; the order differs from person to person."""
    _ = lang.gettext
    name = entry.helper.name
    openings = _openings(entry, name, lang)
    turn = place % len(openings)
    turned = openings[turn:] + openings[:turn]
    yield from turned
    for lead in (_("What I noticed:"), _("What it changed for me:"), _("What I will remember:")):
        yield from (f"{opening} {lead}" for opening in turned)
    # A crowd of one name that did the very same: then as lists call them, where two have one name.
    yield from _openings(entry, f"{name} · {entry.helper.n}", lang)


def _openings(entry: ThanksView, name: str, lang: Language) -> list[str]:
    took = [(task, claim) for task, claim in entry.claims if task.state is not TaskState.CANCELLED]
    done = [task.title for task, claim in took if claim.standing is Standing.FIRM]
    if done:
        return _for_deeds(name, _quoted(done, lang), lang)
    if took:
        return _for_standing_by(name, _quoted([task.title for task, _ in took], lang), lang)
    if offered := [offer.words for offer in entry.offers if offer.words]:
        return _for_an_offer(name, offered[0], lang)
    return _for_anything(name, lang)


def _quoted(titles: list[str], lang: Language) -> str:
    return lang.list([lang.gettext("“%(words)s”", words=title) for title in titles])


def _for_deeds(name: str, tasks: str, lang: Language) -> list[str]:
    _ = lang.gettext
    values = {"name": name, "tasks": tasks}
    return [
        _("%(name)s, thank you for taking on %(tasks)s.", **values),
        _("%(name)s, when I think of the day, I see you at %(tasks)s.", **values),
        _("%(name)s, you said yes to %(tasks)s, and then you were there. Thank you.", **values),
        _("%(name)s, of all that there was to do, you chose %(tasks)s. Thank you for that.", **values),
        _("Thank you, %(name)s. You took %(tasks)s off my hands, and I could think of the rest.", **values),
        _("%(name)s, for %(tasks)s I would like to thank you in so many words.", **values),
        _("%(name)s, I still see you before me, busy with %(tasks)s. Thank you.", **values),
        _("%(name)s, it was good to know %(tasks)s in your hands. Thank you.", **values),
    ]


def _for_standing_by(name: str, tasks: str, lang: Language) -> list[str]:
    _ = lang.gettext
    values = {"name": name, "tasks": tasks}
    return [
        _("%(name)s, thank you for standing by for %(tasks)s.", **values),
        _("%(name)s, you were ready to step in at %(tasks)s. It was good to know that.", **values),
        _("Thank you, %(name)s. With you behind %(tasks)s I slept better.", **values),
    ]


def _for_an_offer(name: str, words: str, lang: Language) -> list[str]:
    _ = lang.gettext
    values = {"name": name, "words": words}
    return [
        _("%(name)s, thank you for offering: “%(words)s”.", **values),
        _("%(name)s, you said “%(words)s”, and it did me good to hear it. Thank you.", **values),
        _("Thank you, %(name)s. “%(words)s” was good to have in mind that day.", **values),
        _("%(name)s, I remember your “%(words)s”. Thank you for it.", **values),
    ]


def _for_anything(name: str, lang: Language) -> list[str]:
    _ = lang.gettext
    return [
        _("%(name)s, thank you.", name=name),
        _("Thank you, %(name)s.", name=name),
        _("%(name)s, a few words of thanks to you.", name=name),
        _("%(name)s, I would like to say thank you.", name=name),
    ]
