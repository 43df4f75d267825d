"""Text: safe, split into words, folded, cut and hashed. Pure functions; the lowest room."""
