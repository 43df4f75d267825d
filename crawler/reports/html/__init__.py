"""The report as HTML: rendering and the geometry of its pictures."""
