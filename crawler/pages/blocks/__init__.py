"""Repeated groups of a page: related articles and listed items, told by what a reader sees."""
