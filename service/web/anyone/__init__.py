"""Pages that belong to no role: the start, the language, and the choice of letters."""
