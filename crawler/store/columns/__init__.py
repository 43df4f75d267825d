"""Types of columns that the database has not."""
