"""Wire feeds: an agency's own items as it sends them out (ninjs and desks' JSON, NewsML, NITF, RSS, Atom), read into plain values."""
