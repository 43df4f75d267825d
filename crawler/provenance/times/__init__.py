"""Times: printed, declared and in addresses, each an interval with a source."""
