"""The command line: the composition root. Commands read options, call a job and say what it did."""
