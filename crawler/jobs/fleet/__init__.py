"""Many workers on one PostgreSQL store: what is due is handed out by a queue that lives in the same database."""
