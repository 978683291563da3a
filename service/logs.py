"""What goes into the log when something breaks that nobody expected."""

import logging
import traceback

log = logging.getLogger("manyhands")


def configure_logging() -> None:
    """What is logged, for a program that runs in a terminal or under a service manager."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # it names telephone numbers


def log_exception(what: str, error: Exception) -> None:
    """Says where it broke, not with what: the words of an error may hold names, addresses and links."""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s: %s\n%s", what, type(error).__name__, where)
