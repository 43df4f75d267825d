"""What a story is measured against: the wire's text, as far as the copies show it."""
