"""Which word in the rows of a list is the outlet that published: told by place, over all rows."""
