"""The rows and keys of a report's files, section by section: plain values, with their shapes beside them."""
