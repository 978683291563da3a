"""The verbs: what people may do to a move, one file a noun."""
