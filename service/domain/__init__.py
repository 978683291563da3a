"""What a move is and its rules. Knows nothing of HTTP, templates, mail or paper."""
