"""Pages that only a browser can open: lanes, steps, limits, and Scrapy's handler for them."""
