"""The JSON API, by audience, and its description."""
