"""Phrases of debt and of apology, one module a language."""
