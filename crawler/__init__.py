"""Wiretrace: who republished whose words, and when."""

__version__ = "0.1.0"
