"""The report as a small site of pages that link to each other, for a folder or a USB stick."""
