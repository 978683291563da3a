"""Words of other languages as data. Read by `foreign` alone."""
