"""Changes of a history that are undone, and those that still count."""

from collections.abc import Iterable, Sequence

from service.domain.core.events import Event
from service.domain.models import Happening


def undone_by(lines: Sequence[Happening]) -> dict[int, int]:
    """Map each version that is undone, and not done again by undoing that, to the version that undid it.

    `lines` in the order in which they were written.
    """
    found: dict[int, int] = {}
    for line in reversed(lines):
        if line.what == Event.UNDONE and line.version not in found:
            found[line.about["version"]] = line.version
    return found


def still_counts(lines: Iterable[Happening], undone: dict[int, int], *, since: int) -> list[Happening]:
    """Return the lines after a version, but for those of changes that together have done nothing."""
    lines = list(lines)
    counting = set(still_count({line.version for line in lines}, undone, since=since))
    return [line for line in lines if line.version in counting]


def still_count(versions: Iterable[int], undone: dict[int, int], *, since: int) -> list[int]:
    """Return the versions after one, but for those that together have done nothing."""
    void = {*undone, *(by for its, by in undone.items() if its > since)}
    return [version for version in versions if version > since and version not in void]
