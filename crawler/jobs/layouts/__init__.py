"""Trying and drafting layouts."""
