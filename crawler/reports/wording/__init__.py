"""How findings are worded: sentences for people."""
