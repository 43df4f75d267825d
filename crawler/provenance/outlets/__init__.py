"""Outlets: which brand a name or a host is."""
