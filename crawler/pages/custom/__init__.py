"""The user's own layouts: TOML files of selectors."""
