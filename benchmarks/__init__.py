"""Speed of the parts that a crawl waits for; run one with `python -m benchmarks.NAME`."""
