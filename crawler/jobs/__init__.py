"""The use cases of the program, each a top-down function over the rooms below: crawl, import, track, report, find, explain."""
