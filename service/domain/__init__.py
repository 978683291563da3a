"""A move and its rules. Knows nothing of HTTP, templates, mail or paper."""
