"""The audiences that a reading is made for."""

from enum import StrEnum


class Audience(StrEnum):
    """The reader: a stranger with the sign-up link, somebody who left a name, a helper, a keeper, an organizer."""

    PUBLIC = "public"
    FRIEND = "friend"
    """With an offer, a place to stand by or a quiet reserve: their own words, and no exact address and no contact."""
    HELPER = "helper"
    """With a firm claim."""
    KEEPER = "keeper"
    """Those who may suggest: every task but others' drafts, and no contact, exact address, offer or quiet reserve."""
    ORGANIZER = "organizer"
