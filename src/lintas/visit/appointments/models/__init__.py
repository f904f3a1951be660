"""Tables of places, with the limits that must hold whatever the code does."""

from lintas.visit.appointments.models.freed import FreedPlace, FreedPlaceQuerySet
from lintas.visit.appointments.models.kept import KeptPlaces
from lintas.visit.appointments.models.overbooked import OverbookingDecision
from lintas.visit.appointments.models.places import (
    Appointment,
    AppointmentQuerySet,
    AppointmentStep,
    Confidence,
    Schedule,
    ServiceClass,
    Slot,
    SlotQuerySet,
    StepIsFinal,
)
from lintas.visit.appointments.models.reminders import Reminder
from lintas.visit.appointments.models.replaced import ClosureNotice, Replacement, called_off
from lintas.visit.appointments.models.sums import BookStock, SessionSum
from lintas.visit.appointments.models.waiting import Allotment, Offer, Party, RecordIsFinal, Waiting

__all__ = [
    "Allotment",
    "Appointment",
    "AppointmentQuerySet",
    "AppointmentStep",
    "BookStock",
    "ClosureNotice",
    "Confidence",
    "FreedPlace",
    "FreedPlaceQuerySet",
    "KeptPlaces",
    "Offer",
    "OverbookingDecision",
    "Party",
    "RecordIsFinal",
    "Reminder",
    "Replacement",
    "Schedule",
    "ServiceClass",
    "SessionSum",
    "Slot",
    "SlotQuerySet",
    "StepIsFinal",
    "Waiting",
    "called_off",
]
