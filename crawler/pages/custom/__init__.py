"""Custom layouts: TOML files of selectors."""
