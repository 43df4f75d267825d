"""Alerts as jobs: look for causes, send what waits, list both."""
