"""Evidence: the proof of a finding as files that can be checked without this program's store: a page, raw captures, a manifest."""
