"""Photo and interview (P16 to P18)."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from lintas.casework.applications import operations
from lintas.casework.applications.forms.desk import InterviewForm
from lintas.casework.applications.states import Role
from lintas.casework.applications.views.desk import door
from lintas.casework.applications.views.desk.case import act
from lintas.directory.people.requests import DeskRequest
from lintas.foundation.idempotency.door import once


@door.for_officers("record_capture", Role.CAPTURE)
@require_POST
@once
def capture(request: DeskRequest, reference: str) -> HttpResponse:
    """Keep the core system's reference and send the person on to the interview."""
    return act(request, reference, "capture", operations.record_capture)


@door.for_officers("conclude_interview", Role.INTERVIEWER)
@require_POST
@once
def interview(request: DeskRequest, reference: str) -> HttpResponse:
    """Conclude the interview: without doubt (P17), or on to examination with a reason (P18)."""
    finds_doubt = InterviewForm(request.POST).finds_doubt
    return act(request, reference, "interview", operations.doubt if finds_doubt else operations.pass_interview)
