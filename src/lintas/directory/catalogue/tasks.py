"""What the catalogue does by itself."""

from datetime import datetime, timedelta

from lintas.directory.catalogue import operations
from lintas.foundation.jobs.registry import periodic


@periodic(name="catalogue.announce_policies", every=timedelta(minutes=10))
def announce_policies(*, at: datetime) -> int:
    """Tell of the versions whose first day has come."""
    return operations.announce_policies(by="system:catalogue.announce_policies", at=at)
