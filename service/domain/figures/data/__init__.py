"""Figures as data. Read by `catalogue` (things, vehicles, homes) and `effort` (minutes) alone."""
