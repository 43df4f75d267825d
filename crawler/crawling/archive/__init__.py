"""Archiving a crawl: what went over the wire, as WARC records."""
