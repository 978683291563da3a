"""Places and tasks that are gone since a page was read."""

from collections.abc import Iterator
from contextlib import contextmanager

from service.domain.core.refusals import NotFound, TaskCancelled


@contextmanager
def gone_means_called_off() -> Iterator[None]:
    """Refuse a task that was reserved or deleted since the page was read as one that is called off."""
    try:
        yield
    except NotFound:  # so does a link that is no more: then the page that comes back is not found
        raise TaskCancelled(0, "") from None
