"""Letters that nobody sees, though they are letters or symbols by their kind."""

INVISIBLE = "\u115f\u1160\u2800\u3164\uffa0\ufffc\U00013441\U00013442\U0001d159"
"""Letters and symbols that show as nothing: fillers of Hangul, blanks of other scripts, a picture's place."""
