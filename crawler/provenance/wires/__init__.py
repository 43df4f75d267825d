"""Wires: whose words a copy ran, named only with evidence."""
