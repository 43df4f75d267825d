"""The ways out: a file, an Atom feed, a signed webhook, mail, and whatever Apprise knows."""
