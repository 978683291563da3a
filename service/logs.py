"""The log: where something broke unexpectedly, without the personal data in the words of an error."""

import logging
import traceback

log = logging.getLogger("manyhands")


def configure_logging() -> None:
    """Log to the standard error stream, for a program in a terminal or under a service manager."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # it names telephone numbers


def log_exception(what: str, error: Exception) -> None:
    """Log the type of an error and where it was raised, not its message: that may hold names, addresses and links."""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s: %s\n%s", what, type(error).__name__, where)
