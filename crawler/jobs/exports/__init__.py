"""What each export reads out of a store, each kind in a module of its own: one loads the findings that it is made of."""
