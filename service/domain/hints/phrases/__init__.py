"""Phrases by which an offer is understood, one file a language."""
