"""Pure arithmetic and its data: lifting, the catalogue of things, and times."""
