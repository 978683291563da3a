"""The forms below the sheets of the sign-up page, made once: an offer, and "Lost your own link?".

They are rendered from a `Below` and the reader's language, and from nothing else, unless one of them came back or is
about a task: then they are this reader's alone, and not kept.
"""

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from service.domain.reading.views import TaskView
from service.text.language import Language
from service.text.sentences import Sentences
from service.text.templates import macros
from service.web.base.form import UNTOUCHED, Form

KEPT = 512
"""Number of pages whose forms are kept, in 3 MB."""


@dataclass(frozen=True)
class Below:
    """All that the forms of a page show. `path`, `query`: of the page."""

    path: str
    query: str
    is_known: bool
    """The reader is recognised, and not asked for a name."""
    offers: bool
    """There is a form for an offer."""
    opens: bool
    """It stands open: there is nothing else on the page."""
    has_day: bool
    days: tuple[tuple[str, str], ...]
    """Times that an offer may be for, with their names."""
    day: str
    """The one that is chosen already."""

    def made(self, lang: Language, form: Form, about: TaskView | None) -> Markup:
        """Return the forms as one reader sees them. `about`: the task that an offer is about."""
        is_theirs = about is not None or form.at in ("offer", "again")
        return _made(self, lang, form, about) if is_theirs else kept_forms(self, lang)


def _made(below: Below, lang: Language, form: Form = UNTOUCHED, about: TaskView | None = None) -> Markup:
    page = macros("friends/below.html", lang, say=Sentences(lang), form=form)
    offer = page.offer_form(below, about) if below.offers or form.at == "offer" else ""
    return Markup("").join((offer, "" if below.is_known else page.again_form(below)))


kept_forms = lru_cache(maxsize=KEPT)(_made)
"""Returns the forms that were made of equal values before."""
