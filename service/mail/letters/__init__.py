"""The text of each letter: to helpers, to organizers, and the parts that both share."""
