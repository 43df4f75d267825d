"""Tracking: signatures, passages, alignment, relations and stories. Pure functions over words; no time, no files, no database."""
