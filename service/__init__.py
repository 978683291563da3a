"""Many Hands: a move becomes tasks that friends claim from a link, and ends in thanks."""
