"""The help that somebody is asked for, as a person would say it: "carry the sofa", not a title in quotation marks.

Each language has its own grammar, so each has a module of its own. Titles are anybody's words: what is not surely
understood stays as it is written.
"""

from collections.abc import Callable, Sequence

from service.domain.reading.views import TaskView
from service.text.language import Language
from service.text.spoken import ar, de, en, es, fr

DOING: dict[str, Callable[[Sequence[TaskView], Callable[[list[str]], str]], str]] = {
    "en": en.doing,
    "de": de.doing,
    "es": es.doing,
    "fr": fr.doing,
    "ar": ar.doing,
}
"""Words that follow "could you help me", by language; empty where the titles are not surely understood."""


def help_me(tasks: Sequence[TaskView], lang: Language) -> str:
    """Write what follows "could you help me": "carry the sofa and the desk", else "with “Sofa” and “Desk”"."""
    doing = DOING.get(lang.tag.partition("-")[0])
    sentence = doing(tasks, lang.list) if doing else ""
    if sentence:
        return sentence
    _ = lang.gettext
    return _("with %(what)s", what=lang.list([_("“%(words)s”", words=task.title) for task in tasks]))
