"""Examination and decisions (P19 to P22, P25, P26, P31, P32)."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from lintas.casework.applications import operations
from lintas.casework.applications.states import Role
from lintas.casework.applications.views.desk import door
from lintas.casework.applications.views.desk.case import act
from lintas.directory.people.requests import DeskRequest
from lintas.foundation.idempotency.door import once


@door.for_officers("clear_doubt", Role.EXAMINER)
@require_POST
@once
def clear(request: DeskRequest, reference: str) -> HttpResponse:
    """Resolve the doubt with a written reason (P19)."""
    return act(request, reference, "clear", operations.clear_doubt)


@door.for_officers("resume_deferred", Role.SECTION_HEAD)
@require_POST
@once
def resume(request: DeskRequest, reference: str) -> HttpResponse:
    """Lift the deferral because new evidence was accepted (P21)."""
    return act(request, reference, "resume", operations.resume_deferred)


@door.for_officers("return_to_examination", Role.ADJUDICATOR)
@require_POST
@once
def send_back(request: DeskRequest, reference: str) -> HttpResponse:
    """Send the case back to examination with a written reason (P26)."""
    return act(request, reference, "send_back", operations.return_to_examination)


@door.for_officers("approve", Role.ADJUDICATOR)
@require_POST
@once
def approve(request: DeskRequest, reference: str) -> HttpResponse:
    """Approve the passport (P25)."""
    return act(request, reference, "approve", operations.approve)


@door.for_officers("defer", Role.SECTION_HEAD)
@require_POST
@once
def defer(request: DeskRequest, reference: str) -> HttpResponse:
    """Defer with the whole reasoning and a day of review (P20)."""
    return act(request, reference, "defer", operations.defer)


@door.for_officers("reject", Role.OFFICE_HEAD)
@require_POST
@once
def reject(request: DeskRequest, reference: str) -> HttpResponse:
    """Refuse a deferred case (P22)."""
    return act(request, reference, "reject", operations.reject)


@door.for_officers("cancel_uncollected", Role.OFFICE_HEAD)
@require_POST
@once
def uncollected(request: DeskRequest, reference: str) -> HttpResponse:
    """Cancel a book nobody came for (P31)."""
    return act(request, reference, "uncollected", operations.cancel_uncollected)


@door.for_officers("void", Role.OFFICE_HEAD)
@require_POST
@once
def void(request: DeskRequest, reference: str) -> HttpResponse:
    """Close the case before its end (P32)."""
    return act(request, reference, "void", operations.void)
