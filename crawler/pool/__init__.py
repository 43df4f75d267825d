"""Processes that read pages: a page that freezes a parser, or takes all memory, costs itself and nothing else."""
