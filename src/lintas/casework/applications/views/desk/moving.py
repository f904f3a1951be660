"""Another day given by the office (P06, P08)."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from lintas.casework.applications import operations
from lintas.casework.applications.states import Role
from lintas.casework.applications.views.desk import door
from lintas.casework.applications.views.desk.case import act
from lintas.directory.people.requests import DeskRequest
from lintas.foundation.idempotency.door import once


@door.for_officers("move_by_office", Role.COUNTER)
@require_POST
@once
def move(request: DeskRequest, reference: str) -> HttpResponse:
    """Move the appointment for a reason of the office (P06)."""
    return act(request, reference, "move", operations.move_by_office)


@door.for_officers("reschedule_specially", Role.COUNTER)
@require_POST
@once
def excuse(request: DeskRequest, reference: str) -> HttpResponse:
    """Give another day to a person who could not come (P08)."""
    return act(request, reference, "excuse", operations.reschedule_specially)
