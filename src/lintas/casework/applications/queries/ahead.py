"""When a number may be taken before coming, and what keeps its place."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lintas.directory.catalogue import queries as catalogue
from lintas.visit.appointments.queries import AppointmentInfo


@dataclass(frozen=True, slots=True)
class Ahead:
    """
    From ``opens_at`` to ``closes_at`` a number may be taken; who shows up by ``closes_at`` keeps its place.

    The place is never earlier than ``place_from``, at which check-in opens: who is in the hall by then stands before.
    """

    opens_at: datetime
    closes_at: datetime
    place_from: datetime


def ahead(appointment: AppointmentInfo, *, office_code: str) -> Ahead:
    """
    Return the hours of the appointment's number. No query when parameters are remembered.

    Source: parameters phone_number_opens_before, checkin_opens_before, checkin_grace_after (P).
    """

    def parameter(name: str) -> timedelta:
        return catalogue.duration(name, office_code=office_code, on=appointment.on)

    return Ahead(
        opens_at=appointment.starts_at - parameter("phone_number_opens_before"),
        closes_at=appointment.starts_at + parameter("checkin_grace_after"),
        place_from=appointment.starts_at - parameter("checkin_opens_before"),
    )
