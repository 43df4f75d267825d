"""The version of the reading: of whatever shapes the sightings that a capture gives.

`reading.digests` next to it names the code that it stands for; a test fails when that code changes and the version does not.
"""

READING_VERSION = 62
