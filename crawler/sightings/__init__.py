"""Sightings: what one capture gives once it is read, cleaned, attributed and placed in time; and the copies they add up to."""
