"""One shape for each answer of the JSON API, by noun, and how views become it."""
