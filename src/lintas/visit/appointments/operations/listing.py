"""Taking an entry off the waiting list."""

from datetime import datetime

from lintas.directory.offices import queries as offices
from lintas.foundation.outbox.operations import publish
from lintas.visit.appointments import events
from lintas.visit.appointments.models import Waiting
from lintas.visit.appointments.states import ON_THE_LIST, WaitState


def end(waiting: Waiting, outcome: WaitState, *, by: str, at: datetime) -> None:
    """Take the entry off the list, and tell of it; call it in a transaction. An entry that has ended stays as it is."""
    listed = Waiting.objects.filter(id=waiting.id, state__in=ON_THE_LIST)
    if not listed.update(state=outcome, ended_at=at):
        return
    publish(
        events.WaitingEnded(
            subject=waiting.subject,
            office=offices.point(id=waiting.party.point_id).office_code,
            waiting_id=waiting.id,
            outcome=outcome.value,
        ),
        by=by,
        at=at,
    )
