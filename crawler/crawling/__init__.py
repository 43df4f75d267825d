"""The Scrapy edge besides the spider: the queue in the store, manners, and guards. Thin adapters, no parsing."""
