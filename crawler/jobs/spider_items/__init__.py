"""Items of anybody's Scrapy spiders: their fields become articles, the articles go into a store."""
