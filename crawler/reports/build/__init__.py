"""Building the report as data."""
