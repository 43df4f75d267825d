"""Evidence as a job: gathered from a store, written, printed, verified."""
