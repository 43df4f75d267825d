"""Wire feeds: an agency's own items as it sends them out (ninjs, NewsML-G2, RSS, Atom), read into plain values."""
