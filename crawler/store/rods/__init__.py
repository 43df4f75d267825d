"""What stories are measured against, in the database."""
