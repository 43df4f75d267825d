"""The version of the rules: of whatever decides which copies are compared, and to what verdict.

`rules.digests` next to it names the code that it stands for; a test fails when that code changes and the version does not.
"""

RULES_VERSION = 29
