"""The outbox: which causes were told, and the messages on their way."""
