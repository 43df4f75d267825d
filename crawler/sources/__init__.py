"""Sources: what a user's sources.toml names: pages, sections, feeds, sitemaps, archives and folders, and how to treat each."""
