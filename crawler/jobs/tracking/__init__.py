"""The steps of tracking a store, in their order: learning, comparing, grouping, keeping; and who works on texts for them."""
