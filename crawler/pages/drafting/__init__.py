"""Drafting a custom layout from one page."""
