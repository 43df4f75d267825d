"""Instants as tables print them: ISO 8601, UTC."""

from __future__ import annotations

from datetime import datetime


def iso(moment: datetime | None) -> str | None:
    """Return an instant in ISO 8601 with "Z", or None."""
    return None if moment is None else moment.replace(tzinfo=None).isoformat() + "Z"
