"""The words of each letter: to helpers, to organizers, and what both share."""
