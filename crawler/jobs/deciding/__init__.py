"""Review: what is worth a person's look, and bringing what they decide into links and stories."""
