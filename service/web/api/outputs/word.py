"""The answer to a word to all who come."""

from service.web.api.outputs.base import Out


class WordAnswer(Out):
    told: list[int]
    """Numbers of the helpers who can read the words by letter or message."""
    left: list[int]
    """Numbers of those who come and cannot; some of them get a line and their link."""
    version: int
