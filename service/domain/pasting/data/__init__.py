"""Words of lists as data. Read by `foreign` and `clock_words` alone."""
