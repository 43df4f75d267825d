"""Records given one after the other, in an order that the database alone does not give, in memory that does not grow with them."""
