"""The database, and what processes share through it. Knows nothing of moves."""
