"""What people write when they offer something, one file a language."""
