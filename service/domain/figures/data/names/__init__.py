"""Names that people write for things: a file for each language, a row for each name. Read by `catalogue` alone.

"~" before a key (`catalogue.LIKE`): another thing, as heavy and as large as that one.
"""
