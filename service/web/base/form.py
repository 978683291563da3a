"""A form that comes back on a page. It stands alone: pages that are written apart know nothing of requests."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Form:
    """One form of a page that comes back: `at` says which, with what was typed and a sentence for each field.

    The sentence under "" is about the whole form. `status` is that of the page.
    """

    at: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    is_clash: bool = False
    """It is refused until they say a second time that they take it."""

    def here(self, at: str) -> "Form":
        """Return this form if it is the one at `at`, else an untouched one."""
        return self if self.at == at else UNTOUCHED

    def has_any(self, *names: str) -> bool:
        """Tell whether something was typed into one of these fields, or is wrong with it."""
        return any(self.values.get(name) or self.errors.get(name) for name in names)


UNTOUCHED = Form()
