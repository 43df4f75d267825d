"""Feeds and sitemaps: RSS, Atom, RDF, JSON Feed and sitemaps become entries."""
