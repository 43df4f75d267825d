"""The store: schema, migrations and the only SQL of the program."""
