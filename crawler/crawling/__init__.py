"""The Scrapy edge apart from the spider: the queue in the store, politeness, and guards. Thin adapters, no parsing."""
