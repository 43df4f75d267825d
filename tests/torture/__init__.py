"""Torture: faults at random instants and at every statement, hostile input by the thousand. `python -m tests.torture` runs a row of docs/faults.md."""
