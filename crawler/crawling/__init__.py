"""The Scrapy edge besides the spider: the queue in the store, politeness, and guards. Thin adapters, no parsing."""
