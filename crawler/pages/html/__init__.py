"""HTML as a reader sees it: charset, markup, tree, lines, addresses."""
