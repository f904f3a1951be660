"""Which window a moment lies in."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def window_start(at: datetime, *, per: timedelta) -> datetime:
    """Return when the window around ``at`` began. Windows of one length follow each other since 1970, UTC."""
    return at - (at - _EPOCH) % per
