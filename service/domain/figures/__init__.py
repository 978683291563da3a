"""Pure arithmetic and its data: lifting, effort, the catalogue of things, and times."""
