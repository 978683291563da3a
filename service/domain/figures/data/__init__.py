"""Figures as data. Read by `catalogue` (things and their names, vehicles, homes) and `effort` (minutes) alone."""
