"""Alerts: which findings somebody asked to be told of, the messages that say so, and the ways on which they go out."""
