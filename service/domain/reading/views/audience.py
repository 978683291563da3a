"""The audiences that a reading is made for."""

from enum import StrEnum


class Audience(StrEnum):
    """The reader: a stranger with the sign-up link, a helper, an organizer."""

    PUBLIC = "public"
    HELPER = "helper"
    ORGANIZER = "organizer"
