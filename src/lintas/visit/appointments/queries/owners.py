"""Who has a place of their own in a session: to them it is not full, however full it is to others."""

from collections.abc import Collection
from uuid import UUID

from lintas.visit.appointments.models import Appointment, FreedPlace
from lintas.visit.appointments.states import State


def owners_in(slot_ids: Collection[UUID], *, subjects: Collection[UUID] | None = None) -> set[tuple[UUID, UUID]]:
    """
    Return each session with each application that holds a place in it, or let one go that still rests. One query.

    Of ``subjects`` only, if given.
    """
    held = Appointment.objects.filter(slot_id__in=slot_ids, state=State.HELD)
    rests = FreedPlace.objects.resting().filter(slot_id__in=slot_ids)
    if subjects is not None:
        held, rests = held.filter(subject__in=subjects), rests.filter(subject__in=subjects)
    pair = ("slot_id", "subject")
    return set(held.order_by().values_list(*pair).union(rests.order_by().values_list(*pair)))
