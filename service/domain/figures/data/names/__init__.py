"""What people write for a thing: a file for each language, a row for each name. Read by `catalogue` alone."""
