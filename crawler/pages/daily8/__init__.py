"""What Daily8's pages have in common: its regions and its addresses. The layout itself is in `layouts`."""
