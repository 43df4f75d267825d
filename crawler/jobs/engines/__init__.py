"""Tracking a whole store by an engine that brings keys together out of core: DuckDB on one machine, Spark on many. The functions are tracking's own."""
