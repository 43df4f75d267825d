"""Scrapy's middlewares of a crawl: addresses, leases, robots.txt, Retry-After, opt-outs, conditional requests."""
