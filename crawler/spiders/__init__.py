"""The spiders that Scrapy lists. They fetch and hand over; layouts read, the pipeline stores."""
