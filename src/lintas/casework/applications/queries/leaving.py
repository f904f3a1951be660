"""When somebody has to leave home, from the session and from how the queue runs now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from lintas.casework.applications import rules
from lintas.casework.applications.models import Departure
from lintas.directory.catalogue import queries as catalogue
from lintas.visit.appointments.queries import AppointmentInfo
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.states import Station


@dataclass(frozen=True, slots=True)
class Leaving:
    """
    When to go and when to arrive, and between which moments the call is expected; None while nothing is foretold.

    ``earliest`` is when somebody arrives who goes at once.
    """

    go_at: datetime
    arrive_at: datetime
    earliest: datetime
    called: tuple[datetime, datetime] | None

    @property
    def there_at(self) -> datetime:
        """When they are there: in time, or as early as it can be."""
        return max(self.arrive_at, self.earliest)


@dataclass(frozen=True, slots=True)
class DepartureInfo:
    """A kept wish to be told; ``travel`` is how long the way takes."""

    travel: timedelta
    told_at: datetime | None


def leaving(appointment: AppointmentInfo, *, travel: timedelta, office_code: str, at: datetime) -> Leaving:
    """Return when somebody with this appointment goes, as things stand at ``at``. One query."""
    wait = tickets.wait_of_class(
        appointment.point_id, queue_class=appointment.service_class, station=Station.DOCUMENTS, at=at
    )
    early = catalogue.duration("arrive_early", office_code=office_code, on=appointment.on)
    called = None
    if wait is not None:
        low, high = (at + timedelta(minutes=minutes) for minutes in wait)
        called = max(appointment.starts_at, low), max(appointment.starts_at, high)
    arrive_at = rules.arrive_at(
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        called_from=called[0] if called else appointment.starts_at,
        early=early,
    )
    return Leaving(go_at=arrive_at - travel, arrive_at=arrive_at, earliest=at + travel, called=called)


def departure(application_id: UUID, *, day: date) -> DepartureInfo | None:
    """Return the wish to be told on that day, None when there is none. One query."""
    found = Departure.objects.filter(application_id=application_id, day=day).first()
    return DepartureInfo(travel=timedelta(minutes=found.minutes), told_at=found.told_at) if found else None
