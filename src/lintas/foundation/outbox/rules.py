"""When a failed delivery is tried again, and when we give up."""

from datetime import datetime, timedelta

LEASE = timedelta(seconds=60)
"""How long a worker may hold a delivery before another takes it for lost."""

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
GIVE_UP_AFTER = timedelta(hours=48)


def pause_before_retry(*, attempts: int, chance: float) -> timedelta:
    """
    Return how long to wait after ``attempts`` failures: doubling from 30 seconds to 6 hours.

    ``chance``, 0 to 1, spreads the retries over the last fifth, so that a system that comes back
    is not met by all of them at once.
    """
    doublings = min(attempts - 1, 16)
    return min(FIRST_PAUSE * 2**doublings, LONGEST_PAUSE) * (0.8 + 0.2 * chance)


def is_hopeless(*, failing_since: datetime, at: datetime) -> bool:
    """Say whether a delivery has failed for so long that a person should look at it."""
    return at - failing_since >= GIVE_UP_AFTER
