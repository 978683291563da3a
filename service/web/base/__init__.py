"""Shared parts of all faces: access by links, checks of every request, pages, errors, limits and live updates."""
