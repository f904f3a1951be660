"""What is kept for a visitor follows their place: booked, moved, given back."""

from datetime import datetime

from lintas.directory.people.queries import Reader
from lintas.directory.people.states import SISTEM
from lintas.foundation.outbox.registry import handles
from lintas.visit.appointments.events import AppointmentBooked, AppointmentMoved, PlaceFreed
from lintas.visit.needs import operations

ARRANGER = Reader(kind="system", id="needs.arrange", role=SISTEM, office_id=None, channel="worker")


@handles(AppointmentBooked)
def arrange_the_booked(event: AppointmentBooked, *, at: datetime) -> None:
    """Keep what the visitor needs in the session that has become theirs."""
    _arrange(event, at=at)


@handles(AppointmentMoved)
def arrange_the_moved(event: AppointmentMoved, *, at: datetime) -> None:
    """Keep it in the new session instead of the old one."""
    _arrange(event, at=at)


@handles(PlaceFreed)
def let_go_with_the_place(event: PlaceFreed, *, at: datetime) -> None:
    """Give it back with the place."""
    operations.let_go(subject=event.subject, reader=ARRANGER, at=at)


def _arrange(event: AppointmentBooked | AppointmentMoved, *, at: datetime) -> None:
    operations.arrange(
        subject=event.subject,
        point_id=event.point_id,
        starts_at=event.starts_at,
        reader=ARRANGER,
        by="system:needs.arrange",
        at=at,
    )
