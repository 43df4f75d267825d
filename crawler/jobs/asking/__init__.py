"""What questions ask of a store: which wordings share text with one, and some copies as a reader should see them."""
