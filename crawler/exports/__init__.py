"""Exports: the store's records as other programs' files. Rows are built once; formats write rows."""
