"""What people decided about pairs and stories, and what it does to verdicts and grouping."""
