"""Labelled articles as measure.py reads them."""

from datetime import UTC, datetime, timedelta
from typing import Any

Row = dict[str, Any]
START = datetime(2026, 3, 2, 6, tzinfo=UTC)


def row(
    story: str, title: str, text: str, hours: float, outlet: str, name: str | None = None
) -> Row:
    """Return an article that ``outlet`` publishes so many ``hours`` after `START`; it has the
    ``name`` of its story by default."""
    return {
        "id": name or story,
        "story": story,
        "title": title,
        "text": text,
        "date": (START + timedelta(hours=hours)).isoformat(timespec="seconds"),
        "provider": outlet,
    }
