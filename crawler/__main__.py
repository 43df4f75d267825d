"""``python -m crawler`` is ``wiretrace``."""

from crawler.start import run

run()
