"""Names that people write for things: a file for each language, a row for each name. Read by `catalogue` alone."""
