"""One file per layout, and nothing else."""
