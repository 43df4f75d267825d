"""Decisions of people in the database."""
