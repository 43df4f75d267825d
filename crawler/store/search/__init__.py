"""Full-text search of the copies in a store: an index of words without places, kept by the database in the same transaction."""
