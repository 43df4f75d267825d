"""What a site allows: robots.txt, and opt-outs of text and data mining."""
