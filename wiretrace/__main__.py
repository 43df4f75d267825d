"""``python -m wiretrace`` is the command ``wiretrace``."""

from crawler.cli.main import run

run()
