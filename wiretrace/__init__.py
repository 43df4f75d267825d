"""The public name of the distribution: `python -m wiretrace` is the command."""

from crawler import __version__ as __version__
