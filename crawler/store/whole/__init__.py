"""A store as a whole: how much room each table takes, and carrying all of them to another database."""
