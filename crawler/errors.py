"""The root of every failure that is the user's to mend."""

from __future__ import annotations


class Told(Exception):
    """Something a user can mend: the message is one line that says what is wrong and what to do. The command ends with 1.

    Here by itself, so that the command line knows it without loading what may raise it.
    """
