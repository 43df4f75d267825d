"""What a page declares of itself: JSON-LD, Open Graph, metas, microdata."""
