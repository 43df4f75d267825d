"""The digest: what was new since a day, in one mail's length. Built as data, then rendered."""
