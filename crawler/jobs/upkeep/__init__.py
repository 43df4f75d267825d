"""Keeping a store up to date with the program: what another version read or judged, and work that was stopped."""
