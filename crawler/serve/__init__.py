"""The store as a local web application: the report's pages live, a search in all texts, review, and an API."""
