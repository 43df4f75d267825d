"""Reports: built as data from frozen values, then rendered to texts. No store, no clock, no file is written here."""
