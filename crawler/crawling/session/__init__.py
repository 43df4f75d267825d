"""One crawl as a session on the store: what is asked for, what came of it, and when a page is due again."""
