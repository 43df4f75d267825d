"""Pages: one small page object per layout, from HTML or captured text to values. No network, no Scrapy, no clock."""
